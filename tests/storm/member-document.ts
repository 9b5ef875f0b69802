// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../../src/domain/errors.ts'
import type { RevisionStore } from '../../src/journal/store.ts'
import type { MemberRole } from '../../src/vault/model.ts'
import type { CryptoApi, IdentityView, MemberView, OpenInput, RelockedIdentity } from '../../src/worker/api.ts'
import type { ClientNeeds, MoreActions } from './client.ts'
import type { Keyholder } from './people.ts'

import { asTrousseauError, TrousseauError } from '../../src/domain/errors.ts'
import { openingInput, readUsable } from '../../src/journal/opening.ts'
import { RetryingStore } from '../../src/journal/retry.ts'
import { isRelockedElsewhere, storeRelocked, thinIdentity } from '../../src/stores/identity/identity-files.ts'
import { identityJournal, removeStored, withIdentity, workerInput } from '../../src/stores/session/journals.ts'
import { VAULT } from '../support/vault-people.ts'
import { NOTEBOOK } from './inventory-document.ts'
import { KDF, PASSPHRASE } from './people.ts'
import { VaultDocument } from './vault-document.ts'

/** State of a person that is common to all their computers. */
export interface Person {
	readonly who: Keyholder
	/** The folder of their identity. */
	readonly folder: string
	/** The passphrase that opens, as far as the person was told. */
	passphrase: string
	/** Passphrases that were asked for; the server never said whether they came to be. */
	readonly doubtful: string[]
	/** The head that the identity remembers, as the server confirmed it; empty when none was. */
	remembered: string
	/** At how many computers. */
	computers: number
	/** True if revisions written under a former passphrase at another computer were left out, as FORMAT says. */
	hasLeftAside: boolean
}

/** Information that the people of a round exchange outside of the app. */
export interface Town {
	/** Codes said by telephone and not used yet. */
	readonly codes: (readonly string[])[]
	/** Ids of members whose removal was confirmed. */
	readonly removed: Set<string>
	/** Ids of members whom somebody tried to remove, whatever became of it. */
	readonly removing: Set<string>
	/** Ids under which somebody was let in, as the server confirmed it. */
	readonly entered: Map<string, string>
}

export const newTown = (): Town => ({ codes: [], removed: new Set(), removing: new Set(), entered: new Map() })

/** Somebody who did nothing yet. */
export const newPerson = (who: Keyholder, folder: string): Person => ({ who, folder, passphrase: PASSPHRASE, doubtful: [], remembered: '', computers: 0, hasLeftAside: false })

/**
 * Error codes that a correct opening may end with: the person was removed, here or on the only branch that
 * holds the head they remember; or members changed in a way that cannot be followed before a keeper has saved again.
 */
const WHEN_OPENING: ReadonlySet<ErrorCode> = new Set(['not-a-member', 'forked', 'not-allowed', 'rolled-back'])
const WHEN_WRITING: ReadonlySet<ErrorCode> = new Set([...WHEN_OPENING, 'not-allowed', 'invalid', 'exists', 'invitation-unknown'])

const ROLES: readonly MemberRole[] = ['keeper', 'writer', 'writer', 'reader']
const LATER = '2027-06-01T00:00:00.000Z'

/** Null for a passphrase that is not the present one. */
function unlessMistyped(caught: unknown): null {
	if (asTrousseauError(caught).code !== 'bad-passphrase') {
		throw caught
	}
	return null
}

const pinOf = ({ pins }: IdentityView): string => pins.find(({ vaultId }) => vaultId === VAULT)?.head ?? ''

/** The vault of people who come and go, each with an identity journal of their own. */
export class MemberDocument extends VaultDocument {
	readonly whenOpening = WHEN_OPENING
	readonly whenWriting = WHEN_WRITING
	readonly person: Person
	readonly #identity: RevisionStore
	readonly #town: Town
	/** The head that the open identity remembers. */
	#pinned = ''
	/** Names of the heads that the identity was opened from. */
	#own: readonly string[] = []

	/** @param identity - the person's folder, as this computer reaches it */
	constructor(needs: ClientNeeds, person: Person, identity: RevisionStore, town: Town) {
		super(needs, person.who)
		this.#identity = identity
		this.person = person
		person.computers += 1
		this.#town = town
	}

