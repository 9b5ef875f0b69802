// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { browserMemory } from '../../platform/browser-memory.ts'

/** The last import into a vault, as this browser remembers it; nothing of it is secret. */
export interface LastImport {
	/** Prefix of the ids of its records. */
	readonly prefix: string
	/** ISO 8601. */
	readonly at: string
	readonly added: number
	/** Entries that took a value of the file: time of that change by id. */
	readonly updated: Readonly<Record<string, string>>
}

const nameOf = (vaultId: string): string => `import:${vaultId}`

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
	return typeof value === 'object' && value !== null
		&& Object.values(value).every((one) => typeof one === 'string')
}

/** The last import into this vault from this browser, or null. */
export function lastImport(vaultId: string): LastImport | null {
	const text = browserMemory().preference(nameOf(vaultId))
	try {
		const value = JSON.parse(text ?? 'null') as Partial<Readonly<Record<keyof LastImport, unknown>>> | null
		const { prefix, at, added, updated } = value ?? {}
		return typeof prefix === 'string' && /^[0-9a-f]{22}$/.test(prefix) && typeof at === 'string' && typeof added === 'number' && isTexts(updated)
			? { prefix, at, added, updated }
			: null
	} catch {
		return null
	}
}

/** Remembers an import; null forgets the last one, once it is undone. */
export function rememberImport(vaultId: string, last: LastImport | null): void {
	browserMemory().setPreference(nameOf(vaultId), last === null ? null : JSON.stringify(last))
}
