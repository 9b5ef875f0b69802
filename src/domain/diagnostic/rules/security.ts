// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Tool } from '../../inventory/model.ts'
import type { ObjectRef } from '../model.ts'
import type { Rule, RuleContext } from '../rule.ts'

import { isInstalledElsewhere, isLocal } from '../../hosting/kinds.ts'
import { hostingOf, isStatePortal } from '../../hosting/places.ts'
import { item, perhaps, weightOf } from '../rule.ts'
import { BAROMETER_2024, CNIL_GUIDE, HYGIENE, MON_AIDE_CYBER } from '../sources.ts'

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

/** A copy that somebody affirms and nobody describes is a question; one that somebody denies is none. */
function backupVerdict({ toolsInBackup }: RuleContext, id: string, tool: Tool): ObjectRef['verdict'] {
	return tool.backedUp === 'no' ? 'not-ok' : toolsInBackup.has(id) ? 'ok' : 'unknown'
}

const SEC_1: Rule = {
	id: 'SEC-1',
	theme: 'SEC',
	weight: 3,
	gate: true,
	aboutKnowledge: false,
	zeroWhenEssentialFails: false,
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
		'hostings.kind',
		'backups.toolIds',
	],
	items: (context) => context.tools.flatMap(([id, tool]) => {
		const own = isOwnData(context, tool)
		const object: ObjectRef = { collection: 'tools', id, label: tool.name, verdict: backupVerdict(context, id, tool) }
		return own === false
			? []
			: [item(object, own === null ? perhaps(weightOf(tool)) : weightOf(tool), tool.backedUp === 'yes' ? 'backups' : 'backedUp')]
	}),
}

/** Security and backups. */
export const SECURITY_RULES: readonly Rule[] = [SEC_1]
