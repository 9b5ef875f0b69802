// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Pinia } from 'pinia'
import type { Lock } from '../vectors/more-writers.ts'
import type { Somebody, Written } from '../vectors/writer.ts'

import { Buffer } from 'node:buffer'
import { createPinia, setActivePinia } from 'pinia'
import { asTrousseauError } from '../../src/domain/errors.ts'
import { BrowserMemory } from '../../src/platform/browser-memory.ts'
import { useVaultStore } from '../../src/stores/vault/vault.ts'
import { readIdentity } from '../reference/identity.ts'
import { CHEAPEST, credential, holding, writeIdentity } from '../vectors/more-writers.ts'
import { fixed, fixedId, listsOf, NOTEBOOK, somebody, VAULT, writeVault } from '../vectors/writer.ts'
import { atWork, cheap, serviceInPage } from './at-work.ts'
import { MaliciousStore } from './malicious-store.ts'

export const PASSPHRASE = 'une phrase assez longue 42'

/** Records of the vault that everybody saw. */
export const [BANK, TAXES] = [fixedId('bank'), fixedId('taxes')]

/** The lock of an identity under a passphrase. */
export function cheapLock(passphrase = PASSPHRASE, salt = fixed('salt')): Lock {
	return { kdf: { alg: 'argon2id13', ...CHEAPEST, salt: salt.toString('hex') }, derived: cheap(Buffer.from(passphrase), salt, CHEAPEST.memory, CHEAPEST.passes) }
}

/** Somebody at their browser: the stores of the page over the service of the Worker. */
export class Browser {
	readonly person: Somebody
	readonly identity = new MaliciousStore('identity')
	memory: BrowserMemory
	readonly api = serviceInPage()
	readonly #pinia: Pinia = createPinia()
	readonly #server: MaliciousStore

	constructor(person: Somebody, server: MaliciousStore, memory = new BrowserMemory(person.name, null)) {
		this.person = person
		this.memory = memory
		this.#server = server
		this.identity.put(writeIdentity(person, cheapLock()))
	}

	get vault(): ReturnType<typeof useVaultStore> {
		atWork.begin(this)
		setActivePinia(this.#pinia)
		return useVaultStore(this.#pinia)
	}

	/** Kinds of what the screens have to say of the opening. */
	get notices(): readonly string[] {
		return this.vault.view?.notices.map(({ kind }) => kind) ?? []
	}

	/** Locks, then opens the identity and the vault again; rejects as the screens would be told. */
	async open(passphrase = PASSPHRASE): Promise<void> {
		const store = this.vault
		await store.lock()
		store.setIdentity(this.identity, true)
		await store.setPlace({ notebookId: NOTEBOOK, vaultId: VAULT, store: this.#server })
		await store.unlock(passphrase, false)
	}

	/** Opens all the same, after what the refusal said. */
	async insist(): Promise<void> {
		const store = this.vault
		await (store.refused ? store.openBelow() : store.unlock(PASSPHRASE, true))
		if (store.openError !== null) {
			throw store.openError
		}
	}

	/** `accepted`, the code with which the opening was refused, or those of the files without which it opened. */
	async outcome(action: () => Promise<void> = () => this.open()): Promise<string> {
		try {
			await action()
		} catch (error) {
			const { code, cause } = asTrousseauError(error)
			return code === 'unexpected-answer' ? `not ours: ${String(cause)}` : code
		}
		const { view, refused } = this.vault
		const aside = view?.notices.flatMap((notice) => notice.kind === 'refused' ? notice.refused : []) ?? []
		if (refused || aside.length === 0) {
			return refused ? 'not-a-member' : 'accepted'
		}
		const isOpen = aside.some(({ revision }) => view?.heads.includes(revision) === true)
		return isOpen ? 'accepted' : `${[...new Set(aside.map(({ code }) => code))].join(', ')}: set aside`
	}

	/** Pin of the vault in the stored identity, read by the reference reader; empty texts without one. */
	pinned(): { readonly head: string, readonly accepted: string } {
		const heads = [...this.identity.files].map(([name, bytes]) => ({ name: name.replace(/\.identity$/, ''), bytes })).sort((a, b) => (a.name < b.name ? 1 : -1)).slice(0, 1)
		const { content } = readIdentity({ passphrase: PASSPHRASE, heads, others: [], words: [], derive: cheap })
		const pin = content.collections.pins?.[VAULT] as { readonly head?: string, readonly accepted?: { readonly head: string } } | undefined
		return { head: pin?.head ?? '', accepted: pin?.accepted?.head ?? '' }
	}

	/** Everything that is shown, to compare: passwords, people, roles. */
	async everything(): Promise<string> {
		return JSON.stringify([await this.seen(), this.vault.view?.members.map(({ id, role }) => `${id} ${role}`).sort()])
	}

	/** Label and password of what is open, by id. */
	async seen(): Promise<Readonly<Record<string, string>>> {
		const store = this.vault
		const pairs = await Promise.all(store.credentials.map(async ({ id, label, login, site }) => [id, [label, login, site, await store.reveal(id, 'password')].join(' | ')] as const))
		return Object.fromEntries(pairs)
	}
}

/** The mairie that is attacked: a vault of three people, whose three revisions the keeper has seen. */
export class Office {
	readonly server = new MaliciousStore('vault')
	readonly anne = somebody('anne')
	readonly bruno = somebody('bruno', 'writer')
	readonly chloe = somebody('chloe', 'reader')
	/** No member: what a stranger, or the server itself, may invent. */
	readonly eve = somebody('eve')
	readonly lists = listsOf(this.anne, this.bruno, this.chloe)
	readonly content = holding({
		[BANK]: credential(this.anne, { label: 'Banque', password: 'mot de passe de la banque', site: 'https://banque.exemple.fr' }),
		[TAXES]: credential(this.anne, { label: 'Impôts', password: 'mot de passe des impôts', site: 'https://impots.exemple.fr' }),
	})

	readonly first: Written = writeVault(this.anne)
	readonly second: Written = writeVault(this.anne, { parents: [this.first], lists: this.lists })
	readonly third: Written = writeVault(this.bruno, { parents: [this.second], content: this.content })
	readonly keeper: Browser

	private constructor() {
		this.server.put(this.first, this.second, this.third)
		this.keeper = new Browser(this.anne, this.server)
	}

	/** An office where the keeper has opened the vault once, and remembers it. */
	static async open(): Promise<Office> {
		const office = new Office()
		await office.keeper.open()
		return office
	}
}
