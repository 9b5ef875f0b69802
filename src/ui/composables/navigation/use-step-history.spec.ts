// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { App } from 'vue'

import { afterEach, beforeEach, expect, it } from 'vitest'
import { createApp, defineComponent, h, ref } from 'vue'
import { useStepHistory } from './use-step-history.ts'

const step = ref(0)
const isHeld = ref(false)
let app: App | null = null

const Wizard = defineComponent(() => {
	useStepHistory('wizard', () => step.value, (number) => {
		if (isHeld.value) {
			return false
		}
		step.value = number
		return true
	})
	return () => h('p', String(step.value))
})

/** The browser changes its place in the history in a later turn. */
function settle(): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, 50)
	})
}

async function back(): Promise<void> {
	history.back()
	await settle()
}

async function next(): Promise<void> {
	step.value++
	await settle()
}

beforeEach(async () => {
	step.value = 0
	isHeld.value = false
	history.pushState(null, '', '#/before')
	history.pushState(null, '', '#/')
	app = createApp(Wizard)
	app.mount(document.createElement('div'))
	await settle()
})
afterEach(async () => {
	app?.unmount()
	await settle()
})

it('leads back one step at a time, and forward again', async () => {
	await next()
	await next()
	await back()
	expect(step.value).toBe(1)
	history.forward()
	await settle()
	expect(step.value).toBe(2)
	await back()
	await back()
	expect(step.value).toBe(0)
	expect(location.hash).toBe('#/')
})

it('goes with a step that the app itself took back', async () => {
	await next()
	await next()
	step.value = 1
	await settle()
	await back()
	expect(step.value).toBe(0)
	expect(location.hash).toBe('#/')
})

it('stays where it must not be left, and can be left afterwards', async () => {
	await next()
	isHeld.value = true
	await back()
	expect(step.value).toBe(1)
	isHeld.value = false
	await back()
	expect(step.value).toBe(0)
})

it('leaves no step behind once it is over', async () => {
	await next()
	await next()
	app?.unmount()
	app = null
	await settle()
	await back()
	expect(location.hash).toBe('#/before')
})

it('is not moved by another address', async () => {
	await next()
	location.hash = '#/elsewhere'
	await settle()
	expect(step.value).toBe(1)
})
