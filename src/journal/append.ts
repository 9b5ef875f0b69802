// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../domain/document.ts'
import type { Journal } from './journal.ts'

import { asTrousseauError, TrousseauError } from '../domain/errors.ts'
import { mayPass } from './retry.ts'

/** Callbacks that prepare a revision, and discard one that could not be stored. */
export interface Preparation<Prepared extends RevisionFile | null> {
	/** Each call makes other bytes, so another name. */
	readonly prepare: () => Promise<Prepared>
	readonly discard?: (name: string) => Promise<void>
	readonly ask?: AskAgain
}

/**
 * Asks the person after an attempt whose outcome is unknown (connection lost, no response). True sends the same bytes
 * again under the same name, which is idempotent.
 */
export type AskAgain = (error: TrousseauError) => Promise<boolean>

/**
 * Stores a revision; a write without an answer is checked until its result is known. Rejects with the last refusal; its detail
 * `unconfirmed` is 1 where the doubt stays.
 */
export async function appendUntilKnown(journal: Journal, { name, bytes }: RevisionFile, ask?: AskAgain): Promise<void> {
	for (;;) {
		try {
			await journal.append(name, bytes)
			return
		} catch (caught) {
			const error = asTrousseauError(caught)
			if (ask === undefined || !mayPass(error)) {
				throw error
			}
			if (!await ask(error)) {
				throw new TrousseauError(error.code, { ...error.detail, unconfirmed: 1 }, error)
			}
		}
	}
}

/**
 * Stores a revision. When the server kept other bytes under its name (a body cut on its way), it is prepared
 * anew, once: the same content goes under another name. What could not be stored is discarded.
 *
 * @return the revision that is stored; null when there was nothing to store
 */
export async function appendPrepared<Prepared extends RevisionFile | null>(
	journal: Journal,
	{ prepare, discard, ask }: Preparation<Prepared>,
): Promise<Prepared> {
	for (let isLast = false; ; isLast = true) {
		const revision = await prepare()
		if (revision === null) {
			return revision
		}
		try {
			await appendUntilKnown(journal, revision, ask)
			return revision
		} catch (caught) {
			await discard?.(revision.name)
			if (isLast || asTrousseauError(caught).code !== 'altered') {
				throw caught
			}
		}
	}
}
