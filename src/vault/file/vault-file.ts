// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { canonicalBytes } from '../../domain/canonical.ts'
import type { RevisionMeta } from '../../domain/document.ts'
import type { RevisionFile } from '../../domain/document.ts'
import { TrousseauError } from '../../domain/errors.ts'
import { checkPayload } from '../content/content.ts'
import type { VaultPayload } from '../content/content.ts'
import type { IdentityKeys } from '../keys/identity.ts'
import type { Member, MemberLists, VaultContent } from '../model.ts'
import type { JudgedRevision } from '../trust/members.ts'
import { concat, fromBase64, fromHex, str, toBase64, toHex, u32 } from './bytes.ts'
import { clearBytes, FORMAT_VERSION, MAX_GRANTS, parseVault } from './container.ts'
import type { Grant, InvitationKdf, VaultHeader } from './container.ts'
import { hash, keyedHash } from './hash.ts'
import { checkName, openPayload, sealRevision } from './seal.ts'
import { sodium } from './sodium.ts'

const DOMAIN = 'trousseau vault revision v1'
/** Bytes of a grant's box: 64 sealed. */
const BOX = 112

/** Notebook and vault ids, repeated by every revision. */
export interface VaultPlace {
	readonly notebook: string
	readonly vault: string
}

/** A vault revision, authentic but not yet judged. */
export interface OpenedVault extends JudgedRevision {
	readonly parents: readonly string[]
	readonly ancestors: readonly string[]
	/** The vault key of its epoch. */
	readonly key: Uint8Array
	readonly content: VaultContent
	/** True if the author's signature verifies under a member's Ed25519 key (base64). */
	readonly signedBy: (sign: string) => boolean
}

const commitmentOf = (key: Uint8Array, { notebook, vault }: VaultPlace, epoch: number): string => toHex(keyedHash(key, str('trousseau key commitment v1'), str(notebook), str(vault), u32(epoch)))

const payloadKeyOf = (key: Uint8Array, clear: Uint8Array): Uint8Array => keyedHash(key, str('trousseau vault payload v1'), hash(clear))

/** Context sealed in a grant's box besides K, so that it opens only for its vault, slot and epoch. */
const grantContext = (vault: string, slot: string, epoch: number): Uint8Array => hash(str('trousseau grant v1'), str(vault), str(slot), u32(epoch))

/** H of the canonical JSON of the lists, hexadecimal: what a pin remembers of them. */
export const listsHash = ({ members, removed }: MemberLists): string => toHex(hash(canonicalBytes({ members, removed })))

/** Ed25519 public key of each person who is a keeper, by member id. */
export function keepersOf({ members }: MemberLists): Readonly<Record<string, string>> {
	return Object.fromEntries(Object.entries(members)
		.filter(([, { kind, role }]) => kind === 'person' && role === 'keeper')
		.map(([id, { sign }]) => [id, sign]))
}

function openBox(grant: Grant, keys: IdentityKeys): Uint8Array | null {
	try {
		return sodium.crypto_box_seal_open(fromBase64(grant.box, BOX), keys.boxPublic, keys.boxSecret)
	} catch (error) {
		if (error instanceof TrousseauError) {
			throw error
		}
		return null
	}
}

/**
 * The vault key that a grant of the header gives to these keys, and the slot that gave it.
 *
 * @throws TrousseauError `not-a-member` when no grant opens, `altered` when one opens but was made for another place or key
 */
function openGrants(header: VaultHeader, keys: IdentityKeys): { readonly key: Uint8Array, readonly slot: string } {
	for (const grant of header.grants) {
		const opened = openBox(grant, keys)
		if (opened === null) {
			continue
		}
		const key = opened.slice(0, 32)
		const rightPlace = sodium.memcmp(opened.subarray(32), grantContext(header.vault, grant.slot, header.epoch))
		sodium.memzero(opened)
		if (!rightPlace || !sodium.memcmp(fromHex(commitmentOf(key, header, header.epoch)), fromHex(header.commitment))) {
			throw new TrousseauError('altered')
		}
		return { key, slot: grant.slot }
	}
	throw new TrousseauError('not-a-member')
}

