// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionMeta } from '../domain/document.ts'
import type { Revision } from './lineage.ts'

/** Bytes of revisions kept in memory. Their metadata is kept without limit. */
const MAX_CACHED_BYTES = 32 * 1024 * 1024

/** Verified revisions by name; evicts the least recently used first. */
export class RevisionCache {
	readonly #revisions = new Map<string, Revision>()
	readonly #metas = new Map<string, RevisionMeta>()
	#bytes = 0

	get(name: string): Revision | undefined {
		const revision = this.#revisions.get(name)
		if (revision !== undefined) {
			this.#revisions.delete(name)
			this.#revisions.set(name, revision)
		}
		return revision
	}

	metaOf(name: string): RevisionMeta | undefined {
		return this.#metas.get(name)
	}

	put(revision: Revision): void {
		this.#forget(revision.name)
		this.#metas.set(revision.name, revision.meta)
		this.#revisions.set(revision.name, revision)
		this.#bytes += revision.bytes.length
		for (const name of this.#revisions.keys()) {
			if (this.#bytes <= MAX_CACHED_BYTES || name === revision.name) {
				break
			}
			this.#forget(name)
		}
	}

	/** Forgets the revisions that are no longer stored. */
	keepOnly(stored: ReadonlyMap<string, unknown>): void {
		for (const name of [...this.#metas.keys()]) {
			if (!stored.has(name)) {
				this.#forget(name)
				this.#metas.delete(name)
			}
		}
	}

	#forget(name: string): void {
		const revision = this.#revisions.get(name)
		if (revision !== undefined) {
			this.#revisions.delete(name)
			this.#bytes -= revision.bytes.length
		}
	}
}
