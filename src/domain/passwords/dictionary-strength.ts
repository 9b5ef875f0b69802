// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { MatchExtended, Score } from '@zxcvbn-ts/core'
import type { Strength, StrengthReason } from './strength.ts'

import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as french } from '@zxcvbn-ts/language-fr'
import { estimateStrength, foldForms, STRENGTH_REASONS } from './strength.ts'

/*
 * The strength of a password by the dictionaries of zxcvbn (MIT licence): 49,233 passwords found in published leaks, French words,
 * first and last names, keyboards. About 500 kB of compressed script: only a Worker imports this file.
 */

/** Characters looked at first: a text of this length that repeats nothing has the highest score already. */
const HEAD = 48

/** Characters looked at in all; the time of a check grows with them. */
const LONGEST_CHECKED = 100

/** Substitutions tried by the search of digits put for letters. Its default of 100 costs ten times more for the same scores. */
const SUBSTITUTIONS = 5

/** Texts that are looked for as they are, the first ones: the whole of them is judged by {@link estimateStrength}. */
const MOST_WORDS = 100

/** Of each kind of match, the advice it leads to. */
const REASONS: Readonly<Record<string, StrengthReason>> = {
	spatial: 'keyboard',
	sequence: 'sequence',
	wordSequence: 'common-word',
	repeat: 'repeat',
	regex: 'year',
	date: 'year',
	dictionary: 'common-word',
}

const zxcvbn = new ZxcvbnFactory({
	dictionary: { ...common, ...french },
	graphs: adjacencyGraphs,
	l33tMaxSubstitutions: SUBSTITUTIONS,
	maxLength: LONGEST_CHECKED,
	useLevenshteinDistance: false,
})

const COMMON_PASSWORDS: ReadonlySet<unknown> = new Set(common['passwords-common'])

function reasonOf(match: MatchExtended): StrengthReason | undefined {
	return match.pattern === 'dictionary' && match.dictionaryName === 'userInputs' ? 'personal-word' : REASONS[match.pattern]
}

/** Result of the dictionaries for one spelling of a password. */
function check(text: string, words: readonly string[]): { readonly score: Score, readonly reasons: readonly StrengthReason[] } {
	const head = zxcvbn.check(text.slice(0, HEAD), [...words])
	const { score, sequence } = head.score < 4 && text.length > HEAD ? zxcvbn.check(text.slice(0, LONGEST_CHECKED), [...words]) : head
	return { score, reasons: sequence.map(reasonOf).filter((reason) => reason !== undefined) }
}

/**
 * How hard a password is to guess: the worse of two estimates, that of {@link estimateStrength}, which knows the commune,
 * and that of the dictionaries. Each counts guesses in its own way and has its own thresholds, so scores are compared and not guesses.
 * Deterministic; a few milliseconds for a usual password, bounded for any text.
 *
 * @param password - as typed
 * @param personalWords - as for {@link estimateStrength}
 * @param moreWords - as for {@link estimateStrength}
 */
export function dictionaryStrength(password: string, personalWords: readonly string[] = [], moreWords: readonly string[] = []): Strength {
	const own = estimateStrength(password, personalWords, moreWords)
	const composed = password.normalize('NFKC')
	const isCommon = COMMON_PASSWORDS.has(composed.toLowerCase())
	if (own.score === 0) {
		// Nothing can be worse, and the reasons are known.
		return isCommon ? { score: 0, reasons: ['common-password', ...own.reasons] } : own
	}
	const words = [...moreWords, ...personalWords].slice(0, MOST_WORDS)
	const checks = [...new Set([composed, foldForms(password)])].map((text) => check(text, words))
	const score = Math.min(own.score, ...checks.map((one) => one.score), isCommon ? 0 : 4) as Strength['score']
	const reasons = new Set([
		...own.reasons,
		...(isCommon ? ['common-password' as const] : []),
		// A word in a password that is strong all the same is no reason.
		...(score < own.score ? checks.flatMap((one) => one.score === score ? one.reasons : []) : []),
	])
	return { score, reasons: STRENGTH_REASONS.filter((reason) => reasons.has(reason)) }
}