/** The id of the member that these keys are, or undefined. */
export function memberOf({ members }: MemberLists, keys: IdentityKeys): string | undefined {
	const [box, sign] = [toBase64(keys.boxPublic), toBase64(keys.signPublic)]
	return Object.keys(members).find((id) => members[id]?.box === box && members[id]?.sign === sign)
}

/**
 * Opens a vault revision: name, place, grant, commitment, payload, schema. Its
 * author's right and signature remain to be judged.
 *
 * @throws TrousseauError `altered`, `unsupported-version`, `too-large`, `kdf-bounds`, `wrong-notebook`, `not-a-member`, `invalid`
 */
export function openVaultFile(file: RevisionFile, place: VaultPlace, keys: IdentityKeys): OpenedVault {
	const { header, clear, sealed } = parseVault(file.bytes)
	checkName(file, header.number)
	if (header.notebook !== place.notebook || header.vault !== place.vault) {
		throw new TrousseauError('wrong-notebook', { revision: file.name })
	}
	const { key, slot } = openGrants(header, keys)
	const payloadKey = payloadKeyOf(key, clear)
	const { json, signedBy } = openPayload({ clear, sealed, key: payloadKey, domain: DOMAIN })
	sodium.memzero(payloadKey)
	const { at, author, content, members, removed } = checkPayload(json)
	const lists = { members, removed }
	const me = memberOf(lists, keys)
	if (me === undefined || members[me]?.slot !== slot) {
		throw new TrousseauError('altered', { revision: file.name })
	}
	return {
		name: file.name,
		parents: header.parents,
		ancestors: header.ancestors,
		epoch: header.epoch,
		commitment: header.commitment,
		invitations: header.invitations,
		slots: header.grants.map((grant) => grant.slot),
		key,
		at,
		author,
		lists,
		content,
		signedBy: (sign) => signedBy(fromBase64(sign, 32)),
	}
}

/** The vault key sealed to each member, sorted by slot. */
function grantsFor(members: readonly Member[], key: Uint8Array, vault: string, epoch: number): readonly Grant[] {
	return members
		.map(({ box, slot }) => {
			const message = concat(key, grantContext(vault, slot, epoch))
			const sealed = sodium.crypto_box_seal(message, fromBase64(box, 32))
			sodium.memzero(message)
			return { box: toBase64(sealed), slot }
		})
		.sort((a, b) => (a.slot < b.slot ? -1 : 1))
}

/** Content of a new revision before sealing. */
export interface VaultDraft extends VaultPlace {
	readonly meta: RevisionMeta
	readonly epoch: number
	/** The vault key of this epoch. */
	readonly key: Uint8Array
	readonly invitations: readonly InvitationKdf[]
	readonly payload: VaultPayload
}

/**
 * Seals a vault revision to every member that its list names.
 *
 * @throws TrousseauError `too-large`
 */
export function sealVaultFile(draft: VaultDraft, keys: IdentityKeys): RevisionFile {
	const { meta, notebook, vault, epoch, key, invitations, payload } = draft
	const members = Object.values(payload.members)
	if (members.length > MAX_GRANTS) {
		throw new TrousseauError('too-large', { members: members.length })
	}
	const header: VaultHeader = {
		...meta,
		commitment: commitmentOf(key, draft, epoch),
		epoch,
		format: FORMAT_VERSION,
		grants: grantsFor(members, key, vault, epoch),
		invitations,
		kind: 'vault',
		notebook,
		vault,
	}
	const clear = clearBytes(header)
	const payloadKey = payloadKeyOf(key, clear)
	const file = sealRevision({ number: meta.number, clear, json: canonicalBytes(payload), key: payloadKey, domain: DOMAIN, signKey: keys.signSecret })
	sodium.memzero(payloadKey)
	return file
}
