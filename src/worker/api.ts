// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../domain/document.ts'
import type { RejectedHead } from '../domain/errors.ts'
import type { ErrorCode } from '../domain/errors.ts'
import type { JsonValue } from '../domain/json.ts'
import type { JudgedPassword } from '../domain/passwords/health.ts'
import type { TouchedRecord } from '../domain/patch.ts'
import type { SealedBackup } from '../vault/content/backup.ts'
import type { OneTimeCode } from '../vault/content/totp.ts'
import type { DepartureView } from '../vault/members/departures.ts'
import type { EnvelopeView } from '../vault/members/envelope-view.ts'
import type { EnvelopeSheet, TypedWord } from '../vault/members/envelope.ts'
import type { AddedMember, CredentialDetails, CredentialHistoryLine, CredentialSummary, MemberRole, SecretField, VaultChange, VaultNotice } from '../vault/model.ts'
import type { CheckedState } from '../vault/trust/check-revision.ts'
import type { OpenInput } from './open-input.ts'
import type { ConflictView, PastDifference, PastPlace, PastRecordView, PastSide, PastView } from './past-views.ts'

export type { OpenInput } from './open-input.ts'
export type { SealedBackup } from '../vault/content/backup.ts'
export type { CheckedState } from '../vault/trust/check-revision.ts'
export type { OneTimeCode } from '../vault/content/totp.ts'
export type { DepartureView } from '../vault/members/departures.ts'
export type { EnvelopeView } from '../vault/members/envelope-view.ts'
export type { EnvelopeSheet, TypedWord } from '../vault/members/envelope.ts'
export type { VaultChange, VaultNotice } from '../vault/model.ts'
export type { ConflictView, PastDifference, PastField, PastPlace, PastRecordView, PastSide, PastView } from './past-views.ts'

/** A revision to open; without bytes, one that the Worker was handed ahead. */
export type OpenFile = RevisionFile | { readonly name: string, readonly bytes: null }

/** An edit that is not saved yet, as the browser keeps it. */
export interface SealedDraft {
	/** 32 hexadecimal digits. */
	readonly id: string
	readonly bytes: Uint8Array
}

/** Records that an unsaved edit touches. */
export interface DraftView {
	readonly id: string
	/** When it was made, ISO 8601. */
	readonly at: string
	readonly records: readonly TouchedRecord[]
}

/** Argon2id parameters. */
export interface KdfParameters {
	/** Bytes of memory, a multiple of 1,024. */
	readonly memory: number
	readonly passes: number
}

/** Content of an identity that the page may see: no key. */
export interface IdentityView {
	/** Ids of the vaults that this person opened before, with the head last seen. */
	readonly pins: readonly VaultPin[]
	/** Five French words to compare by telephone. */
	readonly fingerprint: readonly string[]
	readonly kdf: KdfParameters
	/**
	 * After `unlock`: the dearer derivation that this computer could afford, to be given to `raiseKdf`, or null
	 * when the present one is what a new identity would have here.
	 */
	readonly dearer: KdfParameters | null
	/** Names of the heads that it was read from. */
	readonly heads: readonly string[]
	/** After `unlock`: names of the heads of another key, or under another passphrase, which lie beside this one. */
	readonly otherHeads: readonly string[]
}

/** The head last seen of one vault. */
export interface VaultPin {
	readonly notebookId: string
	readonly vaultId: string
	/** Name of the revision. */
	readonly head: string
	/** Fingerprint of the inviter; empty when this person was not invited. */
	readonly inviter: readonly string[]
}

/** An opened vault, as the page sees it. */
export interface VaultView {
	readonly vaultId: string
	readonly notebookId: string
	/** Heads merged in this view, sorted. */
	readonly heads: readonly string[]
	readonly role: MemberRole
	readonly credentials: readonly CredentialSummary[]
	/** Persons, invitations that nobody used yet, and the envelope. */
	readonly members: readonly MemberView[]
	/** Warnings of this opening: forks, quarantined branches, damaged files. Empty most of the time. */
	readonly notices: readonly VaultNotice[]
	readonly envelope: EnvelopeView
	/** People who left, and which of the passwords they knew remain to be changed; the latest first. */
	readonly departures: readonly DepartureView[]
	/** Events of the vault, the latest first. */
	readonly events: readonly EventView[]
}

