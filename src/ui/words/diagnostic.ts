// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Question } from '../../domain/diagnostic/model.ts'

import { n, t } from '../../platform/l10n.ts'
import { MORE_QUESTIONS } from './questions.ts'

/** Thirds of the scale, in words. */
function level(value: number): string {
	return value < 1 / 3 ? t('trousseau', 'fragile') : value < 2 / 3 ? t('trousseau', 'fair') : t('trousseau', 'good')
}

/**
 * An interval in words: "between fragile and good: 9 answers are missing".
 *
 * @param interval - 0 to 1
 * @param missing - the number of answers that would narrow it
 */
export function intervalWords({ floor, ceiling }: { readonly floor: number, readonly ceiling: number }, missing: number): string {
	const [from, to] = [level(floor), level(ceiling)]
	const words = from === to ? from : t('trousseau', 'between {from} and {to}', { from, to })
	return missing === 0 ? words : n('trousseau', '{words}: %n answer is missing', '{words}: %n answers are missing', missing, { words })
}

/**
 * A question in words, on the object it is about.
 *
 * @param question - as the diagnostic gives it
 */
export function questionText({ object, field }: Question): string {
	const name = object.label
	switch (field) {
		case 'accounts': return t('trousseau', 'Which account opens “{name}”, and where is its password?', { name })
		case 'vaultState': return t('trousseau', 'Where is the password of “{name}” kept today?', { name })
		case 'mfa': return t('trousseau', 'Besides the password, what is asked to open “{name}”?', { name })
		case 'holderIds': return t('trousseau', 'Who knows the password of “{name}”?', { name })
		case 'rotatedOn': return t('trousseau', 'When was the password of “{name}” last changed?', { name })
		case 'endOn': return t('trousseau', 'When did “{name}” leave?', { name })
		case 'backedUp': return t('trousseau', 'Is the data of “{name}” copied elsewhere?', { name })
		case 'hostingId':
		case 'countryStorage':
		case 'kind': return object.collection === 'accounts'
			? t('trousseau', 'Whose account is “{name}”?', { name })
			: t('trousseau', 'Where is the data of “{name}”?', { name })
		case 'knowledge': return t('trousseau', 'Who told you where the data of “{name}” is?', { name })
		case 'supplierId':
		case 'operatorSupplierId': return t('trousseau', 'Who provides “{name}”?', { name })
		case 'parentCountry': return t('trousseau', 'In which country is the group that owns “{name}”?', { name })
		case 'cost': return t('trousseau', 'What does “{name}” cost a year?', { name })
		case 'registrantKind': return t('trousseau', 'Who holds the Internet name “{name}”?', { name })
		case 'backups': return t('trousseau', 'Where is the copy of the data of “{name}”, and who can reach it?', { name })
		case 'holderKind': return t('trousseau', 'Who can reach the backup of “{name}”?', { name })
		default: return MORE_QUESTIONS.get(field)?.(name) ?? t('trousseau', 'Complete what is known of “{name}”.', { name })
	}
}
