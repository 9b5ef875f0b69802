// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../../src/domain/document.ts'
import type { ClientNeeds, OpenDocument } from './client.ts'
import type { Keyholder } from './people.ts'

import { INVENTORY_EXTENSION } from '../../src/journal/inventory-journal.ts'
import { MemoryStore } from '../../src/journal/memory-store.ts'
import { InventoryDocument } from './inventory-document.ts'
import { Ledger } from './ledger.ts'
import { firstOfMany, firstRevisions } from './people.ts'
import { Random } from './random.ts'
import { VaultDocument } from './vault-document.ts'

/** Which document a round is about: the inventory, a vault whose members stay the same, one whose members come and go. */
export const KINDS = ['inventory', 'vault', 'members'] as const
export type Kind = (typeof KINDS)[number]

/**
 * How long the history is before a round begins: a new notebook, one that went on for
 * more than a hundred revisions while somebody was away, one longer than a revision can list.
 */
export const LENGTHS = ['short', 'long', 'beyond'] as const
export type Length = (typeof LENGTHS)[number]

const REVISIONS: Readonly<Record<Length, number>> = { short: 3, long: 120, beyond: 300 }

/** The files of a journal that already has a history, and what they hold. */
export interface Template {
	readonly files: ReadonlyMap<string, Uint8Array>
	readonly ledger: Ledger
}

export type Templates = Readonly<Record<Kind, Readonly<Record<Length, Template>>>>

/** Before every round begins, milliseconds since 1970. */
export const BEGINNING = Date.UTC(2026, 10, 1)

/** Histories, each the beginning of the next longer one. */
export async function makeTemplates(people: readonly Keyholder[]): Promise<Templates> {
	const [founder] = people as readonly [Keyholder]
	const inventory = await grow(new MemoryStore(), (needs) => new InventoryDocument(needs))
	const vaultOf = (first: readonly RevisionFile[], lengths?: readonly Length[]) => {
		const store = new MemoryStore()
		first.forEach(({ name, bytes }) => store.files.set(`${name}.vault`, bytes))
		return grow(store, (needs) => new VaultDocument(needs, founder), lengths)
	}
	const vault = await vaultOf(firstRevisions(people))
	const { short } = await vaultOf(firstOfMany(people), ['short'])
	// Members come and go from the beginning: only short histories are played.
	return { inventory, vault, members: { short, long: short, beyond: short } }
}

async function grow(store: MemoryStore, open: (needs: ClientNeeds) => OpenDocument, lengths: readonly Length[] = LENGTHS): Promise<Readonly<Record<Length, Template>>> {
	let now = BEGINNING - 1_000_000_000
	const ledger = new Ledger()
	const document = open({ owner: 'before', number: 0, store, ledger, random: new Random(1), now: () => now += 60_000, sleep: () => Promise.resolve() })
	await document.refresh()
	const made: [Length, Template][] = []
	for (const length of lengths) {
		while (store.files.size < REVISIONS[length]) {
			await document.edit()
		}
		made.push([length, { files: new Map(store.files), ledger: ledger.copy() }])
	}
	return Object.fromEntries(made) as Record<Length, Template>
}

/** Extension of a document's revisions. */
export const extensionOf = (kind: Kind): string => (kind === 'inventory' ? INVENTORY_EXTENSION : 'vault')
