// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/*
 * Entries kept beyond a session. Nextcloud's own page, once it learns that the session ended, clears
 * `localStorage` and `sessionStorage` and deletes every IndexedDB database before it goes to the sign-in page; so does
 * the sign-in page after a sign-out. The cache storage of the origin is left alone, and is on disk all the same.
 */

/** One entry, with a short text beside its bytes. */
export interface KeptEntry {
	readonly note: string
	readonly bytes: Uint8Array<ArrayBuffer>
}

const CACHE = 'trousseau'
/** Addresses of entries lie below it. They are names only: nothing is ever asked of a server there. */
const ROOT = '/trousseau-kept/'
const NOTE = 'x-note'

/** Milliseconds for one call. A browser whose storage is damaged, or held by a tab that it froze, may never answer. */
const TIMEOUT = 8_000

/** Rejects when the browser does not answer in time. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
	let timer: ReturnType<typeof setTimeout> | undefined
	const late = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => reject(new Error('the browser\'s storage does not answer')), TIMEOUT)
	})
	try {
		return await Promise.race([answer, late])
	} finally {
		clearTimeout(timer)
	}
}

/** Entries of one kind, by name. Every method rejects where the browser keeps nothing. */
export class KeptEntries {
	readonly #caches: CacheStorage | undefined
	readonly #folder: string

	/**
	 * @param caches - of the browser; undefined where there is none
	 * @param kind - one word
	 */
	constructor(caches: CacheStorage | undefined, kind: string) {
		this.#caches = caches
		this.#folder = `${ROOT}${kind}/`
	}

	/** Keeps an entry in the place of the one of this name. Resolves once it is kept. */
	async put(name: string, { note, bytes }: KeptEntry): Promise<void> {
		const cache = await this.#open()
		await inTime(cache.put(this.#addressOf(name), new Response(bytes, { headers: { [NOTE]: encodeURIComponent(note) } })))
	}

	/** The entry of this name, or null. */
	async get(name: string): Promise<KeptEntry | null> {
		const cache = await this.#open()
		return inTime(this.#entryAt(cache, this.#addressOf(name)))
	}

	/** The names that begin so, in no promised order. */
	async names(prefix: string): Promise<readonly string[]> {
		const cache = await this.#open()
		return (await inTime(this.#addresses(cache, prefix))).map((address) => this.#nameOf(address))
	}

	/** Every entry whose name begins so, by name. */
	async all(prefix: string): Promise<ReadonlyMap<string, KeptEntry>> {
		return inTime(this.#read(await this.#open(), prefix))
	}

	async #read(cache: Cache, prefix: string): Promise<ReadonlyMap<string, KeptEntry>> {
		const entries = await Promise.all((await this.#addresses(cache, prefix)).map(async (address) => {
			const found = await this.#entryAt(cache, address)
			// Removed meanwhile by another tab.
			return found === null ? [] : [[this.#nameOf(address), found] as const]
		}))
		return new Map(entries.flat())
	}

	async #addresses(cache: Cache, prefix: string): Promise<readonly string[]> {
		return (await cache.keys()).map(({ url }) => url).filter((url) => new URL(url).pathname.startsWith(this.#addressOf(prefix)))
	}

	async #entryAt(cache: Cache, address: string): Promise<KeptEntry | null> {
		const found = await cache.match(address)
		return found === undefined
			? null
			: { note: decodeURIComponent(found.headers.get(NOTE) ?? ''), bytes: new Uint8Array(await found.arrayBuffer()) }
	}

	/** Removes an entry; resolves too when there is none. */
	async remove(name: string): Promise<void> {
		await inTime((await this.#open()).delete(this.#addressOf(name)))
	}

	#addressOf(name: string): string {
		return this.#folder + encodeURIComponent(name)
	}

	#nameOf(address: string): string {
		return decodeURIComponent(new URL(address).pathname.slice(this.#folder.length))
	}

	#open(): Promise<Cache> {
		return this.#caches === undefined ? Promise.reject(new Error('no cache storage')) : inTime(this.#caches.open(CACHE))
	}
}
