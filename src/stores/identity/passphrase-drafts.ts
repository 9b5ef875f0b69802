// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { computed, reactive, ref } from 'vue'
import { browserMemory } from '../../platform/browser-memory.ts'
import { watchState } from '../session/watch-state.ts'
import { useVaultStore } from '../vault/vault.ts'

/** Where a passphrase is chosen: one's own, its change, the words of a backup. */
export type PassphrasePlace = 'first-run' | 'change' | 'backup'

/** A passphrase that is being chosen. */
export interface PassphraseDraft {
	/** One's own rather than the words proposed. */
	own: boolean
	proposed: string
	typed: string
	again: string
	/** Words were proposed before, in a page that is gone, and are kept nowhere. */
	lost: boolean
}

const NOTHING: Omit<PassphraseDraft, 'lost'> = { own: false, proposed: '', typed: '', again: '' }

/**
 * The passphrases that are being chosen, in the memory of the page alone: somebody who comes back to the step
 * finds the words that they wrote down. A page that is closed loses them, and asks before; the browser keeps that
 * words were proposed, never which.
 */
export const usePassphraseDraftsStore = defineStore('passphrase-drafts', () => {
	const drafts = reactive<Partial<Record<PassphrasePlace, PassphraseDraft>>>({})
	/** The words of an invitation or of an envelope, as typed so far. */
	const joinWords = ref('')
	const vault = useVaultStore()
	const key = (place: PassphrasePlace): string => `words-proposed:${place}`

	/** The draft of a place, begun when there is none. */
	function of(place: PassphrasePlace): PassphraseDraft {
		drafts[place] ??= { ...NOTHING, lost: browserMemory().preference(key(place)) === 'yes' }
		return drafts[place]
	}

	/** Whether something was drawn or typed there. */
	function isBegun(place: PassphrasePlace): boolean {
		const draft = drafts[place]
		return draft !== undefined && (draft.proposed !== '' || draft.typed !== '')
	}

	/** Words were shown: somebody may have written them down. */
	function proposed(place: PassphrasePlace, words: string): void {
		of(place).proposed = words
		browserMemory().setPreference(key(place), 'yes')
	}

	/** Forgets a draft, once it is used or given up. */
	function forget(place: PassphrasePlace): void {
		Reflect.deleteProperty(drafts, place)
		browserMemory().setPreference(key(place), null)
	}

	const anyBegun = computed(() => Object.keys(drafts).some((place) => isBegun(place as PassphrasePlace)))

	function ask(event: BeforeUnloadEvent): void {
		event.preventDefault()
	}

	watchState(() => anyBegun.value, (begun) => {
		if (begun) {
			window.addEventListener('beforeunload', ask)
		} else {
			window.removeEventListener('beforeunload', ask)
		}
	}, { sync: true })

	// Locked meanwhile: what was typed does not stay.
	watchState(() => vault.identity === null, (isLocked) => {
		if (isLocked) {
			forget('change')
		}
	})

	return { joinWords, of, isBegun, proposed, forget }
})
