// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { randomBytes } from 'node:crypto'
import type { RevisionFile } from '../../src/domain/document.ts'
import { generatePassword } from '../../src/domain/passwords/generator.ts'
import { deriveHere } from '../../src/vault/keys/kdf.ts'
import type { CryptoApi, KdfParameters, VaultChange, VaultView } from '../../src/worker/api.ts'
import { createCryptoService } from '../../src/worker/service.ts'
import { PERSONS } from './commune.ts'
import { COPIED_ON } from './password-model.ts'
import { PASSWORDS } from './passwords.ts'

/*
 * The example's vault, written as its people would have written it: by the Worker's own service, one revision a day
 * on which something changed. Only the clock is ours.
 */

/** A revision, and the moment at which it was written (ISO 8601). */
export interface DatedRevision extends RevisionFile {
	readonly at: string
}

/** Files of the example's people, to be stored, and the secrets to print. */
export interface DemoVault {
	readonly vaultId: string
	/** Revisions of the vault, oldest first. */
	readonly revisions: readonly DatedRevision[]
	/** Revisions of the identity of each account, oldest first. */
	readonly identities: Readonly<Record<DemoUser, readonly DatedRevision[]>>
	/** The twelve words of the envelope. */
	readonly envelope: readonly string[]
}

/** The accounts of the host that can open the example's vault. */
export type DemoUser = 'secretaire' | 'maire'

type Author = DemoUser | 'ancienne-secretaire'

const MAYOR_ENTERS = '2023-10-02'
const SECRETARY_INVITED = '2026-08-28'
const SECRETARY_ENTERS = '2026-09-01'
const FORMER_SECRETARY_LEAVES = '2026-09-02'
const ENVELOPE_MADE = '2026-09-10'

/** The cheapest derivation that the format allows, for the person whose key nobody will use again. */
const CHEAPEST: KdfParameters = { memory: 64 * 1024 * 1024, passes: 3 }
const STRONG = { length: 20, lower: true, upper: true, digits: true, symbols: true, avoidAmbiguous: true } as const
const DAY = 86_400_000

/** Label of a member: the name of the account, which is also the name of the person in the inventory. */
const labelOf = (author: Author): string => PERSONS[author]?.displayName ?? author

/** Result of a call of the Worker that prepares a revision. */
interface Written {
	readonly revision: RevisionFile
}

/** The story told by one vault. Every write is by one person and is then opened by the others. */
class Story {
	readonly vault: DatedRevision[] = []
	readonly identities = new Map<Author, DatedRevision[]>()
	readonly #notebookId: string
	readonly #people = new Map<Author, CryptoApi>()
	#clock = ''
	vaultId = ''

	constructor(notebookId: string) {
		this.#notebookId = notebookId
	}

	/** From now on it is this day; each call is a minute later than the one before it. */
	on(day: string): this {
		const morning = `${day}T09:00:00.000Z`
		const next = this.#clock === '' ? morning : new Date(Date.parse(this.#clock) + 60_000).toISOString()
		this.#clock = next > morning ? next : morning
		return this
	}

