// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { GuessTime } from '../../domain/passwords/guess-time.ts'

import { t } from '../../platform/l10n.ts'

/** How long guessing takes, as a part of a sentence. */
function timeText(time: GuessTime): string {
	switch (time) {
		case 'instant': return t('trousseau', 'less than a minute')
		case 'minutes': return t('trousseau', 'some minutes')
		case 'hours': return t('trousseau', 'some hours')
		case 'days': return t('trousseau', 'some days')
		case 'months': return t('trousseau', 'some months')
		case 'years': return t('trousseau', 'years')
		case 'centuries': return t('trousseau', 'centuries')
	}
}

/**
 * Average time to guess a proposal, and the kind of attack assumed.
 *
 * @param time - on average
 * @param isPin - typed by hand at a door or a telephone, rather than tried by a computer
 */
export function guessTimeText(time: GuessTime, isPin: boolean): string {
	return isPin
		? t('trousseau', 'To find it by trying codes at the door: {time}.', { time: timeText(time) })
		: t('trousseau', 'To find it, a computer that tries ten billion passwords a second would take: {time}.', { time: timeText(time) })
}
