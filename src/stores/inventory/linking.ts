// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { LinkProposal } from '../../domain/passwords/matching.ts'
import type { VaultChange } from '../../worker/api.ts'
import type { Undo, Undone } from '../session/notices.ts'

import { defineStore } from 'pinia'
import { computed } from 'vue'
import { TrousseauError } from '../../domain/errors.ts'
import { putRecord } from '../../domain/inventory/changes.ts'
import { newId } from '../../domain/inventory/ids.ts'
import { recordOf } from '../../domain/inventory/references.ts'
import { proposeLinks } from '../../domain/passwords/matching.ts'
import { useVaultStore } from '../vault/vault.ts'
import { useInventoryStore } from './inventory.ts'

/** Links what the vault holds to the tools that it seems to be of. */
export const useLinkingStore = defineStore('linking', () => {
	const inventory = useInventoryStore()
	const vault = useVaultStore()

	const proposals = computed<readonly LinkProposal[]>(() => vault.status === 'open' && vault.view?.role !== 'reader' && inventory.canWrite
		? proposeLinks(inventory.inventory, vault.live)
		: [])

	/**
	 * Links them all, and gives back what undoes it. The inventory comes first: an account without an entry of the vault is
	 * a question, an entry that leads to no account is linked to nothing.
	 *
	 * @param wanted - of {@link proposals}
	 */
	async function linkAll(wanted: readonly LinkProposal[]): Promise<Undo> {
		const links = wanted.map((proposal) => ({ ...proposal, accountId: proposal.accountId ?? newId() }))
		const { place } = vault
		const former = new Map(vault.live.map(({ id, accountId }) => [id, accountId]))
		const undoInventory = await inventory.reversibly((current, change) => links.reduce((next, { accountId, toolId }) => {
			const tool = recordOf(next.collections.tools, toolId)
			// The name of a credential is secret, so a new account takes the name of its tool.
			const isNew = recordOf(next.collections.accounts, accountId) === null
			return tool === null
				? next
				: putRecord(next, 'accounts', accountId, { vaultState: 'vault', ...(isNew ? { toolId, label: tool.name } : {}) }, change)
		}, current))
		await vault.change(links.map(({ credentialId, accountId }): VaultChange => ({ kind: 'put', id: credentialId, draft: { accountId } })))
		return async (): Promise<Undone> => {
			if (vault.place?.vaultId !== place?.vaultId) {
				throw new TrousseauError('gone')
			}
			const ours = links.filter(({ credentialId, accountId }) => (
				vault.credentials.some((one) => one.id === credentialId && one.accountId === accountId)
			))
			if (ours.length > 0) {
				await vault.change(ours.map(({ credentialId }): VaultChange => ({
					kind: 'put',
					id: credentialId,
					draft: { accountId: former.get(credentialId) ?? '' },
				})))
			}
			const undone = await undoInventory()
			return ours.length === links.length ? undone : ours.length > 0 ? 'partly' : 'changed'
		}
	}

	return { proposals, linkAll }
})
