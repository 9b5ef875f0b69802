// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, h, nextTick, ref } from 'vue'
import FieldDate from './FieldDate.vue'

let end = (): void => {}

beforeEach(() => {
	vi.useFakeTimers({ now: new Date('2026-11-30T10:00:00'), toFake: ['Date'] })
	setActivePinia(createPinia())
})
afterEach(() => {
	end()
	vi.useRealTimers()
})

function field(value: string) {
	const model = ref(value)
	const place = document.createElement('div')
	const app = createApp({
		render: () => h(FieldDate, {
			label: 'Partie le',
			modelValue: model.value,
			'onUpdate:modelValue': (next: string) => void (model.value = next),
		}),
	})
	app.mount(place)
	end = () => app.unmount()
	const input = place.querySelector('input') as HTMLInputElement
	return {
		model,
		input,
		hint: () => place.querySelector('.tr-field__hint')?.textContent.trim(),
		async type(text: string) {
			input.value = text
			input.dispatchEvent(new Event('input'))
			await nextTick()
		},
		async leave() {
			input.dispatchEvent(new Event('change'))
			await nextTick()
		},
	}
}

describe('a field of date', () => {
	it.each([
		['3/4/26', '2026-04-03'],
		['3 avril 2026', '2026-04-03'],
		['1er mars', '2026-03-01'],
		['03.04.2026', '2026-04-03'],
		['2026-04-03', '2026-04-03'],
		['', ''],
	])('takes %j', async (text, day) => {
		const { model, input, type, leave } = field('')
		await type(text)
		expect(model.value).toBe(day)
		expect(input.value).toBe(text)
		await leave()
		expect(input.value).toBe(day.split('-').reverse().join('/'))
		expect(input.validity.customError).toBe(false)
	})

	it.each([
		['31/02/2026', 'This day does not exist. The day comes first, then the month.'],
		['3/4/0026', 'This year cannot be right: write it with four digits.'],
		['3 avril 3026', 'This year cannot be right: write it with four digits.'],
		['bientôt', 'Write a day, for example 3/4/2026 or 3 avril 2026.'],
	])('refuses %j, keeps it as typed and says why once it is left', async (text, sentence) => {
		const { model, input, hint, type, leave } = field('2026-01-05')
		await type(text)
		expect(input.validity.customError).toBe(true)
		expect(hint()).not.toBe(sentence)
		await leave()
		expect([input.value, model.value, hint()]).toEqual([text, text, sentence])
	})

	it('shows a saved day as it is written in France, and follows what is saved by others', async () => {
		const { model, input } = field('2026-04-03')
		expect(input.value).toBe('03/04/2026')
		model.value = '2027-12-31'
		await nextTick()
		expect(input.value).toBe('31/12/2027')
		expect(field('unknown').input.value).toBe('')
	})
})
