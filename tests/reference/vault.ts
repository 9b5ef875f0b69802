// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Content } from './merge.ts'
import type { Keys } from './primitives.ts'
import type { File } from './revision.ts'
import type { Memory } from './trust.ts'
import type { Lists, VaultId, VaultRevision } from './vault-file.ts'

import { united } from './judgement.ts'
import { mergeHeads } from './merge.ts'
import { must, ReadError, refuse } from './primitives.ts'
import { trust } from './trust.ts'
import { memberWith, openVaultFile } from './vault-file.ts'

/** Input of the reader of vaults. */
export interface VaultReading extends VaultId, Memory {
	readonly keys: Keys
	readonly heads: readonly File[]
	/** Ancestors of the heads, as far as they could be read. */
	readonly others: readonly File[]
}

/** Content of an opened vault. */
export interface VaultResult {
	readonly content: Content
	readonly lists: Lists
	/** Id of the reader's own entry. */
	readonly me: string
	readonly heads: readonly string[]
	/** Heads that wait for a keeper. */
	readonly aside: readonly string[]
}

/** Opens each file once; one that is sealed to others only is as if it were not at hand. */
export function openerOf(reading: Pick<VaultReading, 'keys' | 'heads' | 'others' | keyof VaultId>): (name: string) => VaultRevision | null {
	const files = new Map([...reading.others, ...reading.heads].map((file) => [file.name, file]))
	const opened = new Map<string, VaultRevision | null>()
	return (name) => {
		const file = files.get(name)
		if (file !== undefined && !opened.has(name)) {
			try {
				opened.set(name, openVaultFile(file, reading, reading.keys))
			} catch (error) {
				if (!(error instanceof ReadError && error.code === 'not-a-member')) {
					throw error
				}
				opened.set(name, null)
			}
		}
		return opened.get(name) ?? null
	}
}

/** Opens a vault from its heads (section 6), or throws a `ReadError`. */
export function readVault(reading: VaultReading): VaultResult {
	must(reading.heads.length > 0, 'rolled-back')
	const find = openerOf(reading)
	const mine = [...reading.heads].sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap(({ name }) => find(name) ?? [])
	must(mine.length > 0, 'not-a-member')
	const { open, aside } = trust(mine, find, reading)
	const lists = united(open)
	const me = memberWith(lists, reading.keys) ?? refuse('not-a-member')
	const sides = open.map(({ name, at, author, content, ancestors }) => ({ name, at, by: author, content, ancestors }))
	const content = mergeHeads(sides, (name) => find(name)?.content ?? null)
	return { content, lists, me, heads: open.map(({ name }) => name), aside: aside.map(({ name }) => name) }
}
