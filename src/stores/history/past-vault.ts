// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../../domain/document.ts'
import type { Journal, JournalState } from '../../journal/journal.ts'
import type { DatedStore } from '../../platform/dav/revision-dates.ts'
import type { SecretField } from '../../vault/model.ts'
import type { CryptoApi, PastDifference, PastPlace, PastSide } from '../../worker/api.ts'
import type { ChangedRecord, DocumentPast, HeldRecord, ListedRevision, RestoreRequest, RevisionDetails } from './past.ts'

import { asTrousseauError } from '../../domain/errors.ts'
import { vaultJournal, workerInput } from '../session/journals.ts'
import { linksTo, predecessorsOf } from './past-journal.ts'

/** Access to the open vault. */
export interface VaultPresent {
	readonly notebookId: string
	readonly vaultId: string
	/** The Worker's calls. */
	readonly api: CryptoApi
	/** Opens what others wrote since. */
	readonly refresh: () => Promise<void>
	/** Saves what a call prepares, as the vault's store does. */
	readonly write: (
		prepare: (api: CryptoApi) => Promise<{ readonly revision: RevisionFile }>,
	) => Promise<{ readonly revision: RevisionFile }>
}

const CREDENTIALS = 'credentials'

/** The past of a vault that is open. Secrets stay in the Worker and come out one at a time. */
export class VaultPast implements DocumentPast {
	readonly #journal: Journal
	readonly #store: DatedStore
	readonly #present: VaultPresent
	#state: JournalState | null = null

	constructor(store: DatedStore, present: VaultPresent) {
		this.#store = store
		this.#present = present
		this.#journal = vaultJournal(store, present.notebookId, present.vaultId)
	}

	async list(): Promise<readonly ListedRevision[]> {
		const { names, damaged, foreign } = this.#state = await this.#journal.load()
		const unusable = new Set([...damaged, ...foreign])
		return names.filter((name) => !unusable.has(name)).map((name) => {
			const file = `${name}.vault`
			return { document: 'vault', name, size: this.#store.sizeOf(file), at: this.#store.dateOf(file) }
		})
	}

	async describe(name: string): Promise<RevisionDetails> {
		const place = await this.#place(name)
		const { at, author, compared, records, members } = await this.#upToDate(() => this.#present.api.past(place))
		const parents = (await this.#journal.read(name)).meta.parents.length
		return { at, author, compared, members, parents, changes: records.map(changeView), names: new Map() }
	}

	async records(name: string): Promise<readonly HeldRecord[]> {
		const place = await this.#place(name)
		const found = await this.#upToDate(() => this.#present.api.pastRecords(place))
		return found.map(({ id, label, login, trashed, same }) => ({ collection: CREDENTIALS, id, label, detail: login, trashed, same }))
	}

	async plan({ name, side, places }: RestoreRequest): Promise<readonly ChangedRecord[]> {
		const place = await this.#place(name)
		return (await this.#upToDate(() => this.#present.api.planRestore({ ...place, side, ids: idsOf(places) }))).map(changeView)
	}

	async restore(request: RestoreRequest): Promise<() => Promise<void>> {
		const touched = (await this.plan(request)).map(({ id }) => id)
		const place = await this.#place(request.name)
		const { revision } = await this.#write(place, request.side, idsOf(request.places))
		return async () => {
			await this.list()
			await this.#write(await this.#place(revision.name), 'before', touched)
		}
	}

	/** One secret of a credential in a past revision. */
	async reveal(name: string, side: PastSide, id: string, field: SecretField): Promise<string> {
		return this.#present.api.revealPast({ ...await this.#place(name), side, id, field })
	}

	#write(place: PastPlace, side: PastSide, ids: readonly string[] | null): Promise<{ readonly revision: RevisionFile }> {
		return this.#present.write(async (api) => ({ revision: await api.prepareRestore({ ...place, side, ids }) }))
	}

	/** Runs a request, after a refresh if the listing is newer than the open vault. */
	async #upToDate<T>(ask: () => Promise<T>): Promise<T> {
		try {
			return await ask()
		} catch (caught) {
			if (asTrousseauError(caught).code !== 'rolled-back') {
				throw caught
			}
			await this.#present.refresh()
			return ask()
		}
	}

	async #place(name: string): Promise<PastPlace> {
		this.#state ??= await this.#journal.load()
		const revision = await this.#journal.read(name)
		const { heads, bases } = await predecessorsOf(this.#journal, this.#state, revision)
		const links = await linksTo(this.#journal, this.#state, name)
		return {
			vaultId: this.#present.vaultId,
			revision: { name, bytes: revision.bytes },
			before: workerInput({ heads, others: bases }),
			links: workerInput({ heads: links, others: [] }).heads,
		}
	}
}

const idsOf = (places: RestoreRequest['places']): readonly string[] | null => places?.map(({ id }) => id) ?? null

const changeView = ({ id, label, kind, fields }: PastDifference): ChangedRecord => ({ collection: CREDENTIALS, id, label, kind, fields })
