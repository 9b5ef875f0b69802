// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ListChoice, ListOrder } from '../../domain/passwords/organise.ts'
import type { CredentialSummary, VaultChange } from '../../vault/model.ts'
import type { Undo } from '../session/notices.ts'

import { defineStore } from 'pinia'
import { computed, reactive, ref } from 'vue'
import { TrousseauError } from '../../domain/errors.ts'
import { narrowed, ordered } from '../../domain/passwords/organise.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { watchState } from '../session/watch-state.ts'
import { useUsesStore } from './uses.ts'
import { useVaultStore } from './vault.ts'

const EVERYTHING: ListChoice = { tag: '', kind: '', holder: '' }

/**
 * Order and filter of the list of passwords, and changes of several of them at once. Each change is one revision, undone as
 * one.
 */
export const useOrganisingStore = defineStore('organising', () => {
	const vault = useVaultStore()
	const inventory = useInventoryStore()
	const uses = useUsesStore()

	const order = ref<ListOrder>('name')
	const choice = reactive({ ...EVERYTHING })
	/** Ids of those chosen; null when none is being chosen. */
	const chosen = ref<ReadonlySet<string> | null>(null)

	watchState(() => vault.status === 'open' ? vault.place?.vaultId ?? '' : '', () => {
		Object.assign(choice, EVERYTHING)
		chosen.value = null
	})

	function holdersOf({ accountId, holderIds }: CredentialSummary): readonly string[] {
		return inventory.record('accounts', accountId)?.holderIds ?? holderIds
	}

	/** A list as it is shown. */
	function shown(list: readonly CredentialSummary[]): readonly CredentialSummary[] {
		return ordered(narrowed(list, choice, holdersOf), order.value, uses.usedAt)
	}

	function toggle(id: string): void {
		const next = new Set(chosen.value)
		if (!next.delete(id)) {
			next.add(id)
		}
		chosen.value = next
	}

	/** Those chosen that are still there. */
	const chosenOnes = computed<readonly CredentialSummary[]>(() => vault.live.filter(({ id }) => chosen.value?.has(id) === true))

	/** @param back - what undoes the change, over what is there by then; those changed since stay */
	async function changeAll(changes: readonly VaultChange[], back: () => readonly VaultChange[]): Promise<Undo> {
		const { place } = vault
		await vault.change(changes)
		return async () => {
			if (vault.place?.vaultId !== place?.vaultId) {
				throw new TrousseauError('gone')
			}
			const undoing = back()
			if (undoing.length > 0) {
				await vault.change(undoing)
			}
			return undoing.length === changes.length ? 'undone' : undoing.length === 0 ? 'changed' : 'partly'
		}
	}

	/** Puts those chosen in the trash. */
	function trashAll(): Promise<Undo> {
		const ids = chosenOnes.value.map(({ id }) => id)
		return changeAll(
			ids.map((id) => ({ kind: 'trash', id })),
			() => vault.trashed.filter(({ id }) => ids.includes(id)).map(({ id }) => ({ kind: 'restore', id })),
		)
	}

	type ListField = 'tags' | 'holderIds'

	/** Writes a list of each of those chosen; undone where nobody wrote it since. */
	function writeAll(field: ListField, next: (credential: CredentialSummary) => readonly string[]): Promise<Undo> {
		const same = (one: readonly string[], other: readonly string[]): boolean => one.join('\n') === other.join('\n')
		const written = chosenOnes.value
			.map((credential) => ({ id: credential.id, before: credential[field], after: next(credential) }))
			.filter(({ before, after }) => !same(before, after))
		const put = (id: string, value: readonly string[]): VaultChange => ({ kind: 'put', id, draft: { [field]: [...value] } })
		return changeAll(written.map(({ id, after }) => put(id, after)), () => written.flatMap(({ id, before, after }) => {
			const now = vault.live.find((credential) => credential.id === id)
			return now !== undefined && same(now[field], after) ? [put(id, before)] : []
		}))
	}

	/** Adds a tag to those chosen. Rejects with `invalid`, changing none, when one of them takes no more. */
	const tagAll = (tag: string): Promise<Undo> => writeAll('tags', ({ tags }) => (tags.includes(tag) ? tags : [...tags, tag]))

	/** Takes a tag from those chosen. */
	const untagAll = (tag: string): Promise<Undo> => writeAll('tags', ({ tags }) => tags.filter((other) => other !== tag))

	return { order, choice, chosen, chosenOnes, shown, toggle, trashAll, tagAll, untagAll }
})