/** Something that happened to the vault. */
export interface EventView {
	readonly kind: 'envelope-opened' | 'split-met' | 'branch-accepted'
	readonly at: string
	/** Label of who did it; of an opened envelope, of who came in. */
	readonly by: string
}

/** One of several histories that exclude one another, as it says of itself. */
export interface ForkView {
	/** Name of its head. */
	readonly head: string
	/** When that was written, ISO 8601. */
	readonly at: string
	/** Label of who wrote it. */
	readonly by: string
	/** Labels of the people whom it removed and another of the histories still has. */
	readonly removes: readonly string[]
	/** Labels of the people who have a lesser role in it than in another of the histories. */
	readonly lowers: readonly string[]
	/** The people whom it has and none of the other histories has, nor has removed. */
	readonly adds: readonly AddedMember[]
}

/** A member, without keys. */
export interface MemberView {
	readonly id: string
	readonly kind: 'person' | 'invitation' | 'envelope'
	readonly role: MemberRole
	readonly label: string
	readonly addedAt: string
	readonly expiresAt: string
	readonly isMe: boolean
	readonly fingerprint: readonly string[]
	/** Of an invitation, the label of the inviter. Empty otherwise. */
	readonly inviter: string
	/** Of an envelope, the number of its sheet; 0 otherwise. */
	readonly sheet: number
}

/** A journal's revisions, where somebody enters who is not a member yet. */
export interface EntryPlace {
	readonly notebookId: string
	readonly vaultId: string
	/** The heads, and as many of the latest other revisions as the journal keeps. */
	readonly journal: OpenInput
	/** The name under which the other members will see this person. */
	readonly label: string
}

/** A new invitation, ready to be stored. */
export interface InvitationOffer {
	readonly revision: RevisionFile
	/** Id of the invitation in the list of members. */
	readonly memberId: string
	/** Eight French words to say by telephone or in person; kept nowhere. */
	readonly code: readonly string[]
	/** Five French words: those of the inviter, that the invitee will see. */
	readonly fingerprint: readonly string[]
	/** Name of the head that the invitee should find, or one after it. */
	readonly head: string
}

/** The revision by which an invitation was accepted, ready to be stored. */
export interface AcceptedInvitation {
	readonly revision: RevisionFile
	readonly role: MemberRole
	/** The inviter: authenticated by the code; the fingerprint is to be compared by telephone. */
	readonly inviter: { readonly label: string, readonly fingerprint: readonly string[] }
}

/** An identity revision under another passphrase or cost, ready to be stored. */
export interface RelockedIdentity {
	readonly revision: RevisionFile
	/** Names of the revisions that it follows, under the former one: of use until it, and copies of it, were read back from the server. */
	readonly remove: readonly string[]
}

/**
 * The calls of the crypto Worker. Keys and decrypted vaults never leave it.
 * Every call rejects with a `TrousseauError`.
 *
 * A write is in two steps, so that nothing is believed saved before the server
 * said so: the Worker prepares a revision (already decrypted back and compared),
 * the page stores it, then `commit` makes it the current state; `discard` forgets it.
 */
export interface CryptoApi {
	/** Loads libsodium and checks it. Rejects with `no-wasm`, `no-memory` or `kdf-self-test`. */
	ready(): Promise<void>

