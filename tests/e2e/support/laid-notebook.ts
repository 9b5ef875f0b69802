// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DeriveKey } from '../../../src/vault/keys/kdf.ts'
import type { FirstRun } from './notebook.ts'
import type { Person, Target } from './target.ts'
import type { Visitor } from './test.ts'

import { expect } from '@playwright/test'
import sodium from 'sodium-native'
import { README_TEXT } from '../../../src/content/fr/read-me.ts'
import { CATALOGUE } from '../../../src/domain/catalogue/entries.ts'
import { putRecord } from '../../../src/domain/inventory/changes.ts'
import { addFromCatalogue } from '../../../src/domain/inventory/from-catalogue.ts'
import { emptyInventory, parseInventory } from '../../../src/domain/inventory/schema.ts'
import { InventoryJournal } from '../../../src/journal/inventory-journal.ts'
import { createIdentityStore } from '../../../src/platform/dav/create-identity.ts'
import { createNotebook } from '../../../src/platform/dav/create-notebook.ts'
import { identityJournal, vaultJournal } from '../../../src/stores/session/journals.ts'
import { DERIVED_BYTES } from '../../../src/vault/keys/kdf.ts'
import { createCryptoService } from '../../../src/worker/service.ts'
import { XmlParser } from '../../storm/xml-dom.ts'
import { clientOver, signIn } from '../../support/seeded-notebook.ts'
import { playFirstRun, unlock } from './notebook.ts'

/** Of an identity that a browser could have made. Above the cheapest, so that few browsers raise it at the first unlocking. */
const KDF = { memory: 80 * 1024 * 1024, passes: 3 } as const

/** A first run whose passphrase is known beforehand. */
export type LaidNotebook = Omit<FirstRun, 'insee' | 'population'> & { readonly passphrase: string }

/** The derivation of browsers, by another implementation of Argon2id: what a browser opens afterwards proves it right. */
const deriveNatively: DeriveKey = async ({ password, salt, memory, passes }) => {
	const start = performance.now()
	const key = Buffer.alloc(DERIVED_BYTES)
	await sodium.crypto_pwhash_async(key, Buffer.from(password), Buffer.from(salt), passes, memory, sodium.crypto_pwhash_ALG_ARGON2ID13)
	return { key: new Uint8Array(key), milliseconds: performance.now() - start }
}

/** Writes what the first run writes, with the same code, from this process: the files of the embedded host are then the same. */
async function layNotebook(target: Target, { id, name }: Person, { commune, tools = [], passphrase }: LaidNotebook): Promise<void> {
	if (target.host === null) {
		throw new Error('Only the embedded host takes requests without a socket')
	}
	Object.defineProperty(globalThis, 'DOMParser', { value: XmlParser, configurable: true })
	const client = clientOver(await signIn(target.host, id))
	const author = createCryptoService({ deriveKey: deriveNatively, now: () => new Date().toISOString() })
	await author.ready()
	const identity = await author.createIdentity({ passphrase, label: name, kdf: KDF })
	await identityJournal(await createIdentityStore(client)).append(identity.name, identity.bytes)
	await author.commitIdentity(identity.name)

	const notebook = await createNotebook(client, { communeName: commune, insee: '', readMe: README_TEXT })
	const stamp = { at: new Date().toISOString(), author: { id, name } }
	const change = { at: stamp.at, by: id }
	const chosen = CATALOGUE.filter((entry) => tools.includes(entry.name))
	expect(chosen, 'tools of the catalogue').toHaveLength(tools.length)
	const inventory = chosen.reduce((before, entry) => addFromCatalogue(before, entry, change).inventory, putRecord(emptyInventory({ name: commune }), 'commune', 'commune', { name: commune }, change))
	const journal = new InventoryJournal({ store: notebook.inventory, notebookId: notebook.notebookId, validate: parseInventory })
	await journal.save(await journal.open(), inventory, stamp)

	const { vaultId, revision } = await author.createVault({ notebookId: notebook.notebookId, label: name })
	await vaultJournal(await notebook.createVault(vaultId), notebook.notebookId, vaultId).append(revision.name, revision.bytes)
	await author.commit({ vaultId, name: revision.name })
	const heads = await author.rememberHeads(true)
	if (heads !== null) {
		await identityJournal(await createIdentityStore(client)).append(heads.name, heads.bytes)
	}
	await notebook.writeMarker()
	await author.lock()
}

/**
 * Somebody with an open notebook on the home screen, for journeys that are not about its creation. On the embedded host the
 * notebook is laid beforehand and opened; on a real server the first run is played.
 *
 * @param visit - signs in and opens the page
 */
export async function visitNotebook(target: Target, person: Person, visit: (person: Person) => Promise<Visitor>, options: LaidNotebook): Promise<Visitor> {
	if (target.host === null) {
		const visitor = await visit(person)
		await playFirstRun(visitor.page, options)
		return visitor
	}
	await layNotebook(target, person, options)
	const visitor = await visit(person)
	const { page } = visitor
	await page.getByRole('navigation', { name: 'Le carnet' }).getByRole('button', { name: 'Ouvrir les mots de passe' }).click()
	await unlock(page, options.passphrase)
	await expect(page.getByRole('heading', { level: 1, name: options.commune })).toBeVisible()
	return visitor
}
