// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'

/** Result of an undo: complete, partial because some records were changed since, or none because all were. */
export type Undone = 'undone' | 'partly' | 'changed'

/** Undoes one change, over what is there by then. Rejects when it could not be saved. */
export type Undo = () => Promise<Undone>

/** Action of a notice: a button, or an undo. */
export type NoticeOffer = { readonly label: string, readonly run: () => void } | { readonly undo: Undo }

/** A short sentence at the bottom of the screen, with at most one offer. */
export interface Notice {
	readonly id: number
	readonly text: string
	readonly offer?: NoticeOffer
}

/** Milliseconds for which a notice is shown; longer with an action, to leave time to read and reach it. */
const DURATION = 6_000
const DURATION_WITH_OFFER = 20_000

/** More would hide the page. */
const MAX_SHOWN = 3

/**
 * Short messages: "copied", "put in the trash – Undo". A message takes the place of the one before, but not of an offer,
 * which stays for its own time.
 */
export const useNoticesStore = defineStore('notices', () => {
	const list = shallowRef<readonly Notice[]>([])
	/** The last one. */
	const notice = computed<Notice | null>(() => list.value.at(-1) ?? null)
	let next = 1

	function show(text: string, offer?: NoticeOffer): void {
		const id = next++
		const offers = list.value.filter((one) => one.offer !== undefined)
		list.value = [...offers, offer === undefined ? { id, text } : { id, text, offer }].slice(-MAX_SHOWN)
		setTimeout(() => dismiss(id), offer === undefined ? DURATION : DURATION_WITH_OFFER)
	}

	function dismiss(id: number): void {
		list.value = list.value.filter((one) => one.id !== id)
	}

	/** Removes every message: they belong to the notebook being left. */
	function clear(): void {
		list.value = []
	}

	return { list, notice, show, dismiss, clear }
})
