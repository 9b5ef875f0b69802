// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { computed, reactive, ref } from 'vue'
import { browserMemory } from '../../platform/browser-memory.ts'
import { watchState } from '../session/watch-state.ts'
import { useVaultStore } from '../vault/vault.ts'

/** Screen on which a passphrase is chosen: first run, change of passphrase, backup. */
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
 * Passphrases being chosen, in page memory only: returning to the step shows the same words, which may have been written
 * down. Closing the page loses them, after a confirmation; the browser stores only that words were proposed, never which.
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

	/** True if a passphrase was proposed or typed on this screen. */
	function isBegun(place: PassphrasePlace): boolean {
		const draft = drafts[place]
		return draft !== undefined && (draft.proposed !== '' || draft.typed !== '')
	}

	/** Records that words were shown: they may have been written down. */
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