	/**
	 * Parameters that cost about a second on this computer, between the floor
	 * (64 MiB × 3) and the default (256 MiB × 3).
	 */
	calibrate(): Promise<KdfParameters>
	/** Prepares a new identity; a known-answer test at these parameters comes first. */
	createIdentity(input: { readonly passphrase: string, readonly label: string, readonly kdf: KdfParameters }): Promise<RevisionFile>
	/** Makes a prepared identity revision the current one. */
	commitIdentity(name: string): Promise<IdentityView>
	/**
	 * Passes files that the first opening after the next `unlock` will need, while the key is derived: only hashed,
	 * and neither read nor believed. They are in place of those handed over before. Each is used once, by an `openVault` that
	 * names it without its bytes, which forgets the others; `lock` and an `unlock` that fails forget all of them.
	 */
	prefetch(files: readonly RevisionFile[]): Promise<void>
	/** Opens an identity. Its heads are tried in the order given, with eight derivations at most. Rejects with `bad-passphrase`, `altered`, `kdf-bounds`, `unsupported-version`. */
	unlock(input: { readonly passphrase: string, readonly identity: OpenInput }): Promise<IdentityView>
	/**
	 * Prepares an identity revision that remembers the heads now open, or null when nothing is new.
	 * `again`: also when nothing is new, for one more copy of the key.
	 */
	rememberHeads(again?: boolean): Promise<RevisionFile | null>
	/** Six French words drawn at random (66 bits), to propose as a passphrase. */
	proposePassphrase(): Promise<string>
	/**
	 * Prepares the identity under another passphrase, with a new salt; the known-answer test comes first and the
	 * whole way back last. Rejects with `bad-passphrase` when `current` is not the present one, and as `createIdentity`.
	 *
	 * `identity`: what the journal holds now; what other computers wrote there since is taken along.
	 */
	changePassphrase(input: { readonly current: string, readonly next: string, readonly kdf: KdfParameters, readonly identity?: OpenInput }): Promise<RelockedIdentity>
	/** Prepares the identity under the same passphrase with a dearer derivation. Rejects with `invalid` when it is not dearer, and as `changePassphrase`. */
	raiseKdf(input: { readonly passphrase: string, readonly kdf: KdfParameters, readonly identity?: OpenInput }): Promise<RelockedIdentity>
	/** Forgets every key and every decrypted byte, and ends the Worker's memory. */
	lock(): Promise<void>

	/**
	 * Prepares the first revision of a new vault whose only member is this identity, as keeper.
	 *
	 * `label`: the name under which the other members will see this person.
	 */
	createVault(input: { readonly notebookId: string, readonly label: string }): Promise<{ readonly vaultId: string, readonly revision: RevisionFile }>
	/**
	 * Opens a vault, or merges what others wrote since.
	 * Rejects with `not-a-member`, `altered`, `bad-signature`, `not-allowed`, `rolled-back`, `forked`, `wrong-notebook`, `unsupported-version`.
	 *
	 * A head without bytes that was not handed over ahead, or no longer, rejects with `locked`.
	 * `acceptOlder`: the person was told that the head last seen is damaged, and asked for the one before.
	 * `browserPin`: name of the head that this browser remembers; it counts as the one that the identity remembers.
	 * `follow`: after `forked`, whose detail names two heads (`revision`, `other`), the one that the person chose.
	 * `partial`: more revisions can be supplied; rejects with `not-allowed`, opening nothing, where they may matter.
	 * `refused`: heads that an opening before this one refused (`rejected` of its error), to be told of in the view.
	 */
	openVault(input: {
		readonly notebookId: string
		readonly vaultId: string
		readonly journal: { readonly heads: readonly OpenFile[], readonly others: readonly RevisionFile[] }
		readonly acceptOlder: boolean
		readonly browserPin?: string
		readonly follow?: string
		readonly partial?: boolean
		readonly refused?: readonly RejectedHead[]
	}): Promise<VaultView>
	/**
	 * Describes the heads named by a refusal `forked`, for a person to choose between. Their names are hashes
	 * of bytes that `openVault` judged, which makes the description authentic. Opens nothing. Rejects with `not-a-member`, `altered`.
	 */
	describeForks(input: { readonly notebookId: string, readonly vaultId: string, readonly heads: readonly RevisionFile[] }): Promise<readonly ForkView[]>
	/** Prepares a revision with these changes on top of the current state. Rejects with `not-allowed`, `too-large`, `invalid`. */
	prepare(input: { readonly vaultId: string, readonly changes: readonly VaultChange[] }): Promise<RevisionFile>
	commit(input: { readonly vaultId: string, readonly name: string }): Promise<VaultView>
	discard(input: { readonly vaultId: string, readonly name: string }): Promise<void>

	/*
	 * Drafts: edits that are not saved yet. They are sealed to this person (section 13 of docs/FORMAT.md) and, until
	 * they are dropped, shown over what the server has by every view and by `reveal` and `history`.
	 */

