// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionMeta } from '../../domain/document.ts'
import type { RevisionFile } from '../../domain/document.ts'
import type { Revision } from '../../journal/lineage.ts'
import type { RetryPolicy } from '../../journal/retry.ts'
import type { RevisionStore } from '../../journal/store.ts'
import type { OpenInput } from '../../worker/api.ts'

import { TrousseauError } from '../../domain/errors.ts'
import { Journal } from '../../journal/journal.ts'
import { logAnd, logCaught } from '../../platform/log.ts'
import { MAX_FILE, readIdentityHeader, readVaultHeader } from '../../vault/file/container.ts'

/** The journal of a person's identity. */
export function identityJournal(store: RevisionStore): Journal {
	return new Journal({ store, extension: 'identity', maxBytes: MAX_FILE, readHeader: readIdentityHeader })
}

/** The journal of one vault. A revision of another vault is foreign to it. */
export function vaultJournal(store: RevisionStore, notebookId: string, vaultId: string, retry: Partial<RetryPolicy> = {}): Journal {
	return new Journal({
		retry,
		store,
		extension: 'vault',
		maxBytes: MAX_FILE,
		readHeader: (bytes): RevisionMeta => {
			const header = readVaultHeader(bytes)
			if (header.notebook !== notebookId || header.vault !== vaultId) {
				throw new TrousseauError('wrong-notebook')
			}
			return header
		},
	})
}

/** Tells under which passphrase and derivation a revision of an identity is; not authenticated. */
export const identityLockOf = ({ bytes }: Revision): string => readIdentityHeader(bytes).check

/** A revision as the Worker is given it. */
export const fileOf = ({ name, bytes }: Revision): RevisionFile => ({ name, bytes })

/** Worker input for a journal: names and bytes, which it verifies itself. */
export function workerInput({ heads, others }: { readonly heads: readonly Revision[], readonly others: readonly Revision[] }): OpenInput {
	return { heads: heads.map(fileOf), others: others.map(fileOf) }
}

/** A part of an argument that is left out where there is nothing. */
export function withIdentity(identity: OpenInput | undefined): { readonly identity?: OpenInput } {
	return identity === undefined ? {} : { identity }
}

/** Deletes revisions, one after the other; those that are gone already are not asked for. Resolves to how many could not be deleted. */
export async function removeStored(journal: Journal, names: readonly string[]): Promise<number> {
	// A vault of some age names hundreds of ancestors, of which few are left.
	const stored = new Set((await journal.load().catch(logAnd('journal.list-stored', null)))?.names ?? names)
	let left = 0
	for (const name of names.filter((one) => stored.has(one))) {
		await journal.remove(name).catch((error: unknown) => {
			logCaught('journal.remove', error)
			left++
		})
	}
	return left
}
