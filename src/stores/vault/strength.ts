// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Strength } from '../../domain/passwords/strength.ts'
import type { StrengthClient } from '../../worker/strength/strength-client.ts'

import { defineStore } from 'pinia'
import { estimateStrength } from '../../domain/passwords/strength.ts'
import { logCaught } from '../../platform/log.ts'
import { createStrengthClient } from '../../worker/strength/strength-client.ts'
import { useKnownWordsStore } from './known-words.ts'

/** Milliseconds that one check may take once the dictionaries are there: beyond, something is wrong and the Worker is replaced. */
const BOUND = 2_000
/** The same for the first answer, for which the dictionaries have to come: about 500 kB, on a slow line. */
const BOUND_LOADING = 60_000
/** Milliseconds for which a Worker that nobody uses is kept: the next field of the same form finds it. */
const KEPT = 20_000

/** Strength of what is typed: at once by its shape and the words of the notebook, then by the dictionaries, in a Worker. */
export const useStrengthStore = defineStore('strength', () => {
	const known = useKnownWordsStore()
	let client: StrengthClient | null = null
	/** Words that the Worker knows. */
	let told: readonly string[] | null = null
	let hasAnswered = false
	let users = 0
	let ending: ReturnType<typeof setTimeout> | undefined

	function end(): void {
		client?.terminate()
		client = null
		told = null
		hasAnswered = false
	}

	/** Says that a field is about to be judged, so that the dictionaries arrive while the person types; returns what says the contrary. */
	function begin(): () => void {
		users += 1
		clearTimeout(ending)
		return () => {
			users -= 1
			if (users === 0) {
				ending = setTimeout(end, KEPT)
			}
		}
	}

	/** By shape and known words alone: less than a millisecond. */
	const atOnce = (password: string, beside: readonly string[]): Strength => estimateStrength(password, known.words, beside)

	function bounded<T>(answer: Promise<T>): Promise<T> {
		const late = setTimeout(end, hasAnswered ? BOUND : BOUND_LOADING)
		return answer.finally(() => clearTimeout(late))
	}

	/**
	 * With the dictionaries. Falls back to {@link atOnce} where they do not come.
	 *
	 * @param password - as typed
	 * @param beside - texts of its entry that are no secret
	 */
	async function judge(password: string, beside: readonly string[]): Promise<Strength> {
		try {
			client ??= createStrengthClient()
			if (told !== known.words) {
				told = known.words
				void client.know([...told])
			}
			const [strength] = await bounded(client.judge([{ password, beside: [...beside] }]))
			hasAnswered = true
			return strength ?? atOnce(password, beside)
		} catch (caught) {
			logCaught('strength.judge', caught)
			// Tried again at the next keystroke: the line may be back.
			end()
			return atOnce(password, beside)
		}
	}

	return { begin, atOnce, judge }
})
