// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { StoredFile } from '../../src/journal/store.ts'
import type { File } from '../reference/revision.ts'

import { TrousseauError } from '../../src/domain/errors.ts'
import { MemoryStore } from '../../src/journal/memory-store.ts'

/** A folder kept by a server that lies. */
export class MaliciousStore extends MemoryStore {
	/** File names left out of listings. */
	readonly hidden = new Set<string>()
	/** File names that are listed and said to be gone when read. */
	readonly vanishing = new Set<string>()
	/** Sizes that the listing gives instead of the true ones. */
	readonly sizes = new Map<string, number>()
	readonly #extension: string

	constructor(extension: string) {
		super()
		this.#extension = extension
	}

	/** Puts files in the folder. */
	put(...files: readonly (File | { readonly file: File })[]): void {
		for (const like of files) {
			const { name, bytes } = 'file' in like ? like.file : like
			this.files.set(this.#fileOf(name), new Uint8Array(bytes))
		}
	}

	/** Deletes revisions. */
	drop(...revisions: readonly { readonly name: string }[]): void {
		revisions.forEach(({ name }) => this.files.delete(this.#fileOf(name)))
	}

	/** Leaves revisions out of the listing. */
	hide(...revisions: readonly { readonly name: string }[]): void {
		revisions.forEach(({ name }) => this.hidden.add(this.#fileOf(name)))
	}

	/** Lists revisions that it then refuses to give. */
	withhold(...revisions: readonly { readonly name: string }[]): void {
		revisions.forEach(({ name }) => this.vanishing.add(this.#fileOf(name)))
	}

	/** Serves these files and no other. */
	serveOnly(...files: readonly (File | { readonly file: File })[]): void {
		this.files.clear()
		this.put(...files)
	}

	/** Copy of its files, to be served again later. */
	snapshot(): ReadonlyMap<string, Uint8Array> {
		return new Map(this.files)
	}

	/** Goes back to what it held. */
	restore(files: ReadonlyMap<string, Uint8Array>): void {
		this.files.clear()
		files.forEach((bytes, name) => this.files.set(name, bytes))
	}

	override async list(): Promise<readonly StoredFile[]> {
		const files = await super.list()
		return files.filter(({ name }) => !this.hidden.has(name)).map(({ name, size }) => ({ name, size: this.sizes.get(name) ?? size }))
	}

	override async read(name: string): Promise<Uint8Array> {
		if (this.vanishing.has(name)) {
			throw new TrousseauError('gone', { file: name })
		}
		return super.read(name)
	}

	#fileOf(name: string): string {
		return `${name}.${this.#extension}`
	}
}
