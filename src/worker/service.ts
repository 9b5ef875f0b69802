// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../domain/document.ts'
import { TrousseauError } from '../domain/errors.ts'
import { credentialOf, historyLines, secretOf } from '../vault/content/credentials.ts'
import { detailsOf } from '../vault/content/details.ts'
import { openDraft, sealDraft } from '../vault/content/draft.ts'
import { utf8 } from '../vault/file/bytes.ts'
import { cacheNameHash } from '../vault/file/seal.ts'
import { cipherSelfTest } from '../vault/file/self-test.ts'
import { loadSodium, sodium } from '../vault/file/sodium.ts'
import type { Pin } from '../vault/keys/identity.ts'
import { quickSelfTest } from '../vault/keys/kdf.ts'
import { proposePassphrase } from '../vault/keys/words.ts'
import { describeForks, labelIn, openVault, othersOf, pinOf, wipeState } from '../vault/opening.ts'
import { prepareChanges, prepareEdit, prepareFirst, settle } from '../vault/prepare-revision.ts'
import type { CryptoApi, IdentityView, KdfParameters, RelockedIdentity, VaultView } from './api.ts'
import { CHEAPEST, costWithin, isDearer } from './costs.ts'
import { identityView, keysOf, rememberPins, unlockIdentity, wipeSession } from './identity-session.ts'
import type { CallResult, Input } from './methods.ts'
import { ServiceState } from './state.ts'
import type { ServiceNeeds } from './state.ts'
import { fingerprintOf } from './views.ts'

export type { ServiceNeeds } from './state.ts'

const PROPOSED_WORDS = 6

/** A chunk of the Worker: loaded once, and once again after a line that was cut. */
function chunk<T>(load: () => Promise<T>): () => Promise<T> {
	let loading: Promise<T> | null = null
	return () => {
		loading ??= load().catch((error: unknown) => {
			loading = null
			throw new TrousseauError('not-loaded', {}, error)
		})
		return loading
	}
}

/*
 * Rarely used features are chunks of their own: opening a vault does not wait for them.
 */
const identityMaking = chunk(() => import(/* webpackChunkName: "worker-rare" */ './identity-making.ts'))
const memberCalls = chunk(() => import(/* webpackChunkName: "worker-rare" */ './member-calls.ts'))
const backups = chunk(() => import(/* webpackChunkName: "worker-rare" */ './backup.ts'))
const pasts = chunk(() => import(/* webpackChunkName: "worker-rare" */ './past.ts'))
const judging = chunk(() => import(/* webpackChunkName: "worker-rare" */ './judging.ts'))
const codes = chunk(() => import(/* webpackChunkName: "worker-codes" */ '../vault/content/totp.ts'))
const checking = chunk(() => import(/* webpackChunkName: "worker-rare" */ '../vault/trust/check-revision.ts'))

/** Loads every chunk, so that no later call waits for the line. */
export async function loadChunks(): Promise<void> {
	await Promise.all([identityMaking(), memberCalls(), backups(), pasts(), judging(), checking(), codes()])
}

/** The crypto service behind the Worker's calls. */
class CryptoService extends ServiceState implements CryptoApi {
	async ready(): Promise<void> {
		await loadSodium()
		quickSelfTest()
		cipherSelfTest()
	}

	async calibrate(): Promise<KdfParameters> {
		await loadSodium()
		const { key, milliseconds } = await this.needs.deriveKey({ password: utf8('calibration'), salt: sodium.randombytes_buf(16), ...CHEAPEST, selfTest: true })
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
		const { newIdentity } = await identityMaking()
		return this.keepIdentity(await newIdentity(input, this.needs.now(), this.needs.deriveKey), generation)
	}

	async commitIdentity(name: string): Promise<IdentityView> {
		const prepared = this.preparedIdentities.get(name)
		if (prepared === undefined) {
			throw new TrousseauError('locked', { revision: name })
		}
		// Sessions prepared beside this one follow a state that is no longer current: their keys are wiped.
		const superseded = [...this.preparedIdentities.values()].filter((other) => other !== prepared).map(({ session }) => session)
		;[...superseded, ...(this.identity === null ? [] : [this.identity])].forEach((session) => wipeSession(session, prepared.session))
		this.preparedIdentities.clear()
		this.identity = prepared.session
		return identityView(prepared.session)
	}