	/**
	 * Keeps changes as a draft of this id, made from what is shown. Nothing is prepared for the server.
	 * Rejects with `not-allowed` for a reader, `invalid`.
	 */
	makeDraft(input: { readonly vaultId: string, readonly draftId: string, readonly changes: readonly VaultChange[] }): Promise<{
		readonly bytes: Uint8Array
		readonly draft: DraftView
		readonly view: VaultView
	}>
	/** Shows these drafts and no others, in this order. `refused`: by id, why one cannot be opened (`altered`, `unsupported-version`). */
	loadDrafts(input: { readonly vaultId: string, readonly drafts: readonly SealedDraft[] }): Promise<{
		readonly opened: readonly DraftView[]
		readonly refused: Readonly<Record<string, ErrorCode>>
		readonly view: VaultView
	}>
	/**
	 * Prepares a revision with drafts merged into the current state, or null when it holds them already.
	 * Rejects with `locked` for a draft that is not loaded, and as `prepare`.
	 */
	prepareDrafts(input: { readonly vaultId: string, readonly draftIds: readonly string[] }): Promise<RevisionFile | null>
	/** Forgets drafts that are saved, or given up. */
	dropDrafts(input: { readonly vaultId: string, readonly draftIds: readonly string[] }): Promise<VaultView>
	/** Seals a draft of the inventory to this person. */
	sealDraft(input: { readonly notebookId: string, readonly draftId: string, readonly content: JsonValue }): Promise<Uint8Array>
	/** Opens a draft of the inventory. Rejects with `altered`, `unsupported-version`. */
	openDraft(input: { readonly notebookId: string, readonly draftId: string, readonly bytes: Uint8Array }): Promise<JsonValue>

	/*
	 * Members. Each prepares a revision on top of the current state, and rejects with `not-allowed` for whoever is
	 * not a keeper and `invalid` for an unknown id.
	 */

	/**
	 * Prepares an invitation. `expiresAt`: ISO 8601, in the future. `replaces`: ids of invitations that end with it, under a new key.
	 * Also rejects with `no-memory`, `kdf-self-test`.
	 */
	invite(input: {
		readonly vaultId: string
		readonly role: MemberRole
		readonly label: string
		readonly expiresAt: string
		readonly replaces?: readonly string[]
	}): Promise<InvitationOffer>
	cancelInvitation(input: { readonly vaultId: string, readonly memberId: string }): Promise<{ readonly revision: RevisionFile }>
	/**
	 * Prepares the revision in which an invitation replaces itself by this identity; then `commit` opens the vault.
	 * Rejects with `wrong-words`, `invitation-unknown`, `invitation-expired`, `exists` for a member, and as `openVault`.
	 */
	acceptInvitation(input: EntryPlace & { readonly code: string }): Promise<AcceptedInvitation>
	/** Prepares the removal of a person or of the envelope, with a new key; `credentialIds` are those that a person could read. Not oneself. */
	removeMember(input: {
		readonly vaultId: string
		readonly memberId: string
		/** True for this person's own former key: nobody leaves, so no password needs to be changed. */
		readonly isFormerKey?: boolean
	}): Promise<{ readonly revision: RevisionFile, readonly credentialIds: readonly string[] }>
	/** Prepares another role for a person. Not oneself. */
	changeRole(input: { readonly vaultId: string, readonly memberId: string, readonly role: MemberRole }): Promise<RevisionFile>
	/** Prepares a new envelope, in place of the one before. The sheet is told once. */
	createEnvelope(input: { readonly vaultId: string }): Promise<{ readonly revision: RevisionFile, readonly sheet: EnvelopeSheet }>
	/** Prepares to record that the two words of `VaultView.envelope.ask` were typed again. Rejects with `wrong-words`. */
	verifyEnvelope(input: { readonly vaultId: string, readonly words: readonly TypedWord[] }): Promise<RevisionFile>
	/**
	 * Prepares the revision in which an envelope makes this identity a keeper and says so; then `commit` opens the vault.
	 * `words`: the twelve words, or the text of the QR code. Rejects with `wrong-words`, `exists` for a keeper, and as `openVault`.
	 */
	openWithEnvelope(input: EntryPlace & { readonly words: string }): Promise<RevisionFile>
	/** Prepares the merge of a branch named by a notice `branch-quarantined`. `journal`: as for `openVault`. */
	acceptBranch(input: { readonly vaultId: string, readonly revision: string, readonly journal: OpenInput }): Promise<RevisionFile>
	/** Prepares the refusal of such a branch: it is no longer mentioned, to anybody. */
	refuseBranch(input: { readonly vaultId: string, readonly revision: string }): Promise<RevisionFile>

