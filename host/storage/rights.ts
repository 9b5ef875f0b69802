// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { NodeRow } from './rows.ts'

/** Bits of a share. */
export const READ = 1
export const UPDATE = 2
export const CREATE = 4
export const DELETE = 8
export const SHARE = 16
export const ALL = 31

/** How an account sees a node: through which rights, and whether it is the root of a received share. */
export interface View {
	/** Null for the owner. */
	readonly permissions: number | null
	readonly mountRoot: boolean
	/** It lies in a team folder. */
	readonly team?: boolean
}

/** True if the account has this permission bit. Owners have all. */
export function may(view: View, bit: number): boolean {
	return view.permissions === null || (view.permissions & bit) !== 0
}

/**
 * `oc:permissions` as the server writes it: S shared, R reshare, M mounted (a team folder), G read,
 * D delete, N rename, V move, W write (file), C and K create (folder). On the
 * root of a received share D and N only mean "may leave" and "may rename it
 * in one's own tree".
 */
export function permissionLetters(node: NodeRow, view: View): string {
	const bits = view.permissions ?? ALL
	const has = (bit: number): boolean => (bits & bit) !== 0
	const team = view.team === true
	const isOwnMount = view.mountRoot && !team
	const letters = [
		view.permissions === null || team ? '' : 'S',
		has(SHARE) ? 'R' : '',
		team ? 'M' : '',
		'G',
		has(DELETE) || isOwnMount ? 'D' : '',
		has(UPDATE) || has(DELETE) || isOwnMount ? 'N' : '',
		has(UPDATE) ? 'V' : '',
	]
	if (node.kind === 'file') {
		letters.push(has(UPDATE) ? 'W' : '')
	} else {
		letters.push(has(CREATE) ? 'CK' : '')
	}
	return letters.join('')
}

/** `ocs:share-permissions`: the bits one could give to others; a file never offers create or delete. */
export function sharePermissions(node: NodeRow, view: View): number {
	const bits = view.permissions ?? ALL
	return node.kind === 'file' ? bits & (READ | UPDATE | SHARE) : bits
}
