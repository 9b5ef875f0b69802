// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentContent, DocumentRecord, RecordCollection } from '../domain/document.ts'
import type { RejectedHead } from '../domain/errors.ts'
import type { JsonObject } from '../domain/json.ts'
import type { CredentialKind, CustomField, CustomKind, CustomName, WifiSecurity } from '../domain/passwords/kinds.ts'

/** A credential, whole: exists only inside the Worker and the encrypted file. */
export interface Credential extends DocumentRecord {
	readonly label: string
	readonly login: string
	readonly password: string
	/** Address of the site; what is opened comes from here, never from the inventory. */
	readonly site: string
	readonly note: string
	/** Id of the inventory's account, or an empty string. */
	readonly accountId: string
	readonly favourite: boolean
	/** ISO 8601, or an empty string when not in the trash. */
	readonly trashedAt: string
	readonly createdAt: string
	readonly updatedAt: string
	/** Id of the member who last wrote the record. */
	readonly updatedBy: string
	/** Time of the last change of the password itself; empty if there is none yet. */
	readonly passwordChangedAt: string
	readonly tags: readonly string[]
}

/**
 * The fields that a credential may lack (section 8.1 of docs/FORMAT.md). The record may hold anything under these names:
 * read by `detailsOf`, never from the record itself.
 */
export interface MoreFields {
	readonly kind: CredentialKind
	/** Addresses beside `site`. */
	readonly moreSites: readonly string[]
	/** Secret of one-time codes, as an `otpauth:` link; empty for none. */
	readonly otp: string
	/** Person of the inventory who receives the codes, or empty. */
	readonly codePersonId: string
	/** Where the codes are received, or by whom: a telephone, a mailbox. */
	readonly codeTo: string
	/** Persons of the inventory who know the password, when no account of the inventory says it. */
	readonly holderIds: readonly string[]
	/** Whom to call when it does not work. */
	readonly contact: string
	/** Last day of validity (`YYYY-MM-DD`), or empty. */
	readonly expiresOn: string
	/** Days before `expiresOn` on which one is reminded. */
	readonly remindDays: number
	readonly wifi: WifiSecurity
}

/** The fields that a form can write. */
export interface CredentialDraft extends Pick<Credential, 'label' | 'login' | 'password' | 'site' | 'note' | 'accountId' | 'favourite' | 'tags'>, MoreFields {
	/** Fields of one's own by id; null takes one away. The others stay. */
	readonly custom: Readonly<Record<string, CustomField | null>>
}

/** Credential data that the page may hold for all records at once: no password, no note. */
export interface CredentialSummary {
	readonly id: string
	readonly label: string
	readonly login: string
	readonly site: string
	readonly accountId: string
	readonly favourite: boolean
	readonly tags: readonly string[]
	readonly trashedAt: string
	readonly createdAt: string
	readonly updatedAt: string
	readonly passwordChangedAt: string
	readonly hasPassword: boolean
	/** True if the password replaced an earlier one; otherwise `passwordChangedAt` is the time it was first entered. */
	readonly passwordReplaced: boolean
	readonly hasNote: boolean
	/** Other credentials (not in the trash) with the same password. */
	readonly reusedBy: number
	/** Number of fields with an unresolved conflict between concurrent edits. */
	readonly conflicts: number
	readonly kind: CredentialKind
	readonly hasOtp: boolean
	readonly expiresOn: string
	readonly remindDays: number
	readonly holderIds: readonly string[]
}

/** A field of one's own, without its value when that is hidden. */
export interface CustomFieldView {
	/** 32 hexadecimal digits. */
	readonly id: string
	readonly kind: CustomKind
	readonly label: string
	readonly order: number
	/** Null for a hidden one: revealed on request. */
	readonly value: string | null
}

/** Fields of one credential beside its summary; holds no secret. */
export interface CredentialDetails extends Omit<MoreFields, 'otp'> {
	readonly hasOtp: boolean
	readonly custom: readonly CustomFieldView[]
}

/** The fields that the page asks for one at a time. */
export type SecretField = 'password' | 'note' | 'otp' | CustomName

/** A former value, as the history screen lists it (values themselves are revealed one at a time). */
export interface CredentialHistoryLine {
	readonly index: number
	readonly field: string
	/** Its name, of a field of one's own; else empty. */
	readonly name: string
	readonly at: string
	/** Label of the member who had written it. */
	readonly by: string
	readonly reason: 'edit' | 'conflict'
}

/** One change of a vault. A revision may contain several. */
export type VaultChange
	= | { readonly kind: 'put', readonly id: string, readonly draft: Partial<CredentialDraft> } // creates when the id is new
		| { readonly kind: 'trash', readonly id: string }
		| { readonly kind: 'restore', readonly id: string }
		| { readonly kind: 'purge', readonly id: string } // only from the trash
		/** Chooses between values typed at the same time: the one at this place of the history, or with null the one shown. */
		| { readonly kind: 'settle', readonly id: string, readonly field: string, readonly index: number | null }
		/** Reopens the conflict of this field by undoing the choice made with this `index`. */
		| { readonly kind: 'reopen', readonly id: string, readonly field: string, readonly index: number | null }