	/** True for the person who created the vault, who is never removed nor loses the role. */
	get isFounder(): boolean {
		return this.who.number === 1
	}

	override more(): MoreActions {
		const { view } = this
		if (view === null) {
			return this.#town.codes.length > 0 ? [['enter', 6, () => this.#enter()]] : []
		}
		const isKeeper = view.role === 'keeper'
		return [
			['remember', 1.2, () => this.remember()],
			['relock', 0.6, () => this.#relock()],
			...isKeeper
				? [
					['invite', this.#town.codes.length === 0 ? 2 : 0.3, () => this.#invite()],
					['cancel', 0.4, () => this.#cancel()],
					['remove', 1, () => this.#remove()],
					['role', 0.6, () => this.#changeRole()],
					['accept-branch', view.notices.some(({ kind }) => kind === 'branch-quarantined') ? 4 : 0, () => this.acceptBranches()],
				] satisfies MoreActions
				: [],
		]
	}

	get label(): string {
		return `Personne ${this.who.number}`
	}

	/** Opens, with everything read that may matter. */
	async refreshWhole(): Promise<void> {
		this.readsAll = true
		await this.refresh(true).finally(() => {
			this.readsAll = false
		})
	}

	/** Opens; of branches that exclude one another the founder follows the first, and nobody else decides. */
	override async refresh(acceptOlder = false, follow?: string): Promise<void> {
		try {
			await super.refresh(acceptOlder, follow)
		} catch (caught) {
			const { code, detail } = asTrousseauError(caught)
			if (code !== 'forked' || follow !== undefined || !this.isFounder) {
				throw caught
			}
			await super.refresh(acceptOlder, String(detail.revision))
		}
	}

	/** Merges every branch that waits for a keeper. */
	async acceptBranches(): Promise<void> {
		const api = await this.session()
		for (const notice of this.view?.notices ?? []) {
			if (notice.kind === 'branch-quarantined') {
				const journal = workerInput(await openingInput(this.journal, { seen: this.seen(), acceptOlder: true }))
				await this.save(async () => ({ revision: await api.acceptBranch({ vaultId: VAULT, revision: notice.revision, journal }) }))
			}
		}
	}

	get notices(): readonly string[] {
		return this.view?.notices.map(({ kind }) => kind) ?? []
	}

	/** People who may open the vault, as this person sees it: entries by label. */
	persons(): ReadonlyMap<string, readonly MemberView[]> {
		const persons = (this.view?.members ?? []).filter(({ kind }) => kind === 'person')
		return new Map(persons.map(({ label }) => [label, persons.filter((other) => other.label === label)]))
	}

	/** Writes the heads seen into the identity journal. */
	async remember(): Promise<void> {
		const api = await this.session()
		const revision = await api.rememberHeads()
		const identities = this.#identities()
		if (revision !== null && !await isRelockedElsewhere(identities, this.#own)) {
			await identities.append(revision.name, revision.bytes)
			await this.#committer(api)(revision.name)
			await thinIdentity(() => this.#identities(), revision.name, { kept: 10, keepsFormer: false }).catch(() => false)
		}
	}

	/** Makes a stored revision of the identity the current one: what it remembers is confirmed. */
	#committer(api: CryptoApi): (name: string) => Promise<void> {
		return async (name) => {
			this.#opened(await api.commitIdentity(name))
			this.person.remembered = this.#pinned
		}
	}

	#opened(view: IdentityView): void {
		this.#own = view.heads
		this.#pinned = pinOf(view)
	}

	/** Opens the identity as the server keeps it, by the passphrase that the person believes in, or else one that they asked for. */
	protected override async unlock(): Promise<CryptoApi> {
		// Changed at another computer meanwhile, both may be right.
		const before = this.person.passphrase
		const opening = await openingInput(this.#identities(), { seen: [], acceptOlder: true })
		const identity = workerInput(opening)
		for (const passphrase of [this.person.passphrase, ...this.person.doubtful, before].filter((text, index, all) => all.indexOf(text) === index)) {
			const api = this.service()
			try {
				this.#opened(await api.unlock({ passphrase, identity }))
				return api
			} catch (caught) {
				if (asTrousseauError(caught).code !== 'bad-passphrase') {
					throw caught
				}
			}
		}
		// The copy damaged on the line may be the one that this passphrase opens.
		throw new TrousseauError(opening.damaged.length > 0 ? 'altered' : 'bad-passphrase')
	}

	/** The head that the identity remembers when it is opened anew. */
	async pinned(): Promise<string> {
		this.reload()
		await this.unlock()
		return this.#pinned
	}

	protected override seen(): readonly string[] {
		return [...this.#pinned === '' ? [] : [this.#pinned], ...super.seen()]
	}

	#identities() {
		return identityJournal(new RetryingStore(this.#identity, { sleep: this.needs.sleep }))
	}

	async #relock(): Promise<void> {
		const api = await this.session()
		const next = `${PASSPHRASE} ${this.needs.random.integer(1, 1_000_000)}`
		// The session was opened by one of these.
		const known = [this.person.passphrase, ...this.person.doubtful]
		const prepare = async (identity: OpenInput | undefined): Promise<RelockedIdentity> => {
			for (const current of known) {
				const prepared = await api.changePassphrase({ current, next, kdf: KDF, ...withIdentity(identity) }).catch(unlessMistyped)
				if (prepared !== null) {
					this.person.doubtful.push(next)
					return prepared
				}
			}
			// Another computer changed it, and this one was not told.
			throw new TrousseauError('bad-passphrase')
		}
		const former = await storeRelocked({ open: () => this.#identities(), prepare, copy: () => api.rememberHeads(true), commit: this.#committer(api), acceptOlder: true }).catch(unlessMistyped)
		if (former === null) {
			return
		}
		this.person.passphrase = next
		this.person.hasLeftAside ||= this.person.computers > 1
		await removeStored(this.#identities(), former)
	}

	async #invite(): Promise<void> {
		const { random } = this.needs
		const api = await this.session()
		const { code } = await this.save(() => api.invite({ vaultId: VAULT, role: random.pick(ROLES), label: 'quelqu’un', expiresAt: LATER }))
		this.#town.codes.push(code)
	}

	async #cancel(): Promise<void> {
		const invitation = this.view?.members.find(({ kind }) => kind === 'invitation')
		if (invitation !== undefined) {
			const api = await this.session()
			await this.save(() => api.cancelInvitation({ vaultId: VAULT, memberId: invitation.id }))
			this.#town.removed.add(invitation.id)
		}
	}

	#others(): readonly MemberView[] {
		return (this.view?.members ?? []).filter(({ kind, isMe, label }) => kind === 'person' && !isMe && label !== 'Personne 1')
	}

	async #remove(): Promise<void> {
		const others = this.#others()
		if (others.length > 0) {
			const { id } = this.needs.random.pick(others)
			const api = await this.session()
			this.#town.removing.add(id)
			await this.save(() => api.removeMember({ vaultId: VAULT, memberId: id }))
			this.#town.removed.add(id)
		}
	}

	async #changeRole(): Promise<void> {
		const others = this.#others()
		if (others.length > 0) {
			const { id } = this.needs.random.pick(others)
			const role = this.needs.random.pick(ROLES)
			const api = await this.session()
			await this.save(async () => ({ revision: await api.changeRole({ vaultId: VAULT, memberId: id, role }) }))
		}
	}

	async #enter(): Promise<void> {
		const [code] = this.#town.codes
		if (code === undefined) {
			return
		}
		const api = await this.session()
		const { heads, names } = await this.journal.load()
		const others = await readUsable(this.journal, names.filter((name) => !heads.some((head) => head.name === name)))
		const journal = workerInput({ heads, others })
		try {
			await this.save(() => api.acceptInvitation({ notebookId: NOTEBOOK, vaultId: VAULT, journal, label: this.label, code: code.join(' ') }))
		} catch (caught) {
			if (asTrousseauError(caught).code === 'invitation-unknown') {
				this.#town.codes.splice(this.#town.codes.indexOf(code), 1)
			}
			throw caught
		}
		this.#town.codes.splice(this.#town.codes.indexOf(code), 1)
		const me = this.view?.members.find(({ isMe }) => isMe)
		this.#town.entered.set(me?.id ?? '', me?.fingerprint.join(' ') ?? '')
		await this.remember().catch(() => undefined)
	}
}
