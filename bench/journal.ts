// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What opening a notebook and saving one edit ask of the server, with the app's
 * own client against the embedded host: requests, how many of them must wait for
 * one another, bytes. On a slow line, round trips are what a person waits for.
 */
import type { Inventory } from '../src/domain/inventory/model.ts'
import type { VaultChange } from '../src/worker/api.ts'

import '../tests/storm/determinism.ts'

import { startHost } from '../host/index.ts'
import { putRecord } from '../src/domain/inventory/changes.ts'
import { emptyInventory, parseInventory } from '../src/domain/inventory/schema.ts'
import { appendPrepared } from '../src/journal/append.ts'
import { InventoryJournal } from '../src/journal/inventory-journal.ts'
import { openingInput } from '../src/journal/opening.ts'
import { DavClient } from '../src/platform/dav/client.ts'
import { createNotebook } from '../src/platform/dav/create-notebook.ts'
import { openNotebook } from '../src/platform/dav/notebooks.ts'
import { vaultJournal } from '../src/stores/journals.ts'
import { createCryptoService } from '../src/worker/service.ts'
import { sendOver, Session } from '../tests/storm/wire.ts'
import { cheapDerivation } from '../tests/unit/vault-people.ts'
import { milliseconds } from './lib/median.ts'

const SIZES = [200, 5_000]
/** Round trips one after the other that opening may take. */
const MOST_IN_A_ROW = 3
const PASSPHRASE = 'bench bench bench'

/** Counts what crosses the line. A request waits for every answer that came before it was sent. */
class Meter {
	requests: string[] = []
	sent = 0
	received = 0
	inARow = 0
	readonly #session: Session

	constructor(session: Session) {
		this.#session = session
	}

	reset(): void {
		this.requests = []
		this.sent = 0
		this.received = 0
		this.inARow = 0
	}

	readonly fetch: typeof fetch = async (input, init = {}) => {
		const depth = this.inARow + 1
		const { body, method = 'GET' } = init
		this.requests.push(method)
		const bytes = typeof body === 'string' ? Buffer.from(body) : body instanceof ArrayBuffer ? new Uint8Array(body) : undefined
		const answer = await this.#session.send(String(input), { method, headers: init.headers as Record<string, string>, ...(bytes === undefined ? {} : { body: bytes }) })
		this.sent += bytes?.length ?? 0
		this.received += answer.bytes.length
		this.inARow = Math.max(this.inARow, depth)
		return new Response(answer.status === 204 ? null : new Uint8Array(answer.bytes), { status: answer.status, headers: answer.headers })
	}

	toString(): string {
		const kinds = [...new Set(this.requests)].map((method) => `${this.requests.filter((each) => each === method).length} ${method}`)
		return `${this.inARow} in a row, ${kinds.join(' + ')}, ${(this.sent / 1024).toFixed(1)} KiB sent, ${(this.received / 1024).toFixed(1)} KiB received`
	}
}

/** An inventory with so many accounts, over a fortieth as many tools. */
function inventoryOf(accounts: number): Inventory {
	const tools = Math.ceil(accounts / 40)
	const content = {
		...emptyInventory({ name: 'Sainte-Radegonde' }),
		collections: {
			tools: Object.fromEntries(Array.from({ length: tools }, (_, index) => [`tool-${index}`, { name: `Outil ${index}`, url: `https://outil-${index}.exemple.fr`, status: 'used' }])),
			accounts: Object.fromEntries(Array.from({ length: accounts }, (_, index) => [`account-${index}`, { toolId: `tool-${index % tools}`, label: `Compte ${index}`, kind: 'personal', vaultState: 'vault', mfa: 'unknown' }])),
		},
	}
	return parseInventory(content)
}

const put = (index: number, password: string): VaultChange => ({ kind: 'put', id: index.toString(16).padStart(32, '0'), draft: { label: `Compte ${index} du service`, login: `mairie-${index}@exemple.fr`, password, site: `https://service-${index}.exemple.fr/connexion`, accountId: `account-${index}` } })

async function timed<T>(title: string, meter: Meter, action: () => Promise<T>): Promise<T> {
	meter.reset()
	const start = performance.now()
	const value = await action()
	console.log(`  ${title.padEnd(30)} ${meter}, ${milliseconds(performance.now() - start)}`)
	return value
}

