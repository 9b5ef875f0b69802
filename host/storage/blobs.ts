// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Contents of files. A blob is written once and never changed, so a copy of a
 * file, its versions and its trash may all name the same one.
 */
export class BlobStore {
	/** Null when nothing is to outlive the process: `inMemory` then holds everything. */
	private readonly folder: string | null
	private readonly inMemory = new Map<string, Buffer>()
	private readonly uses = new Map<string, number>()
	private readonly unused = new Set<string>()

	private constructor(folder: string | null) {
		this.folder = folder
	}

	/**
	 * @param folder - created when missing; null keeps everything in memory
	 * @param used - every blob that a row names, once for each time; the others are removed
	 */
	static async open(folder: string | null, used: Iterable<string>): Promise<BlobStore> {
		if (folder === null) {
			return new BlobStore(null)
		}
		await mkdir(folder, { recursive: true })
		const store = new BlobStore(folder)
		for (const id of used) {
			store.retain(id)
		}
		for (const name of await readdir(folder)) {
			if (!store.uses.has(name)) {
				await rm(join(folder, name), { force: true })
			}
		}
		return store
	}

	/** Stores bytes under a new id, retained once. */
	async write(bytes: Uint8Array): Promise<string> {
		const id = randomBytes(16).toString('hex')
		if (this.folder === null) {
			this.inMemory.set(id, Buffer.from(bytes))
		} else {
			await writeFile(join(this.folder, id), bytes, { flag: 'wx', mode: 0o600 })
		}
		this.retain(id)
		return id
	}

	/** The bytes, or null when the blob was removed since its row was read. */
	async read(id: string): Promise<Buffer | null> {
		if (this.folder === null) {
			return this.inMemory.get(id) ?? null
		}
		return await readFile(join(this.folder, id)).catch((error: unknown) => {
			if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
				return null
			}
			throw error
		})
	}

	retain(id: string): void {
		this.uses.set(id, (this.uses.get(id) ?? 0) + 1)
	}

	/** Gives up one use. After the last one the file waits for `sweep`. */
	release(id: string): void {
		const left = (this.uses.get(id) ?? 1) - 1
		if (left > 0) {
			this.uses.set(id, left)
			return
		}
		this.uses.delete(id)
		this.unused.add(id)
	}

	/**
	 * Removes the files that nothing names any more. To be called once the rows
	 * that named them are durably gone: a crash before leaves a file too many,
	 * never a row whose content is missing.
	 *
	 * @param ids - as `takeUnused` gave them
	 */
	async sweep(ids: readonly string[]): Promise<void> {
		for (const id of ids) {
			this.inMemory.delete(id)
			if (this.folder !== null) {
				await rm(join(this.folder, id), { force: true })
			}
		}
	}

	/** Ids released for good since the last call. */
	takeUnused(): string[] {
		const ids = [...this.unused]
		this.unused.clear()
		return ids
	}

	/** Removes everything. */
	async clear(): Promise<void> {
		this.uses.clear()
		this.unused.clear()
		this.inMemory.clear()
		for (const name of this.folder === null ? [] : await readdir(this.folder)) {
			await rm(join(this.folder ?? '', name), { force: true })
		}
	}
}
