// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Tool } from '../../inventory/model.ts'
import type { ObjectRef } from '../model.ts'
import type { Rule, RuleContext } from '../rule.ts'

import { isInstalledElsewhere, isLocal } from '../../hosting/kinds.ts'
import { hostingOf, isStatePortal } from '../../hosting/places.ts'
import { namesATool } from '../../inventory/references.ts'
import { EMERGENCY_CONTACTS } from '../../inventory/usages.ts'
import { bestOf, countOf, isRecent, ofAnswer, ofTruth, truthOf } from '../grades.ts'
import { byId, communeRef, graded, item, perhaps, rule, toolRef, weightOf } from '../rule.ts'
import { ANSSI_TPE, BAROMETER_2024, CNIL_GUIDE, HYGIENE, MON_AIDE_CYBER, MON_SERVICE_SECURISE } from '../sources.ts'

/** Tells if the data is in the commune's own walls, and so the commune's to copy: yes, no, perhaps. */
function isOwnData({ inventory }: RuleContext, tool: Tool): boolean | null {
	if (isStatePortal(inventory, tool)) {
		return false
	}
	const hosting = hostingOf(inventory, tool)
	if (hosting === null || hosting.kind === undefined || hosting.kind === 'unknown' || isInstalledElsewhere(tool, hosting)) {
		return null
	}
	return isLocal(hosting) ? (tool.imposedBy === 'unknown' ? null : true) : false
}

/** A portal of the State, or a service that it keeps: the commune copies nothing of it. */
function isKeptByState({ inventory }: RuleContext, tool: Tool): boolean {
	return isStatePortal(inventory, tool) || hostingOf(inventory, tool)?.kind === 'state'
}

/**
 * A copy that somebody affirms and nobody describes is a question; one that somebody denies is none. Of an online service,
 * what its supplier commits to copy counts too.
 */
function backupVerdict({ toolsInBackup }: RuleContext, id: string, tool: Tool, own: boolean | null): ObjectRef['verdict'] {
	if (own === true) {
		return tool.backedUp === 'no' ? 'not-ok' : toolsInBackup.has(id) ? 'ok' : 'unknown'
	}
	const isCopied = toolsInBackup.has(id) && tool.backedUp !== 'no'
	if (own === null) {
		return isCopied ? 'ok' : tool.backedUp === 'no' && tool.supplierBackup === 'no' ? 'not-ok' : 'unknown'
	}
	return isCopied || tool.supplierBackup === 'yes' ? 'ok' : tool.supplierBackup === 'no' && tool.backedUp !== 'yes' ? 'not-ok' : 'unknown'
}

const SEC_1 = rule('SEC-1', {
	weight: 3,
	gate: true,
	effort: 'S',
	cost: '€€',
	legal: 'recommendation',
	sources: [MON_AIDE_CYBER, CNIL_GUIDE('fiche 17'), HYGIENE('mesure 37'), BAROMETER_2024],
	reads: [
		'tools.backedUp',
		'tools.criticality',
		'tools.delivery',
		'tools.hostingId',
		'tools.imposedBy',
		'tools.name',
		'tools.supplierBackup',
		'hostings.kind',
		'backups.toolIds',
	],
	about: ['tools'],
	items: (context) => context.tools.flatMap(([id, tool]) => {
		if (isKeptByState(context, tool)) {
			return []
		}
		const own = isOwnData(context, tool)
		const object: ObjectRef = { collection: 'tools', id, label: tool.name, verdict: backupVerdict(context, id, tool, own) }
		const field = own === false ? 'supplierBackup' : tool.backedUp === 'yes' ? 'backups' : 'backedUp'
		return [item(object, own === null ? perhaps(weightOf(tool)) : weightOf(tool), field)]
	}),
})