async function measure(accounts: number): Promise<boolean> {
	const host = await startHost({ quiet: true, testHooks: true, inMemory: true })
	const person = { user: 'secretaire', password: host.accounts.find(({ user }) => user === 'secretaire')?.password ?? '' }
	const session = await new Session(host.url, person, sendOver).signIn()
	const meter = new Meter(session)
	const client = new DavClient({ davUrl: `${host.url}/remote.php/dav`, statusUrl: `${host.url}/status.php`, whoUrl: `${host.url}/ocs/v2.php/cloud/user?format=json`, userId: person.user, tokens: { current: () => session.token, renew: () => session.renew() }, fetch: meter.fetch })
	const service = () => createCryptoService({ deriveKey: cheapDerivation().deriveKey, now: () => new Date().toISOString() })
	const stamp = () => ({ at: new Date().toISOString(), author: { id: person.user, name: person.user } })

	const notebook = await createNotebook(client, { communeName: 'Sainte-Radegonde', insee: '', readMe: '' })
	const { notebookId } = notebook
	const first = new InventoryJournal({ store: notebook.inventory, notebookId, validate: parseInventory })
	await first.save(await first.open(), inventoryOf(accounts), stamp())
	const author = service()
	await author.ready()
	const identity = await author.createIdentity({ passphrase: PASSPHRASE, label: 'bench', kdf: { memory: 64 * 1024 * 1024, passes: 3 } })
	const file = { name: identity.name, bytes: identity.bytes.slice() }
	await author.commitIdentity(identity.name)
	const { vaultId, revision } = await author.createVault({ notebookId, label: 'bench' })
	const store = await notebook.createVault(vaultId)
	const written = vaultJournal(store, notebookId, vaultId)
	await written.append(revision.name, revision.bytes)
	await author.commit({ vaultId, name: revision.name })
	await appendPrepared(written, { prepare: () => author.prepare({ vaultId, changes: Array.from({ length: accounts }, (_, index) => put(index, `secret-${index}`)) }) })
	await notebook.writeMarker()

	console.log(`${accounts} accounts`)
	const reader = service()
	await reader.unlock({ passphrase: PASSPHRASE, identity: { heads: [file], others: [] } })
	const inventory = new InventoryJournal({ store: notebook.inventory, notebookId, validate: parseInventory })
	const [view, { journal }] = await timed('open inventory and vault', meter, () => Promise.all([
		inventory.open(),
		openNotebook(client, notebook.path).then(async ({ vaults }) => {
			const [vault] = vaults
			if (vault === undefined) {
				throw new Error('no vault')
			}
			const journal = vaultJournal(vault.store, notebookId, vault.vaultId)
			const input = await openingInput(journal, { seen: [], acceptOlder: false })
			const opened = await reader.openVault({ notebookId, vaultId, journal: input, acceptOlder: false })
			if (opened.credentials.length !== accounts) {
				throw new Error('The list is not whole')
			}
			return { journal }
		}),
	]))
	const isShort = meter.inARow <= MOST_IN_A_ROW
	const edited = putRecord(parseInventory(view.content), 'accounts', 'account-7', { label: 'Autre' }, { at: stamp().at, by: person.user })
	await timed('save one edit of the inventory', meter, () => inventory.save(view, edited, stamp()))
	const isOnePut = meter.requests.join() === 'PUT'
	await timed('save one edit of the vault', meter, async () => {
		const { name } = await appendPrepared(journal, { prepare: () => reader.prepare({ vaultId, changes: [put(7, 'autre')] }) })
		await reader.commit({ vaultId, name })
	})
	const isOneMore = meter.requests.join() === 'PUT'
	await timed('open both again', meter, () => Promise.all([inventory.open(), openingInput(journal, { seen: [], acceptOlder: false })]))
	await host.close()
	return isShort && isOnePut && isOneMore
}

let held = true
for (const size of SIZES) {
	held = await measure(size) && held
}
console.log(`target: at most ${MOST_IN_A_ROW} round trips in a row to open, 1 PUT to save — ${held ? 'held' : 'missed'}`)
process.exit(held ? 0 : 1)