	/** Somebody gets a key. */
	async arrive(author: Author, passphrase: string, kdf: KdfParameters): Promise<CryptoApi> {
		const api = createCryptoService({ deriveKey: async (request) => deriveHere(request), now: () => this.#clock })
		await api.ready()
		const identity = await api.createIdentity({ passphrase, label: labelOf(author), kdf })
		this.identities.set(author, [this.#dated(identity)])
		await api.commitIdentity(identity.name)
		this.#people.set(author, api)
		return api
	}

	async create(author: Author): Promise<void> {
		const { vaultId, revision } = await this.#person(author).createVault({ notebookId: this.#notebookId, label: labelOf(author) })
		this.vaultId = vaultId
		await this.#settle(author, revision)
	}

	/** Writes one revision on top of the latest, whoever wrote that one. */
	async write<T extends Written>(author: Author, prepare: (api: CryptoApi, vaultId: string) => Promise<T>): Promise<T> {
		const api = this.#person(author)
		await this.view(author)
		const prepared = await prepare(api, this.vaultId)
		await this.#settle(author, prepared.revision)
		return prepared
	}

	/** Somebody becomes a member by the words of an invitation. */
	async enter(author: Author, code: readonly string[]): Promise<void> {
		const api = this.#person(author)
		const place = { notebookId: this.#notebookId, vaultId: this.vaultId, journal: this.#journal(), label: labelOf(author) }
		const { revision } = await api.acceptInvitation({ ...place, code: code.join(' ') })
		await this.#settle(author, revision)
	}

	/** The vault as this person sees it. */
	async view(author: Author): Promise<VaultView> {
		const place = { notebookId: this.#notebookId, vaultId: this.vaultId }
		return this.#person(author).openVault({ ...place, journal: this.#journal(), acceptOlder: false })
	}

	/** Keeps in the identity of a person which head they saw last, as the app does after an opening. */
	async remember(author: Author): Promise<void> {
		await this.view(author)
		const api = this.#person(author)
		const revision = await api.rememberHeads()
		if (revision !== null) {
			this.identities.get(author)?.push(this.#dated(revision))
			await api.commitIdentity(revision.name)
		}
	}

	/** Forgets every key. */
	async end(): Promise<void> {
		await Promise.all([...this.#people.values()].map((api) => api.lock()))
	}

	#person(author: Author): CryptoApi {
		const api = this.#people.get(author)
		if (api === undefined) {
			throw new Error(`${author} has no key yet`)
		}
		return api
	}

	async #settle(author: Author, revision: RevisionFile): Promise<void> {
		this.vault.push(this.#dated(revision))
		await this.#person(author).commit({ vaultId: this.vaultId, name: revision.name })
	}

	#dated({ name, bytes }: RevisionFile): DatedRevision {
		return { name, bytes: bytes.slice(), at: this.#clock }
	}

	/** The head, and every revision before it. */
	#journal(): { readonly heads: readonly RevisionFile[], readonly others: readonly RevisionFile[] } {
		const copies = this.vault.map(({ name, bytes }) => ({ name, bytes: bytes.slice() }))
		return { heads: copies.slice(-1), others: copies.slice(0, -1) }
	}
}

/** Changes made on each day, by date, oldest first. */
function changesByDay(): ReadonlyMap<string, readonly VaultChange[]> {
	const changes = PASSWORDS.flatMap((entry) => {
		const { label, login, site = '', note = '', tags = [], favourite = false, passwords, trashedOn } = entry
		const id = randomBytes(16).toString('hex')
		const first = { label, login, site, note, tags, favourite, accountId: entry.account === undefined ? '' : entry.id }
		const typed = passwords.map(([day, value], index): readonly [string, VaultChange] => {
			const password = value ?? generatePassword(STRONG)
			return [day, { kind: 'put', id, draft: index === 0 ? { ...first, password } : { password } }]
		})
		return trashedOn === undefined ? typed : [...typed, [trashedOn, { kind: 'trash', id }] as const]
	})
	const days = new Map<string, VaultChange[]>()
	for (const [day, change] of changes.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))) {
		days.set(day, [...days.get(day) ?? [], change])
	}
	return days
}

async function invite(story: Story, label: string, day: string): Promise<readonly string[]> {
	const expiresAt = new Date(Date.parse(`${day}T18:00:00.000Z`) + 7 * DAY).toISOString()
	const terms = { role: 'keeper', label, expiresAt } as const
	const { code } = await story.on(day).write('ancienne-secretaire', (api, vaultId) => api.invite({ vaultId, ...terms }))
	return code
}

/** Events beside the typing of passwords, by day. */
function eventsByDay(
	story: Story,
	arrive: (user: DemoUser) => Promise<void>,
	keepEnvelope: (words: readonly string[]) => void,
): ReadonlyMap<string, () => Promise<void>> {
	let code: readonly string[] = []
	return new Map([
		[MAYOR_ENTERS, async () => {
			code = await invite(story, labelOf('maire'), MAYOR_ENTERS)
			await arrive('maire')
			await story.enter('maire', code)
		}],
		[SECRETARY_INVITED, async () => {
			code = await invite(story, labelOf('secretaire'), SECRETARY_INVITED)
		}],
		[SECRETARY_ENTERS, async () => {
			await arrive('secretaire')
			await story.enter('secretaire', code)
		}],
		[FORMER_SECRETARY_LEAVES, async () => {
			const { members } = await story.view('secretaire')
			const memberId = members.find(({ label }) => label === labelOf('ancienne-secretaire'))?.id ?? ''
			await story.write('secretaire', (api, vaultId) => api.removeMember({ vaultId, memberId }))
		}],
		[ENVELOPE_MADE, async () => {
			const { sheet } = await story.write('secretaire', (api, vaultId) => api.createEnvelope({ vaultId }))
			const words = sheet.ask.map((index) => ({ index, word: sheet.words[index - 1] ?? '' }))
			story.on(ENVELOPE_MADE)
			await story.write('secretaire', async (api, vaultId) => ({ revision: await api.verifyEnvelope({ vaultId, words }) }))
			keepEnvelope(sheet.words)
		}],
	])
}

/**
 * Tells the story of the example's vault: a former secretary copies a paper notebook, invites the mayor and her
 * successor, and leaves; her successor removes her access, changes part of what she knew and makes an envelope.
 *
 * @param notebookId - id of the notebook that the vault belongs to
 * @param passphrases - under which the key of each account is sealed
 * @param kdf - cost of their derivation; what this computer affords in about a second when absent
 */
export async function tellVault(
	notebookId: string,
	passphrases: Readonly<Record<DemoUser, string>>,
	kdf?: KdfParameters,
): Promise<DemoVault> {
	const story = new Story(notebookId).on(COPIED_ON)
	const former = await story.arrive('ancienne-secretaire', randomBytes(16).toString('hex'), CHEAPEST)
	const cost = kdf ?? (await former.calibrate())
	let envelope: readonly string[] = []
	const arrive = async (user: DemoUser): Promise<void> => void (await story.arrive(user, passphrases[user], cost))
	const events = eventsByDay(story, arrive, (words) => {
		envelope = words
	})
	const changes = changesByDay()
	await story.create('ancienne-secretaire')
	for (const day of [...new Set([...changes.keys(), ...events.keys()])].sort()) {
		story.on(day)
		await events.get(day)?.()
		const typed = changes.get(day)
		if (typed !== undefined) {
			const author = day < SECRETARY_ENTERS ? 'ancienne-secretaire' : 'secretaire'
			story.on(day)
			await story.write(author, async (api, vaultId) => ({ revision: await api.prepare({ vaultId, changes: typed }) }))
		}
	}
	await story.remember('secretaire')
	await story.remember('maire')
	await story.end()
	const identities = { secretaire: story.identities.get('secretaire') ?? [], maire: story.identities.get('maire') ?? [] }
	return { vaultId: story.vaultId, revisions: story.vault, identities, envelope }
}
