// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Inventory } from '../inventory/model.ts'
import type { MatchableCredential } from '../passwords/matching.ts'
import type { DiagnosticMetrics, PasswordFact } from './rule.ts'

import { dayOf } from '../days.ts'
import { recordOf } from '../inventory/references.ts'
import { proposeLinks } from '../passwords/matching.ts'
import { fold } from '../passwords/search.ts'

/** The fields of an entry of the opened vault that are counted. */
export interface CountedCredential extends MatchableCredential {
	/** Other entries with the same password. */
	readonly reusedBy: number
	/** Instants (ISO 8601): when the entry was made, and its present password typed. */
	readonly createdAt: string
	readonly passwordChangedAt: string
	/** True if its password took the place of another one. */
	readonly passwordReplaced: boolean
	readonly hasPassword: boolean
}

/** Somebody whose access to the vault was taken away, and what they knew. */
export interface CountedDeparture {
	readonly memberId: string
	readonly label: string
	readonly items: readonly { readonly credentialId: string, readonly done: boolean }[]
}

/**
 * Metrics of an opened vault for the diagnostic: counts and days, no name, no secret. Entries that seem to be of a
 * tool count for it before somebody links them.
 *
 * @param inventory - the inventory
 * @param credentials - entries outside the trash
 * @param departures - who lost their access
 */
export function countVault(
	inventory: Inventory,
	credentials: readonly CountedCredential[],
	departures: readonly CountedDeparture[],
): DiagnosticMetrics {
	const { accounts, tools, persons } = inventory.collections
	const proposals = new Map(proposeLinks(inventory, credentials).map((proposal) => [proposal.credentialId, proposal]))
	const passwords = credentials
		.filter(({ hasPassword }) => hasPassword)
		.map((credential): PasswordFact => {
			const account = recordOf(accounts, credential.accountId)
			const isLinked = account !== null && recordOf(tools, account.toolId) !== null
			const proposal = proposals.get(credential.id)
			return {
				id: credential.id,
				accountId: isLinked ? credential.accountId : (proposal?.accountId ?? ''),
				toolId: isLinked ? account.toolId : (proposal?.toolId ?? ''),
				isLinked,
				reusedBy: credential.reusedBy,
				recordedOn: dayOf(credential.createdAt),
				changedOn: credential.passwordReplaced ? dayOf(credential.passwordChangedAt) : null,
			}
		})
	const personOf = new Map(Object.entries(persons).map(([id, { displayName }]) => [fold(displayName), id]))
	return {
		passwords,
		departures: departures.map(({ memberId, label, items }) => ({
			memberId,
			personId: personOf.get(fold(label)) ?? '',
			known: items.filter(({ done }) => !done).map(({ credentialId }) => credentialId),
		})),
	}
}