	async changePassphrase(input: Input<'changePassphrase'>): Promise<RelockedIdentity> {
		const { generation } = this
		const session = this.session()
		const { relockIdentity } = await identityMaking()
		const prepared = await relockIdentity(session, input, this.needs.now(), this.needs.deriveKey)
		const [head] = prepared.session.heads
		return { revision: this.keepIdentity(prepared, generation), remove: head?.header.ancestors ?? [] }
	}

	async raiseKdf({ passphrase, ...input }: Input<'raiseKdf'>): Promise<RelockedIdentity> {
		const { kdf } = input
		if (!isDearer(kdf, this.session().lock.kdf)) {
			throw new TrousseauError('invalid', { memory: kdf.memory, passes: kdf.passes })
		}
		return this.changePassphrase({ ...input, current: passphrase, next: passphrase })
	}

	async prefetch(files: Input<'prefetch'>): Promise<void> {
		const { generation } = this
		await loadSodium()
		this.refuseLater(generation)
		this.ahead.clear()
		files.forEach(({ name, bytes }) => {
			cacheNameHash(bytes)
			this.ahead.set(name, bytes)
		})
	}

	async unlock(input: Input<'unlock'>): Promise<IdentityView> {
		await loadSodium()
		const { generation } = this
		const session = await unlockIdentity(input.passphrase, input.identity, this.needs.deriveKey).catch((error: unknown) => {
			this.ahead.clear()
			throw error
		})
		if (generation !== this.generation) {
			wipeSession(session)
			throw new TrousseauError('locked')
		}
		this.forget()
		this.identity = session
		return identityView(session)
	}

	async rememberHeads(again = false): Promise<RevisionFile | null> {
		const session = this.session()
		const at = this.needs.now()
		const pins = new Map<string, Pin>([...this.vaults].map(([id, state]) => [id, pinOf(state, at)]))
		const prepared = rememberPins(session, pins, at, again)
		return prepared === null ? null : this.keepIdentity(prepared, this.generation)
	}

	async lock(): Promise<void> {
		this.ahead.clear()
		this.forget()
	}

	async createVault({ notebookId, label }: Input<'createVault'>): Promise<{ readonly vaultId: string, readonly revision: RevisionFile }> {
		const prepared = prepareFirst(notebookId, label, this.needs.now(), keysOf(this.session()))
		return { vaultId: prepared.next.vault, revision: this.keep(prepared) }
	}

	async openVault({ notebookId, vaultId, journal, acceptOlder, browserPin, follow, partial, refused }: Input<'openVault'>): Promise<VaultView> {
		const session = this.session()
		const current = this.vaults.get(vaultId) ?? null
		// The open state contains the pin of the identity, or an override replaced it: the pin counts at the first opening only.
		const pin = current === null ? this.pinOf(vaultId) : null
		if ((pin?.notebook ?? current?.notebook ?? notebookId) !== notebookId) {
			throw new TrousseauError('wrong-notebook', { vault: vaultId })
		}
		const state = openVault({
			notebook: notebookId,
			vault: vaultId,
			heads: this.whole(journal.heads),
			others: journal.others,
			current,
			pin,
			browserPin: browserPin ?? null,
			acceptOlder,
			follow: follow ?? null,
			partial: partial ?? false,
			refused: refused ?? [],
		}, keysOf(session))
		this.show(state)
		return this.view(vaultId)
	}

	async describeForks({ notebookId, vaultId, heads }: Input<'describeForks'>): CallResult<'describeForks'> {
		return describeForks({ notebook: notebookId, vault: vaultId }, heads, keysOf(this.session()))
	}

	async prepare({ vaultId, changes }: Input<'prepare'>): Promise<RevisionFile> {
		return this.write(vaultId, (state, at, keys) => prepareChanges(state, changes, at, keys))
	}

	async commit({ vaultId, name }: Input<'commit'>): Promise<VaultView> {
		const session = this.session()
		const prepared = this.prepared.get(vaultId)?.get(name)
		if (prepared === undefined) {
			throw new TrousseauError('locked', { revision: name })
		}
		const state = settle(prepared, this.vaults.get(vaultId) ?? null, keysOf(session))
		this.prepared.get(vaultId)?.delete(name)
		this.show(state)
		return this.view(vaultId)
	}

	async discard({ vaultId, name }: Input<'discard'>): Promise<void> {
		const prepared = this.prepared.get(vaultId)?.get(name)
		if (prepared !== undefined) {
			wipeState(prepared.next, this.vaults.get(vaultId))
			this.prepared.get(vaultId)?.delete(name)
		}
	}

	async makeDraft({ vaultId, draftId, changes }: Input<'makeDraft'>): CallResult<'makeDraft'> {
		const made = this.pending.add(this.open(vaultId), draftId, changes, this.needs.now(), keysOf(this.session()))
		return { ...made, view: this.view(vaultId) }
	}

