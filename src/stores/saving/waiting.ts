// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { rememberedHead } from '../../platform/browser-memory.ts'
import { browserDrafts } from '../../platform/drafts.ts'
import { watchState } from '../session/watch-state.ts'
import { useSavingStore } from './saving.ts'

/**
 * Number of edits stored in this browser, by notebook: shown before anything is opened, and for notebooks that are not
 * open too.
 */
export const useWaitingStore = defineStore('waiting', () => {
	const saving = useSavingStore()
	const counts = ref<ReadonlyMap<string, number>>(new Map())

	async function count(): Promise<void> {
		counts.value = await browserDrafts().counts()
	}

	const of = (notebookId: string): number => counts.value.get(notebookId) ?? 0
	const elsewhere = (notebookIds: readonly string[]): number => [...counts.value].reduce((sum, [id, many]) => (notebookIds.includes(id) ? sum : sum + many), 0)

	/** True if this browser has no pin for a vault: the pin is then in the identity alone. */
	const isForgetful = (vaultId: string): boolean => rememberedHead(vaultId) === null

	watchState(() => [saving.kept, saving.running], count, { immediate: true })

	return { of, elsewhere, isForgetful, count }
})
