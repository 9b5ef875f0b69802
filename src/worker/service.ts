// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../domain/errors.ts'
import { fromBase64, utf8 } from '../vault/bytes.ts'
import { historyLines, secretOf, summaries } from '../vault/credentials.ts'
import { fingerprint } from '../vault/fingerprint.ts'
import type { Pin } from '../vault/identity.ts'
import { CREATION_COSTS, quickSelfTest } from '../vault/kdf.ts'
import type { DeriveKey } from '../vault/kdf.ts'
import { myEntry, openVault, pinOf, wipeState } from '../vault/opening.ts'
import type { VaultState } from '../vault/opening.ts'
import { loadSodium, sodium } from '../vault/sodium.ts'
import { proposePassphrase } from '../vault/words.ts'
import { prepareChanges, prepareFirst, settle } from '../vault/writing.ts'
import type { PreparedVault } from '../vault/writing.ts'
import type { CryptoApi, IdentityView, KdfParameters, MemberView, RevisionFile, VaultView } from './api.ts'
import { identityView, keysOf, newIdentity, rememberPins, unlockIdentity, wipeSession } from './identity-session.ts'
import type { IdentitySession, PreparedIdentity } from './identity-session.ts'

/** What the service needs of the place where it runs. */
export interface ServiceNeeds {
	readonly deriveKey: DeriveKey
	/** The present moment, ISO 8601 in UTC with milliseconds. */
	readonly now: () => string
}

/** Milliseconds that a derivation should cost on this computer. */
const TARGET = 1000
const PROPOSED_WORDS = 6

/** The dearest cost that stays under a second, from the time of the cheapest. */
function costWithin(milliseconds: number): KdfParameters {
	const [cheapest] = CREATION_COSTS as [KdfParameters]
	const affordable = CREATION_COSTS.filter(({ memory }) => (memory / cheapest.memory) * milliseconds <= TARGET)
	return affordable.at(-1) ?? cheapest
}

function memberViews({ lists, me }: VaultState): readonly MemberView[] {
	return Object.entries(lists.members).map(([id, { kind, role, label, addedAt, expiresAt, box, sign }]) => ({
		id,
		kind,
		role,
		label,
		addedAt,
		expiresAt,
		isMe: id === me,
		fingerprint: fingerprint(fromBase64(box, 32), fromBase64(sign, 32)),
	}))
}

function vaultView(state: VaultState): VaultView {
	return {
		vaultId: state.vault,
		notebookId: state.notebook,
		heads: state.heads.map(({ name }) => name),
		role: myEntry(state).role,
		credentials: summaries(state.content),
		members: memberViews(state),
	}
}

/** Label of a member, past or present; empty when nobody is known by this id. */
function labelOf({ lists }: VaultState, id: string): string {
	const entry = Object.hasOwn(lists.members, id) ? lists.members[id] : Object.hasOwn(lists.removed, id) ? lists.removed[id] : undefined
	return entry?.label ?? ''
}

/**
 * The crypto service behind the Worker's calls: holds the identity and the open
 * vaults, and everything prepared that was neither committed nor discarded.
 */
class CryptoService implements CryptoApi {
	private readonly needs: ServiceNeeds
	private identity: IdentitySession | null = null
	private readonly preparedIdentities = new Map<string, PreparedIdentity>()
	private readonly vaults = new Map<string, VaultState>()
	/** By vault id, then by name of revision. */
	private readonly prepared = new Map<string, Map<string, PreparedVault>>()
	/** Counts the locks: what was begun before one must not bring keys back after it. */
	private generation = 0

	constructor(needs: ServiceNeeds) {
		this.needs = needs
	}

	async ready(): Promise<void> {
		await loadSodium()
		quickSelfTest()
	}

	async calibrate(): Promise<KdfParameters> {
		await loadSodium()
		const [cheapest] = CREATION_COSTS as [KdfParameters]
		const { key, milliseconds } = await this.needs.deriveKey({ password: utf8('calibration'), salt: sodium.randombytes_buf(16), ...cheapest, selfTest: true })
		sodium.memzero(key)
		return costWithin(milliseconds)
	}

	async proposePassphrase(): Promise<string> {
		await loadSodium()
		return proposePassphrase(PROPOSED_WORDS)
	}

	async createIdentity(input: { readonly passphrase: string, readonly label: string, readonly kdf: KdfParameters }): Promise<RevisionFile> {
		await loadSodium()
		const { generation } = this
		return this.keepIdentity(await newIdentity(input, this.needs.now(), this.needs.deriveKey), generation)
	}

	async commitIdentity(name: string): Promise<IdentityView> {
		const prepared = this.preparedIdentities.get(name)
		if (prepared === undefined) {
			throw new TrousseauError('locked', { revision: name })
		}
		this.preparedIdentities.delete(name)
		this.identity = prepared.session
		return identityView(prepared.session)
	}

