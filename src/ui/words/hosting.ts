// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { HostingSummary } from '../../domain/hosting/summary.ts'

import { n, t } from '../../platform/l10n.ts'

/** The bars count the mairie apart: the sentence says both, so that they add up. */
function inFrance({ france, local }: HostingSummary['sentence']): string {
	if (local === 0) {
		return n('trousseau', '%n in France', '%n in France', france)
	}
	return local === france
		? n('trousseau', '%n in the mairie itself', '%n in the mairie itself', local)
		: n(
				'trousseau',
				'%n in France, of which {local} in the mairie itself',
				'%n in France, of which {local} in the mairie itself',
				france,
				{ local },
			)
}

/**
 * The two sentences of the hosting page: where the data is, then, apart, whose law
 * reaches who keeps it.
 *
 * @param summary - counted from the inventory
 */
export function hostingSentences({ total, sentence }: HostingSummary): readonly string[] {
	const parts = [
		...(sentence.france > 0 ? [inFrance(sentence)] : []),
		...(sentence.union > 0
			? [n('trousseau', '%n elsewhere in the European Union', '%n elsewhere in the European Union', sentence.union)]
			: []),
		...(sentence.outside > 0 ? [n('trousseau', '%n outside the Union', '%n outside the Union', sentence.outside)] : []),
		...(sentence.state > 0 ? [n('trousseau', '%n portal of the State', '%n portals of the State', sentence.state)] : []),
	]
	const unknown
		= sentence.unknown > 0 ? [n('trousseau', 'for %n, we do not know yet', 'for %n, we do not know yet', sentence.unknown)] : []
	const places = [parts.join(', '), ...unknown].filter((part) => part !== '').join('\u202f; ')
	const law = [
		...(sentence.foreignLaw > 0
			? [
					n(
						'trousseau',
						'%n tool depends on a group that answers to a foreign law.',
						'%n tools depend on groups that answer to a foreign law.',
						sentence.foreignLaw,
					),
				]
			: []),
		...(sentence.lawUnknown > 0
			? [
					n(
						'trousseau',
						'For %n tool, we do not know whose law reaches its supplier.',
						'For %n tools, we do not know whose law reaches their suppliers.',
						sentence.lawUnknown,
					),
				]
			: []),
	]
	return [
		n('trousseau', 'Where the data of our tool is: {places}.', 'Where the data of our %n tools is: {places}.', total, { places }),
		law.length === 0 ? t('trousseau', 'No tool depends on a group that answers to a foreign law.') : law.join(' '),
	]
}