	async loadDrafts({ vaultId, drafts }: Input<'loadDrafts'>): CallResult<'loadDrafts'> {
		const loaded = this.pending.load(this.open(vaultId), drafts, keysOf(this.session()))
		return { ...loaded, view: this.view(vaultId) }
	}

	async prepareDrafts({ vaultId, draftIds }: Input<'prepareDrafts'>): Promise<RevisionFile | null> {
		const content = this.pending.contentWith(this.open(vaultId), draftIds)
		return content === null ? null : this.write(vaultId, (state, at, keys) => prepareEdit(state, { content }, at, keys))
	}

	async dropDrafts({ vaultId, draftIds }: Input<'dropDrafts'>): Promise<VaultView> {
		this.pending.drop(vaultId, draftIds)
		return this.view(vaultId)
	}

	async sealDraft({ notebookId, draftId, content }: Input<'sealDraft'>): Promise<Uint8Array> {
		return sealDraft({ notebook: notebookId, vault: '', id: draftId }, content, keysOf(this.session()))
	}

	async openDraft({ notebookId, draftId, bytes }: Input<'openDraft'>): CallResult<'openDraft'> {
		return openDraft({ notebook: notebookId, vault: '', id: draftId }, bytes, keysOf(this.session()))
	}

	async invite({ vaultId, role, label, expiresAt, replaces = [] }: Input<'invite'>): CallResult<'invite'> {
		const { generation } = this
		const { drawInvitation, invitationKdf, prepareInvitation, wipeSecret } = await memberCalls()
		const kdf = invitationKdf(this.open(vaultId), this.session().lock.kdf)
		const drawn = await drawInvitation(vaultId, kdf, this.needs.deriveKey)
		try {
			this.refuseLater(generation)
			const [state, keys] = [this.open(vaultId), keysOf(this.session())]
			const { prepared, memberId } = prepareInvitation(state, { role, label, expiresAt, replaces, slot: drawn.slot, kdf }, drawn.secret, this.needs.now(), keys)
			const revision = this.keep(prepared)
			return { revision, memberId, code: drawn.code, fingerprint: identityView(this.session()).fingerprint, head: revision.name }
		} finally {
			wipeSecret(drawn.secret)
		}
	}

	async cancelInvitation({ vaultId, memberId }: Input<'cancelInvitation'>): CallResult<'cancelInvitation'> {
		const { prepareCancellation } = await memberCalls()
		return { revision: this.write(vaultId, (state, at, keys) => prepareCancellation(state, memberId, at, keys)) }
	}

	async acceptInvitation({ code, ...place }: Input<'acceptInvitation'>): CallResult<'acceptInvitation'> {
		const { generation } = this
		this.session()
		const { acceptInvitation, openCode, wipeSecret } = await memberCalls()
		const secret = await openCode(code, place.vaultId, place.journal.heads, this.needs.deriveKey)
		try {
			this.refuseLater(generation)
			const { prepared, role, inviter } = acceptInvitation(this.entry(place), secret)
			return { revision: this.keep(prepared), role, inviter: { label: inviter.label, fingerprint: fingerprintOf(inviter) } }
		} finally {
			wipeSecret(secret)
		}
	}

	async removeMember({ vaultId, memberId, isFormerKey = false }: Input<'removeMember'>): CallResult<'removeMember'> {
		const { prepareRemoval } = await memberCalls()
		const prepared = this.prepareOn(vaultId, (state, at, keys) => prepareRemoval(state, memberId, isFormerKey, at, keys))
		const departure = prepared.next.content.collections.departures?.[memberId]
		return { revision: this.keep(prepared), credentialIds: Object.keys(departure?.credentials ?? {}) }
	}

	async changeRole({ vaultId, memberId, role }: Input<'changeRole'>): Promise<RevisionFile> {
		const { prepareRole } = await memberCalls()
		return this.write(vaultId, (state, at, keys) => prepareRole(state, memberId, role, at, keys))
	}

	async createEnvelope({ vaultId }: Input<'createEnvelope'>): CallResult<'createEnvelope'> {
		const { prepareEnvelope } = await memberCalls()
		const { prepared, sheet } = prepareEnvelope(this.open(vaultId), this.needs.now(), keysOf(this.session()))
		return { revision: this.keep(prepared), sheet }
	}

