// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { App } from 'vue'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, defineComponent, h, ref } from 'vue'
import { hrefOf, useRoute } from './use-route.ts'
import { useScreenFocus } from './use-screen-focus.ts'

let app: App | null = null
const unlocking = ref(false)
const rows = ref(['a', 'b'])
const error = ref(false)

/** A screen with its list and its sheet, as the app lays them out. */
const Screen = defineComponent(() => {
	const { id, screen } = useRoute()
	useScreenFocus(unlocking)
	return () => h('div', { id: 'content-vue' }, [
		h(
			'main',
			{ id: 'app-content-vue' },
			unlocking.value
				? [h('input', { id: 'passphrase' })]
				: [
						h('input', { id: 'search', type: 'search' }),
						h('h1', screen.value),
						h('div', { class: 'tr-split__list' }, [
							h('h2', 'Liste'),
							...rows.value.map((row) => h('p', { key: row }, [
								h('a', { href: hrefOf('passwords', row) }, row),
								h(
									'button',
									{
										id: `delete-${row}`,
										onClick: () => {
											rows.value = rows.value.filter((other) => other !== row)
										},
									},
									'x',
								),
							])),
						]),
						h(
							'div',
							{ class: 'tr-split__detail' },
							id.value === 'form'
								? [
										h('h2', 'Formulaire'),
										h('input', { id: 'caret', onVnodeMounted: ({ el }) => (el as HTMLElement).focus() }),
									]
								: id.value === ''
									? []
									: [h('h2', `Fiche ${id.value}`)],
						),
						h(
							'form',
							{
								onSubmit: (event: Event) => {
									event.preventDefault()
									error.value = true
								},
							},
							[h('input', { id: 'fine' }), h('input', { id: 'wrong', 'aria-invalid': error.value ? 'true' : 'false' })],
						),
					],
		),
	])
})

const focused = (): string => document.activeElement?.textContent || (document.activeElement?.id ?? '')
const expectFocus = (text: string) => vi.waitFor(() => expect(focused()).toBe(text))

async function visit(hash: string): Promise<void> {
	location.hash = hash
	await vi.waitFor(() => expect(`#/mots-de-passe${useRoute().id.value === '' ? '' : `/${useRoute().id.value}`}`).toBe(hash))
}

beforeEach(async () => {
	unlocking.value = false
	rows.value = ['a', 'b']
	error.value = false
	await visit('#/mots-de-passe')
	const page = document.createElement('div')
	document.body.replaceChildren(page)
	app = createApp(Screen)
	app.mount(page)
})
afterEach(() => {
	app?.unmount()
	app = null
})

describe('the focus', () => {
	it('goes to the sheet that is opened, and back to its row', async () => {
		await visit('#/mots-de-passe/b')
		await expectFocus('Fiche b')
		await visit('#/mots-de-passe')
		await expectFocus('b')
	})

	it('goes to the title of the screen when the passphrase opened it', async () => {
		unlocking.value = true
		await vi.waitFor(() => expect(document.getElementById('passphrase')).not.toBeNull())
		document.getElementById('passphrase')?.focus()
		unlocking.value = false
		await expectFocus('passwords')
	})

	it('stays in the search field of somebody who went there meanwhile, and leaves it once a result is opened', async () => {
		const field = () => document.getElementById('search')
		await visit('#/mots-de-passe/b')
		field()?.focus()
		await new Promise((resolve) => {
			setTimeout(resolve, 300)
		})
		expect(focused()).toBe('search')
		await visit('#/mots-de-passe/a')
		await expectFocus('Fiche a')
	})

	it('stays on the button that somebody went to meanwhile', async () => {
		await visit('#/mots-de-passe/b')
		document.getElementById('delete-a')?.focus()
		await new Promise((resolve) => {
			setTimeout(resolve, 300)
		})
		expect(document.activeElement?.id).toBe('delete-a')
	})

	it('stays in the field where a form put it', async () => {
		await visit('#/mots-de-passe/form')
		await expectFocus('caret')
		await new Promise((resolve) => setTimeout(resolve, 200))
		expect(focused()).toBe('caret')
	})

	it('stays near what disappeared while it was there', async () => {
		const button = document.getElementById('delete-a')
		button?.focus()
		button?.click()
		await expectFocus('Liste')
	})

	it('goes to the first invalid field of a form that was sent', async () => {
		document.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
		await expectFocus('wrong')
	})
})
