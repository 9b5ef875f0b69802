// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Journal } from './journal.ts'

import { asTrousseauError } from '../domain/errors.ts'

/** A revision that is ready to be stored. */
export interface PreparedRevision {
	readonly name: string
	readonly bytes: Uint8Array
}

/** How revisions are made, and forgotten when they could not be stored. */
export interface Preparation<Prepared extends PreparedRevision> {
	/** Each call makes other bytes, so another name. */
	readonly prepare: () => Promise<Prepared>
	readonly discard?: (name: string) => Promise<void>
}

/**
 * Stores a revision. When the server kept other bytes under its name (a body cut on its way), it is prepared
 * anew, once: the same content goes under another name. What could not be stored is discarded.
 *
 * @return the revision that is stored
 */
export async function appendPrepared<Prepared extends PreparedRevision>(journal: Journal, { prepare, discard }: Preparation<Prepared>): Promise<Prepared> {
	for (let isLast = false; ; isLast = true) {
		const revision = await prepare()
		try {
			await journal.append(revision.name, revision.bytes)
			return revision
		} catch (caught) {
			await discard?.(revision.name)
			if (isLast || asTrousseauError(caught).code !== 'altered') {
				throw caught
			}
		}
	}
}
