// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Strength } from '../../domain/passwords/strength.ts'

import { TrousseauError } from '../../domain/errors.ts'

/** A password to judge. */
export interface StrengthInput {
	readonly password: string
	/** Texts of its entry that are no secret: its name, its login, its site. */
	readonly beside: readonly string[]
}

/** The calls of the strength Worker. */
export interface StrengthApi {
	/** Words that an attacker who knows the commune tries first, for every later call. */
	know(words: readonly string[]): Promise<void>
	/**
	 * The strength of each, in their order; the first call brings the dictionaries.
	 * Rejects with `not-loaded` when they do not come.
	 */
	judge(inputs: readonly StrengthInput[]): Promise<readonly Strength[]>
}

export const STRENGTH_METHODS = ['know', 'judge'] as const satisfies readonly (keyof StrengthApi)[]

const load = () => import(/* webpackChunkName: "strength" */ '../../domain/passwords/dictionary-strength.ts')

/** The strength service, without anything that it was told. */
export function createStrengthService(): StrengthApi {
	let known: readonly string[] = []
	return {
		know: async (words) => {
			known = words
		},
		judge: async (inputs) => {
			const { dictionaryStrength } = await load().catch((error: unknown) => {
				throw new TrousseauError('not-loaded', {}, error)
			})
			return inputs.map(({ password, beside }) => dictionaryStrength(password, known, beside))
		},
	}
}
