// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionMeta } from '../domain/document.ts'
import type { BackupPlace } from './backup-paths.ts'

import { TrousseauError } from '../domain/errors.ts'
import { parseInventory } from '../domain/inventory/schema.ts'
import { parseRevisionName } from '../domain/lineage/names.ts'
import { decodeInventory } from '../journal/inventory-revision.ts'
import { matchesName } from '../journal/names.ts'
import { readIdentityHeader, readVaultHeader } from '../vault/file/container.ts'
import { LONGEST, pathOfPlace } from './backup-paths.ts'

/** A revision of one of the journals. */
export type RevisionPlace = Exclude<BackupPlace, { readonly kind: 'marker' }>

/** Metadata of a revision, read without a key. */
export interface Examined {
	readonly name: string
	readonly meta: RevisionMeta
	/** Of the vault key; 1 in the other journals. */
	readonly epoch: number
}

/**
 * Checks all that a revision shows without a key: its hash against its name, its form, its place.
 *
 * @throws TrousseauError `altered`, `wrong-notebook`, `unsupported-version`, `kdf-bounds`, `too-large`, `invalid`
 */
export function examine(place: RevisionPlace, bytes: Uint8Array, notebookId: string): Examined {
	if (bytes.length > LONGEST[place.kind]) {
		throw new TrousseauError('too-large', { file: pathOfPlace(place) })
	}
	if (!matchesName(place.name, bytes)) {
		throw new TrousseauError('altered', { file: pathOfPlace(place) })
	}
	const examined = read(place, bytes, notebookId)
	if (examined.meta.number !== parseRevisionName(place.name)?.number) {
		throw new TrousseauError('altered', { file: pathOfPlace(place) })
	}
	return examined
}

function read(place: RevisionPlace, bytes: Uint8Array, notebookId: string): Examined {
	const { name } = place
	if (place.kind === 'inventory') {
		return { name, meta: decodeInventory(bytes, notebookId, parseInventory).meta, epoch: 1 }
	}
	if (place.kind === 'identity') {
		return { name, meta: readIdentityHeader(bytes), epoch: 1 }
	}
	const header = readVaultHeader(bytes)
	if (header.notebook !== notebookId || header.vault !== place.vaultId) {
		throw new TrousseauError('wrong-notebook', { file: pathOfPlace(place) })
	}
	return { name, meta: header, epoch: header.epoch }
}
