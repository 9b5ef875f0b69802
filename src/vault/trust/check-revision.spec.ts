// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeAll, describe, expect, it } from 'vitest'
import { listsOf, NOTEBOOK, person, sealAs, VAULT } from '../../../tests/support/vault-people.ts'
import type { TestPerson } from '../../../tests/support/vault-people.ts'
import type { RevisionFile } from '../../domain/document.ts'
import { loadSodium } from '../file/sodium.ts'
import { openVaultFile } from '../file/vault-file.ts'
import { checkRevision } from './check-revision.ts'

const PLACE = { notebook: NOTEBOOK, vault: VAULT }

let keeper: TestPerson
let reader: TestPerson
let stranger: TestPerson

beforeAll(async () => {
	await loadSodium()
	;[keeper, reader, stranger] = [person(1), person(2, 'reader'), person(3)]
})

const open = (file: RevisionFile, by = keeper) => openVaultFile(file, PLACE, by.keys)
const check = (file: RevisionFile, parents: readonly RevisionFile[] = [], by = keeper) => checkRevision(file, parents, PLACE, by.keys)
const refused = (code: string) => expect.objectContaining({ code }) as unknown as Error

describe('checking one revision', () => {
	it('finds a history intact, with its parents or without', () => {
		const first = sealAs(keeper, { lists: listsOf(keeper) })
		const second = sealAs(keeper, { lists: listsOf(keeper, reader), parents: [open(first)] })
		const third = sealAs(keeper, { lists: listsOf(keeper, reader), parents: [open(second)] })
		expect([check(first), check(second, [first]), check(third, [second]), check(third)]).toEqual(['intact', 'intact', 'intact', 'intact'])
		expect(check(third, [second], reader)).toBe('intact')
		expect(check(first, [], reader)).toBe('for-others')
		// A parent that is not open to this person is no reason to refuse.
		expect(check(second, [first], reader)).toBe('intact')
		expect(check(first, [], stranger)).toBe('for-others')
	})

	it('refuses altered bytes, a false name, another place', () => {
		const file = sealAs(keeper, { lists: listsOf(keeper) })
		const bytes = file.bytes.slice()
		bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1
		expect(() => check({ ...file, bytes })).toThrow(refused('altered'))
		expect(() => check({ ...file, name: file.name.replace(/^\d{8}/, '00000002') })).toThrow(refused('altered'))
		expect(() => check(sealAs(keeper, { lists: listsOf(keeper), vault: 'e'.repeat(32) }))).toThrow(refused('wrong-notebook'))
	})

	it('refuses a signature by somebody else, with the parents or without', () => {
		const first = sealAs(keeper, { lists: listsOf(keeper) })
		const forged = sealAs(keeper, { lists: listsOf(keeper, reader), parents: [open(first)], signer: reader.keys })
		expect(() => check(forged, [first])).toThrow(refused('bad-signature'))
		expect(() => check(forged)).toThrow(refused('bad-signature'))
	})

	it('refuses what its author had no right to write', () => {
		const first = sealAs(keeper, { lists: listsOf(keeper) })
		const second = sealAs(keeper, { lists: listsOf(keeper, reader), parents: [open(first)] })
		const byReader = sealAs(reader, { lists: listsOf(keeper, reader), parents: [open(second)] })
		expect(() => check(byReader, [second])).toThrow(refused('not-allowed'))
		const twoAtOnce = sealAs(keeper, { lists: listsOf(keeper, reader) })
		expect(() => check(twoAtOnce)).toThrow(refused('not-allowed'))
	})
})
