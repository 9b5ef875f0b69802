// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { KeyValueStorage } from '../browser-memory.ts'
import type { KeptEntries } from '../kept-entries.ts'

import { logAnd, logCaught } from '../log.ts'
import { parentOf } from './paths.ts'

/** Files kept of each folder: those whose names stand last, which are the newest revisions of a journal. */
const LATEST = 8
/** Bytes. A longer file is not kept. */
const MAX_SIZE = 4_000_000
const IV_LENGTH = 12
const KEY_LENGTH = 32

/** Where copies lie, and whose they are. */
export interface FileCopiesSettings {
	readonly entries: KeptEntries
	/** Keeps the key: `localStorage`, or null where the browser forbids it. */
	readonly storage: KeyValueStorage | null
	readonly userId: string
	/** `crypto.subtle`; absent over plain HTTP, where nothing is kept. */
	readonly subtle: SubtleCrypto | undefined
}

/**
 * Copies of the files read last, for the time when Nextcloud opens no file any more because the space of their owner is full.
 * Each is sealed (AES-256-GCM, the path as associated data) under a key of this person and browser, which lies in
 * `localStorage`: Nextcloud's pages clear it when a session ends, and the copies can then no longer be read.
 * Keeping is best effort: a browser that refuses keeps nothing.
 */
export class FileCopies {
	readonly #settings: FileCopiesSettings
	/** Writes, one after the other. */
	#work: Promise<unknown> = Promise.resolve()

	constructor(settings: FileCopiesSettings) {
		this.#settings = settings
	}

	/** Keeps a file in the background, unless newer ones of its folder are kept already. */
	keep(path: string, bytes: Uint8Array): void {
		const { subtle, storage } = this.#settings
		if (subtle !== undefined && storage !== null && bytes.length <= MAX_SIZE) {
			const copy = new Uint8Array(bytes)
			this.#work = this.#work.then(() => this.#keep(subtle, path, copy)).catch(logAnd('copies.keep', undefined))
		}
	}

	/** The copy of a file, or null when there is none that can be read. */
	async find(path: string): Promise<Uint8Array | null> {
		try {
			await this.#work
			const { entries, subtle } = this.#settings
			const stored = await entries.get(this.#entryOf(path))
			const key = subtle === undefined ? null : await this.#key(subtle, false)
			if (stored === null || key === null || subtle === undefined) {
				return null
			}
			const [iv, sealed] = [stored.bytes.subarray(0, IV_LENGTH), stored.bytes.subarray(IV_LENGTH)]
			return new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv, additionalData: utf8(path) }, key, sealed))
		} catch (error) {
			logCaught('copies.find', error)
			return null
		}
	}

	/** Resolves once everything given is kept. */
	async settled(): Promise<void> {
		await this.#work
	}

	async #keep(subtle: SubtleCrypto, path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
		const { entries } = this.#settings
		const entry = this.#entryOf(path)
		const folder = parentOf(entry)
		const others = (await entries.names(folder)).filter((name) => parentOf(name) === folder && name !== entry).sort()
		const surplus = others.slice(0, Math.max(0, others.length + 1 - LATEST))
		if (surplus.some((name) => name > entry)) {
			return
		}
		const key = await this.#key(subtle, true)
		if (key === null) {
			return
		}
		const iv = globalThis.crypto.getRandomValues(new Uint8Array(IV_LENGTH))
		const sealed = new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(path) }, key, bytes))
		await entries.put(entry, { note: '', bytes: joined(iv, sealed) })
		await Promise.all(surplus.map((name) => entries.remove(name)))
	}

	/** The key of this person in this browser; made when it is asked for and there is none. */
	async #key(subtle: SubtleCrypto, make: boolean): Promise<CryptoKey | null> {
		const name = `trousseau:${encodeURIComponent(this.#settings.userId)}:copies-key`
		const { storage } = this.#settings
		let text = storage?.getItem(name) ?? null
		if (text === null && make) {
			const fresh = globalThis.crypto.getRandomValues(new Uint8Array(KEY_LENGTH))
			text = [...fresh].map((byte) => byte.toString(16).padStart(2, '0')).join('')
			storage?.setItem(name, text)
		}
		const bytes = Uint8Array.from(text?.match(/[0-9a-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16))
		return bytes.length === KEY_LENGTH ? subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']) : null
	}

	/** A user id may hold anything, but no line end. */
	#entryOf(path: string): string {
		return `${this.#settings.userId}\n${path}`
	}
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
	const both = new Uint8Array(first.length + second.length)
	both.set(first)
	both.set(second, first.length)
	return both
}