/** Passwords that a removed member could read, by credential; the record's id is the member's. */
export interface Departure extends DocumentRecord {
	readonly at: string
	/** Member id of who removed them. */
	readonly by: string
	readonly label: string
	/** `passwordChangedAt` of each credential as they could last read it, by credential id. */
	readonly credentials: Readonly<Record<string, string>>
}

/** Something that happened to the vault, for its members to see. */
export interface VaultEvent extends DocumentRecord {
	readonly at: string
	readonly by: string
	readonly kind: string
}

/** The vault's decrypted document: collection `credentials`, and what it remembers of its members. */
export interface VaultContent extends DocumentContent {
	readonly schema: 1
	readonly collections: {
		readonly credentials: Readonly<Record<string, Credential>>
		readonly departures?: Readonly<Record<string, Departure>>
		readonly events?: Readonly<Record<string, VaultEvent>>
		readonly refusals?: RecordCollection
	} & DocumentContent['collections']
}

/** Role of a member. */
export type MemberRole = 'keeper' | 'writer' | 'reader'

/** A person, an invitation or an envelope that can open the vault: a pair of key pairs. */
export interface Member extends JsonObject {
	readonly kind: 'person' | 'invitation' | 'envelope'
	readonly role: MemberRole
	/** X25519 public key, base64. */
	readonly box: string
	/** Ed25519 public key, base64. */
	readonly sign: string
	/** Name of the grant in the header: 32 hex, random. */
	readonly slot: string
	/** Shown to other members. */
	readonly label: string
	/** ISO 8601. */
	readonly addedAt: string
	/** ISO 8601, or an empty string when without end. */
	readonly expiresAt: string
	/** Of a person: the invitation or envelope that added them. */
	readonly invitedBy?: string
	/** Of an invitation: the inviter's statement about the vault. */
	readonly voucher?: Voucher
	/** Of an envelope: two of its words, to be verified without the others. */
	readonly check?: EnvelopeCheck
	/** Of an envelope: number of the printed sheet, from 1. */
	readonly sheet?: number
	/** Of an envelope: when two of its words were typed again, ISO 8601. */
	readonly verifiedAt?: string
}

/** Statement about the vault authenticated with the invitation's code (section 9 of docs/FORMAT.md). */
export interface Voucher extends JsonObject {
	/** Names of the parents of the revision that made the invitation. */
	readonly after: readonly string[]
	/** Member id of the inviter. */
	readonly by: string
	/** H of the lists without the invitation, hexadecimal. */
	readonly lists: string
	/** 64 hexadecimal digits. */
	readonly proof: string
}

/** Two words of an envelope, hashed. */
export interface EnvelopeCheck extends JsonObject {
	/** Places of the two words, from 1, ascending. */
	readonly ask: readonly [number, number]
	/** 64 hexadecimal digits. */
	readonly hash: string
	/** 32 random bytes, hexadecimal. */
	readonly key: string
}

/** Members by id (32 hex, random). */
export type Members = Readonly<Record<string, Member>>

/** A member who was taken out; the id never comes back. */
export interface RemovedMember extends JsonObject {
	/** ISO 8601. */
	readonly at: string
	readonly label: string
	readonly kind?: Member['kind']
	/** Of an envelope. */
	readonly sheet?: number
}

/** Current and removed members: the lists that each revision is judged by. */
export interface MemberLists {
	readonly members: Members
	readonly removed: Readonly<Record<string, RemovedMember>>
}

/** Notice returned by an opening besides the content. A closed list. */
export type VaultNotice
	= | { readonly kind: 'older-accepted', /** Remembered head that is no longer available. */ readonly revision: string }
		| { readonly kind: 'long-absence' } // changes of members accepted on a known keeper's signature
		| { readonly kind: 'split-met', /** Heads of histories that had diverged. */ readonly revisions: readonly string[] }
		| { readonly kind: 'waiting-for-key', /** Heads with no grant for this person. */ readonly revisions: readonly string[] }
		| { readonly kind: 'refused', /** Heads that were rejected: the vault was opened without them. */ readonly refused: readonly RejectedHead[] }
		| BranchNotice

/** A member whom accepting a branch would add. */
export interface AddedMember {
	readonly label: string
	readonly role: MemberRole
}

/**
 * A branch with something written by a person whom another branch removed, or left without the right to: a keeper
 * accepts or refuses it.
 */
export interface BranchNotice {
	readonly kind: 'branch-quarantined'
	/** Right that the other branch took from the author. */
	readonly loss: 'removed' | 'lowered'
	/** Name of its head. */
	readonly revision: string
	/** Time of the revision, ISO 8601. */
	readonly at: string
	/** Label of this person. */
	readonly author: string
	/** Members that accepting it would add. */
	readonly adds: readonly AddedMember[]
}
