// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { parseRevisionName } from '../domain/lineage/names.ts'
import { KeptEntries } from './kept-entries.ts'
import { logAnd, logCaught } from './log.ts'
import { currentUser } from './session.ts'

/** The part of `localStorage` that is used. */
export interface KeyValueStorage {
	readonly length: number
	getItem(key: string): string | null
	key(index: number): string | null
	removeItem(key: string): void
	setItem(key: string, value: string): void
}

/** Suffix of the mark on a forgotten name whose entry may still be in the lasting storage. */
const GONE = ':gone'

/**
 * Memory of this browser for one person: the head last seen of each vault (which detects a server that serves
 * an older state) and small preferences. Nothing here is secret. Where the browser refuses to
 * store, entries last until the page is closed. Each write also goes to the storage that outlives the session; `recall` reads it back.
 */
export class BrowserMemory {
	readonly #prefix: string
	readonly #storage: KeyValueStorage | null
	readonly #kept: KeptEntries | null
	/** Entries that could not be stored, or not be read back. */
	readonly #fallback = new Map<string, string>()
	readonly #observers = new Set<(name: string) => void>()
	/** Pending writes to the storage that outlives the session, in order. */
	#keeping: Promise<unknown> = Promise.resolve()

	/**
	 * @param userId - account name: several people may use one browser
	 * @param storage - `localStorage`, or null where the browser forbids it
	 * @param kept - storage that outlives the session, or null where there is none
	 */
	constructor(userId: string, storage: KeyValueStorage | null, kept: KeptEntries | null = null) {
		this.#prefix = `trousseau:${encodeURIComponent(userId)}:`
		this.#storage = storage
		this.#kept = kept
	}

	/** Restores the entries that Nextcloud's page cleared when a session ended. To be awaited before the first read. */
	async recall(): Promise<void> {
		try {
			for (const [key, { note }] of await this.#kept?.all(this.#prefix) ?? []) {
				const name = key.slice(this.#prefix.length)
				if (this.#read(name + GONE) !== null) {
					// The page closed before the removal from the lasting storage ended.
					this.#forget(name)
				} else if (this.#read(name) === null) {
					this.#store(name, note)
				}
			}
		} catch (error) {
			// The browser refuses the lasting storage.
			logCaught('memory.begin', error)
		}
	}

	/** Resolves once everything written is kept. */
	async settled(): Promise<void> {
		await this.#keeping
	}

	/** Name of the revision last seen as a head of this vault, or null. */
	headOf(vaultId: string): string | null {
		const name = this.#read(`head:${vaultId}`)
		return name !== null && parseRevisionName(name) !== null ? name : null
	}

	/** Remembers a head. */
	rememberHead(vaultId: string, name: string): void {
		this.#write(`head:${vaultId}`, name)
	}

	/** A preference, or null when none was stored. */
	preference(name: string): string | null {
		return this.#read(`preference:${name}`)
	}

	/** Stores a preference, or forgets it when the value is null. */
	setPreference(name: string, value: string | null): void {
		if (value === null) {
			this.#forget(`preference:${name}`)
		} else {
			this.#write(`preference:${name}`, value)
		}
		this.#observers.forEach((observer) => observer(name))
	}

	/** Calls `observer` with the name of each preference that is stored or forgotten from now on. */
	watch(observer: (name: string) => void): void {
		this.#observers.add(observer)
	}

	/** Every preference whose name begins so, by name. */
	preferences(prefix: string): ReadonlyMap<string, string> {
		const start = `preference:${prefix}`
		const names = [...this.#stored(), ...this.#fallback.keys()].filter((key) => key.startsWith(start))
		return new Map(names.flatMap((key) => {
			const value = this.#read(key)
			return value === null ? [] : [[key.slice('preference:'.length), value] as const]
		}))
	}

	#stored(): readonly string[] {
		try {
			const keys = Array.from({ length: this.#storage?.length ?? 0 }, (_, index) => this.#storage?.key(index) ?? '')
			return keys.filter((key) => key.startsWith(this.#prefix)).map((key) => key.slice(this.#prefix.length))
		} catch {
			return []
		}
	}

	#read(key: string): string | null {
		try {
			return this.#fallback.get(key) ?? this.#storage?.getItem(this.#prefix + key) ?? null
		} catch {
			return null
		}
	}

	#write(key: string, value: string): void {
		this.#store(key, value)
		this.#take(key + GONE)
		this.#keep((kept) => kept.put(this.#prefix + key, { note: value, bytes: new Uint8Array() }))
	}

	#keep(work: (kept: KeptEntries) => Promise<void>): void {
		const kept = this.#kept
		if (kept !== null) {
			this.#keeping = this.#keeping.then(() => work(kept)).catch(logAnd('memory.keep', undefined))
		}
	}

	#store(key: string, value: string): void {
		try {
			if (this.#storage !== null) {
				this.#storage.setItem(this.#prefix + key, value)
				this.#fallback.delete(key)
				return
			}
		} catch (error) {
			// Full, or forbidden: the memory of the page takes over.
			logCaught('memory.store', error)
		}
		this.#fallback.set(key, value)
	}

	/** Writes a mark, then removes the lasting entry: `recall` completes the removal if the page closes between. */
	#forget(key: string): void {
		const isKept = this.#read(key) !== null || this.#read(key + GONE) !== null
		this.#take(key)
		if (this.#kept !== null && isKept) {
			this.#store(key + GONE, '1')
			this.#keep(async (kept) => {
				await kept.remove(this.#prefix + key)
				// A write made meanwhile has removed the mark already; its entry is put after this removal.
				this.#take(key + GONE)
			})
		}
	}

	#take(key: string): void {
		this.#fallback.delete(key)
		try {
			this.#storage?.removeItem(this.#prefix + key)
		} catch {
			// Nothing was stored where storing is forbidden.
		}
	}
}

let memory: BrowserMemory | null = null

/** The memory of the signed-in person in this browser. */
export function browserMemory(): BrowserMemory {
	memory ??= new BrowserMemory(currentUser().id, localStorageOrNull(), new KeptEntries(globalThis.caches, 'memory'))
	return memory
}

/** Name of the head last seen of a vault in this browser, or null. */
export function rememberedHead(vaultId: string): string | null {
	return browserMemory().headOf(vaultId)
}

/** Remembers in this browser the head last seen of a vault. */
export function rememberHead(vaultId: string, name: string): void {
	browserMemory().rememberHead(vaultId, name)
}

/** Reading the property itself throws where cookies are forbidden. */
export function localStorageOrNull(): KeyValueStorage | null {
	try {
		return globalThis.localStorage
	} catch {
		return null
	}
}
