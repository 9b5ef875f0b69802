// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { rememberedHead } from '../../platform/browser-memory.ts'
import { browserDrafts } from '../../platform/drafts.ts'
import { watchState } from '../session/watch-state.ts'
import { useSavingStore } from './saving.ts'

/**
 * How many edits this browser keeps, by notebook: what somebody who comes back must see before anything is opened,
 * and of the notebooks that are not open too.
 */
export const useWaitingStore = defineStore('waiting', () => {
	const saving = useSavingStore()
	const counts = ref<ReadonlyMap<string, number>>(new Map())

	async function count(): Promise<void> {
		counts.value = await browserDrafts().counts()
	}

	const of = (notebookId: string): number => counts.value.get(notebookId) ?? 0
	const elsewhere = (notebookIds: readonly string[]): number => [...counts.value].reduce((sum, [id, many]) => (notebookIds.includes(id) ? sum : sum + many), 0)

	/** Whether this browser remembers nothing of a vault: the head last seen is then remembered by the identity alone. */
	const isForgetful = (vaultId: string): boolean => rememberedHead(vaultId) === null

	watchState(() => [saving.kept, saving.running], count, { immediate: true })

	return { of, elsewhere, isForgetful, count }
})
