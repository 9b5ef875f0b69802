// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { App, Component } from 'vue'
import type { FieldKind } from './attributes.ts'

import { afterEach, describe, expect, it, vi } from 'vitest'
import { createApp, h, nextTick, ref } from 'vue'
import { fieldAttributes } from './attributes.ts'
import FieldSecret from './FieldSecret.vue'
import FieldText from './FieldText.vue'

let app: App | null = null
const value = ref('')

function show(field: Component, props: Readonly<Record<string, unknown>> = {}): HTMLInputElement | HTMLTextAreaElement {
	const page = document.createElement('div')
	document.body.replaceChildren(page)
	app = createApp(() => h('form', [
		h(field, {
			label: 'Mot de passe',
			modelValue: value.value,
			'onUpdate:modelValue': (text: string) => {
				value.value = text
			},
			...props,
		}),
		h('button', { type: 'submit' }),
	]))
	app.mount(page)
	const control = page.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea')
	if (control === null) {
		throw new Error('no field')
	}
	return control
}

async function type(control: HTMLInputElement | HTMLTextAreaElement, text: string): Promise<void> {
	control.value = text
	control.dispatchEvent(new Event('input'))
	await nextTick()
}

function paste(control: HTMLElement, text: string): boolean {
	return control.dispatchEvent(Object.assign(new Event('paste', { cancelable: true }), { clipboardData: { getData: () => text } }))
}

function pressEnter(control: HTMLElement): boolean {
	return control.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true }))
}

afterEach(() => {
	app?.unmount()
	app = null
	value.value = ''
})

describe('a field of a secret', () => {
	it('is nothing that a browser takes for a password: neither filled nor offered to be kept', () => {
		const control = show(FieldSecret)
		expect(control.tagName).toBe('TEXTAREA')
		expect(control.className).toContain('masked')
		expect(document.querySelector('[type="password"]')).toBeNull()
	})

	it('is shown on demand, under the same label', async () => {
		const control = show(FieldSecret)
		expect(control.labels?.[0]?.textContent).toBe('Mot de passe')
		document.querySelector<HTMLButtonElement>('button[aria-label="Show"]')?.click()
		await nextTick()
		expect(control.className).not.toContain('masked')
	})

	it('tells a screen reader that it is masked on the screen alone', () => {
		const control = show(FieldSecret, { hint: 'Six mots' })
		const said = (control.getAttribute('aria-describedby') ?? '')
			.split(' ')
			.map((id) => document.getElementById(id)?.textContent.trim())
		expect(said).toEqual(['Six mots', 'Hidden on the screen. A screen reader may say what is typed.'])
	})

	it('keeps the line breaks of a pasted key, and all of it', async () => {
		const control = show(FieldSecret, { limit: 10_000 })
		const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${'b3BlbnNzaC1rZXktdjEA\n'.repeat(160)}-----END OPENSSH PRIVATE KEY-----\n`
		expect(paste(control, key)).toBe(true)
		await type(control, key)
		expect(value.value).toBe(key)
		expect(control.checkValidity()).toBe(true)
	})

	it('drops the line break that a cell of a table leaves behind a secret of one line', async () => {
		const control = show(FieldSecret)
		expect(paste(control, 's3cret\r\n')).toBe(false)
		await nextTick()
		expect(value.value).toBe('s3cret')
	})

	it('submits with Enter, but writes a line in a secret of several', async () => {
		const control = show(FieldSecret)
		const submitted = vi.fn((event: Event) => event.preventDefault())
		control.form?.addEventListener('submit', submitted)
		pressEnter(control)
		expect(submitted).toHaveBeenCalledTimes(1)
		await type(control, 'one\ntwo')
		expect(pressEnter(control)).toBe(true)
		expect(submitted).toHaveBeenCalledTimes(1)
	})

	it('is not copied while it is masked', async () => {
		const control = show(FieldSecret)
		const copy = () => control.dispatchEvent(new Event('copy', { cancelable: true }))
		expect(copy()).toBe(false)
		document.querySelector<HTMLButtonElement>('button[aria-label="Show"]')?.click()
		await nextTick()
		expect(copy()).toBe(true)
	})
})

describe.each([['a secret', FieldSecret], ['a line', FieldText]])('%s beyond the limit of its format', (_, field) => {
	it('is never cut: the form is refused and the field says the two figures', async () => {
		const control = show(field, { limit: 200 })
		expect(control.hasAttribute('maxlength')).toBe(false)
		await type(control, 'x'.repeat(201))
		expect(value.value).toHaveLength(201)
		expect(control.form?.checkValidity()).toBe(false)
		expect(control.getAttribute('aria-invalid')).toBe('true')
		expect(document.querySelector('.tr-field__hint')?.textContent).toMatch(/Too long: 201 characters, and at most 200/)
		await type(control, 'x'.repeat(200))
		expect(control.form?.checkValidity()).toBe(true)
		expect(document.querySelector('.tr-field__hint')).toBeNull()
	})
})

describe('what the browser may do with what is typed', () => {
	const KINDS: readonly FieldKind[] = ['secret', 'words', 'login', 'site', 'code', 'search', 'name', 'note', 'prose']

	it.each(KINDS)('fills and keeps nothing: %s', (kind) => {
		expect(fieldAttributes(kind)).toMatchObject({
			autocomplete: 'off',
			writingsuggestions: 'false',
			'data-1p-ignore': '',
			'data-lpignore': 'true',
			'data-bwignore': '',
			'data-form-type': 'other',
		})
	})

	it('checks the spelling of public prose alone', () => {
		expect(KINDS.filter((kind) => fieldAttributes(kind).spellcheck !== 'false')).toEqual(['prose'])
		expect(KINDS.filter((kind) => fieldAttributes(kind).autocorrect !== 'off')).toEqual(['prose'])
	})

	it('puts no capital at the beginning of a login, a site, a word of a list', () => {
		expect(KINDS.filter((kind) => fieldAttributes(kind).autocapitalize !== 'none')).toEqual(['name', 'note', 'prose'])
	})

	it('stands on the field itself, of one line or several', () => {
		for (const multiline of [false, true]) {
			expect(show(FieldText, { kind: 'login', multiline }).getAttribute('autocapitalize')).toBe('none')
			app?.unmount()
		}
	})
})