	/** One secret of one credential. With `index`, the former value at this place of its history, whatever its field. */
	reveal(input: { readonly vaultId: string, readonly id: string, readonly field: SecretField, readonly index?: number }): Promise<string>
	history(input: { readonly vaultId: string, readonly id: string }): Promise<readonly CredentialHistoryLine[]>
	/**
	 * Of the passwords of some credentials, in their order, how strong each is and which are the same; null for one without password. They go to a Worker of their
	 * own, never to the page. `words`: tried first by an attacker who knows the commune.
	 * Rejects with `not-loaded`, `locked`, and `invalid` for an unknown id.
	 */
	judge(input: { readonly vaultId: string, readonly ids: readonly string[], readonly words: readonly string[] }): Promise<readonly (JudgedPassword | null)[]>
	/** Fields of one credential that its sheet shows beside its summary. */
	details(input: { readonly vaultId: string, readonly id: string }): Promise<CredentialDetails>
	/**
	 * The one-time code of a credential now; with `link`, that of a secret which is typed and not saved.
	 * Rejects with `invalid` for a secret that gives none.
	 */
	code(input: { readonly vaultId: string, readonly id: string, readonly link?: string }): Promise<OneTimeCode>

	/*
	 * Backups. No identity need be open. The bytes given are handed over: the caller loses them.
	 */

	/**
	 * Seals an archive under words, a known answer first; opened again from the words and compared before it is given.
	 * Rejects with `invalid` for no words, `too-large`, `kdf-bounds`, `kdf-self-test`, `no-memory`.
	 */
	sealBackup(input: { readonly words: string, readonly kdf: KdfParameters, readonly archive: Uint8Array }): Promise<SealedBackup>
	/** The archive of a backup. Rejects with `wrong-words`, `invalid` (no backup), `altered`, `unsupported-version`, `too-large`, `kdf-bounds`, `no-memory`. */
	openBackup(input: { readonly words: string, readonly file: Uint8Array }): Promise<Uint8Array>
	/**
	 * Checks one kept revision of a vault, with those of its parents that are kept; changes nothing of what is open.
	 * Rejects with `locked`, and as `openVault` for a revision that does not hold.
	 */
	checkRevision(input: {
		readonly notebookId: string
		readonly vaultId: string
		readonly revision: RevisionFile
		readonly parents: readonly RevisionFile[]
	}): Promise<CheckedState>

	/** The fields of one credential between whose values nobody chose yet; the values are revealed one at a time. */
	conflicts(input: { readonly vaultId: string, readonly id: string }): Promise<readonly ConflictView[]>

	/*
	 * Past revisions. Each rejects with `rolled-back` for a revision that the open vault does not descend from,
	 * with `not-a-member` for one from before one's own arrival, and with `altered`, `bad-signature`, `invalid`.
	 */

	/** Author and time of a past revision, and its changes. */
	past(input: PastPlace): Promise<PastView>
	/** The credentials that a past revision held, sorted by label. */
	pastRecords(input: PastPlace): Promise<readonly PastRecordView[]>
	/** One secret of a credential as it was in a past revision, or before it. */
	revealPast(input: PastPlace & { readonly side: PastSide, readonly id: string, readonly field: SecretField }): Promise<string>
	/** Changes that restoring would make to the current state. `ids`: those credentials only; null for all of them. */
	planRestore(input: PastPlace & { readonly side: PastSide, readonly ids: readonly string[] | null }): Promise<readonly PastDifference[]>
	/** Prepares that restoration. Members are never touched. Rejects with `invalid` when it would change nothing, `not-allowed` for a reader. */
	prepareRestore(input: PastPlace & { readonly side: PastSide, readonly ids: readonly string[] | null }): Promise<RevisionFile>
}
