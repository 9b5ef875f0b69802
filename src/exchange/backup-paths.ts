// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { fileOfName, nameOfFile } from '../domain/lineage/names.ts'
import { MAX_INVENTORY_BYTES } from '../journal/inventory-revision.ts'
import { MARKER_FILE, MAX_MARKER_BYTES } from '../journal/marker.ts'
import { MAX_FILE } from '../vault/file/container.ts'

/** Destination of a file in a backup. Any other path is refused, so a backup cannot write elsewhere. */
export type BackupPlace
	= | { readonly kind: 'marker' }
		| { readonly kind: 'inventory', readonly name: string }
		| { readonly kind: 'vault', readonly vaultId: string, readonly name: string }
		| { readonly kind: 'identity', readonly name: string }

/** The three kinds of journal. */
export type JournalKind = Exclude<BackupPlace['kind'], 'marker'>

const VAULT = /^vaults\/([0-9a-f]{32})\/([^/]+)$/

/** Longest file of each kind, in bytes. */
export const LONGEST: Readonly<Record<BackupPlace['kind'], number>> = {
	marker: MAX_MARKER_BYTES,
	inventory: MAX_INVENTORY_BYTES,
	vault: MAX_FILE,
	identity: MAX_FILE,
}

/** The path of a place, the only one that it has. */
export function pathOfPlace(place: BackupPlace): string {
	switch (place.kind) {
		case 'marker':
			return MARKER_FILE
		case 'vault':
			return `vaults/${place.vaultId}/${fileOfName(place.name, 'vault')}`
		default:
			return `${place.kind}/${fileOfName(place.name, place.kind)}`
	}
}

/** The place that a path names, or null when it names none. */
export function placeOfPath(path: string): BackupPlace | null {
	if (path === MARKER_FILE) {
		return { kind: 'marker' }
	}
	const [, vaultId, file] = VAULT.exec(path) ?? []
	if (vaultId !== undefined && file !== undefined) {
		const name = nameOfFile(file, 'vault')
		return name === null ? null : { kind: 'vault', vaultId, name }
	}
	for (const kind of ['inventory', 'identity'] as const) {
		const name = path.startsWith(`${kind}/`) ? nameOfFile(path.slice(kind.length + 1), kind) : null
		if (name !== null) {
			return { kind, name }
		}
	}
	return null
}
