// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect } from 'vitest'
import type { RevisionFile } from '../../src/domain/document.ts'
import { parseVault } from '../../src/vault/file/container.ts'
import type { CredentialDraft, MemberRole } from '../../src/vault/model.ts'
import type { AcceptedInvitation, CryptoApi, InvitationOffer, VaultView } from '../../src/worker/api.ts'
import { createCryptoService } from '../../src/worker/service.ts'
import { cheapDerivation, NOTEBOOK } from './vault-people.ts'

/** The cheapest derivation of a new identity. */
export const KDF = { memory: 64 * 1024 * 1024, passes: 3 }
export const IMPOTS = 'a'.repeat(32)
export const CAF = 'b'.repeat(32)
export const LATER = '2026-12-24T00:00:00.000Z'

let time = 0
/** A clock that advances by one minute at each reading, shared by everybody. */
export const now = (): string => new Date(time += 60_000).toISOString()

/** A server's folder of one vault, and whoever reads it honestly. */
export class Folder {
	readonly files: RevisionFile[] = []
	vaultId = ''

	store(...files: readonly RevisionFile[]): void {
		// The Worker does not read transferred buffers again; copies are kept here.
		this.files.push(...files.map(({ name, bytes }) => ({ name, bytes: bytes.slice() })))
	}

	journal(files = this.files) {
		const listed = new Set(files.flatMap(({ bytes }) => parseVault(bytes).header.ancestors))
		return { heads: files.filter(({ name }) => !listed.has(name)), others: files.filter(({ name }) => listed.has(name)) }
	}
}

/** The server's folder of the test under way. */
export let folder: Folder

/** A person at a browser. */
export class Person {
	readonly label: string
	readonly api: CryptoApi
	identity: RevisionFile[] = []

	constructor(label: string) {
		this.label = label
		this.api = createCryptoService({ ...cheapDerivation(), now })
	}

	static async create(label: string): Promise<Person> {
		const person = new Person(label)
		const identity = await person.api.createIdentity({ passphrase: `phrase de ${label}`, label, kdf: KDF })
		await person.api.commitIdentity(identity.name)
		person.identity = [identity]
		return person
	}

	get place() {
		return { notebookId: NOTEBOOK, vaultId: folder.vaultId, journal: folder.journal(), label: this.label }
	}

	open(more: { readonly follow?: string, readonly browserPin?: string, readonly acceptOlder?: boolean, readonly files?: RevisionFile[] } = {}): Promise<VaultView> {
		const { files, acceptOlder, ...rest } = more
		return this.api.openVault({ notebookId: NOTEBOOK, vaultId: folder.vaultId, journal: folder.journal(files), acceptOlder: acceptOlder ?? false, ...rest })
	}

	/** Stores what was prepared, and makes it current. */
	async save(revision: RevisionFile): Promise<VaultView> {
		folder.store(revision)
		return this.api.commit({ vaultId: folder.vaultId, name: revision.name })
	}

	async put(id: string, draft: Partial<CredentialDraft>): Promise<VaultView> {
		return this.save(await this.api.prepare({ vaultId: folder.vaultId, changes: [{ kind: 'put', id, draft }] }))
	}

	async invite(role: MemberRole, expiresAt = LATER): Promise<InvitationOffer> {
		const offer = await this.api.invite({ vaultId: folder.vaultId, role, label: 'La nouvelle', expiresAt })
		await this.save(offer.revision)
		return offer
	}

	async accept(code: readonly string[]): Promise<AcceptedInvitation & { readonly view: VaultView }> {
		const accepted = await this.api.acceptInvitation({ ...this.place, code: code.join(' ') })
		return { ...accepted, view: await this.save(accepted.revision) }
	}

	async remember(): Promise<void> {
		const revision = await this.api.rememberHeads()
		if (revision !== null) {
			await this.api.commitIdentity(revision.name)
			this.identity = [revision]
		}
	}

	/** The same person at another moment: only what the identity journal and the server keep. */
	async later(): Promise<Person> {
		await this.remember()
		const person = new Person(this.label)
		person.identity = this.identity
		await person.api.unlock({ passphrase: `phrase de ${this.label}`, identity: { heads: this.identity, others: [] } })
		return person
	}
}

/** Anna alone, with one credential. */
export async function founder(): Promise<Person> {
	const anna = await Person.create('Anna')
	const { vaultId, revision } = await anna.api.createVault({ notebookId: NOTEBOOK, label: 'Anna' })
	folder.vaultId = vaultId
	await anna.save(revision)
	await anna.put(IMPOTS, { label: 'Impôts', password: 'un' })
	return anna
}

/** Anna, keeper, and somebody whom she invited. */
export async function two(role: MemberRole = 'writer'): Promise<readonly [Person, Person]> {
	const [anna, bruno] = [await founder(), await Person.create('Bruno')]
	await bruno.accept((await anna.invite(role)).code)
	await anna.open()
	return [anna, bruno]
}

/** Id of the member of this label. */
export const idOf = (view: VaultView, label: string): string => view.members.find((member) => member.label === label)?.id as string
/** Expects a refusal of this code. */
export const fails = async (action: Promise<unknown>, code: string): Promise<void> => expect(action).rejects.toMatchObject({ code })

/** Sets the clock. */
export function setTime(at: string): void {
	time = Date.parse(at)
}

/** An empty folder at the beginning of a day. */
export function newFolder(): void {
	setTime('2026-11-22T09:00:00.000Z')
	folder = new Folder()
}
