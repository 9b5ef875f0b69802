// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import type { Draft } from './drafts.ts'

import { describe, expect, it } from 'vitest'
import { MemoryDrafts } from './draft-testing.ts'
import { Drafts } from './drafts.ts'

const id = (letter: string): string => letter.repeat(32)
const NOTEBOOK = id('0')
const VAULT = id('1')
const HEAD = `00000007-${id('a')}`

function draft(letter: string, minute: number, changes: Partial<Draft> = {}): Draft {
	return { id: id(letter), notebookId: NOTEBOOK, vaultId: VAULT, sealed: true, base: [HEAD], sentAs: [], refusal: '', at: `2026-11-22T10:0${minute}:00.000Z`, bytes: new Uint8Array([minute]), ...changes }
}

describe('drafts', () => {
	it('are there after a reload, the oldest first', async () => {
		const disk = new MemoryDrafts()
		const page = new Drafts('anne', disk)
		await page.keep(draft('c', 3))
		await page.keep(draft('b', 1))
		const reloaded = new Drafts('anne', disk)
		expect(await reloaded.list(NOTEBOOK)).toEqual([draft('b', 1), draft('c', 3)])
		expect(reloaded.isLasting).toBe(true)
	})

	it('take the place of an earlier state of their own, and of no other', async () => {
		const drafts = new Drafts('anne', new MemoryDrafts())
		await drafts.keep(draft('b', 1))
		await drafts.keep(draft('c', 2))
		await drafts.keep(draft('b', 4))
		expect(await drafts.list(NOTEBOOK)).toEqual([draft('c', 2), draft('b', 4)])
	})

	it('are those of one person and one notebook, the inventory’s beside the vault’s', async () => {
		const disk = new MemoryDrafts()
		await new Drafts('bruno', disk).keep(draft('b', 1))
		const drafts = new Drafts('anne', disk)
		await drafts.keep(draft('b', 2))
		await drafts.keep(draft('c', 3, { vaultId: '', sealed: false }))
		await drafts.keep(draft('d', 4, { notebookId: id('3') }))
		expect(await drafts.list(NOTEBOOK)).toEqual([draft('b', 2), draft('c', 3, { vaultId: '', sealed: false })])
		await drafts.forget(id('b'))
		await drafts.forget(id('c'))
		expect(await drafts.list(NOTEBOOK)).toEqual([])
		expect(await new Drafts('bruno', disk).list(NOTEBOOK)).toEqual([draft('b', 1)])
	})

	it('are not changed by what happens to the bytes afterwards', async () => {
		const drafts = new Drafts('anne', new MemoryDrafts())
		const bytes = new Uint8Array([1, 2, 3])
		await drafts.keep(draft('b', 1, { bytes }))
		bytes.fill(0)
		expect((await drafts.list(NOTEBOOK))[0]?.bytes).toEqual(new Uint8Array([1, 2, 3]))
	})

	it('live as long as the page where the browser keeps nothing, and say so', async () => {
		const disk = new MemoryDrafts()
		disk.isFull = true
		const drafts = new Drafts('anne', disk)
		await drafts.keep(draft('b', 1))
		expect(drafts.isLasting).toBe(false)
		expect(await drafts.list(NOTEBOOK)).toEqual([draft('b', 1)])
		await drafts.forget(id('b'))
		expect(await drafts.list(NOTEBOOK)).toEqual([])
	})

	it('show their last state when the disk refuses only that', async () => {
		const disk = new MemoryDrafts()
		const drafts = new Drafts('anne', disk)
		await drafts.keep(draft('b', 1))
		disk.isFull = true
		await drafts.keep(draft('b', 2))
		disk.isFull = false
		expect(await drafts.list(NOTEBOOK)).toEqual([draft('b', 2)])
	})

	it('come back when they could not be removed', async () => {
		const disk = new MemoryDrafts()
		await new Drafts('anne', disk).keep(draft('b', 1))
		disk.isFull = true
		await new Drafts('anne', disk).forget(id('b'))
		disk.isFull = false
		expect(await new Drafts('anne', disk).list(NOTEBOOK)).toHaveLength(1)
	})

	it('keep under which names they were sent and what the server answered, if it is a code', async () => {
		const disk = new MemoryDrafts()
		const drafts = new Drafts('anne', disk)
		await drafts.keep(draft('b', 1, { sentAs: [HEAD], refusal: 'quota' }))
		expect(await drafts.list(NOTEBOOK)).toEqual([draft('b', 1, { sentAs: [HEAD], refusal: 'quota' })])
		disk.rows.forEach((row, key) => disk.rows.set(key, { ...row, refusal: 'something else' }))
		expect(await drafts.list(NOTEBOOK)).toMatchObject([{ refusal: '' }])
	})

	it('of a vault are refused in clear', async () => {
		await expect(new Drafts('anne', new MemoryDrafts()).keep(draft('b', 1, { sealed: false }))).rejects.toMatchObject({ code: 'invalid' })
	})

	it('refuse ids and names that are none, and what is too long', async () => {
		const drafts = new Drafts('anne', new MemoryDrafts())
		await expect(drafts.keep(draft('b', 1, { id: '../x' }))).rejects.toMatchObject({ code: 'invalid' })
		await expect(drafts.keep(draft('b', 1, { base: ['7'] }))).rejects.toMatchObject({ code: 'invalid' })
		await expect(drafts.keep(draft('b', 1, { sentAs: ['8'] }))).rejects.toMatchObject({ code: 'invalid' })
		await expect(drafts.keep(draft('b', 1, { bytes: new Uint8Array(16 * 1024 * 1024 + 1) }))).rejects.toMatchObject({ code: 'too-large' })
	})
})
