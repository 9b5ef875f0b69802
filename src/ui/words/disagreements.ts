// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Disagreement } from '../../domain/inventory/disagreements.ts'

import { formatDate, t } from '../../platform/l10n.ts'
import { countryLabel } from './choices.ts'

/**
 * Two facts that disagree, as a question.
 *
 * @param disagreement - as the domain found it
 */
export function disagreementText({ kind, label: name, values }: Disagreement): string {
	const [first = '', second = ''] = values
	const names = values.join(', ')
	switch (kind) {
		case 'backup-denied':
			return t(
				'trousseau',
				'“{name}”: it is written that nothing is copied elsewhere, and a backup is described. Which one is true?',
				{ name },
			)
		case 'backup-unknown':
			return t('trousseau', '“{name}”: it is copied elsewhere, but no backup is described. Where is it, and who can reach it?', {
				name,
			})
		case 'data-denied':
			return t(
				'trousseau',
				'“{name}”: it would hold no data, and it is used for something that needs some. Which data does it hold?',
				{ name },
			)
		case 'local-abroad':
			return t('trousseau', '“{name}”: its data would be in the mairie and in another country ({country}). Where is it?', {
				name,
				country: countryLabel(first),
			})
		case 'state-abroad':
			return t('trousseau', '“{name}”: the State would keep its data in another country ({country}). Where is it?', {
				name,
				country: countryLabel(first),
			})
		case 'datacentre-elsewhere':
			return t('trousseau', '“{name}”: the country is {country}, but the datacentre is called “{datacentre}”. Which one is true?', {
				name,
				country: countryLabel(first),
				datacentre: second,
			})
		case 'delivery-and-hosting':
			return t('trousseau', '“{name}”: it would be installed in the mairie, and its data kept elsewhere. Is it so?', { name })
		case 'state-and-hosting':
			return t('trousseau', '“{name}”: it would be imposed by the State, but kept by somebody else. Is it a portal of the State?', {
				name,
			})
		case 'public-and-parent':
			return t(
				'trousseau',
				'“{supplier}” would be a public body, and belong to a group in another country ({country}). Which one is true?',
				{ supplier: first, country: countryLabel(second) },
			)
		case 'contract-over':
			return t('trousseau', '“{name}”: its contract ended on {date}. Was it renewed?', { name, date: formatDate(first) })
		case 'stopped-and-paid':
			return t('trousseau', '“{name}”: it is no longer used, but its contract runs until {date}. Is it ended?', {
				name,
				date: formatDate(first),
			})
		case 'users-and-count':
			return t('trousseau', '“{name}”: {count} users are written, and {named} people are named. How many are they?', {
				name,
				count: first,
				named: second,
			})
		case 'users-left':
			return t('trousseau', '“{name}”: all those who use it have left ({names}). Who uses it today?', { name, names })
		case 'holders-left':
			return t('trousseau', '“{name}”: all those who know this password have left ({names}). Who holds it today?', { name, names })
		case 'account-without-tool':
			return t('trousseau', 'The account “{name}” is of no tool any more, and counts nowhere.', { name })
		case 'left-before-arrival':
			return t('trousseau', '“{name}” would have left on {end}, before arriving on {start}.', {
				name,
				start: formatDate(first),
				end: formatDate(second),
			})
	}
}
