// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { asTrousseauError } from '../../domain/errors.ts'
import { mayPass } from '../../journal/retry.ts'
import { browserMemory } from '../../platform/browser-memory.ts'

/*
 * A change of passphrase whose answer never came: from then on either of the two may be the one that opens, and the
 * page that asks for it must say so. Nothing of either is remembered.
 */

const KEY = 'relocking'

/** Remembers a change of passphrase while it is under way, and afterwards if nobody knows how it ended. */
export async function whileRelocking(change: () => Promise<void>): Promise<void> {
	browserMemory().setPreference(KEY, new Date().toISOString())
	try {
		await change()
	} catch (caught) {
		const error = asTrousseauError(caught)
		if (mayPass(error) || error.detail.unconfirmed === 1) {
			throw caught
		}
		forgetRelocking()
		throw caught
	}
	forgetRelocking()
}

/** When a passphrase was changed in this browser without an answer (ISO 8601), or null. */
export const doubtfulRelocking = (): string | null => browserMemory().preference(KEY)

/** A passphrase opened: which one does is known again. */
export const forgetRelocking = (): void => browserMemory().setPreference(KEY, null)
