// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../../src/domain/document.ts'
import { openVaultFile } from '../../src/vault/file/vault-file.ts'
import type { OpenedVault } from '../../src/vault/file/vault-file.ts'
import type { Member, MemberLists } from '../../src/vault/model.ts'
import type { VaultOpeningInput, VaultState } from '../../src/vault/opening.ts'
import { openVault } from '../../src/vault/opening.ts'
import type { RevisionChoices, TestPerson } from './vault-people.ts'
import { NOTEBOOK, person, sealAs, VAULT } from './vault-people.ts'

/*
 * Revisions of one vault written one after the other, and how Anna opens some of them. Anna is person 1, Bruno person 2.
 */

const PLACE = { notebook: NOTEBOOK, vault: VAULT }

/** A moment at which something is remembered, or somebody removed. */
export const AT = '2026-11-22T12:00:00.000Z'

/** A sealed revision and what it holds. */
export interface Written {
	readonly file: RevisionFile
	readonly opened: OpenedVault
}

/** Writes a revision, whether its author may or not. */
export function write(author: TestPerson, lists: MemberLists, parents: readonly Written[] = [], choices: Partial<RevisionChoices> = {}): Written {
	const file = sealAs(author, { lists, parents: parents.map(({ opened }) => opened), ...choices })
	const reader = [person(1), author, person(2)].find(({ id, member }) => lists.members[id]?.box === member.box) ?? author
	return { file, opened: openVaultFile(file, PLACE, reader.keys) }
}

const files = (written: readonly Written[]): readonly RevisionFile[] => written.map(({ file }) => file)

/** Opens these heads, with these other revisions at hand. */
export function open(heads: readonly Written[], others: readonly Written[] = [], more: Partial<VaultOpeningInput> = {}, reader = person(1)): VaultState {
	return openVault({ ...PLACE, heads: files(heads), others: files(others), current: null, pin: null, acceptOlder: false, ...more }, reader.keys)
}

/** Lists without some of their people, who are removed. */
export function without({ members, removed }: MemberLists, ...people: readonly TestPerson[]): MemberLists {
	return {
		members: Object.fromEntries(Object.entries(members).filter(([id]) => people.every((someone) => someone.id !== id))),
		removed: { ...removed, ...Object.fromEntries(people.map(({ id }) => [id, { at: AT, label: 'x' }])) },
	}
}

/** Somebody whose entry says something else. */
export const as = (someone: TestPerson, change: Partial<Member>): TestPerson => ({ ...someone, member: { ...someone.member, ...change } as Member })