	async verifyEnvelope({ vaultId, words }: Input<'verifyEnvelope'>): Promise<RevisionFile> {
		const { prepareVerification } = await memberCalls()
		return this.write(vaultId, (state, at, keys) => prepareVerification(state, words, at, keys))
	}

	async openWithEnvelope({ words, ...place }: Input<'openWithEnvelope'>): Promise<RevisionFile> {
		this.session()
		const { envelopeBits, openEnvelope } = await memberCalls()
		const bits = envelopeBits(words)
		try {
			return this.keep(openEnvelope(this.entry(place), bits).prepared)
		} finally {
			sodium.memzero(bits)
		}
	}

	async acceptBranch({ vaultId, revision, journal }: Input<'acceptBranch'>): Promise<RevisionFile> {
		const { prepareAcceptance } = await memberCalls()
		const others = othersOf(this.open(vaultId), journal.others, keysOf(this.session()))
		try {
			return this.write(vaultId, (state, at, keys) => prepareAcceptance(state, revision, (name) => others.find(name), at, keys))
		} finally {
			others.wipe([])
		}
	}

	async refuseBranch({ vaultId, revision }: Input<'refuseBranch'>): Promise<RevisionFile> {
		const { prepareRefusal } = await memberCalls()
		return this.write(vaultId, (state, at, keys) => prepareRefusal(state, revision, at, keys))
	}

	async reveal({ vaultId, id, field, index }: Input<'reveal'>): Promise<string> {
		return secretOf(this.pending.over(this.open(vaultId)).content, id, field, index)
	}

	async judge({ vaultId, ids, words }: Input<'judge'>): CallResult<'judge'> {
		const { generation } = this
		const { judgePasswords } = await judging()
		const judged = await judgePasswords(this.pending.over(this.open(vaultId)).content, { ids, words }, this.needs.strength?.())
		this.refuseLater(generation)
		return judged
	}

	async history({ vaultId, id }: Input<'history'>): CallResult<'history'> {
		const state = this.pending.over(this.open(vaultId))
		return historyLines(state.content, id, (member) => labelIn(state.lists, member))
	}

	async details({ vaultId, id }: Input<'details'>): CallResult<'details'> {
		return detailsOf(credentialOf(this.pending.over(this.open(vaultId)).content, id))
	}

	async code({ vaultId, id, link }: Input<'code'>): CallResult<'code'> {
		const { codeOf } = await codes()
		return codeOf(link ?? secretOf(this.pending.over(this.open(vaultId)).content, id, 'otp'), Date.parse(this.needs.now()))
	}

	async sealBackup(input: Input<'sealBackup'>): CallResult<'sealBackup'> {
		const { sealBackup } = await backups()
		return sealBackup(input, this.needs.deriveKey)
	}

	async openBackup(input: Input<'openBackup'>): Promise<Uint8Array> {
		const { openBackup } = await backups()
		return openBackup(input, this.needs.deriveKey)
	}

	async checkRevision({ notebookId, vaultId, revision, parents }: Input<'checkRevision'>): CallResult<'checkRevision'> {
		const { checkRevision } = await checking()
		return checkRevision(revision, parents, { notebook: notebookId, vault: vaultId }, keysOf(this.session()))
	}

	async conflicts({ vaultId, id }: Input<'conflicts'>): CallResult<'conflicts'> {
		const { conflictViews } = await pasts()
		return conflictViews(this.pending.over(this.open(vaultId)), id)
	}

	async past(place: Input<'past'>): CallResult<'past'> {
		const { pastView } = await pasts()
		return pastView(this.open(place.vaultId), place, keysOf(this.session()))
	}

	async pastRecords(place: Input<'pastRecords'>): CallResult<'pastRecords'> {
		const { pastRecords } = await pasts()
		return pastRecords(this.open(place.vaultId), place, keysOf(this.session()))
	}

	async revealPast(place: Input<'revealPast'>): Promise<string> {
		const { revealPast } = await pasts()
		return revealPast(this.open(place.vaultId), place, keysOf(this.session()))
	}

	async planRestore(place: Input<'planRestore'>): CallResult<'planRestore'> {
		const { planRestore } = await pasts()
		return planRestore(this.open(place.vaultId), place, this.needs.now(), keysOf(this.session()))
	}

	async prepareRestore(place: Input<'prepareRestore'>): Promise<RevisionFile> {
		const { prepareRestore } = await pasts()
		return this.write(place.vaultId, (state, at, keys) => prepareRestore(state, place, at, keys))
	}
}

/** A crypto service, locked. */
export const createCryptoService = (needs: ServiceNeeds): CryptoApi => new CryptoService(needs)
