// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { KeyValueStorage } from '../browser-memory.ts'

import { beforeEach, describe, expect, it } from 'vitest'
import { FakeCaches } from '../cache-testing.ts'
import { KeptEntries } from '../kept-entries.ts'
import { FileCopies } from './file-copies.ts'

const FOLDER = 'Trousseau/Vauzelles-Essai/inventory'
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const revision = (number: number): string => `${FOLDER}/${String(number).padStart(8, '0')}-ee62.journal`

let caches = new FakeCaches()
const stored = new Map<string, string>()
const storage: KeyValueStorage = {
	length: 0,
	key: () => null,
	getItem: (key) => stored.get(key) ?? null,
	removeItem: (key) => void stored.delete(key),
	setItem: (key, value) => void stored.set(key, value),
}

function copiesOf(userId = 'anne', subtle: SubtleCrypto | null = globalThis.crypto.subtle): FileCopies {
	return new FileCopies({ entries: new KeptEntries(caches.storage, 'copies'), storage, userId, subtle: subtle ?? undefined })
}

async function kept(): Promise<readonly string[]> {
	return new KeptEntries(caches.storage, 'copies').names('')
}

beforeEach(() => {
	caches = new FakeCaches()
	stored.clear()
})

describe('copies of the files read last', () => {
	it('are there in another page of the same person, and for nobody else', async () => {
		const copies = copiesOf()
		copies.keep(revision(1), bytes('une facture chez Cosoluce'))
		await copies.settled()
		expect(await copiesOf().find(revision(1))).toEqual(bytes('une facture chez Cosoluce'))
		expect(await copiesOf().find(revision(2))).toBeNull()
		expect(await copiesOf('bruno').find(revision(1))).toBeNull()
	})

	it('are sealed: without the key, which goes with the session, nothing is read', async () => {
		const copies = copiesOf()
		copies.keep(revision(1), bytes('une facture chez Cosoluce'))
		await copies.settled()
		const texts = await Promise.all([...caches.rows.values()].map((row) => row.clone().text()))
		expect(texts.join()).not.toContain('Cosoluce')
		stored.clear()
		expect(await copiesOf().find(revision(1))).toBeNull()
	})

	it('are no other file under this name, nor one that was altered', async () => {
		const copies = copiesOf()
		copies.keep(revision(1), bytes('un'))
		copies.keep(revision(2), bytes('deux'))
		await copies.settled()
		const [first, second] = [...caches.rows.keys()]
		const other = await caches.rows.get(first ?? '')?.clone().arrayBuffer()
		caches.rows.set(second ?? '', new Response(other))
		expect(await copiesOf().find(revision(2))).toBeNull()
		caches.rows.set(first ?? '', new Response('court'))
		expect(await copiesOf().find(revision(1))).toBeNull()
	})

	it('are few: of each folder the newest revisions stay, in whatever order they were read', async () => {
		const copies = copiesOf()
		for (const number of [12, 3, 14, 1, 5, 13, 11, 10, 9, 8, 7, 2]) {
			copies.keep(revision(number), bytes(String(number)))
		}
		copies.keep('Trousseau/Vauzelles-Essai/trousseau.json', bytes('{}'))
		copies.keep(`${FOLDER}-old/00000001-ee62.journal`, bytes('x'))
		await copies.settled()
		const numbers = (await kept()).filter((name) => name.includes('/inventory/')).map((name) => Number(name.slice(-21, -13)))
		expect(numbers.sort((left, right) => left - right)).toEqual([7, 8, 9, 10, 11, 12, 13, 14])
		expect(await copies.find('Trousseau/Vauzelles-Essai/trousseau.json')).toEqual(bytes('{}'))
	})

	it('are none where the browser keeps nothing or cannot seal', async () => {
		caches.isFull = true
		const copies = copiesOf()
		copies.keep(revision(1), bytes('un'))
		await copies.settled()
		expect(await copies.find(revision(1))).toBeNull()
		caches.isFull = false
		const plain = copiesOf('anne', null)
		plain.keep(revision(1), bytes('un'))
		await plain.settled()
		expect([await plain.find(revision(1)), await kept()]).toEqual([null, []])
	})
})
