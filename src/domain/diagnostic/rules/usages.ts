// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Tool } from '../../inventory/model.ts'
import type { UsageId } from '../../inventory/usages.ts'
import type { Grade } from '../grades.ts'
import type { Item, Rule, RuleContext, StaffMember } from '../rule.ts'

import { groupBy } from '../../inventory/knowledge.ts'
import { BAD, bestOf, GOOD, ofAnswer, ofTruth, OPEN, truthOf, worstOf } from '../grades.ts'
import { communeRef, graded, perhaps, rule, toolRef, weightOf } from '../rule.ts'
import { ARTICLE_2022, OSINUM, RPNT_CRITERIA } from '../sources.ts'
import { LAW_READS, lawGrade } from './hosting.ts'
import { secondFactorTruth } from './identifiers.ts'
import { isTrained } from './training.ts'

/** From so many tools on for one usage and one person, it is too many. */
const TOO_MANY = 3

/** For each usage, how many tools a person has for sure, how many could be theirs, and how many there could be in all. */
interface UsageCount {
	readonly sure: ReadonlyMap<string, number>
	/** Tools of the usage whose users are not known. */
	readonly open: number
	readonly all: number
}

function usageCounts(tools: readonly (readonly [string, Tool])[]): ReadonlyMap<string, UsageCount> {
	const groups = groupBy(tools, ([, { usageIds = [] }]) => [...new Set(usageIds)])
	return new Map([...groups].map(([usage, members]) => {
		const sure = new Map<string, number>()
		members.flatMap(([, { userIds = [] }]) => [...new Set(userIds)]).forEach((user) => sure.set(user, (sure.get(user) ?? 0) + 1))
		return [usage, { sure, open: members.filter(([, { userIds }]) => userIds === undefined).length, all: members.length }]
	}))
}

/** True if nobody has three tools of one usage, this one among them. */
function isAlone({ usageIds = [], userIds }: Tool, counts: ReadonlyMap<string, UsageCount>, wild: number): boolean | null {
	const truths = usageIds.map((usage) => {
		const count = counts.get(usage)
		if (count === undefined || count.all + wild < TOO_MANY) {
			return true
		}
		if (userIds === undefined) {
			return null
		}
		const most = Math.max(0, ...userIds.map((user) => count.sure.get(user) ?? 0))
		return most >= TOO_MANY ? false : userIds.length === 0 || most + count.open + wild < TOO_MANY ? true : null
	})
	return truths.includes(false) ? false : truths.includes(null) ? null : true
}

const USA_1 = rule('USA-1', {
	effort: 'S',
	cost: '0',
	legal: 'good-practice',
	sources: [OSINUM],
	reads: ['tools.usageIds', 'tools.userIds', 'tools.criticality', 'tools.name'],
	about: ['tools'],
	items: ({ tools }) => {
		const counts = usageCounts(tools)
		const wild = tools.filter(([, { usageIds }]) => usageIds === undefined).length
		return tools.map(([id, tool]) => {
			const isOpen = tool.usageIds === undefined
			const grade = isOpen ? tools.length < TOO_MANY ? GOOD : OPEN : ofTruth(isAlone(tool, counts, wild))
			return graded(toolRef(id, tool), weightOf(tool), grade, isOpen ? 'usageIds' : 'userIds')
		})
	},
})

const USA_2 = rule('USA-2', {
	effort: 'S',
	cost: '0',
	legal: 'good-practice',
	sources: [ARTICLE_2022],
	reads: ['commune.fileSharing'],
	about: ['commune'],
	items: ({ commune: { fileSharing } }) => [
		graded(
			communeRef('commune'),
			[1, 1],
			ofTruth(fileSharing === undefined || fileSharing === 'unknown' ? null : fileSharing === 'link' || fileSharing === 'folder'),
			'fileSharing',
		),
	],
})

/** The tools of a usage, and those that may be of it. */
function itemsOfUsage(
	context: RuleContext,
	usage: UsageId,
	judge: (tool: Tool) => Grade,
	isConcerned: (tool: Tool) => boolean | null,
): Item[] {
	return context.tools.flatMap(([id, tool]) => {
		const has = tool.usageIds === undefined ? null : tool.usageIds.includes(usage)
		const concerned = has === false ? false : isConcerned(tool)
		return concerned === false
			? []
			: [
					graded(
						toolRef(id, tool),
						has === null || concerned === null ? perhaps(weightOf(tool)) : weightOf(tool),
						judge(tool),
						has === null ? 'usageIds' : concerned === null ? 'role' : 'hostingId',
					),
				]
	})
}

const USA_3 = rule('USA-3', {
	effort: 'S',
	cost: '0',
	legal: 'good-practice',
	sources: [ARTICLE_2022],
	reads: [...LAW_READS, 'commune.sharedCalendar'],
	about: ['commune'],
	items: (context) => {
		const calendars = itemsOfUsage(context, 'calendar', (tool) => lawGrade(context, tool), () => true)
		if (calendars.some(({ weight }) => weight[0] > 0)) {
			return calendars
		}
		// No tool of the list is one for sure: what is said of the commune tells if there is any.
		const has = truthOf(context.commune.sharedCalendar)
		const grade = has === false && calendars.length === 0 ? BAD : OPEN
		return [...calendars, graded(communeRef('commune'), calendars.length === 0 ? [1, 1] : [0, 1], grade, 'sharedCalendar')]
	},
})

