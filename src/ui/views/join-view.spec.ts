// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { App } from 'vue'
import type { ErrorCode } from '../../domain/errors.ts'

import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, nextTick } from 'vue'
import { TrousseauError } from '../../domain/errors.ts'
import { useIdentityStore } from '../../stores/identity/identity.ts'
import { useMembersStore } from '../../stores/members/members.ts'
import JoinView from './JoinView.vue'

vi.mock('../../worker/client.ts', () => ({ createCryptoClient: () => ({}) }))
vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'dora', name: 'Dora', isAdmin: false }) }))

const CODE = 'un deux trois quatre cinq six sept huit'
const SHEET = `${CODE} neuf dix onze douze`
const ALL_THE_SAME = 'Come in without this file'

let app: App | null = null
let page: HTMLElement

function button(name: string): HTMLButtonElement | undefined {
	return [...page.querySelectorAll('button')].find((one) => one.textContent.trim() === name)
}

/** Types these words and sends them, to be refused. */
async function type(words: string): Promise<void> {
	const field = page.querySelector('textarea') as HTMLTextAreaElement
	field.value = words
	field.dispatchEvent(new Event('input'))
	await nextTick()
	page.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
	await vi.waitFor(() => expect(page.querySelector('[role=alert]')).not.toBeNull())
}

describe('who comes in by words', () => {
	beforeEach(() => {
		setActivePinia(createPinia())
		useIdentityStore().view = {
			pins: [],
			fingerprint: [],
			kdf: { memory: 67_108_864, passes: 3 },
			dearer: null,
			heads: [],
			otherHeads: [],
		}
		page = document.createElement('div')
		document.body.replaceChildren(page)
		app = createApp(JoinView)
		app.mount(page)
	})
	afterEach(() => {
		app?.unmount()
		app = null
	})

	/** Whoever enters is refused with this code. */
	function refusing(code: ErrorCode) {
		const members = useMembersStore()
		const refuse = () => Promise.reject(new TrousseauError(code))
		return {
			accept: vi.spyOn(members, 'acceptInvitation').mockImplementation(refuse),
			open: vi.spyOn(members, 'openWithEnvelope').mockImplementation(refuse),
		}
	}

	it('can leave out a file that ends the reading, once it was told', async () => {
		const { accept } = refusing('unsupported-version')
		await type(CODE)
		expect(accept.mock.calls).toEqual([[CODE, false]])
		accept.mockResolvedValue({
			revision: { name: '', bytes: new Uint8Array() },
			role: 'writer',
			inviter: { label: 'Anne', fingerprint: ['a', 'b', 'c', 'd', 'e'] },
		})
		button(ALL_THE_SAME)?.click()
		await vi.waitFor(() => expect(page.textContent).toContain('Invited by Anne'))
		expect(accept.mock.lastCall).toEqual([CODE, true])
	})

	it('can so with the words of an envelope', async () => {
		const { accept, open } = refusing('kdf-bounds')
		await type(SHEET)
		button(ALL_THE_SAME)?.click()
		await vi.waitFor(() => expect(open.mock.calls).toEqual([[SHEET, false], [SHEET, true]]))
		expect(accept).not.toHaveBeenCalled()
	})

	it.each(['invitation-unknown', 'altered', 'rolled-back'] as const)('is offered nothing of the kind after %s', async (code) => {
		refusing(code)
		await type(CODE)
		expect(button(ALL_THE_SAME)).toBeUndefined()
		expect(button('Come in')).toBeDefined()
	})
})
