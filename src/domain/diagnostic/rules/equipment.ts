// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Equipment } from '../../inventory/model.ts'
import type { Grade } from '../grades.ts'
import type { Item, Rule, RuleContext } from '../rule.ts'

import { bestOf, isAhead, ofAnswer, ofTruth, worstOf } from '../grades.ts'
import { byId, graded, rule } from '../rule.ts'
import { CNIL_GUIDE, HYGIENE, MON_AIDE_CYBER, MON_SERVICE_SECURISE, OSINUM } from '../sources.ts'

type Kind = NonNullable<Equipment['kind']>

const COMPUTERS: readonly Kind[] = ['desktop', 'laptop', 'tablet', 'server']
const MOBILE: readonly Kind[] = ['laptop', 'tablet', 'phone']
const SHARED: readonly Kind[] = ['server', 'nas']

/** Last day of the free updates of Windows 10. The extended ones were for private users; an organisation pays them. */
export const WINDOWS_10_UNTIL = '2025-10-14'

/** One item for each piece of some kinds that is the commune's own, rented or lent to it, and still in use. */
function itemsOf(
	{ inventory: { collections: { equipments } }, today }: RuleContext,
	kinds: readonly Kind[],
	judge: (equipment: Equipment) => Grade,
	field: keyof Equipment & string,
): Item[] {
	return byId(equipments).flatMap(([id, equipment]) => {
		const { kind, ownership, disposedOn, label } = equipment
		const isKindOpen = kind === undefined || kind === 'unknown'
		const isGone = disposedOn !== undefined && disposedOn !== 'unknown' && disposedOn <= today
		if (isGone || ownership === 'personal' || (!isKindOpen && !kinds.includes(kind))) {
			return []
		}
		const isOpen = isKindOpen || ownership === undefined || ownership === 'unknown' || disposedOn === 'unknown'
		return [graded({ collection: 'equipments', id, label }, isOpen ? [0, 1] : [1, 1], judge(equipment), isKindOpen ? 'kind' : field)]
	})
}

/** Fields that every rule on equipment reads. */
const COMMON = ['equipments.kind', 'equipments.ownership', 'equipments.disposedOn', 'equipments.label'] as const

/** The system still receives updates: its own, or paid ones. */
function supportGrade({ os, osSupportUntil, extendedSupportUntil }: Equipment, today: string): Grade {
	const free = isAhead(osSupportUntil ?? (os === 'windows-10' ? WINDOWS_10_UNTIL : undefined), today, 0)
	const paid = extendedSupportUntil === undefined ? false : isAhead(extendedSupportUntil, today, 0)
	return bestOf(ofTruth(free), ofTruth(paid))
}

const SEC_4 = rule('SEC-4', {
	weight: 3,
	effort: 'L',
	cost: '€€€',
	legal: 'recommendation',
	sources: [MON_AIDE_CYBER, HYGIENE('mesures 34 et 35')],
	reads: [...COMMON, 'equipments.os', 'equipments.osSupportUntil', 'equipments.extendedSupportUntil', 'equipments.autoUpdate'],
	about: ['equipments'],
	items: (context) => itemsOf(
		context,
		COMPUTERS,
		(equipment) => worstOf(supportGrade(equipment, context.today), ofAnswer(equipment.autoUpdate)),
		'autoUpdate',
	),
})

const SEC_5 = rule('SEC-5', {
	weight: 3,
	effort: 'XS',
	cost: '€',
	legal: 'recommendation',
	sources: [MON_AIDE_CYBER, CNIL_GUIDE('fiche 6')],
	reads: [...COMMON, 'equipments.antivirus', 'equipments.firewall'],
	about: ['equipments'],
	items: (context) => itemsOf(context, COMPUTERS, ({ antivirus, firewall }) => worstOf(ofAnswer(antivirus), ofAnswer(firewall)), 'antivirus'),
})

