// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JudgedPassword } from '../domain/passwords/health.ts'
import type { VaultContent } from '../vault/model.ts'
import type { StrengthApi } from './strength/strength-service.ts'

import { TrousseauError } from '../domain/errors.ts'
import { credentialOf } from '../vault/content/credentials.ts'

/** Passwords to judge, and words that an attacker who knows the commune tries first. */
export interface ToJudge {
	readonly ids: readonly string[]
	readonly words: readonly string[]
}

/** Words last told to each strength Worker: they are thousands, and the same from one call to the next. */
const told = new WeakMap<StrengthApi, string>()

/** For each password, the first credential outside the trash that has it, by id. */
function groupsOf(content: VaultContent): ReadonlyMap<string, string> {
	const groups = new Map<string, string>()
	for (const [id, { password, trashedAt }] of Object.entries(content.collections.credentials)) {
		if (trashedAt === '' && !groups.has(password)) {
			groups.set(password, id)
		}
	}
	return groups
}

/**
 * The strength of the passwords of some credentials, in their order; null for one without password.
 *
 * @param content - the open vault
 * @param asked - which
 * @param strength - judges them; undefined where there is none
 * @throws TrousseauError `not-loaded`, `invalid` for an unknown id
 */
export async function judgePasswords(content: VaultContent, { ids, words }: ToJudge, strength: StrengthApi | undefined): Promise<readonly (JudgedPassword | null)[]> {
	if (strength === undefined) {
		throw new TrousseauError('not-loaded')
	}
	const credentials = ids.map((id) => credentialOf(content, id))
	const key = words.join('\n')
	if (told.get(strength) !== key) {
		await strength.know(words)
		told.set(strength, key)
	}
	const held = credentials.filter(({ password }) => password !== '')
	const judged = await strength.judge(held.map(({ password, label, login, site }) => ({ password, beside: [label, login, site] })))
	const groups = groupsOf(content)
	const byCredential = new Map(held.flatMap((credential, index) => {
		const strength = judged[index]
		return strength === undefined ? [] : [[credential, { ...strength, group: groups.get(credential.password) ?? '' }] as const]
	}))
	return credentials.map((credential) => byCredential.get(credential) ?? null)
}
