// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CredentialHistoryLine, CredentialSummary, MemberRole, SecretField, VaultChange } from '../vault/model.ts'

export type { VaultChange } from '../vault/model.ts'

/** A revision's name without extension, and its bytes. */
export interface RevisionFile {
	readonly name: string
	readonly bytes: Uint8Array
}

/** Argon2id parameters. */
export interface KdfParameters {
	/** Bytes of memory, a multiple of 1,024. */
	readonly memory: number
	readonly passes: number
}

/** The heads and the common ancestors that the Worker needs to open a journal. */
export interface OpenInput {
	/** The heads, verified against their names. */
	readonly heads: readonly RevisionFile[]
	/** For two or more heads: the revisions that serve as merge bases and as links of the chain. */
	readonly others: readonly RevisionFile[]
}

/** What opening an identity tells the page. */
export interface IdentityView {
	/** Ids of the vaults that this person opened before, with the head last seen. */
	readonly pins: readonly VaultPin[]
	/** Five French words to compare by telephone. */
	readonly fingerprint: readonly string[]
	readonly kdf: KdfParameters
}

/** The head last seen of one vault. */
export interface VaultPin {
	readonly notebookId: string
	readonly vaultId: string
	/** Name of the revision. */
	readonly head: string
}

/** An opened vault, as the page sees it. */
export interface VaultView {
	readonly vaultId: string
	readonly notebookId: string
	/** Heads merged in this view, sorted. */
	readonly heads: readonly string[]
	readonly role: MemberRole
	readonly credentials: readonly CredentialSummary[]
	readonly members: readonly MemberView[]
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
	/** Opens an identity. Rejects with `bad-passphrase`, `altered`, `kdf-bounds`, `unsupported-version`. */
	unlock(input: { readonly passphrase: string, readonly identity: OpenInput }): Promise<IdentityView>
	/** Prepares an identity revision that remembers the heads now open, or null when nothing is new. */
	rememberHeads(): Promise<RevisionFile | null>
	/** Six French words drawn at random (66 bits), to propose as a passphrase. */
	proposePassphrase(): Promise<string>
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
	 * Rejects with `not-a-member`, `altered`, `bad-signature`, `not-allowed`, `rolled-back`, `wrong-notebook`, `unsupported-version`.
	 *
	 * `acceptOlder`: the person was told that the head last seen is damaged, and asked for the one before.
	 */
	openVault(input: { readonly notebookId: string, readonly vaultId: string, readonly journal: OpenInput, readonly acceptOlder: boolean }): Promise<VaultView>
	/** Prepares a revision with these changes on top of the current state. Rejects with `not-allowed`, `too-large`, `invalid`. */
	prepare(input: { readonly vaultId: string, readonly changes: readonly VaultChange[] }): Promise<RevisionFile>
	commit(input: { readonly vaultId: string, readonly name: string }): Promise<VaultView>
	discard(input: { readonly vaultId: string, readonly name: string }): Promise<void>

	/** One secret of one credential. With `index`, the former value at this place of its history, whatever its field. */
	reveal(input: { readonly vaultId: string, readonly id: string, readonly field: SecretField, readonly index?: number }): Promise<string>
	history(input: { readonly vaultId: string, readonly id: string }): Promise<readonly CredentialHistoryLine[]>
}
