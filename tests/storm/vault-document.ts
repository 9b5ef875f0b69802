// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../../src/domain/document.ts'
import type { Journal } from '../../src/journal/journal.ts'
import type { Revision } from '../../src/journal/lineage.ts'
import type { VaultChange, VaultContent } from '../../src/vault/model.ts'
import type { CryptoApi, VaultView } from '../../src/worker/api.ts'
import type { ClientNeeds, MoreActions, OpenDocument } from './client.ts'
import type { Keyholder } from './people.ts'

import { canonicalText } from '../../src/domain/canonical.ts'
import { TrousseauError } from '../../src/domain/errors.ts'
import { customName } from '../../src/domain/passwords/kinds.ts'
import { appendPrepared } from '../../src/journal/append.ts'
import { openInSteps } from '../../src/journal/opening.ts'
import { RetryingStore } from '../../src/journal/retry.ts'
import { vaultJournal } from '../../src/stores/session/journals.ts'
import { openVault } from '../../src/vault/opening.ts'
import { createCryptoService } from '../../src/worker/service.ts'
import { cheapDerivation, VAULT } from '../support/vault-people.ts'
import { NOTEBOOK } from './inventory-document.ts'
import { TOKEN } from './ledger.ts'
import { PASSPHRASE } from './people.ts'

const FIELDS = ['label', 'login', 'password', 'site', 'note', 'codeTo', 'contact', 'custom'] as const
/** One field of somebody's own, the same for everybody. */
const OWN = 'f'.repeat(32)
/** Credentials that everybody knows, so that people meet. */
const SHARED = 3

const idOf = (number: number, index: number): string => (number * 1_000 + index).toString(16).padStart(32, '0')

/** The vault, as the app's own store opens and changes it, the crypto service beside it instead of in a Worker. */
export class VaultDocument implements OpenDocument {
	protected readonly needs: ClientNeeds
	protected readonly who: Keyholder
	protected view: VaultView | null = null
	/** Name of the head last seen, as the browser remembers it. */
	remembered: string | null = null
	/** Reads every revision that may matter, instead of the minimum. */
	protected readsAll = false
	#journal: Journal
	#session: CryptoApi | null = null
	#written = 0

	constructor(needs: ClientNeeds, who: Keyholder) {
		this.needs = needs
		this.who = who
		this.#journal = this.#openJournal()
	}

	get journal(): Journal {
		return this.#journal
	}

