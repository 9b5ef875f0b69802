// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { sameJson } from '../../domain/canonical.ts'
import type { RevisionFile } from '../../domain/document.ts'
import { TrousseauError } from '../../domain/errors.ts'
import { nextMeta } from '../../domain/lineage/ancestry.ts'
import { wipe } from '../file/bytes.ts'
import { openVaultFile } from '../file/vault-file.ts'
import type { OpenedVault, VaultPlace } from '../file/vault-file.ts'
import type { IdentityKeys } from '../keys/identity.ts'
import { othersOf } from '../opening.ts'
import { judge, judgeFirst } from './members.ts'

/** Result of checking a stored revision: fully verified, or sealed to other members only. */
export type CheckedState = 'intact' | 'for-others'

/** The author, authorised by the parents if all are available; otherwise the entry in the revision's own lists, if any. */
function authorOf(revision: OpenedVault, parents: readonly OpenedVault[]) {
	if (revision.parents.length === 0) {
		return judgeFirst(revision)
	}
	if (parents.length < revision.parents.length) {
		// An invitation that was used is no longer listed: only the parents hold its key, so the signature cannot be checked.
		return revision.lists.members[revision.author]
	}
	if (!sameJson(nextMeta(parents).ancestors, revision.ancestors)) {
		throw new TrousseauError('not-allowed', { revision: revision.name })
	}
	return judge(revision, parents)
}

/**
 * Checks one revision by itself: name, place, key, payload, content, right of its author, signature. Does not decide
 * which head to trust; `openVault` does.
 *
 * @param parents - those available; one that cannot be opened counts as missing
 * @throws TrousseauError `altered`, `bad-signature`, `not-allowed`, `wrong-notebook`, `unsupported-version`,
 * `invalid`, `too-large`, `kdf-bounds`
 */
export function checkRevision(file: RevisionFile, parents: readonly RevisionFile[], place: VaultPlace, keys: IdentityKeys): CheckedState {
	const others = othersOf(place, parents, keys)
	let revision: OpenedVault | null = null
	try {
		revision = openVaultFile(file, place, keys)
		const author = authorOf(revision, revision.parents.flatMap((name) => others.find(name) ?? []))
		if (author !== undefined && !revision.signedBy(author.sign)) {
			throw new TrousseauError('bad-signature', { revision: file.name })
		}
		return 'intact'
	} catch (error) {
		if (error instanceof TrousseauError && error.code === 'not-a-member') {
			return 'for-others'
		}
		throw error
	} finally {
		others.wipe([])
		if (revision !== null) {
			wipe(revision.key)
		}
	}
}
