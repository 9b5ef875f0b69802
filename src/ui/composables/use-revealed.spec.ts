// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import { useRevealed } from './use-revealed.ts'

/** A component that may reveal something, and its end. */
function component() {
	const scope = effectScope()
	const revealed = scope.run(() => useRevealed<string>())
	if (revealed === undefined) {
		throw new Error('no scope')
	}
	return { revealed, unmount: () => scope.stop() }
}

describe('what is revealed', () => {
	it('is one secret in the whole page', () => {
		const [detail, history, other] = [component(), component(), component()]
		detail.revealed.value = 'mot de passe'
		history.revealed.value = 'ancien mot de passe'
		expect([detail, history, other].map(({ revealed }) => revealed.value)).toEqual([null, 'ancien mot de passe', null])
		other.revealed.value = 'autre'
		expect([detail, history, other].map(({ revealed }) => revealed.value)).toEqual([null, null, 'autre'])
		other.revealed.value = null
		expect([detail, history, other].map(({ revealed }) => revealed.value)).toEqual([null, null, null])
	})

	it('goes with its component', () => {
		const [one, other] = [component(), component()]
		one.revealed.value = 'un'
		one.unmount()
		expect(one.revealed.value).toBeNull()
		one.revealed.value = 'venu trop tard'
		other.revealed.value = 'deux'
		expect(other.revealed.value).toBe('deux')
	})
})