/** A second copy is on site at least; off line (or unalterable) and elsewhere are a point each. */
const SEC_2 = rule('SEC-2', {
	weight: 3,
	effort: 'XS',
	cost: '€',
	legal: 'recommendation',
	sources: [MON_AIDE_CYBER, MON_SERVICE_SECURISE('CONTINU.2'), ANSSI_TPE],
	reads: ['backups.toolIds', 'backups.label', 'backups.offlineCopy', 'backups.offsite'],
	about: ['backups'],
	items: ({ inventory: { collections: { backups, tools } } }) => byId(backups)
		.filter(([, backup]) => namesATool(tools, backup))
		.map(([id, { label, offlineCopy, offsite }]) => graded(
			{ collection: 'backups', id, label },
			[1, 1],
			countOf(true, truthOf(offlineCopy), truthOf(offsite)),
			offlineCopy === undefined || offlineCopy === 'unknown' ? 'offlineCopy' : 'offsite',
		)),
})

/** Of each essential tool that is copied, its best backup: a file was restored less than twelve months ago. */
const SEC_3 = rule('SEC-3', {
	weight: 3,
	effort: 'S',
	cost: '0',
	legal: 'recommendation',
	sources: [CNIL_GUIDE('fiche 17'), MON_SERVICE_SECURISE('CONTINU.1'), MON_AIDE_CYBER],
	reads: ['backups.toolIds', 'backups.lastRestoreTestOn', 'tools.criticality', 'tools.name'],
	about: ['backups', 'tools'],
	items: ({ tools, backupsByTool, today }) => tools.flatMap(([id, tool]) => {
		const copies = backupsByTool.get(id) ?? []
		const isOpen = tool.criticality === undefined || tool.criticality === 'unknown'
		if (copies.length === 0 || (tool.criticality !== 'essential' && !isOpen)) {
			return []
		}
		const best = bestOf(...copies.map(({ lastRestoreTestOn }) => ofTruth(isRecent(lastRestoreTestOn, today, 12))))
		return [graded(toolRef(id, tool), isOpen ? perhaps([1, 2]) : [2, 2], best, 'lastRestoreTestOn')]
	}),
})

/** Eight people or bodies to call, and the sheet printed less than twelve months ago. */
const SEC_10 = rule('SEC-10', {
	weight: 3,
	effort: 'XS',
	cost: '0',
	legal: 'recommendation',
	sources: [MON_AIDE_CYBER, MON_SERVICE_SECURISE('INCIDENT.7'), BAROMETER_2024],
	reads: ['commune.emergencyContacts', 'commune.emergencySheetOn'],
	about: ['commune'],
	items: ({ commune: { emergencyContacts, emergencySheetOn }, today }) => [
		...EMERGENCY_CONTACTS.map((contact) => graded(
			{ collection: 'commune', id: contact, label: '' },
			[1, 1],
			ofTruth(emergencyContacts === undefined ? null : emergencyContacts.includes(contact)),
			{ object: communeRef('commune'), field: 'emergencyContacts' },
		)),
		graded(
			{ collection: 'commune', id: 'emergency-sheet', label: '' },
			[1, 1],
			ofTruth(isRecent(emergencySheetOn, today, 12)),
			{ object: communeRef('commune'), field: 'emergencySheetOn' },
		),
	],
})

/** Remote control of a computer happens on demand only, and is recorded. */
const SEC_11 = rule('SEC-11', {
	effort: 'S',
	cost: '0',
	legal: 'recommendation',
	sources: [CNIL_GUIDE('fiche 15'), HYGIENE('mesure 3')],
	reads: ['suppliers.remoteAccess', 'suppliers.remoteAccessControlled', 'suppliers.kind', 'suppliers.name'],
	about: ['suppliers'],
	items: ({ inventory: { collections: { suppliers } } }) => byId(suppliers).flatMap(([id, supplier]) => {
		const has = truthOf(supplier.remoteAccess)
		return has === false || supplier.kind === 'state'
			? []
			: [
					graded(
						{ collection: 'suppliers', id, label: supplier.name },
						has === null || supplier.kind === undefined || supplier.kind === 'unknown' ? [0, 1] : [1, 1],
						ofAnswer(supplier.remoteAccessControlled),
						has === null ? 'remoteAccess' : 'remoteAccessControlled',
					),
				]
	}),
})

/** Security and backups. */
export const SECURITY_RULES: readonly Rule[] = [SEC_1, SEC_2, SEC_3]

/** Security: whom to call, and who comes in. */
export const EMERGENCY_RULES: readonly Rule[] = [SEC_10, SEC_11]
