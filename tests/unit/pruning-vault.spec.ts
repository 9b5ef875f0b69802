// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Journal } from '../../src/journal/journal.ts'

import { beforeEach, describe, expect, it, vi } from 'vitest'
import { MemoryStore } from '../../src/journal/memory-store.ts'
import { prune } from '../../src/journal/prune.ts'
import { vaultJournal } from '../../src/stores/journals.ts'
import { underFormerKeys } from '../../src/stores/pruning.ts'
import { parseVault } from '../../src/vault/container.ts'
import { loadSodium } from '../../src/vault/sodium.ts'
import { folder, idOf, IMPOTS, newFolder, two } from './vault-journeys.ts'
import { NOTEBOOK } from './vault-people.ts'

vi.mock('../../src/platform/session.ts', () => ({ currentUser: () => ({ id: 'anna', name: 'Anna', isAdmin: false }) }))

beforeEach(async () => {
	await loadSodium()
	newFolder()
})

function stored(): { readonly store: MemoryStore, readonly journal: Journal } {
	const store = new MemoryStore()
	folder.files.forEach(({ name, bytes }) => store.files.set(`${name}.vault`, bytes))
	return { store, journal: vaultJournal(store, NOTEBOOK, folder.vaultId) }
}

const epochOf = (bytes: Uint8Array): number => parseVault(bytes).header.epoch
const find = async (journal: Journal) => underFormerKeys(journal, await journal.load())

describe('revisions of a vault under a former key', () => {
	it('are none before any change of key', async () => {
		await two()
		expect(await find(stored().journal)).toEqual([])
	})

	it('go first, a few at a time, all but those that prove who was removed', async () => {
		const [anna] = await two()
		for (let index = 0; index < 9; index += 1) {
			await anna.put(IMPOTS, { note: `note ${index}` })
		}
		const former = folder.files.map(({ name }) => name)
		const view = await anna.open()
		const { revision, prune: said } = await anna.api.removeMember({ vaultId: folder.vaultId, memberId: idOf(view, 'Bruno') })
		await anna.save(revision)
		await anna.put(IMPOTS, { note: 'après' })
		const { store, journal } = stored()
		const removed: string[] = []
		for (let first = await find(journal); first.length > 0; first = await find(journal)) {
			expect(first.length).toBeLessThanOrEqual(5)
			removed.push(...(await prune(journal, { first, dateOf: () => Number.NaN, now: 0 })).removed)
		}
		expect([...removed].sort()).toEqual([...said].sort())
		expect([...store.files.values()].filter((bytes) => epochOf(bytes) === 1)).toHaveLength(1)
		expect(removed).toEqual(former.slice(0, -1))
		// Whoever reads what is left still follows it.
		const left = folder.files.filter(({ name }) => !removed.includes(name))
		expect((await (await anna.later()).open({ files: left })).credentials).toHaveLength(1)
	})

	it('stay while a branch remains to be merged over them', async () => {
		const [anna, bruno] = await two()
		const view = await anna.open()
		const late = await bruno.api.prepare({ vaultId: folder.vaultId, changes: [{ kind: 'put', id: IMPOTS, draft: { note: 'en retard' } }] })
		const { revision } = await anna.api.removeMember({ vaultId: folder.vaultId, memberId: idOf(view, 'Bruno') })
		await anna.save(revision)
		folder.store(late)
		expect(await find(stored().journal)).toEqual([])
	})
})
