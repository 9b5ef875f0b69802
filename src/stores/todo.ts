// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { HomeNumbers } from './counting.ts'

import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { useDayStore } from './day.ts'
import { useInventoryStore } from './inventory.ts'
import { lastBackup, monthsSince, OLD_AFTER } from './last-backup.ts'
import { useMembersStore } from './members.ts'
import { useSessionStore } from './session.ts'
import { useVaultStore } from './vault.ts'
import { watchState } from './watching.ts'

/** What may be due. */
export type TodoKind = 'create-vault' | 'unlock' | 'conflict' | 'envelope-missing' | 'envelope-opened' | 'envelope-unverified' | 'first-password' | 'first-tools' | 'departed' | 'reused' | 'move-passwords' | 'backup-missing' | 'backup-old' | 'hosting-unknown' | 'cost-unknown'

/** One thing to do, one click from being done. */
export interface TodoItem {
	readonly kind: TodoKind
	/** Objects concerned; 0 when it is not a matter of number. */
	readonly count: number
	readonly screen: 'passwords' | 'tools' | 'people' | 'home' | 'keeping'
	readonly id: string
}

/** Before anything is counted. */
const NOTHING: HomeNumbers = { placeUnknown: [], costUnknown: [], outsideVault: [], reused: [], knownToDeparted: [], hostingNotAsked: [], costNotAsked: [] }

/** More than this would not be done. */
const SHOWN = 5

/** What to do next, the most urgent first. */
export const useTodoStore = defineStore('todo', () => {
	const clock = useDayStore()
	const session = useSessionStore()
	const inventory = useInventoryStore()
	const vault = useVaultStore()
	const members = useMembersStore()

	/** What is counted: the same numbers as on the pages on hosting and of the diagnostic. */
	const numbers = shallowRef<HomeNumbers>(NOTHING)
	watchState(() => ({
		inventory: inventory.inventory,
		day: clock.day,
		vault: vault.status === 'open' ? { live: vault.live, departures: members.departures } : null,
	}), async (counted) => {
		const { homeNumbers } = await import('./counting.ts')
		numbers.value = homeNumbers(counted)
	}, { immediate: true })

	/** Tools about which two people wrote at once; looked for when the page is up. */
	const disputed = shallowRef<readonly string[]>([])
	watchState(() => inventory.inventory, async (current) => {
		const { inventoryConflicts } = await import('../domain/inventory/conflicts.ts')
		disputed.value = [...new Set(inventoryConflicts(current).map(({ toolId }) => toolId))].filter((id) => id !== '')
	}, { immediate: true })

	/** Months since the last backup; -1 when none is known. An empty notebook has nothing to lose. */
	const backupAge = computed(() => {
		if (inventory.count('tools') + inventory.count('accounts') + vault.live.length === 0) {
			return 0
		}
		const last = lastBackup(inventory.inventory, session.notebook?.notebookId ?? '', Date.now())
		return last === null ? -1 : monthsSince(last, Date.now())
	})

	const items = computed<readonly TodoItem[]>(() => {
		const first = (ids: readonly string[]) => ids.length === 1 ? ids[0] ?? '' : ''
		const { reused, outsideVault, knownToDeparted, placeUnknown, hostingNotAsked, costUnknown, costNotAsked } = numbers.value
		const twice = vault.live.filter(({ conflicts }) => conflicts > 0)
		const candidates: readonly (TodoItem & { readonly due: boolean })[] = [
			{ kind: 'create-vault', count: 0, screen: 'home', id: '', due: session.mayCreateVault },
			{ kind: 'unlock', count: 0, screen: 'passwords', id: '', due: vault.status === 'locked' },
			{ kind: 'conflict', count: twice.length + disputed.value.length, screen: twice.length > 0 ? 'passwords' : 'tools', id: twice[0]?.id ?? disputed.value[0] ?? '', due: twice.length + disputed.value.length > 0 },
			{ kind: 'first-password', count: 0, screen: 'passwords', id: 'nouveau', due: vault.status === 'open' && vault.live.length === 0 },
			{ kind: 'first-tools', count: 0, screen: 'tools', id: 'ajouter', due: inventory.canWrite && inventory.count('tools') === 0 },
			{ kind: 'departed', count: knownToDeparted.length, screen: 'people', id: '', due: knownToDeparted.length > 0 },
			{ kind: 'envelope-missing', count: 0, screen: 'people', id: '', due: members.isKeeper && members.envelope?.status === 'none' },
			{ kind: 'envelope-opened', count: 0, screen: 'people', id: '', due: members.isKeeper && members.envelope?.status === 'opened' },
			{ kind: 'envelope-unverified', count: 0, screen: 'people', id: '', due: members.isKeeper && members.envelope?.status === 'unverified' },
			{ kind: 'backup-missing', count: 0, screen: 'keeping', id: 'sauvegarde', due: backupAge.value < 0 },
			{ kind: 'backup-old', count: backupAge.value, screen: 'keeping', id: 'sauvegarde', due: backupAge.value >= OLD_AFTER },
			{ kind: 'reused', count: reused.length, screen: 'passwords', id: first(reused), due: reused.length > 0 },
			{ kind: 'move-passwords', count: outsideVault.length, screen: 'tools', id: first(outsideVault.map((id) => inventory.record('accounts', id)?.toolId ?? '')), due: vault.status === 'open' && outsideVault.length > 0 },
			{ kind: 'hosting-unknown', count: placeUnknown.length, screen: 'tools', id: hostingNotAsked[0] ?? '', due: inventory.canWrite && hostingNotAsked.length > 0 },
			{ kind: 'cost-unknown', count: costUnknown.length, screen: 'tools', id: costNotAsked[0] ?? '', due: inventory.canWrite && costNotAsked.length > 0 },
		]
		return candidates.filter(({ due }) => due).slice(0, SHOWN)
	})

	return { items }
})
