// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Attempt } from './use-attempt.ts'

import { afterEach, describe, expect, it } from 'vitest'
import { createApp, h, nextTick } from 'vue'
import { TrousseauError } from '../../../domain/errors.ts'
import { useAttempt } from './use-attempt.ts'

let unmount = (): void => undefined
afterEach(() => unmount())

/** A field that is disabled while something is done. */
function screen(): { readonly attempt: Attempt, readonly field: HTMLInputElement } {
	const host = document.body.appendChild(document.createElement('div'))
	let made: Attempt | null = null
	const app = createApp({
		setup() {
			const { busy } = made = useAttempt()
			return () => h('input', { disabled: busy.value })
		},
	})
	app.mount(host)
	unmount = () => {
		app.unmount()
		host.remove()
	}
	const field = host.querySelector('input')
	if (made === null || field === null) {
		throw new Error('not mounted')
	}
	return { attempt: made, field }
}

describe('useAttempt', () => {
	it('disables the screen while it lasts, and gives null when it is done', async () => {
		const { attempt: { attempt, busy, error }, field } = screen()
		let finish = (): void => undefined
		const done = attempt(() => new Promise<void>((resolve) => {
			finish = resolve
		}))
		await nextTick()
		expect([busy.value, field.disabled]).toEqual([true, true])
		finish()
		expect(await done).toBe(null)
		expect([busy.value, error.value]).toEqual([false, null])
	})

	it('gives the reason of a failure, of whatever kind, and takes it back with the next attempt', async () => {
		const { attempt: { attempt, error } } = screen()
		const reason = new TrousseauError('bad-passphrase')
		expect(await attempt(() => Promise.reject(reason))).toBe(reason)
		expect(error.value).toBe(reason)
		const other = await attempt(() => {
			throw new TypeError('x')
		})
		expect(other).toBeInstanceOf(TrousseauError)
		const next = attempt(() => Promise.resolve())
		expect(error.value).toBe(null)
		await next
	})

	it('lets a field that was disabled take the focus after a failure', async () => {
		const { attempt: { attempt }, field } = screen()
		const failed = await attempt(async () => {
			await nextTick()
			throw new TrousseauError('bad-passphrase')
		})
		if (failed !== null) {
			field.focus()
		}
		expect(document.activeElement).toBe(field)
	})

	it('says what the latest of two did', async () => {
		const { attempt: { attempt, busy, error } } = screen()
		let fail = (_: TrousseauError): void => undefined
		const former = attempt(() => new Promise<void>((_, reject) => {
			fail = reject
		}))
		let finish = (): void => undefined
		const latest = attempt(() => new Promise<void>((resolve) => {
			finish = resolve
		}))
		fail(new TrousseauError('locked'))
		expect((await former)?.code).toBe('locked')
		expect([busy.value, error.value]).toEqual([true, null])
		finish()
		await latest
		expect([busy.value, error.value]).toEqual([false, null])
	})
})
