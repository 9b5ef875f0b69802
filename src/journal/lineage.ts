// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionMeta } from '../domain/document.ts'
import type { Ancestry } from '../domain/lineage/ancestry.ts'

/** A revision's name and metadata (number, parents, ancestors). */
export interface Lineage {
	readonly name: string
	readonly meta: RevisionMeta
}

/** A revision whose bytes were checked against its name. */
export interface Revision extends Lineage {
	readonly bytes: Uint8Array
}

/** The same, in the form that `domain/lineage` reads. */
export const ancestryOf = ({ name, meta: { parents, ancestors } }: Lineage): Ancestry => ({ name, parents, ancestors })
