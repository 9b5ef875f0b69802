// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { browserMemory } from '../../platform/browser-memory.ts'

const CHOICE = 'letter-keys'
const OFF = 'off'

/** Keys of one letter: on unless this person turned them off on this computer (WCAG 2.1.4: speech recognition may type them). */
export const useLetterKeysStore = defineStore('letter-keys', () => {
	const isOn = ref(browserMemory().preference(CHOICE) !== OFF)
	/** Id of the password whose form a key asked for; whoever opens it empties this. */
	const editAsked = ref('')

	function set(on: boolean): void {
		isOn.value = on
		browserMemory().setPreference(CHOICE, on ? null : OFF)
	}

	return { isOn, editAsked, set }
})
