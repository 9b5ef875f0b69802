// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Tool } from '../../inventory/model.ts'
import type { Rule, RuleContext } from '../rule.ts'

import { presenceOf, recordOf } from '../../inventory/references.ts'
import { isRecent, ofAnswer, ofTruth, worstOf } from '../grades.ts'
import { communeRef, graded, rule, toolRef } from '../rule.ts'
import { ARTICLE_2022, CNIL_GUIDE, HYGIENE, MON_AIDE_CYBER, OSINUM } from '../sources.ts'

/**
 * True if somebody was trained to a tool: by a training that was held, or as it is said of the tool.
 *
 * @param context - what the rules look at
 * @param id - of the tool
 * @param tool - the tool
 */
export function isTrained({ trainedTools }: RuleContext, id: string, { trained }: Tool): boolean | null {
	return trainedTools.has(id) || trained === 'yes' ? true : trained === 'no' ? false : null
}

const FOR_1 = rule('FOR-1', {
	effort: 'S',
	cost: '€€',
	legal: 'good-practice',
	sources: [OSINUM, ARTICLE_2022],
	reads: ['tools.trained', 'tools.useNote', 'tools.criticality', 'tools.name', 'trainings.toolIds', 'trainings.heldOn'],
	about: ['tools'],
	items: (context) => context.essentialTools.map(({ id, tool, weight }) => graded(
		toolRef(id, tool),
		weight,
		worstOf(ofTruth(isTrained(context, id, tool)), ofAnswer(tool.useNote)),
		isTrained(context, id, tool) === null ? 'trained' : 'useNote',
	)),
})

const FOR_2 = rule('FOR-2', {
	weight: 3,
	effort: 'S',
	cost: '0',
	legal: 'recommendation',
	sources: [MON_AIDE_CYBER],
	reads: ['persons.awarenessOn', 'persons.kind', 'persons.endOn', 'persons.displayName'],
	about: ['persons'],
	items: ({ staff, today }) => staff.map(({ id, person, certain }) => graded(
		{ collection: 'persons', id, label: person.displayName },
		certain ? [1, 1] : [0, 1],
		ofTruth(isRecent(person.awarenessOn, today, 12)),
		'awarenessOn',
	)),
})

/** Named, and still there. */
function hasLead({ commune, inventory: { collections: { persons } }, today }: RuleContext): boolean | null {
	const { digitalLead, digitalLeadPersonId } = commune
	const person = recordOf(persons, digitalLeadPersonId)
	if (person === null) {
		return digitalLead === undefined || digitalLead === 'unknown' ? null : digitalLead === 'yes'
	}
	const presence = presenceOf(person, today)
	return presence === 'unknown' ? null : presence === 'here'
}

const FOR_3 = rule('FOR-3', {
	effort: 'XS',
	cost: '0',
	legal: 'recommendation',
	sources: [HYGIENE('mesure 39'), OSINUM],
	reads: ['commune.digitalLead', 'commune.digitalLeadPersonId', 'persons.endOn'],
	about: ['commune'],
	items: (context) => [graded(communeRef('commune'), [1, 1], ofTruth(hasLead(context)), 'digitalLead')],
})

/** Below three persons, a sheet to sign would say what everybody knows. */
const CHARTER_FROM = 3

const FOR_4 = rule('FOR-4', {
	effort: 'S',
	cost: '0',
	legal: 'recommendation',
	sources: [CNIL_GUIDE('fiche 2'), MON_AIDE_CYBER],
	reads: ['commune.charter', 'persons.charterSignedOn', 'persons.kind', 'persons.endOn', 'persons.displayName'],
	about: ['persons'],
	items: ({ staff, today, commune: { charter } }) => {
		const sure = staff.filter(({ certain }) => certain).length
		return staff.length < CHARTER_FROM
			? []
			: staff.map(({ id, person, certain }) => {
					const { charterSignedOn } = person
					const isOpen = charterSignedOn === undefined || charterSignedOn === 'unknown' || charterSignedOn > today
					const isSigned = charter === 'no' ? false : isOpen ? null : true
					return graded(
						{ collection: 'persons', id, label: person.displayName },
						certain && sure >= CHARTER_FROM ? [1, 1] : [0, 1],
						ofTruth(isSigned),
						charter === undefined || charter === 'unknown' ? { object: communeRef('commune'), field: 'charter' } : 'charterSignedOn',
					)
				})
	},
})

/** Training and help. */
export const TRAINING_RULES: readonly Rule[] = [FOR_1, FOR_2, FOR_3, FOR_4]