	async unlock(input: Parameters<CryptoApi['unlock']>[0]): Promise<IdentityView> {
		await loadSodium()
		const { generation } = this
		const session = await unlockIdentity(input.passphrase, input.identity, this.needs.deriveKey)
		if (generation !== this.generation) {
			wipeSession(session)
			throw new TrousseauError('locked')
		}
		this.forget()
		this.identity = session
		return identityView(session)
	}

	async rememberHeads(): Promise<RevisionFile | null> {
		const session = this.session()
		const at = this.needs.now()
		const pins = new Map<string, Pin>([...this.vaults].map(([id, state]) => [id, pinOf(state, at)]))
		const prepared = rememberPins(session, pins, at)
		return prepared === null ? null : this.keepIdentity(prepared, this.generation)
	}

	async lock(): Promise<void> {
		this.forget()
	}

	async createVault({ notebookId, label }: Parameters<CryptoApi['createVault']>[0]): Promise<{ readonly vaultId: string, readonly revision: RevisionFile }> {
		const prepared = prepareFirst(notebookId, label, this.needs.now(), keysOf(this.session()))
		return { vaultId: prepared.next.vault, revision: this.keep(prepared) }
	}

	async openVault({ notebookId, vaultId, journal, acceptOlder }: Parameters<CryptoApi['openVault']>[0]): Promise<VaultView> {
		const session = this.session()
		const { pins } = session.payload.content.collections
		const current = this.vaults.get(vaultId) ?? null
		// What is open contains what the identity remembers, or was accepted in its place.
		const pin = current === null && Object.hasOwn(pins, vaultId) ? pins[vaultId] ?? null : null
		if ((pin?.notebook ?? current?.notebook ?? notebookId) !== notebookId) {
			throw new TrousseauError('wrong-notebook', { vault: vaultId })
		}
		const state = openVault({ notebook: notebookId, vault: vaultId, heads: journal.heads, others: journal.others, current, pin, acceptOlder }, keysOf(session))
		this.vaults.set(vaultId, state)
		return vaultView(state)
	}

	async prepare({ vaultId, changes }: Parameters<CryptoApi['prepare']>[0]): Promise<RevisionFile> {
		return this.keep(prepareChanges(this.open(vaultId), changes, this.needs.now(), keysOf(this.session())))
	}

	async commit({ vaultId, name }: Parameters<CryptoApi['commit']>[0]): Promise<VaultView> {
		const session = this.session()
		const prepared = this.prepared.get(vaultId)?.get(name)
		if (prepared === undefined) {
			throw new TrousseauError('locked', { revision: name })
		}
		const state = settle(prepared, this.vaults.get(vaultId) ?? null, keysOf(session))
		this.vaults.set(vaultId, state)
		this.prepared.get(vaultId)?.delete(name)
		return vaultView(state)
	}

	async discard({ vaultId, name }: Parameters<CryptoApi['discard']>[0]): Promise<void> {
		this.prepared.get(vaultId)?.delete(name)
	}

	async reveal({ vaultId, id, field, index }: Parameters<CryptoApi['reveal']>[0]): Promise<string> {
		return secretOf(this.open(vaultId).content, id, field, index)
	}

	async history({ vaultId, id }: Parameters<CryptoApi['history']>[0]): ReturnType<CryptoApi['history']> {
		const state = this.open(vaultId)
		return historyLines(state.content, id, (member) => labelOf(state, member))
	}

	private session(): IdentitySession {
		if (this.identity === null) {
			throw new TrousseauError('locked')
		}
		return this.identity
	}

	private open(vaultId: string): VaultState {
		this.session()
		const state = this.vaults.get(vaultId)
		if (state === undefined) {
			throw new TrousseauError('locked', { vault: vaultId })
		}
		return state
	}

	private keepIdentity(prepared: PreparedIdentity, generation: number): RevisionFile {
		if (generation !== this.generation) {
			wipeSession(prepared.session)
			throw new TrousseauError('locked')
		}
		this.preparedIdentities.set(prepared.file.name, prepared)
		return prepared.file
	}

	private keep(prepared: PreparedVault): RevisionFile {
		const { vault } = prepared.next
		const byName = this.prepared.get(vault) ?? new Map<string, PreparedVault>()
		byName.set(prepared.file.name, prepared)
		this.prepared.set(vault, byName)
		return prepared.file
	}

	/** Overwrites every key, and lets go of every decrypted text. */
	private forget(): void {
		this.generation += 1
		this.vaults.forEach(wipeState)
		this.prepared.forEach((byName) => byName.forEach(({ next }) => wipeState(next)))
		this.preparedIdentities.forEach(({ session }) => wipeSession(session))
		if (this.identity !== null) {
			wipeSession(this.identity)
		}
		this.identity = null
		this.vaults.clear()
		this.prepared.clear()
		this.preparedIdentities.clear()
	}
}

/** A crypto service, locked. */
export const createCryptoService = (needs: ServiceNeeds): CryptoApi => new CryptoService(needs)
