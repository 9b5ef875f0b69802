// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionStore } from '../src/journal/store.ts'
/*
 * Requests that opening a notebook and saving one edit send to the server, through the code that the page runs on arriving and the
 * Worker's own service, against the embedded host in this process: requests, bytes, and how often a person waits for the
 * line, were every answer to take the same time.
 */
import type { DavClient } from '../src/platform/dav/client.ts'
import type { NotebookFolder } from '../src/platform/dav/notebook-folder.ts'

import '../tests/storm/determinism.ts'

import { startHost } from '../host/index.ts'
import { putRecord } from '../src/domain/inventory/changes.ts'
import { parseInventory } from '../src/domain/inventory/schema.ts'
import { appendPrepared } from '../src/journal/append.ts'
import { InventoryJournal } from '../src/journal/inventory-journal.ts'
import { openingInput } from '../src/journal/opening.ts'
import { discover } from '../src/stores/session/discovery.ts'
import { identityJournal, vaultJournal, workerInput } from '../src/stores/session/journals.ts'
import { RoundTrips } from '../tests/support/round-trips.ts'
import { cheapService, clientOver, fetchOver, PASSPHRASE, putPassword, seedNotebook, signIn } from '../tests/support/seeded-notebook.ts'
import { milliseconds } from './lib/median.ts'

const SIZES = [200, 5_000]
/** Round trips one after the other that opening may take. */
const MOST_IN_A_ROW = 3

const stamp = () => ({ at: new Date().toISOString(), author: { id: 'secretaire', name: 'secretaire' } })

async function timed<T>(title: string, line: RoundTrips, action: () => Promise<T>): Promise<T> {
	line.reset()
	const start = performance.now()
	const value = await action()
	console.log(`  ${title.padEnd(42)} ${line}, ${milliseconds(performance.now() - start)}`)
	return value
}

/** From the page's start to the inventory: as the session's store does it. */
async function openInventory(client: DavClient, lastPath: string) {
	const arrival = await discover(client, lastPath)
	const [found] = arrival.notebooks
	if (found === undefined || arrival.identity === null) {
		throw new Error('the notebook was not found')
	}
	const folder = arrival.folderOf(found)
	const { notebookId } = found
	const inventory = new InventoryJournal({ store: folder.inventory, notebookId, validate: parseInventory })
	return { folder, inventory, found, identity: arrival.identity.store, view: await inventory.open() }
}

/** From the passphrase to the list of passwords, apart from the derivation: as the vault's store does it. */
async function openVault(folder: NotebookFolder, notebookId: string, identity: RevisionStore) {
	folder.settle()
	const [vault] = await folder.vaults
	if (vault === undefined) {
		throw new Error('no vault')
	}
	const { vaultId, store } = vault
	const journal = vaultJournal(store, notebookId, vaultId)
	const ahead = journal.load()
	const reader = cheapService()
	await reader.unlock({
		passphrase: PASSPHRASE,
		identity: workerInput(await openingInput(identityJournal(identity), { seen: [], acceptOlder: false })),
	})
	await ahead
	const { credentials } = await reader.openVault({
		notebookId,
		vaultId,
		journal: workerInput(await openingInput(journal, { seen: [], acceptOlder: false })),
		acceptOlder: false,
	})
	return { reader, journal, vaultId, count: credentials.length }
}

async function measure(accounts: number): Promise<boolean> {
	const host = await startHost({ quiet: true, testHooks: true, inMemory: true })
	const session = await signIn(host, 'secretaire')
	const { path } = await seedNotebook(clientOver(session), { accounts })
	const line = new RoundTrips(fetchOver(session))
	const client = clientOver(session, line.fetch)

	console.log(`${accounts} accounts`)
	await timed('open on a new computer', line, () => openInventory(client, ''))
	const newComputer = line.rounds
	const { folder, inventory, found, identity, view } = await timed('open where it was opened before', line, () => openInventory(client, path))
	const known = line.rounds
	const { notebookId } = found
	const { reader, journal, vaultId, count } = await timed('unlock', line, () => openVault(folder, notebookId, identity))
	const unlock = line.rounds
	if (Object.keys(view.content.collections.accounts ?? {}).length !== accounts || count !== accounts) {
		throw new Error('The list is not whole')
	}
	const edited = putRecord(
		parseInventory(view.content),
		'accounts',
		'account-7',
		{ label: 'Autre' },
		{ at: stamp().at, by: 'secretaire' },
	)
	await timed('save one edit of the inventory', line, () => inventory.save(view, edited, stamp()))
	const isOnePut = line.requests.join() === 'PUT'
	await timed('save one edit of the vault', line, async () => {
		const { name } = await appendPrepared(journal, { prepare: () => reader.prepare({ vaultId, changes: [putPassword(7, 'autre')] }) })
		await reader.commit({ vaultId, name })
	})
	const isOneMore = line.requests.join() === 'PUT'
	await timed('read both again', line, () => Promise.all([inventory.open(), openingInput(journal, { seen: [], acceptOlder: false })]))
	await host.close()
	return Math.max(newComputer, known, unlock) <= MOST_IN_A_ROW && isOnePut && isOneMore
}

let held = true
for (const size of SIZES) {
	held = await measure(size) && held
}
console.log(`target: at most ${MOST_IN_A_ROW} round trips in a row to open, 1 PUT to save — ${held ? 'held' : 'missed'}`)
process.exit(held ? 0 : 1)
