// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A branch begun more than 256 revisions ago, by somebody who saved before reading: further back than any list
 * of ancestors reaches. Whoever has seen the newest revision and whoever opens anew must see the same.
 */
import type { VaultView } from '../../src/worker/api.ts'

import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryStore } from '../../src/journal/memory-store.ts'
import { openingInput, openInSteps } from '../../src/journal/opening.ts'
import { vaultJournal, workerInput } from '../../src/stores/session/journals.ts'
import { loadSodium } from '../../src/vault/file/sodium.ts'
import { CAF, folder, idOf, IMPOTS, newFolder, Person, two } from '../support/vault-journeys.ts'
import { NOTEBOOK } from '../support/vault-people.ts'

beforeEach(async () => {
	await loadSodium()
	newFolder()
})

const LATE = 'c'.repeat(32)

async function write(person: Person, times: number): Promise<void> {
	for (let index = 0; index < times; index += 1) {
		await person.put(CAF, { label: 'CAF', note: `note ${index}` })
	}
}

/** Opens the folder as a page does; `seen` is the name of the remembered head. */
function journal() {
	const store = new MemoryStore()
	folder.files.forEach(({ name, bytes }) => store.files.set(`${name}.vault`, bytes))
	return vaultJournal(store, NOTEBOOK, folder.vaultId)
}

/** Opens as the application does, with what the identity remembers. */
async function reopen(person: Person): Promise<VaultView> {
	const { pins } = await person.api.unlock({ passphrase: `phrase de ${person.label}`, identity: { heads: person.identity, others: [] } })
	return openInSteps(journal(), { seen: pins.map(({ head }) => head), acceptOlder: false }, async (opening, partial) => (
		person.api.openVault({ notebookId: NOTEBOOK, vaultId: folder.vaultId, journal: workerInput(opening), acceptOlder: false, partial, refused: opening.refused })
	))
}

/** Opens as the application does where it takes everything at once. */
async function reopenAtOnce(person: Person): Promise<VaultView> {
	const { pins } = await person.api.unlock({ passphrase: `phrase de ${person.label}`, identity: { heads: person.identity, others: [] } })
	const opening = await openingInput(journal(), { seen: pins.map(({ head }) => head), acceptOlder: false })
	return person.api.openVault({ notebookId: NOTEBOOK, vaultId: folder.vaultId, journal: workerInput(opening), acceptOlder: false })
}

/** Somebody who remembers nothing. */
function anew({ label, identity }: Person): Person {
	const person = new Person(label)
	person.identity = identity
	return person
}

interface Far {
	/** Keeper, has seen the newest revision of the long line. */
	readonly anna: Person
	/** Whose branch it is. */
	readonly bruno: Person
	/** Anna, with the pin that her identity held when both lines began. */
	readonly atFirst: Person
}

/** Anna writes 300 revisions, `between` among them; Bruno then saves to what he saw before them. */
async function farBranch(between: (anna: Person, bruno: Person) => Promise<unknown> = async () => undefined): Promise<Far> {
	const [anna, bruno] = await two()
	await bruno.open()
	const atFirst = anew(anna)
	await write(anna, 1)
	await anna.remember()
	await bruno.open()
	await write(anna, 149)
	await between(anna, bruno)
	await write(anna, 150)
	await anna.remember()
	await bruno.put(LATE, { label: 'Tard', password: 'of the late branch' })
	return { anna, bruno, atFirst }
}

const labels = ({ credentials }: VaultView): readonly string[] => credentials.map(({ label }) => label).sort()
const open = { 'in steps': reopen, 'at once': reopenAtOnce }

describe.each(['in steps', 'at once'] as const)('a branch older than every list of ancestors, opened %s', (way) => {
	it('opens with the newest revision, for who has seen that and for who opens anew', async () => {
		const { anna, atFirst } = await farBranch()
		for (const person of [await anna.later(), atFirst]) {
			const view = await open[way](person)
			expect({ labels: labels(view), heads: view.heads.length, kinds: view.notices.map(({ kind }) => kind) })
				.toEqual({ labels: ['CAF', 'Impôts', 'Tard'], heads: 2, kinds: ['split-met'].slice(0, view.notices.length) })
		}
	}, 60_000)

	it('opens where members came in meanwhile, and so does what follows both', async () => {
		const chloe = await Person.create('Chloé')
		const { anna, bruno } = await farBranch(async (keeper) => chloe.accept((await keeper.invite('writer')).code))
		const [annaLater, chloeLater] = [await anna.later(), chloe]
		expect(labels(await open[way](annaLater))).toContain('Tard')
		// Bruno, a writer, reads and writes what follows both.
		const reader = await bruno.later()
		await open[way](reader)
		await reader.put(IMPOTS, { note: 'after both' })
		for (const person of [await anna.later(), chloeLater]) {
			const view = await open[way](person)
			expect({ labels: labels(view), heads: view.heads.length, aside: view.notices.filter(({ kind }) => kind !== 'split-met') }).toEqual({ labels: ['CAF', 'Impôts', 'Tard'], heads: 1, aside: [] })
		}
	}, 60_000)

	it('waits for a keeper when its author was removed meanwhile', async () => {
		const { anna } = await farBranch(async (keeper) => keeper.save((await keeper.api.removeMember({ vaultId: folder.vaultId, memberId: idOf(await keeper.open(), 'Bruno') })).revision))
		const view = await open[way](await anna.later())
		expect(labels(view)).toEqual(['CAF', 'Impôts'])
		expect(view.notices).toMatchObject([{ kind: 'branch-quarantined', author: 'Bruno' }])
	}, 60_000)
})
