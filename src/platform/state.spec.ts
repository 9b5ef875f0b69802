// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import { appConfig } from './state.ts'

/** Puts the initial state into the page as Nextcloud's template does. */
function provide(value: unknown): void {
	const input = document.createElement('input')
	input.type = 'hidden'
	input.id = 'initial-state-trousseau-config'
	input.value = btoa(JSON.stringify(value))
	document.body.append(input)
}

beforeEach(() => {
	document.body.replaceChildren()
	// The package remembers what it read for the life of a page.
	Reflect.deleteProperty(window, '_nc_initial_state')
})

describe('what comes with the page', () => {
	it('is empty where the server gave nothing', () => {
		expect(appConfig()).toEqual({ version: '', lockMinutesMax: 60 })
	})

	it.each([[15, 15], [2, 2], [0, 2], [600, 60], ['15', 60], [7.5, 60]])('bounds the automatic lock: %j is %d minutes', (given, bound) => {
		provide({ version: '1.2.3', lockMinutesMax: given })
		expect(appConfig()).toEqual({ version: '1.2.3', lockMinutesMax: bound })
	})

	it.each([[{ version: '1.2.3' }, '1.2.3'], [{ version: 4 }, ''], [[], ''], [null, '']])('of %j has the version %j', (given, version) => {
		provide(given)
		expect(appConfig()).toMatchObject({ version })
	})
})
