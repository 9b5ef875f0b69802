// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import type { ErasureOutcome } from './clipboard.ts'

import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { copySecret, copyText, eraseSecret } from './clipboard.ts'

let content = ''
let refuses = false
let isInFront = true
/** State of the permission `clipboard-read`; null in a browser that does not know this permission. */
let reading: PermissionState | null = null
let outcomes: ErasureOutcome[] = []

/** The browser's clipboard; `null` for a page over plain HTTP. */
function offer(clipboard: Pick<Clipboard, 'readText' | 'writeText'> | null): void {
	const permissions = {
		query: async () => {
			if (reading === null) {
				throw new TypeError('clipboard-read')
			}
			return { state: reading }
		},
	}
	vi.stubGlobal('navigator', clipboard === null ? {} : { clipboard, permissions })
}

const modern = {
	writeText: async (text: string) => {
		if (refuses) {
			throw new DOMException('no', 'NotAllowedError')
		}
		content = text
	},
	readText: async () => {
		if (reading !== 'granted') {
			throw new Error('the person would be asked')
		}
		return content
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

/** Time passes, and what the browser computes beside it is done. */
async function wait(milliseconds: number): Promise<void> {
	await vi.advanceTimersByTimeAsync(milliseconds)
	for (let turn = 0; turn < 20; turn++) {
		await setImmediate()
	}
}

function told(outcome: ErasureOutcome): void {
	outcomes.push(outcome)
}

beforeEach(() => {
	content = ''
	refuses = false
	isInFront = true
	reading = null
	outcomes = []
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
	// The true one ends when another thread has the time.
	vi.spyOn(crypto.subtle, 'digest').mockImplementation(async (_, data) => new Uint8Array(data as Uint8Array<ArrayBuffer>).buffer)
	vi.spyOn(document, 'hasFocus').mockImplementation(() => isInFront)
	offer(modern)
	offerCommand(false)
})

afterEach(async () => {
	// Nothing waits for the next test.
	refuses = false
	await copyText('')
	vi.useRealTimers()
	vi.unstubAllGlobals()
	vi.restoreAllMocks()
})

describe('the clipboard', () => {
	it('loses a secret after thirty seconds', async () => {
		await copySecret('s3cret', told)
		await wait(29_900)
		expect(content).toBe('s3cret')
		await wait(200)
		expect(content).toBe('')
		expect(outcomes).toEqual(['cleared'])
	})

	it('keeps what is no secret', async () => {
		await copyText('mairie')
		await wait(60_000)
		expect(content).toBe('mairie')
	})

	it('waits for its window to be in front', async () => {
		await copySecret('s3cret', told)
		isInFront = false
		await wait(60_000)
		expect(content).toBe('s3cret')
		expect(outcomes).toEqual([])
		isInFront = true
		window.dispatchEvent(new Event('focus'))
		await wait(0)
		expect(content).toBe('')
		expect(outcomes).toEqual(['cleared'])
	})

	it('tries again at the next gesture where the browser wants one', async () => {
		await copySecret('s3cret', told)
		refuses = true
		await wait(31_000)
		expect(content).toBe('s3cret')
		refuses = false
		window.dispatchEvent(new Event('pointerup'))
		await wait(0)
		expect(content).toBe('')
		expect(outcomes).toEqual(['cleared'])
	})

	it('says that it could not be cleared', async () => {
		await copySecret('s3cret', told)
		refuses = true
		await wait(31_000)
		for (let gesture = 0; gesture < 10; gesture++) {
			window.dispatchEvent(new Event('keydown'))
			await wait(0)
		}
		expect(outcomes).toEqual(['cannot-clear'])
	})

	it('counts from the last secret', async () => {
		await copySecret('one', told)
		await wait(20_000)
		await copySecret('two', told)
		await wait(20_000)
		expect(content).toBe('two')
		await wait(11_000)
		expect(content).toBe('')
		expect(outcomes).toEqual(['cleared'])
	})

	it('is written the old way over plain HTTP, and then not cleared', async () => {
		offer(null)
		offerCommand(true)
		expect(await copySecret('s3cret', told)).toBe('never')
		expect(content).toBe('s3cret')
		expect(outcomes).toEqual([])
		expect(document.body.textContent).toBe('')
		offer(modern)
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

describe('a secret on the clipboard', () => {
	it.each([['a login', () => copyText('mairie')], ['another secret', () => copySecret('other')]])('is erased all the same when copying %s is refused', async (_, copy) => {
		await copySecret('s3cret', told)
		refuses = true
		await expect(copy()).rejects.toMatchObject({ code: 'forbidden' })
		refuses = false
		await wait(31_000)
		expect(content).toBe('')
		expect(outcomes).toEqual(['cleared'])
	})

	it('is left alone once something else was copied from here', async () => {
		await copySecret('s3cret', told)
		await copyText('mairie')
		await wait(60_000)
		expect(content).toBe('mairie')
	})

	it('is left alone once something else was copied by hand in the page', async () => {
		await copySecret('s3cret', told)
		document.body.textContent = 'a note'
		getSelection()?.selectAllChildren(document.body)
		document.body.dispatchEvent(new Event('copy', { bubbles: true, cancelable: true }))
		content = 'a note'
		await wait(60_000)
		expect(content).toBe('a note')
		document.body.textContent = ''
	})

	it('is still erased when nothing was selected to be copied', async () => {
		await copySecret('s3cret', told)
		getSelection()?.removeAllRanges()
		document.body.dispatchEvent(new Event('copy', { bubbles: true, cancelable: true }))
		await wait(31_000)
		expect(content).toBe('')
	})

	it('is erased when it was copied by hand', async () => {
		const copied = new Event('copy', { bubbles: true, cancelable: true })
		document.body.addEventListener('copy', (event) => {
			event.preventDefault()
			void eraseSecret('s3cret', told, event)
		}, { once: true })
		document.body.dispatchEvent(copied)
		content = 's3cret'
		await wait(31_000)
		expect(content).toBe('')
		expect(outcomes).toEqual(['cleared'])
	})

	it('that another program replaced is told apart, where the browser lets the clipboard be read', async () => {
		reading = 'granted'
		expect(await copySecret('s3cret\nof two lines', told)).toBe('ours')
		content = 'IBAN of a supplier'
		await wait(31_000)
		expect(content).toBe('IBAN of a supplier')
		expect(outcomes).toEqual(['left'])

		await copySecret('s3cret\nof two lines', told)
		content = 's3cret\r\nof two lines'
		await wait(31_000)
		expect(content).toBe('')
	})

	it.each([null, 'prompt', 'denied'] as const)('is not promised to be told apart where it does not, and no question is asked: %s', async (state) => {
		reading = state
		const readText = vi.spyOn(modern, 'readText')
		expect(await copySecret('s3cret', told)).toBe('whatever-is-there')
		await wait(31_000)
		expect(readText).not.toHaveBeenCalled()
		expect(content).toBe('')
	})
})
