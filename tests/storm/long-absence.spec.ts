// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Number of revisions that a client reads after an absence: the minimum that proves that the state shown
 * descends from the remembered one, never fewer.
 */
import type { JournalInput } from '../../src/journal/opening.ts'
import type { VaultView } from '../../src/worker/api.ts'

import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryStore } from '../../src/journal/memory-store.ts'
import { openingInput, openInSteps } from '../../src/journal/opening.ts'
import { vaultJournal } from '../../src/stores/session/journals.ts'
import { loadSodium } from '../../src/vault/file/sodium.ts'
import { CAF, fails, folder, idOf, IMPOTS, newFolder, Person, two } from '../support/vault-journeys.ts'
import { NOTEBOOK } from '../support/vault-people.ts'

beforeEach(async () => {
	await loadSodium()
	newFolder()
})

/** The folder as it is now, behind a server that counts. */
function served(files = folder.files): MemoryStore {
	const store = new MemoryStore()
	files.forEach(({ name, bytes }) => store.files.set(`${name}.vault`, bytes))
	return store
}

interface Opened {
	readonly view: VaultView
	readonly reads: number
	readonly steps: number
}

/** Somebody opens the vault again with what their identity remembers. */
async function openAgain(person: Person, store = served(), acceptOlder = false): Promise<Opened> {
	const pin = (await person.api.unlock({ passphrase: `phrase de ${person.label}`, identity: { heads: person.identity, others: [] } })).pins[0]?.head ?? ''
	let steps = 0
	const open = (journal: JournalInput, partial: boolean): Promise<VaultView> => {
		steps += 1
		return person.api.openVault({ notebookId: NOTEBOOK, vaultId: folder.vaultId, journal, acceptOlder, partial, ...pin === '' ? {} : { browserPin: pin } })
	}
	const view = await openInSteps(vaultJournal(store, NOTEBOOK, folder.vaultId), { seen: pin === '' ? [] : [pin], acceptOlder }, open)
	return { view, reads: store.calls.filter((call) => call.startsWith('read')).length, steps }
}

/** The same with everything read that may lie between. */
async function openWhole(person: Person): Promise<Opened> {
	const store = served()
	const pin = (await person.api.unlock({ passphrase: `phrase de ${person.label}`, identity: { heads: person.identity, others: [] } })).pins[0]?.head ?? ''
	const journal = await openingInput(vaultJournal(store, NOTEBOOK, folder.vaultId), { seen: [pin], acceptOlder: false })
	const view = await person.api.openVault({ notebookId: NOTEBOOK, vaultId: folder.vaultId, journal, acceptOlder: false, browserPin: pin })
	return { view, reads: store.calls.filter((call) => call.startsWith('read')).length, steps: 1 }
}

async function write(person: Person, times: number): Promise<void> {
	for (let index = 0; index < times; index += 1) {
		await person.put(CAF, { note: `note ${index}` })
	}
}

describe('after a long absence', () => {
	it.each([[1, 2, 1], [40, 41, 1], [200, 201, 1], [250, 251, 1]])('of %i revisions, %i files are read, in %i steps: all that may tell who was removed', async (revisions, expected, expectedSteps) => {
		const [anna, bruno] = await two()
		const away = await bruno.later()
		await write(anna, revisions)
		const { view, reads, steps } = await openAgain(away)
		expect({ reads, steps }).toEqual({ reads: expected, steps: expectedSteps })
		expect(view.notices).toEqual([])
		expect((await openWhole(away)).reads).toBe(revisions + 1)
	}, 60_000)

	it('of 300 revisions, more than a head can list, reads all that was written since', async () => {
		const [anna, bruno] = await two()
		const away = await bruno.later()
		await write(anna, 300)
		const { view, reads } = await openAgain(away)
		expect(view.credentials).toHaveLength(2)
		expect(view.notices).toEqual([])
		expect(reads).toBe(300)
		expect((await openWhole(away)).reads).toBeGreaterThan(250)
	}, 60_000)

	it('follows a change of members step by step, from no further back than it needs', async () => {
		const [anna, bruno] = await two()
		const chloe = await Person.create('Chloé')
		const away = await bruno.later()
		await write(anna, 100)
		await chloe.accept((await anna.invite('writer')).code)
		// Nobody whom Bruno knew as keeper writes after that.
		await write(chloe, 5)
		const { view, reads, steps } = await openAgain(away)
		expect(view.notices).toEqual([])
		expect(view.members.map(({ label }) => label)).toContain('Chloé')
		expect({ reads, steps }).toEqual({ reads: 108, steps: 1 })
		await write(chloe, 40)
		const later = await openAgain(away)
		expect(later.view.notices).toEqual([])
		expect({ reads: later.reads, steps: later.steps }).toEqual({ reads: 148, steps: 1 })
	}, 60_000)

	it('says so when the change of members can no longer be followed, but only then', async () => {
		const [anna, bruno] = await two()
		const away = await bruno.later()
		await write(anna, 20)
		await anna.invite('reader')
		await write(anna, 3)
		expect((await openAgain(away)).view.notices).toEqual([])
		const pruned = folder.files.filter((_, index) => index < 4 || index > folder.files.length - 3)
		const { view } = await openAgain(away, served(pruned))
		expect(view.notices).toEqual([{ kind: 'long-absence' }])
	}, 60_000)
})

