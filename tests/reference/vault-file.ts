// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Json, JsonRecord } from './json.ts'
import type { Content } from './merge.ts'
import type { Keys } from './primitives.ts'
import type { File, Place } from './revision.ts'

import { Buffer } from 'node:buffer'
import sodium from 'sodium-native'
import { checkBounds, isKdf, openEnvelope, openFrame } from './envelope.ts'
import { hasExactly, isList, isRecord } from './json.ts'
import { base64, H, isHex, KH, must, refuse, str, uint32 } from './primitives.ts'
import { checkHash, readPlace } from './revision.ts'
import { checkVaultPayload } from './shape.ts'

/** Which vault of which notebook is being opened. */
export interface VaultId {
	readonly notebook: string
	readonly vault: string
}

/** `members` and `removed` of a payload. */
export interface Lists extends JsonRecord {
	readonly members: { readonly [id: string]: JsonRecord }
	readonly removed: { readonly [id: string]: JsonRecord }
}

/** A vault revision, decrypted, its author not yet judged. */
export interface VaultRevision extends Place, VaultId {
	readonly name: string
	readonly epoch: number
	readonly commitment: string
	readonly slots: readonly string[]
	readonly invitations: readonly { readonly kdf: JsonRecord, readonly slot: string }[]
	readonly at: string
	readonly author: string
	readonly lists: Lists
	readonly content: Content
	readonly holds: (publicKey: Buffer) => boolean
}

interface Header extends Place, VaultId {
	readonly epoch: number
	readonly commitment: string
	readonly grants: readonly { readonly box: Buffer, readonly slot: string }[]
	readonly invitations: VaultRevision['invitations']
}

const MEMBERS = ['ancestors', 'commitment', 'epoch', 'format', 'grants', 'invitations', 'kind', 'notebook', 'number', 'parents', 'vault']

function listOfSlots(value: Json | undefined, members: readonly string[], least: number): readonly JsonRecord[] {
	must(isList(value) && value.length >= least && value.length <= 1_000 && value.every((item) => hasExactly(item, members) && isHex(item.slot, 16)), 'altered')
	const items = value as readonly JsonRecord[]
	must(items.every(({ slot }, index) => index === 0 || String(items[index - 1]?.slot) < String(slot)), 'altered')
	return items
}

function readHeader(header: JsonRecord): Header {
	const { commitment, epoch, notebook, vault } = header
	must(hasExactly(header, MEMBERS) && header.format === 1 && header.kind === 'vault', 'altered')
	must(isHex(commitment, 32) && isHex(notebook, 16) && isHex(vault, 16), 'altered')
	must(typeof epoch === 'number' && Number.isInteger(epoch) && epoch >= 1 && epoch <= 4_294_967_295, 'altered')
	const place = readPlace(header)
	const grants = listOfSlots(header.grants, ['box', 'slot'], 1).map(({ box, slot }) => ({ box: base64(box, 112) ?? refuse('altered'), slot: String(slot) }))
	const invitations = listOfSlots(header.invitations, ['kdf', 'slot'], 0).map(({ kdf, slot }) => {
		must(hasExactly(kdf, ['memory', 'passes', 'salt']) && isKdf(kdf), 'altered')
		return { kdf, slot: String(slot) }
	})
	invitations.forEach(({ kdf }) => checkBounds(kdf.memory, kdf.passes))
	return { ...place, commitment, epoch, notebook, vault, grants, invitations }
}

/** The header of a `.vault` file, not authenticated. */
export const readVaultHeader = (bytes: Uint8Array): Header => readHeader(openEnvelope(bytes, 'TRSVAULT').header)

/** K, and the slot of the grant that gave it. */
function openGrant(header: Header, keys: Keys): { readonly key: Buffer, readonly slot: string } {
	const message = Buffer.alloc(64)
	for (const { box, slot } of header.grants) {
		if (sodium.crypto_box_seal_open(message, box, keys.boxPublic, keys.boxSecret)) {
			const key = Buffer.from(message.subarray(0, 32))
			const place = H(str('trousseau grant v1'), str(header.vault), str(slot), uint32(header.epoch))
			const commitment = KH(key, str('trousseau key commitment v1'), str(header.notebook), str(header.vault), uint32(header.epoch))
			must(place.equals(message.subarray(32)) && commitment.toString('hex') === header.commitment, 'altered')
			return { key, slot }
		}
	}
	return refuse('not-a-member')
}

/** The member whose two public keys are these. */
export function memberWith(lists: Lists, keys: Keys): string | undefined {
	const [box, sign] = [keys.boxPublic.toString('base64'), keys.signPublic.toString('base64')]
	return Object.keys(lists.members).find((id) => lists.members[id]?.box === box && lists.members[id]?.sign === sign)
}

/** Opens one `.vault` file (sections 4 and 6), or throws a `ReadError`. */
export function openVaultFile(file: File, id: VaultId, keys: Keys): VaultRevision {
	checkHash(file)
	const envelope = openEnvelope(file.bytes, 'TRSVAULT')
	const header = readHeader(envelope.header)
	must(file.name.startsWith(String(header.number).padStart(8, '0')), 'altered')
	must(header.notebook === id.notebook && header.vault === id.vault, 'wrong-notebook')
	const { key, slot } = openGrant(header, keys)
	const frame = openFrame(envelope, KH(key, str('trousseau vault payload v1'), envelope.clearHash), 'trousseau vault revision v1')
	const { at, author, content, members, removed } = checkVaultPayload(frame.json)
	const lists = { members, removed } as Lists
	const me = memberWith(lists, keys)
	must(me !== undefined && lists.members[me]?.slot === slot, 'altered')
	must(isRecord(content), 'invalid')
	return {
		...header,
		name: file.name,
		slots: header.grants.map((grant) => grant.slot),
		at: String(at),
		author: String(author),
		lists,
		content: content as Content,
		holds: frame.holds,
	}
}
