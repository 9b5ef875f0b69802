// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TrousseauError } from '../domain/errors.ts'

const SECRET = 'correct horse battery staple'
const METHODS = ['debug', 'info', 'warn', 'error', 'log'] as const
const page = globalThis as { _oc_config?: { loglevel: number } }

/** Everything that was written to the console, as text, whatever it was given as. */
const written = (): readonly string[] => METHODS.flatMap((method) => vi.mocked(console[method]).mock.calls.map((values) => `${method} ${values.map(asText).join(' ')}`))

/** With what JSON leaves out: the message, the stack and the causes of an error. */
function asText(value: unknown): string {
	return value instanceof Error
		? `${value.name} ${value.message} ${value.stack} ${asText(value.cause)} ${JSON.stringify(value)}`
		: typeof value === 'object' && value !== null ? Object.entries(value).map(([name, each]) => `${name} ${asText(each)}`).join(' ') : String(value)
}

/** As a page that has just been loaded. */
async function freshLog() {
	vi.resetModules()
	const [log, errors] = await Promise.all([import('./log.ts'), import('../domain/errors.ts')])
	return { ...log, TrousseauError: errors.TrousseauError }
}

beforeEach(() => {
	METHODS.forEach((method) => vi.spyOn(console, method).mockReturnValue())
	page._oc_config = { loglevel: 0 }
})
afterEach(() => {
	vi.restoreAllMocks()
	delete page._oc_config
})

describe('what is logged of an error', () => {
	it('its code, the status of the answer and the kind of its cause', async () => {
		const { logCaught, TrousseauError: Ours } = await freshLog()
		logCaught('copies.keep', new Ours('quota', { status: 507 }, new TypeError('cut')))
		await vi.waitFor(() => expect(written()).toHaveLength(1))
		expect(written()[0]).toContain('[WARN] trousseau: copies.keep: quota (HTTP 507), from TypeError')
	})

	it.each<[string, (Ours: typeof TrousseauError) => unknown]>([
		['its message', () => new Error(SECRET)],
		['a message that quotes what was read', () => {
			try {
				return JSON.parse(SECRET)
			} catch (error) {
				return error
			}
		}],
		['its name', () => Object.assign(new Error('x'), { name: SECRET })],
		['the name of a file', (Ours) => new Ours('altered', { file: SECRET, owner: SECRET, status: 200 })],
		['a status that is a text', (Ours) => new Ours('altered', { status: SECRET })],
		['its cause', (Ours) => new Ours('offline', {}, new Error(SECRET, { cause: new Error(SECRET) }))],
		['what is thrown without being an error', () => ({ secret: SECRET, message: SECRET, toString: () => SECRET })],
		['a text', () => SECRET],
	])('never %s', async (_, make) => {
		const { logCaught, TrousseauError: Ours } = await freshLog()
		logCaught('drafts.keep', make(Ours))
		// The one after it is a warning, with which everything that waits is written.
		logCaught('drafts.list', new Error('x'))
		await vi.waitFor(() => expect(written()).toHaveLength(2))
		expect(written().join('\n')).not.toMatch(/correct|horse/)
		expect(written()[0]).toContain('drafts.keep: ')
	})
})

describe('when it is logged', () => {
	it('what happens every day comes as information, with the next warning: no script is asked for over a line that is cut', async () => {
		const { logCaught, TrousseauError: Ours } = await freshLog()
		logCaught('copies.keep', new Ours('offline'))
		await new Promise((resolve) => setTimeout(resolve, 50))
		expect(written()).toEqual([])
		logCaught('copies.keep', new Ours('altered'))
		await vi.waitFor(() => expect(written()).toHaveLength(2))
		expect(written()).toEqual([expect.stringContaining('[INFO] trousseau: copies.keep: offline'), expect.stringContaining('[WARN] trousseau: copies.keep: altered')])
	})

	it('never below the level that the instance sets', async () => {
		page._oc_config = { loglevel: 3 }
		const { logCaught } = await freshLog()
		logCaught('copies.keep', new Error('x'))
		await new Promise((resolve) => setTimeout(resolve, 50))
		expect(written()).toEqual([])
	})

	it('in the place of what failed, a value', async () => {
		const { logAnd } = await freshLog()
		expect(await Promise.reject<number>(new Error('x')).catch(logAnd('copies.find', null))).toBeNull()
		await vi.waitFor(() => expect(written()).toHaveLength(1))
	})

	it('once a page: what fails at every save does not fill the console', async () => {
		const { logCaught, TrousseauError: Ours } = await freshLog()
		for (let index = 0; index < 3; index += 1) {
			logCaught('copies.keep', new Ours('altered'))
			logCaught('copies.keep', new Ours('quota', { status: 507 }))
		}
		await vi.waitFor(() => expect(written()).toHaveLength(2))
		logCaught('copies.keep', new Ours('quota', { status: 507 }))
		logCaught('copies.find', new Ours('altered'))
		await vi.waitFor(() => expect(written()).toHaveLength(3))
	})
})