describe('the first opening of all', () => {
	it('reads what an acceptance follows when that is the head', async () => {
		const [anna] = await two()
		const chloe = await Person.create('Chloé')
		await chloe.accept((await anna.invite('writer')).code)
		const fresh = new Person('Anna')
		fresh.identity = anna.identity
		const { view, reads } = await openAgain(fresh)
		expect(view.members.map(({ label }) => label)).toContain('Chloé')
		expect(reads).toBe(folder.files.length)
	})
})

describe('reading little hides nothing', () => {
	it('of a server that goes back', async () => {
		const [anna, bruno] = await two()
		const before = [...folder.files]
		await write(anna, 3)
		await bruno.open()
		const away = await bruno.later()
		await write(anna, 50)
		await fails(openAgain(away, served(before)), 'rolled-back')
		// The remembered revision is removed, its descendants stay: the lists of ancestors prove the descent.
		const [first, ...rest] = folder.files
		expect(first).toBeDefined()
		expect((await openAgain(away, served(rest))).view.credentials).toHaveLength(2)
	}, 60_000)

	it('of a branch by somebody removed, which another one continued', async () => {
		const [anna, bruno] = await two()
		const chloe = await Person.create('Chloé')
		await chloe.accept((await anna.invite('writer')).code)
		await Promise.all([anna.open(), bruno.open()])
		const away = await anna.later()
		// Anna's other computer removes Bruno, while he writes and Chloé goes on from there.
		const { revision } = await anna.api.removeMember({ vaultId: folder.vaultId, memberId: idOf(await anna.open(), 'Bruno') })
		await bruno.put(IMPOTS, { password: 'of Bruno' })
		await chloe.open()
		await chloe.put(CAF, { label: 'CAF', password: 'of Chloé' })
		await anna.save(revision)
		await write(anna, 40)
		const [little, whole] = [await openAgain(away), await openWhole(away)]
		expect(little.view.notices).toMatchObject([{ kind: 'branch-quarantined', author: 'Bruno' }])
		expect({ ...little.view, notices: [] }).toEqual({ ...whole.view, notices: [] })
		expect(little.view.notices).toEqual(whole.view.notices)
	}, 60_000)

	it('of what a merge brought in between, by somebody who may not decide of it', async () => {
		const [anna, bruno] = await two()
		const away = await anna.later()
		await write(anna, 2)
		await bruno.put(IMPOTS, { login: 'beside' })
		await anna.open()
		await write(anna, 30)
		const { view } = await openAgain(away)
		expect(view).toEqual((await openWhole(away)).view)
	}, 60_000)

	it('of revisions of a branch that is older than what was seen', async () => {
		const [anna, bruno] = await two()
		await anna.put(IMPOTS, { note: 'one' })
		await anna.invite('reader')
		const away = await anna.later()
		// Two revisions that Bruno wrote before he saw any of it.
		await bruno.put(CAF, { label: 'CAF' })
		await bruno.put(CAF, { password: 'x' })
		const { view } = await openAgain(away)
		expect(view.credentials).toHaveLength(2)
		expect(view.heads).toHaveLength(2)
	})
})
