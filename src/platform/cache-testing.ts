// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** As much of a browser's cache storage as is used. For tests. */
export class FakeCaches {
	readonly rows = new Map<string, Response>()
	/** The browser refuses everything. */
	isFull = false

	readonly storage = { open: () => this.#open() } as unknown as CacheStorage

	async #open(): Promise<Pick<Cache, 'put' | 'keys' | 'match' | 'delete'>> {
		if (this.isFull) {
			throw new Error('QuotaExceededError')
		}
		const absolute = (address: RequestInfo | URL): string => new URL(String(address), 'https://cloud.example').href
		return {
			put: async (address, response) => void this.rows.set(absolute(address), response.clone()),
			keys: async () => [...this.rows.keys()].map((url) => ({ url }) as Request),
			match: async (address) => this.rows.get(absolute(address as string))?.clone(),
			delete: async (address) => this.rows.delete(absolute(address as string)),
		}
	}
}
