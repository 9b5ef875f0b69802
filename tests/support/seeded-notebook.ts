// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RunningHost } from '../../host/index.ts'
import type { Inventory } from '../../src/domain/inventory/model.ts'
import type { CryptoApi, VaultChange } from '../../src/worker/api.ts'

import { emptyInventory, parseInventory } from '../../src/domain/inventory/schema.ts'
import { appendPrepared } from '../../src/journal/append.ts'
import { InventoryJournal } from '../../src/journal/inventory-journal.ts'
import { DavClient } from '../../src/platform/dav/client.ts'
import { createIdentityStore } from '../../src/platform/dav/create-identity.ts'
import { createNotebook } from '../../src/platform/dav/create-notebook.ts'
import { identityJournal, vaultJournal } from '../../src/stores/session/journals.ts'
import { createCryptoService } from '../../src/worker/service.ts'
import { sendWithin, Session } from '../storm/wire.ts'
import { cheapDerivation } from './vault-people.ts'

export const PASSPHRASE = 'six words for the tests only'

/** The Worker's own service, without the cost of its derivation; on a computer that affords no dearer one. */
export function cheapService(): CryptoApi {
	const { deriveKey } = cheapDerivation()
	return createCryptoService({ deriveKey: async (input) => ({ ...await deriveKey(input), milliseconds: 5_000 }), now: () => new Date().toISOString() })
}

/** Somebody signed in to a host of this process. */
export async function signIn(host: RunningHost, user: string): Promise<Session> {
	const password = host.accounts.find((account) => account.user === user)?.password ?? ''
	return new Session(host.url, { user, password }, sendWithin(host)).signIn()
}

/** `fetch` over a session. */
export function fetchOver(session: Session): typeof fetch {
	return async (input, { method = 'GET', headers, body } = {}) => {
		const bytes = typeof body === 'string' ? Buffer.from(body) : body instanceof ArrayBuffer ? new Uint8Array(body) : undefined
		const answer = await session.send(String(input), { method, headers: headers as Record<string, string>, ...(bytes === undefined ? {} : { body: bytes }) })
		return new Response(answer.status === 204 ? null : new Uint8Array(answer.bytes), { status: answer.status, headers: answer.headers })
	}
}

/** The app's own client over a session. */
export function clientOver(session: Session, fetcher: typeof fetch = fetchOver(session)): DavClient {
	const { url, person } = session
	return new DavClient({ davUrl: `${url}/remote.php/dav`, statusUrl: `${url}/status.php`, whoUrl: `${url}/ocs/v2.php/cloud/user?format=json`, userId: person.user, tokens: { current: () => session.token, renew: () => session.renew() }, fetch: fetcher })
}

/** An inventory with so many accounts, over a fortieth as many tools. */
function inventoryOf(accounts: number, commune: string): Inventory {
	const tools = Math.ceil(accounts / 40)
	return parseInventory({
		...emptyInventory({ name: commune }),
		collections: {
			tools: Object.fromEntries(Array.from({ length: tools }, (_, index) => [`tool-${index}`, { name: `Outil ${index}`, url: `https://outil-${index}.exemple.fr`, status: 'used' }])),
			accounts: Object.fromEntries(Array.from({ length: accounts }, (_, index) => [`account-${index}`, { toolId: `tool-${index % tools}`, label: `Compte ${index}`, kind: 'personal', vaultState: 'vault', mfa: 'unknown' }])),
		},
	})
}

/** The change that puts the password of an account of {@link seedNotebook}. */
export const putPassword = (index: number, password: string): VaultChange => ({ kind: 'put', id: index.toString(16).padStart(32, '0'), draft: { label: `Compte ${index} du service`, login: `mairie-${index}@exemple.fr`, password, site: `https://service-${index}.exemple.fr/connexion`, accountId: `account-${index}` } })

/** A notebook as the first run leaves it, then filled. */
export interface SeededNotebook {
	readonly notebookId: string
	readonly vaultId: string
	/** From the user's files. */
	readonly path: string
}

/**
 * Creates a person's key, a notebook and its vault, with so many accounts.
 *
 * @param author - the service that writes; with the derivation of browsers, for what a browser is to open
 */
export async function seedNotebook(client: DavClient, { accounts = 1, commune = 'Sainte-Radegonde', insee = '', author = cheapService() } = {}): Promise<SeededNotebook> {
	await author.ready()
	const identities = identityJournal(await createIdentityStore(client))
	const { heads } = await identities.load()
	if (heads.length === 0) {
		const identity = await author.createIdentity({ passphrase: PASSPHRASE, label: 'seed', kdf: { memory: 64 * 1024 * 1024, passes: 3 } })
		await identities.append(identity.name, identity.bytes)
		await author.commitIdentity(identity.name)
	} else {
		await author.unlock({ passphrase: PASSPHRASE, identity: { heads: heads.map(({ name, bytes }) => ({ name, bytes })), others: [] } })
	}
	const notebook = await createNotebook(client, { communeName: commune, insee, readMe: '' })
	const { notebookId, path } = notebook
	const inventory = new InventoryJournal({ store: notebook.inventory, notebookId, validate: parseInventory })
	await inventory.save(await inventory.open(), inventoryOf(accounts, commune), { at: new Date().toISOString(), author: { id: client.userId, name: client.userId } })
	const { vaultId, revision } = await author.createVault({ notebookId, label: 'seed' })
	const vault = vaultJournal(await notebook.createVault(vaultId), notebookId, vaultId)
	await vault.append(revision.name, revision.bytes)
	await author.commit({ vaultId, name: revision.name })
	const changes = Array.from({ length: accounts }, (_, index) => putPassword(index, `secret-${index}`))
	await appendPrepared(vault, { prepare: () => author.prepare({ vaultId, changes }) })
	await notebook.writeMarker()
	return { notebookId, vaultId, path }
}