const USA_4 = rule('USA-4', {
	effort: 'XS',
	cost: '0',
	legal: 'good-practice',
	sources: [OSINUM, ARTICLE_2022],
	reads: [...LAW_READS, 'tools.role'],
	about: ['tools'],
	items: (context) => itemsOfUsage(
		context,
		'video-meetings',
		(tool) => lawGrade(context, tool),
		({ role }) => (role === undefined || role === 'unknown' ? null : role === 'own'),
	),
})

/** Liked enough, and either chosen or taught. */
function comfortGrade(context: RuleContext, id: string, tool: Tool): Grade {
	const { satisfaction, imposedBy } = tool
	const isLiked = satisfaction === undefined || satisfaction === 'unknown' ? null : satisfaction === 'fair' || satisfaction === 'good'
	const isChosen = imposedBy === 'unknown' ? null : imposedBy === undefined || imposedBy === 'chosen'
	return worstOf(ofTruth(isLiked), bestOf(ofTruth(isChosen), ofTruth(isTrained(context, id, tool))))
}

const USA_5 = rule('USA-5', {
	effort: 'M',
	cost: '€€',
	legal: 'good-practice',
	sources: [OSINUM],
	reads: ['tools.satisfaction', 'tools.imposedBy', 'tools.trained', 'tools.criticality', 'tools.name', 'trainings.toolIds', 'trainings.heldOn'],
	about: ['tools'],
	items: (context) => context.essentialTools.map(({ id, tool, weight }) => (
		graded(
			toolRef(id, tool),
			weight,
			comfortGrade(context, id, tool),
			tool.satisfaction === undefined ? 'satisfaction' : 'trained',
		)
	)),
})

/** One item for each agent and elected person in office. */
function itemsOfStaff(staff: readonly StaffMember[], judge: (member: StaffMember) => Grade, field: string): Item[] {
	return staff.map((member) => graded(
		{ collection: 'persons', id: member.id, label: member.person.displayName },
		member.certain ? [1, 1] : [0, 1],
		judge(member),
		field,
	))
}

const USA_6 = rule('USA-6', {
	effort: 'S',
	cost: '€',
	legal: 'recommendation',
	sources: [OSINUM, RPNT_CRITERIA('2.2')],
	reads: ['persons.workMailbox', 'persons.usesPersonalAddress', 'persons.kind', 'persons.endOn', 'persons.displayName'],
	about: ['persons'],
	items: ({ staff }) => itemsOfStaff(
		staff,
		({ person }) => worstOf(ofAnswer(person.workMailbox), ofAnswer(person.usesPersonalAddress, 'no')),
		'workMailbox',
	),
})

/** The second proof on every account that they hold; an account whose holders nobody noted may be theirs. */
function protectionOf({ accounts, activeByHolder }: RuleContext, id: string): Grade {
	const held = activeByHolder.get(id) ?? []
	// Without an account that is theirs for sure, nothing is.
	const isOpen = accounts.some(({ account }) => account.holderIds === undefined) || !held.some(({ certain }) => certain)
	const grade = held.length === 0
		? OPEN
		: worstOf(...held.map(({ account, certain }): Grade => {
				const [low, high] = ofTruth(secondFactorTruth(account))
				return [low, certain ? high : 3]
			}))
	return isOpen ? [0, grade[1]] : grade
}

const USA_7 = rule('USA-7', {
	effort: 'S',
	cost: '€€€',
	legal: 'good-practice',
	sources: [OSINUM],
	reads: [
		'persons.hasWorkDevice',
		'persons.usesPersonalDevice',
		'persons.kind',
		'persons.endOn',
		'persons.displayName',
		'accounts.holderIds',
		'accounts.mfa',
		'accounts.disabledOn',
		'accounts.toolId',
	],
	about: ['persons'],
	items: (context) => context.staff.flatMap((member) => {
		const { kind, hasWorkDevice, usesPersonalDevice } = member.person
		const [has, uses] = [truthOf(hasWorkDevice), truthOf(usesPersonalDevice)]
		if (kind === 'agent' || has === true || uses === false) {
			return []
		}
		const isSure = member.certain && has === false && uses === true
		const ask = has === null ? 'hasWorkDevice' : uses === null ? 'usesPersonalDevice' : null
		const object = { collection: 'persons' as const, id: member.id, label: member.person.displayName }
		return [graded(object, isSure ? [1, 1] : [0, 1], protectionOf(context, member.id), ask)]
	}),
})

/** Uses and working together. */
export const USAGE_RULES: readonly Rule[] = [USA_1, USA_2, USA_3, USA_4, USA_5, USA_6, USA_7]
