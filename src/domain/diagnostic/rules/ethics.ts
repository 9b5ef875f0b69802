// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Rule } from '../rule.ts'

import { ofAnswer, ofTruth } from '../grades.ts'
import { graded, perhaps, rule, toolRef, weightOf } from '../rule.ts'
import { DIGITAL_REPUBLIC, FREE_TERRITORY, GDPR, OSINUM } from '../sources.ts'
import { EQUIPMENT_FIGURES } from './equipment.ts'
import { holdsPersonalData } from './personal-data.ts'

/** Of the tools that the commune chose itself. Libre is no quality by itself: there is nothing to do before the next renewal. */
const ETH_1 = rule('ETH-1', {
	effort: 'S',
	cost: '0',
	legal: 'recommendation',
	sources: [FREE_TERRITORY, DIGITAL_REPUBLIC],
	reads: ['tools.licenceKind', 'tools.imposedBy', 'tools.criticality', 'tools.name'],
	about: ['tools'],
	isAction: false,
	items: ({ tools }) => tools.flatMap(([id, tool]) => {
		const { licenceKind, imposedBy } = tool
		const isOpen = imposedBy === 'unknown'
		const isFree = licenceKind === undefined || licenceKind === 'unknown' ? null : licenceKind === 'libre' || licenceKind === 'public-service'
		return imposedBy === undefined || imposedBy === 'chosen' || isOpen
			? [graded(toolRef(id, tool), isOpen ? perhaps(weightOf(tool)) : weightOf(tool), ofTruth(isFree), 'licenceKind')]
			: []
	}),
})

const ETH_3 = rule('ETH-3', {
	effort: 'S',
	cost: '0',
	legal: 'recommendation',
	sources: [OSINUM, GDPR('article 5')],
	reads: ['tools.licenceKind', 'tools.adsOrTrackers', 'tools.dataCategories', 'tools.criticality', 'tools.name'],
	about: ['tools'],
	items: ({ tools }) => tools.flatMap(([id, tool]) => {
		const { licenceKind, adsOrTrackers } = tool
		const isFree = licenceKind === undefined || licenceKind === 'unknown' ? null : licenceKind === 'proprietary-free'
		const holds = holdsPersonalData(tool)
		if (isFree === false || holds === false) {
			return []
		}
		const isOpen = isFree === null || holds === null
		const ask = isFree === null ? 'licenceKind' : holds === null ? 'dataCategories' : 'adsOrTrackers'
		return [graded(toolRef(id, tool), isOpen ? perhaps(weightOf(tool)) : weightOf(tool), ofAnswer(adsOrTrackers, 'no'), ask)]
	}),
})

/** Ethics and sobriety. */
export const ETHICS_RULES: readonly Rule[] = [ETH_1, ...EQUIPMENT_FIGURES, ETH_3]
