// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { App, Component } from 'vue'

import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp, h, nextTick } from 'vue'
import FingerprintWords from './members/FingerprintWords.vue'
import SecretText from './SecretText.vue'
import WholeText from './WholeText.vue'

let app: App | null = null
const SECRET = 'Ab 3!\n<é> 9'

function show(component: Component, props: Readonly<Record<string, unknown>>): HTMLElement {
	const page = document.createElement('div')
	document.body.replaceChildren(page)
	app = createApp(() => [h('p', 'before'), h(component, props), h('p', 'after')])
	app.mount(page)
	return page.querySelector<HTMLElement>('.tr-whole') as HTMLElement
}

/** The text given to the browser to copy; null when it copies the selection by itself. */
function copy(from: HTMLElement): string | null {
	let text: string | null = null
	const event = Object.assign(new Event('copy', { bubbles: true, cancelable: true }), {
		clipboardData: {
			setData: (_: string, given: string) => {
				text = given
			},
		},
	})
	from.dispatchEvent(event)
	return event.defaultPrevented ? text : null
}

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => app?.unmount())

describe.each([
	['a secret', SecretText, { text: SECRET }, SECRET],
	['a long key', SecretText, { text: 'k3y\n'.repeat(900) }, 'k3y\n'.repeat(900)],
	['a login', WholeText, { text: 'mairie@lavoux.fr' }, 'mairie@lavoux.fr'],
	['words to compare', FingerprintWords, { words: ['abeille', 'cactus'] }, 'abeille · cactus'],
] as const)('%s', (_, component, props, text) => {
	it('stands in the page once', () => {
		expect(show(component, props).textContent).toBe(text)
		expect(document.body.textContent).toBe(`before${text}after`)
		expect(document.querySelector('[aria-hidden], .hidden-visually')).toBeNull()
	})

	it.each([2, 3])('is taken whole by %i clicks, and copied exactly', (clicks) => {
		const whole = show(component, props)
		const target = whole.firstElementChild ?? whole
		target.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: clicks }))
		expect(getSelection()?.toString()).toBe(text)
		expect(copy(whole)).toBe(text)
	})

	it('is taken whole by Ctrl + A', () => {
		const whole = show(component, props)
		whole.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', ctrlKey: true, bubbles: true, cancelable: true }))
		expect(getSelection()?.toString()).toBe(text)
	})

	it('leaves a selection of the page around it to the browser', () => {
		const whole = show(component, props)
		getSelection()?.selectAllChildren(document.body)
		expect(copy(whole)).toBeNull()
	})
})

it('spells a character of a secret under the pointer', async () => {
	const whole = show(SecretText, { text: 'aB3' })
	whole.children[1]?.dispatchEvent(new Event('pointerover', { bubbles: true }))
	await nextTick()
	expect(whole.title).toBe('capital B')
})
