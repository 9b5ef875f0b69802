// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { asTrousseauError } from '../../domain/errors.ts'
import { mayPass } from '../../journal/retry.ts'
import { browserMemory } from '../../platform/browser-memory.ts'

/*
 * A change of passphrase whose response was lost: either passphrase may be the valid one, and the page that asks for it
 * must say so. Neither is stored.
 */

const KEY = 'relocking'

/** Records a change of passphrase while it runs, and afterwards if its outcome is unknown. */
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

/** Time of a change of passphrase in this browser whose outcome is unknown (ISO 8601), or null. */
export const doubtfulRelocking = (): string | null => browserMemory().preference(KEY)

/** A passphrase opened: which one does is known again. */
export const forgetRelocking = (): void => browserMemory().setPreference(KEY, null)
