// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../domain/errors.ts'
import type { RevisionStore, StoredFile } from './store.ts'

import { TrousseauError } from '../domain/errors.ts'

/** A simulated refusal. */
export interface Fault {
	readonly on: keyof RevisionStore
	readonly code: ErrorCode
	readonly status?: number
	/** The connection is cut after the server carried out the request. */
	readonly applied?: boolean
	/** With `applied`: how many bytes of the body had arrived. */
	readonly truncateTo?: number
}

/** A journal's folder in memory, which fails on demand. For tests. */
export class MemoryStore implements RevisionStore {
	/** File names and contents; tests alter them directly. */
	readonly files = new Map<string, Uint8Array>()
	/** Refusals to come, each used once by the first call it is meant for. */
	readonly faults: Fault[] = []
	/** Every call, as `create 00000001-….vault`. */
	readonly calls: string[] = []
	/** The folder itself was deleted or is no longer shared. */
	missing = false

	async list(): Promise<readonly StoredFile[]> {
		await this.#enter('list')
		// The order of a real server is not by name.
		return [...this.files].reverse().map(([name, bytes]) => ({ name, size: bytes.length }))
	}

	async read(name: string): Promise<Uint8Array> {
		await this.#enter('read', name)
		const bytes = this.files.get(name)
		if (bytes === undefined) {
			throw new TrousseauError('gone', { file: name })
		}
		return bytes.slice()
	}

	async create(name: string, bytes: Uint8Array): Promise<'created' | 'already'> {
		await this.#enter('create', name, (fault) => {
			if (!this.files.has(name)) {
				this.files.set(name, bytes.slice(0, fault.truncateTo ?? bytes.length))
			}
		})
		if (this.files.has(name)) {
			return 'already'
		}
		this.files.set(name, bytes.slice())
		return 'created'
	}

	async remove(name: string): Promise<void> {
		await this.#enter('remove', name, () => this.files.delete(name))
		this.files.delete(name)
	}

	async #enter(on: Fault['on'], name = '', apply: (fault: Fault) => void = () => {}): Promise<void> {
		this.calls.push(`${on} ${name}`.trim())
		await Promise.resolve()
		const index = this.faults.findIndex((fault) => fault.on === on)
		const fault = this.faults[index]
		if (fault !== undefined) {
			this.faults.splice(index, 1)
			if (fault.applied === true) {
				apply(fault)
			}
			throw new TrousseauError(fault.code, fault.status === undefined ? {} : { status: fault.status })
		}
		if (this.missing) {
			throw new TrousseauError('gone')
		}
	}
}