const SEC_6 = rule('SEC-6', {
	weight: 3,
	effort: 'S',
	cost: '0',
	legal: 'recommendation',
	sources: [MON_AIDE_CYBER],
	reads: [...COMMON, 'equipments.dailyAdmin'],
	about: ['equipments'],
	items: (context) => itemsOf(context, COMPUTERS, ({ dailyAdmin }) => ofAnswer(dailyAdmin, 'no'), 'dailyAdmin'),
})

const SEC_7 = rule('SEC-7', {
	effort: 'S',
	cost: '€€€',
	legal: 'recommendation',
	sources: [CNIL_GUIDE('fiche 7'), OSINUM],
	reads: [...COMMON, 'equipments.diskEncrypted', 'equipments.holdsCommuneData'],
	about: ['equipments'],
	items: (context) => itemsOf(
		context,
		MOBILE,
		({ diskEncrypted, holdsCommuneData }) => bestOf(ofAnswer(diskEncrypted), ofAnswer(holdsCommuneData, 'no')),
		'diskEncrypted',
	),
})

const SEC_8 = rule('SEC-8', {
	effort: 'XS',
	cost: '0',
	legal: 'recommendation',
	sources: [OSINUM, CNIL_GUIDE('fiche 6'), MON_SERVICE_SECURISE('AUTH.8')],
	reads: [...COMMON, 'equipments.autoLock'],
	about: ['equipments'],
	items: (context) => itemsOf(context, COMPUTERS, ({ autoLock }) => ofAnswer(autoLock), 'autoLock'),
})

const SEC_9 = rule('SEC-9', {
	effort: 'M',
	cost: '€',
	legal: 'recommendation',
	sources: [OSINUM, MON_AIDE_CYBER],
	reads: [...COMMON, 'equipments.physicallyProtected'],
	about: ['equipments'],
	items: (context) => itemsOf(context, SHARED, ({ physicallyProtected }) => ofAnswer(physicallyProtected), 'physicallyProtected'),
})

/** Only told: how old, how many reconditioned, how many wiped before they went. Personal ones are counted, not judged. */
const ETH_2 = rule('ETH-2', {
	effort: 'S',
	cost: '0',
	legal: 'recommendation',
	sources: [CNIL_GUIDE('fiche 15')],
	reads: [...COMMON, 'equipments.boughtOn', 'equipments.reconditioned', 'equipments.wiped', 'equipments.assignedTo'],
	about: ['equipments'],
	scored: false,
	isAction: false,
	items: () => [],
	figures: ({ inventory: { collections: { equipments } }, today }) => {
		const all = byId(equipments).map(([, equipment]) => equipment)
		const ours = all.filter(({ ownership }) => ownership !== 'personal')
		const gone = ours.filter(({ disposedOn }) => disposedOn !== undefined && disposedOn !== 'unknown' && disposedOn <= today)
		const used = ours.filter(({ disposedOn }) => disposedOn === undefined || disposedOn === 'unknown' || disposedOn > today)
		return {
			used: used.length,
			personal: all.length - ours.length,
			assigned: used.filter(({ assignedTo }) => assignedTo !== undefined).length,
			olderThanFiveYears: used.filter(({ boughtOn }) => isAhead(boughtOn, `${Number(today.slice(0, 4)) - 5}${today.slice(4)}`, 0) === false).length,
			ageUnknown: used.filter(({ boughtOn }) => boughtOn === undefined || boughtOn === 'unknown').length,
			reconditioned: used.filter(({ reconditioned }) => reconditioned === 'yes').length,
			disposed: gone.length,
			wiped: gone.filter(({ wiped }) => wiped === 'yes').length,
		}
	},
})

/** Security: computers, telephones and servers. */
export const EQUIPMENT_RULES: readonly Rule[] = [SEC_4, SEC_5, SEC_6, SEC_7, SEC_8, SEC_9]

/** Answers about the equipment. */
export const EQUIPMENT_FIGURES: readonly Rule[] = [ETH_2]