	async refresh(acceptOlder = false, follow?: string): Promise<void> {
		const api = await this.session()
		this.show(await openInSteps(this.#journal, { seen: this.seen(), acceptOlder }, async (journal, partial) => {
			if (partial && this.readsAll) {
				throw new TrousseauError('not-allowed')
			}
			return api.openVault({
				notebookId: NOTEBOOK,
				vaultId: VAULT,
				journal,
				acceptOlder,
				partial,
				refused: journal.refused,
				...this.remembered === null ? {} : { browserPin: this.remembered },
				...follow === undefined ? {} : { follow },
			})
		}, ({ notices }) => notices.flatMap((notice) => notice.kind === 'waiting-for-key' ? notice.revisions : [])))
	}

	reload(): void {
		this.#journal = this.#openJournal()
		this.#session = null
		this.view = null
	}

	async edit(): Promise<void> {
		if (this.view === null) {
			await this.refresh()
		}
		const api = await this.session()
		const written: string[] = []
		const changes = await this.#changes(api, written)
		await this.save(async () => ({ revision: await api.prepare({ vaultId: VAULT, changes }) }))
		this.needs.ledger.confirm(written)
	}

	shown(): string {
		return this.view === null ? '' : canonicalText([...this.view.credentials].sort((a, b) => (a.id < b.id ? -1 : 1)))
	}

	heads(): readonly string[] {
		return this.view?.heads ?? []
	}

	more(): MoreActions {
		return []
	}

	/** Names of the heads that this person saw. */
	protected seen(): readonly string[] {
		return [...this.remembered === null ? [] : [this.remembered], ...this.view?.heads ?? []]
	}

	/** The keys in memory; unlocks first when they are not. */
	protected async session(): Promise<CryptoApi> {
		this.#session ??= await this.unlock()
		return this.#session
	}

	protected async unlock(): Promise<CryptoApi> {
		const api = this.service()
		await api.unlock({ passphrase: PASSPHRASE, identity: { heads: [this.who.identity], others: [] } })
		return api
	}

	protected service(): CryptoApi {
		return createCryptoService({ deriveKey: cheapDerivation().deriveKey, now: () => new Date(this.needs.now()).toISOString() })
	}

	/** Stores what a call prepares, as one revision. */
	protected async save<T extends { readonly revision: RevisionFile }>(prepare: () => Promise<T>): Promise<T> {
		const api = await this.session()
		this.needs.begin?.()
		const { name, result } = await appendPrepared(this.#journal, {
			prepare: async () => {
				const prepared = await prepare()
				return { ...prepared.revision, result: prepared }
			},
			discard: (unsaved) => api.discard({ vaultId: VAULT, name: unsaved }),
		})
		this.show(await api.commit({ vaultId: VAULT, name }))
		return result
	}

	protected show(view: VaultView): void {
		this.view = view
		const head = [...view.heads].sort().at(-1)
		if (head !== undefined) {
			this.remembered = head
		}
	}

	#openJournal(): Journal {
		return vaultJournal(new RetryingStore(this.needs.store, { sleep: this.needs.sleep }), NOTEBOOK, VAULT)
	}

	async #changes(api: CryptoApi, written: string[]): Promise<readonly VaultChange[]> {
		const { random, number } = this.needs
		const all = this.view?.credentials ?? []
		const trashed = all.filter(({ trashedAt }) => trashedAt !== '')
		const kind = random.weighted([['put', 6], ['create', 2], ['trash', 1], ['restore', 0.5], ['purge', 1.5], ['several', 1]])
		if ((kind === 'restore' || kind === 'purge') && trashed.length > 0) {
			const { id } = random.pick(trashed)
			if (kind === 'purge') {
				await this.#forget(api, id)
			}
			return [{ kind, id }]
		}
		if (kind === 'trash' && all.length > 0) {
			return [{ kind, id: random.pick(all).id }]
		}
		if (kind === 'create') {
			return [this.#put(idOf(number + 1, this.#written), written)]
		}
		return Array.from({ length: kind === 'several' ? random.integer(2, 4) : 1 }, () => {
			const id = all.length > 0 && random.chance(0.8) ? random.pick(all).id : idOf(0, random.integer(1, SHARED))
			return this.#put(id, written)
		})
	}

	#put(id: string, written: string[]): VaultChange {
		const field = this.needs.random.pick(FIELDS)
		this.#written += 1
		const token = `c${this.needs.number}-${this.#written}`
		this.needs.ledger.attempt(token, { collection: 'credentials', id, field: field === 'custom' ? customName(OWN) : field })
		written.push(token)
		return { kind: 'put', id, draft: field === 'custom' ? { custom: { [OWN]: { kind: 'hidden', label: 'PIN', order: 1, value: token } } } : { [field]: token } }
	}

	/** Everything of a credential that the person could look at before purging it. */
	async #forget(api: CryptoApi, id: string): Promise<void> {
		const summary = this.view?.credentials.find((credential) => credential.id === id)
		const lines = await api.history({ vaultId: VAULT, id })
		const { codeTo, contact } = await api.details({ vaultId: VAULT, id })
		const values = [
			summary?.label,
			summary?.login,
			summary?.site,
			codeTo,
			contact,
			...await Promise.all((['password', 'note', customName(OWN)] as const).map((field) => api.reveal({ vaultId: VAULT, id, field }))),
			...await Promise.all(lines.map(({ index }) => api.reveal({ vaultId: VAULT, id, field: 'password', index }))),
		]
		this.needs.ledger.forget(values.filter((value): value is string => value !== undefined && TOKEN.test(value)))
	}
}

/** The content of a vault, whole, as somebody reads it who never opened it. */
export function vaultContent(heads: readonly Revision[], others: readonly Revision[], who: Keyholder): VaultContent {
	return openVault({ notebook: NOTEBOOK, vault: VAULT, heads, others, current: null, pin: null, acceptOlder: true }, who.keys).content
}
