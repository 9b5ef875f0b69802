// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { MemoryStore } from '../../src/journal/memory-store.ts'
import { prune } from '../../src/journal/prune.ts'
import { vaultJournal } from '../../src/stores/session/journals.ts'
import { parseVault } from '../../src/vault/file/container.ts'
import { loadSodium } from '../../src/vault/file/sodium.ts'
import { folder, idOf, IMPOTS, newFolder, two } from '../support/vault-journeys.ts'
import { NOTEBOOK } from '../support/vault-people.ts'

vi.mock('../../src/platform/session.ts', () => ({ currentUser: () => ({ id: 'anna', name: 'Anna', isAdmin: false }) }))

beforeEach(async () => {
	await loadSodium()
	newFolder()
})

describe('revisions of a vault under a former key', () => {
	it('stay as all others do, and prove who was removed to who was away', async () => {
		const [anna] = await two()
		const away = await anna.later()
		for (let index = 0; index < 9; index += 1) {
			await anna.put(IMPOTS, { note: `note ${index}` })
		}
		const { revision } = await anna.api.removeMember({ vaultId: folder.vaultId, memberId: idOf(await anna.open(), 'Bruno') })
		await anna.save(revision)
		await anna.put(IMPOTS, { note: 'après' })
		const store = new MemoryStore()
		folder.files.forEach(({ name, bytes }) => store.files.set(`${name}.vault`, bytes))
		const { removed } = await prune(vaultJournal(store, NOTEBOOK, folder.vaultId), { dateOf: () => Number.NaN, now: 0 })
		expect(removed).toEqual([])
		expect([...store.files.values()].map((bytes) => parseVault(bytes).header.epoch).filter((epoch) => epoch === 1)).toHaveLength(folder.files.length - 2)
		expect((await away.open()).notices).toEqual([])
	})
})
