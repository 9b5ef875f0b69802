// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { watchState } from '../session/watch-state.ts'
import { useVaultStore } from './vault.ts'

/** Settings chosen in the generator. */
export interface GeneratorChoices {
	mode: 'signs' | 'words' | 'pin'
	length: number
	upper: boolean
	digits: boolean
	signs: boolean
	avoidAmbiguous: boolean
	/** Signs that the site refuses. */
	forbidden: string
	count: number
	separator: string
	capitals: boolean
	number: boolean
	pinLength: number
}

const USUAL: Readonly<GeneratorChoices> = {
	mode: 'signs',
	length: 20,
	upper: true,
	digits: true,
	signs: true,
	avoidAmbiguous: true,
	forbidden: '',
	count: 6,
	separator: '-',
	capitals: false,
	number: false,
	pinLength: 6,
}

/**
 * Choices of the generator for each entry, in the memory of this page until the vault is locked: they say how a password is made,
 * so they are written nowhere.
 */
export const useGeneratorChoicesStore = defineStore('generator-choices', () => {
	const vault = useVaultStore()
	const byEntry = new Map<string, GeneratorChoices>()

	watchState(() => vault.status === 'open', (isOpen) => {
		if (!isOpen) {
			byEntry.clear()
		}
	})

	/** Those of an entry, to be changed in place; of a new one, the usual ones. */
	function of(entry: string): GeneratorChoices {
		const found = byEntry.get(entry) ?? reactive({ ...USUAL })
		if (entry !== '') {
			byEntry.set(entry, found)
		}
		return found
	}

	return { of }
})
