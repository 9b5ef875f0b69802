// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ListFilter } from './todo-lists.ts'

import { defineStore } from 'pinia'
import { computed } from 'vue'
import { lastBackup, monthsSince, OLD_AFTER } from '../backup/last-backup.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useMembersStore } from '../members/members.ts'
import { useSessionStore } from '../session/session.ts'
import { useVaultStore } from '../vault/vault.ts'
import { sizeOf, useTodoListsStore } from './todo-lists.ts'

/** Kinds of tasks. */
export type TodoKind
	= | 'create-vault'
		| 'unlock'
		| 'conflict'
		| 'envelope-missing'
		| 'envelope-opened'
		| 'envelope-unverified'
		| 'first-password'
		| 'first-tools'
		| 'departed'
		| 'expiring'
		| 'reused'
		| 'move-passwords'
		| 'backup-missing'
		| 'backup-old'
		| 'hosting-unknown'
		| 'cost-unknown'

/** A task, with the screen on which to do it. */
export interface TodoItem {
	readonly kind: TodoKind
	/** Objects concerned; 0 when it is not a matter of number. */
	readonly count: number
	readonly screen: 'passwords' | 'tools' | 'people' | 'home' | 'keeping'
	readonly id: string
	/** List to show on that screen; empty for all of it. */
	readonly filter: ListFilter | ''
}

/** More than this would not be done. */
const SHOWN = 5

/** Tasks to do next, most urgent first. */
export const useTodoStore = defineStore('todo', () => {
	const session = useSessionStore()
	const inventory = useInventoryStore()
	const vault = useVaultStore()
	const members = useMembersStore()
	const lists = useTodoListsStore()

	/** Months since the last backup; -1 when none is known. An empty notebook has nothing to lose. */
	const backupAge = computed(() => {
		if (inventory.count('tools') + inventory.count('accounts') + vault.live.length === 0) {
			return 0
		}
		const last = lastBackup(inventory.inventory, session.notebook?.notebookId ?? '', Date.now())
		return last === null ? -1 : monthsSince(last, Date.now())
	})

	/** Task about the objects of a list: links to the list, or to its only object. */
	function ofList(kind: TodoKind, filter: ListFilter, isOurs: boolean): TodoItem & { readonly due: boolean } {
		const found = lists.of(filter)
		const count = sizeOf(found)
		const [toolId = '', ...others] = found.toolIds
		const isAboutTools = count === found.toolIds.length
		const only = count > 1 ? '' : isAboutTools ? toolId : found.credentials[0]?.id ?? ''
		return {
			kind,
			count,
			// A list of both kinds opens on the passwords; its tools have a list of their own.
			screen: isAboutTools ? 'tools' : 'passwords',
			id: only,
			filter: only === '' || others.length > 0 ? filter : '',
			due: isOurs && count > 0,
		}
	}

	const items = computed<readonly TodoItem[]>(() => {
		const due = (kind: TodoKind, screen: TodoItem['screen'], isDue: boolean, id = '', count = 0) => ({
			kind,
			count,
			screen,
			id,
			filter: '' as const,
			due: isDue,
		})
		// Tasks need the rights to do them: on passwords an opened vault, on the inventory write access.
		const isOpen = vault.status === 'open'
		const mayOpen = isOpen || vault.status === 'locked'
		const { canWrite } = inventory
		const candidates: readonly (TodoItem & { readonly due: boolean })[] = [
			due('create-vault', 'home', session.mayCreateVault),
			due('unlock', 'passwords', vault.status === 'locked'),
			ofList('conflict', 'disputed', isOpen || canWrite),
			due('first-password', 'passwords', isOpen && vault.live.length === 0, 'nouveau'),
			due('first-tools', 'tools', canWrite && inventory.count('tools') === 0, 'ajouter'),
			ofList('departed', 'departed', mayOpen),
			due('envelope-missing', 'people', members.isKeeper && members.envelope?.status === 'none'),
			due('envelope-opened', 'people', members.isKeeper && members.envelope?.status === 'opened'),
			due('envelope-unverified', 'people', members.isKeeper && members.envelope?.status === 'unverified'),
			due('backup-missing', 'keeping', canWrite && backupAge.value < 0, 'sauvegarde'),
			due('backup-old', 'keeping', canWrite && backupAge.value >= OLD_AFTER, 'sauvegarde', backupAge.value),
			ofList('expiring', 'expiring', isOpen),
			ofList('reused', 'reused', isOpen),
			ofList('move-passwords', 'elsewhere', isOpen),
			ofList('hosting-unknown', 'hosting-unknown', canWrite),
			ofList('cost-unknown', 'cost-unknown', canWrite),
		]
		return candidates.filter((candidate) => candidate.due).slice(0, SHOWN)
	})

	return { items }
})
