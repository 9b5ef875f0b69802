// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { ref } from 'vue'

/** A short sentence at the bottom of the screen, with at most one action. */
export interface Notice {
	readonly id: number
	readonly text: string
	readonly action?: { readonly label: string, readonly run: () => void }
}

/** How long a notice stays; one with an action stays longer, to leave the time to read it. */
const DURATION = 6_000
const DURATION_WITH_ACTION = 12_000

/** Short messages: "copied", "put in the trash – Undo". */
export const useNoticesStore = defineStore('notices', () => {
	const notice = ref<Notice | null>(null)
	let timer: ReturnType<typeof setTimeout> | undefined
	let next = 1

	function show(text: string, action?: Notice['action']): void {
		clearTimeout(timer)
		notice.value = action === undefined ? { id: next++, text } : { id: next++, text, action }
		timer = setTimeout(dismiss, action === undefined ? DURATION : DURATION_WITH_ACTION)
	}

	function dismiss(): void {
		clearTimeout(timer)
		notice.value = null
	}

	return { notice, show, dismiss }
})
