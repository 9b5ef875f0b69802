// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import type { ErasureOutcome } from './clipboard.ts'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { copySecret, copyText } from './clipboard.ts'

let content = ''
let refuses = false
let isInFront = true

/** The browser's clipboard; `null` for a page over plain HTTP. */
function offer(clipboard: { writeText: (text: string) => Promise<void> } | null): void {
	vi.stubGlobal('navigator', clipboard === null ? {} : { clipboard })
}

const modern = {
	writeText: async (text: string) => {
		if (refuses) {
			throw new DOMException('no', 'NotAllowedError')
		}
		content = text
	},
}

/** The old way: the browser asks the page for the text by an event. */
function offerCommand(works: boolean): void {
	Object.assign(document, {
		execCommand: () => {
			const event = Object.assign(new Event('copy', { cancelable: true }), { clipboardData: { setData: (_: string, text: string) => { content = text } } })
			return works && document.dispatchEvent(event) === false
		},
	})
}

beforeEach(() => {
	content = ''
	refuses = false
	isInFront = true
	vi.useFakeTimers()
	vi.spyOn(document, 'hasFocus').mockImplementation(() => isInFront)
	offer(modern)
	offerCommand(false)
})

afterEach(() => {
	vi.runAllTimers()
	vi.useRealTimers()
	vi.unstubAllGlobals()
	vi.restoreAllMocks()
})

describe('the clipboard', () => {
	it('loses a secret after thirty seconds', async () => {
		const outcomes: ErasureOutcome[] = []
		expect(await copySecret('s3cret', (outcome) => outcomes.push(outcome))).toBe(true)
		await vi.advanceTimersByTimeAsync(29_900)
		expect(content).toBe('s3cret')
		await vi.advanceTimersByTimeAsync(200)
		expect(content).toBe('')
		expect(outcomes).toEqual(['cleared'])
	})

	it('keeps what is no secret', async () => {
		await copyText('mairie')
		await vi.advanceTimersByTimeAsync(60_000)
		expect(content).toBe('mairie')
	})

	it('waits for its window to be in front', async () => {
		const outcomes: ErasureOutcome[] = []
		await copySecret('s3cret', (outcome) => outcomes.push(outcome))
		isInFront = false
		await vi.advanceTimersByTimeAsync(60_000)
		expect(content).toBe('s3cret')
		expect(outcomes).toEqual([])
		isInFront = true
		window.dispatchEvent(new Event('focus'))
		await vi.advanceTimersByTimeAsync(0)
		expect(content).toBe('')
		expect(outcomes).toEqual(['cleared'])
	})

	it('says that it could not be cleared', async () => {
		const outcomes: ErasureOutcome[] = []
		await copySecret('s3cret', (outcome) => outcomes.push(outcome))
		refuses = true
		await vi.advanceTimersByTimeAsync(31_000)
		expect(outcomes).toEqual(['cannot-clear'])
	})

	it('counts from the last secret', async () => {
		const outcomes: ErasureOutcome[] = []
		await copySecret('one', (outcome) => outcomes.push(outcome))
		await vi.advanceTimersByTimeAsync(20_000)
		await copySecret('two', (outcome) => outcomes.push(outcome))
		await vi.advanceTimersByTimeAsync(20_000)
		expect(content).toBe('two')
		await vi.advanceTimersByTimeAsync(11_000)
		expect(content).toBe('')
		expect(outcomes).toEqual(['cleared'])
	})

	it('leaves alone what was copied since', async () => {
		await copySecret('s3cret')
		await copyText('mairie')
		await vi.advanceTimersByTimeAsync(60_000)
		expect(content).toBe('mairie')
	})

	it('is written the old way over plain HTTP, and then not cleared', async () => {
		offer(null)
		offerCommand(true)
		const outcomes: ErasureOutcome[] = []
		expect(await copySecret('s3cret', (outcome) => outcomes.push(outcome))).toBe(false)
		expect(content).toBe('s3cret')
		expect(outcomes).toEqual(['cannot-clear'])
		expect(document.body.textContent).toBe('')
	})

	it('is written the old way when the browser refuses the new one', async () => {
		refuses = true
		offerCommand(true)
		await copyText('mairie')
		expect(content).toBe('mairie')
	})

	it('says that the browser refuses', async () => {
		refuses = true
		await expect(copyText('mairie')).rejects.toMatchObject({ code: 'forbidden' })
		await expect(copySecret('s3cret')).rejects.toMatchObject({ code: 'forbidden' })
	})
})
