// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Json, JsonRecord } from '../reference/json.ts'
import type { Content } from '../reference/merge.ts'
import type { Keys } from '../reference/primitives.ts'
import type { File } from '../reference/revision.ts'
import type { Lists } from '../reference/vault-file.ts'

import { Buffer } from 'node:buffer'
import native from 'sodium-native'
import { bucketOf } from '../reference/envelope.ts'
import { canonicalBuffer } from '../reference/json.ts'
import { H, H16, keysOfSeed, KH, str, uint32 } from '../reference/primitives.ts'
import { ancestorsAfter, numberOf } from '../reference/revision.ts'

/** Calls of sodium-native that only writing needs. */
interface ForWriting {
	crypto_box_easy(sealed: Buffer, message: Buffer, nonce: Buffer, publicKey: Buffer, secretKey: Buffer): void
	crypto_sign_detached(signature: Buffer, message: Buffer, secretKey: Buffer): void
	crypto_secretstream_xchacha20poly1305_push(state: Buffer, chunk: Buffer, message: Buffer, associated: Buffer, tag: number): number
}

const sodium = native as typeof native & ForWriting

/*
 * Writes files of docs/FORMAT.md, right and wrong ones, without any code of src/.
 * The same seed gives the same bytes.
 */

export const NOTEBOOK = '00112233445566778899aabbccddeeff'
export const OTHER_NOTEBOOK = '99887766554433221100ffeeddccbbaa'
export const VAULT = 'ffeeddccbbaa99887766554433221100'
export const OTHER_VAULT = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
export const AT = '2026-11-22T10:00:00.000Z'

/** Minutes after {@link AT}. */
export const later = (minutes: number): string => new Date(Date.parse(AT) + minutes * 60_000).toISOString()

let drawn = 0
let part = ''

/** Starts the random source again for a part of the suite, so that another part can grow without changing this one. */
export function restartChance(of: string): void {
	drawn = 0
	part = of
}

/** Bytes of the repeatable random source. */
export function chance(length: number): Buffer {
	const blocks = Array.from({ length: Math.ceil(length / 32) }, () => H(str('trousseau vectors'), str(part), uint32(drawn++)))
	return Buffer.concat(blocks).subarray(0, length)
}

/** Bytes that a text always gives. */
export const fixed = (text: string, length = 16): Buffer => H(str('trousseau vectors name'), str(text)).subarray(0, length)
export const fixedId = (text: string): string => fixed(text).toString('hex')

/** Somebody, or something, with key pairs and an entry in the lists. */
export interface Somebody {
	readonly name: string
	readonly id: string
	readonly seed: string
	readonly keys: Keys
	readonly entry: JsonRecord
}

/** Somebody whose keys come from their name. */
export function somebody(name: string, role: 'keeper' | 'writer' | 'reader' = 'keeper', kind: 'person' | 'invitation' | 'envelope' = 'person', more: JsonRecord = {}): Somebody {
	const seed = fixed(`seed of ${name}`, 32)
	const keys = keysOfSeed(seed)
	return {
		name,
		id: fixedId(`member ${name}`),
		seed: seed.toString('hex'),
		keys,
		entry: {
			addedAt: '2026-11-22T09:00:00.000Z',
			box: keys.boxPublic.toString('base64'),
			expiresAt: '',
			kind,
			label: name,
			role,
			sign: keys.signPublic.toString('base64'),
			slot: fixedId(`slot of ${name}`),
			...more,
		},
	}
}

/** The same with other fields of their entry. */
export const as = (person: Somebody, more: JsonRecord): Somebody => ({ ...person, entry: { ...person.entry, ...more } })

/** Lists that hold these people. */
export const listsOf = (...people: readonly Somebody[]): Lists => ({ members: Object.fromEntries(people.map(({ id, entry }) => [id, entry])), removed: {} })

/** The lists once somebody is removed. */
export function removing(lists: Lists, person: Somebody, at = AT): Lists {
	const members = Object.fromEntries(Object.entries(lists.members).filter(([id]) => id !== person.id))
	return { members, removed: { ...lists.removed, [person.id]: { at, label: person.name } } }
}

/** `crypto_box_seal` with ephemeral keys of the repeatable source. */
export function sealBox(message: Buffer, receiver: Buffer): Buffer {
	const [ephemeral, secret, nonce] = [Buffer.alloc(32), Buffer.alloc(32), Buffer.alloc(24)]
	sodium.crypto_box_seed_keypair(ephemeral, secret, chance(32))
	sodium.crypto_generichash(nonce, Buffer.concat([ephemeral, receiver]))
	const sealed = Buffer.alloc(message.length + 16)
	sodium.crypto_box_easy(sealed, message, nonce, receiver, secret)
	return Buffer.concat([ephemeral, sealed])
}

/** A grant of the header. */
export function grantFor(key: Buffer, vault: string, epoch: number, slot: string, receiver: Buffer): { readonly box: string, readonly slot: string } {
	const context = H(str('trousseau grant v1'), str(vault), str(slot), uint32(epoch))
	return { box: sealBox(Buffer.concat([key, context]), receiver).toString('base64'), slot }
}

/** How a stream is made; the format's own way unless said otherwise. */
export interface StreamShape {
	readonly chunk?: number
	/** Tag of each chunk by its place; the default is 0, and 3 for the last. */
	readonly tag?: (index: number, last: boolean) => number
	readonly associated?: Buffer
	/** An empty chunk is added at the end, the only final one. */
	readonly emptyEnd?: boolean
}

/** A stream in chunks, with its header. */
export function encrypt(plain: Buffer, key: Buffer, associated: Buffer, shape: StreamShape): Buffer {
	const header = chance(24)
	const state = Buffer.alloc(sodium.crypto_secretstream_xchacha20poly1305_STATEBYTES)
	// Both ends start from the same state: this is how the header can be chosen.
	sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key)
	const size = shape.chunk ?? 65_536
	const pieces = Array.from({ length: Math.max(1, Math.ceil(plain.length / size)) }, (_, index) => plain.subarray(index * size, (index + 1) * size))
	if (shape.emptyEnd === true) {
		pieces.push(Buffer.alloc(0))
	}
	const chunks = pieces.map((piece, index) => {
		const last = index === pieces.length - 1
		const chunk = Buffer.alloc(piece.length + 17)
		sodium.crypto_secretstream_xchacha20poly1305_push(state, chunk, piece, shape.associated ?? associated, shape.tag?.(index, last) ?? (last ? 3 : 0))
		return chunk
	})
	return Buffer.concat([header, ...chunks])
}

/** Content of a file, and the fields that may be made wrong. */
export interface EnvelopeParts {
	readonly magic: 'TRSVAULT' | 'TRSIDENT'
	readonly number: number
	readonly header: Buffer
	readonly payload: Buffer
	readonly domain: string
	readonly signKey: Buffer
	readonly payloadKey: (clearHash: Buffer) => Buffer
	readonly version?: number
	/** Changes the frame before it is encrypted. */
	readonly frame?: (frame: Buffer) => Buffer
	readonly stream?: StreamShape
}

/** The name that these bytes deserve. */
export const named = (number: number, bytes: Uint8Array): File => ({ name: `${String(number).padStart(8, '0')}-${H16(bytes).toString('hex')}`, bytes })

/** The same with other bytes, under the name that they deserve. */
export const renamed = (file: File, bytes: Uint8Array, number = numberOf(file.name)): File => named(number, bytes)

/** Signs, pads, encrypts and names a file. */
export function writeEnvelope(parts: EnvelopeParts): File {
	const clear = Buffer.concat([Buffer.from(parts.magic), Buffer.of(parts.version ?? 1), uint32(parts.header.length), parts.header])
	const clearHash = H(clear)
	const signature = Buffer.alloc(64)
	sodium.crypto_sign_detached(signature, Buffer.concat([str(parts.domain), clearHash, H(parts.payload)]), parts.signKey)
	const frame = Buffer.alloc(bucketOf(68 + parts.payload.length))
	Buffer.concat([signature, uint32(parts.payload.length), parts.payload]).copy(frame)
	const stream = encrypt(parts.frame?.(frame) ?? frame, parts.payloadKey(clearHash), clearHash, parts.stream ?? {})
	return named(parts.number, Buffer.concat([clear, stream]))
}

/** A vault revision as it was written. */
export interface Written {
	readonly file: File
	readonly name: string
	readonly ancestors: readonly string[]
	readonly epoch: number
	readonly key: Buffer
	readonly lists: Lists
	readonly content: Content
	readonly header: JsonRecord
	readonly payload: JsonRecord
}

/** Fields of a vault revision that a vector may choose; the rest follows its parents as an honest writer would. */
export interface VaultChoices {
	readonly parents?: readonly Written[]
	readonly lists?: Lists
	readonly content?: Content
	readonly at?: string
	readonly notebook?: string
	readonly vault?: string
	readonly epoch?: number
	readonly key?: Buffer
	readonly invitations?: readonly JsonRecord[]
	readonly place?: { readonly number: number, readonly parents: readonly string[], readonly ancestors: readonly string[] }
	/** Whose key signs; the author's own unless said. */
	readonly signer?: Somebody
	/** Changes the header before anything is bound to it. */
	readonly header?: (header: JsonRecord) => Json
	readonly payload?: (payload: JsonRecord) => Json
	/** How both are written; canonical JSON unless said. */
	readonly writeHeader?: (header: Json) => Buffer
	readonly writePayload?: (payload: Json) => Buffer
	readonly parts?: Partial<EnvelopeParts>
}

export const FIRST_KEY = fixed('first vault key', 32)
export const EMPTY: Content = { collections: { credentials: {} }, schema: 1 }

/** The commitment to a key. */
export const commitmentOf = (key: Buffer, notebook: string, vault: string, epoch: number): string => KH(key, str('trousseau key commitment v1'), str(notebook), str(vault), uint32(epoch)).toString('hex')

/** Writes a vault revision by an author. */
export function writeVault(author: Somebody, choices: VaultChoices = {}): Written {
	const parents = choices.parents ?? []
	const [parent] = parents
	const { notebook = NOTEBOOK, vault = VAULT, lists = parent?.lists ?? listsOf(author), content = parent?.content ?? EMPTY } = choices
	const { epoch = parent?.epoch ?? 1, key = parent?.key ?? FIRST_KEY } = choices
	const place = choices.place ?? {
		number: Math.max(0, ...parents.map(({ name }) => numberOf(name))) + 1,
		parents: parents.map(({ name }) => name).sort(),
		ancestors: ancestorsAfter(parents),
	}
	const grants = Object.values(lists.members)
		.map(({ box, slot }) => grantFor(key, vault, epoch, String(slot), Buffer.from(String(box), 'base64')))
		.sort((a, b) => (a.slot < b.slot ? -1 : 1))
	const header: JsonRecord = { ...place, commitment: commitmentOf(key, notebook, vault, epoch), epoch, format: 1, grants, invitations: choices.invitations ?? [], kind: 'vault', notebook, vault }
	const payload: JsonRecord = { at: choices.at ?? later(place.number), author: author.id, content, ...lists }
	const file = writeEnvelope({
		magic: 'TRSVAULT',
		number: place.number,
		header: (choices.writeHeader ?? canonicalBuffer)(choices.header?.(header) ?? header),
		payload: (choices.writePayload ?? canonicalBuffer)(choices.payload?.(payload) ?? payload),
		domain: 'trousseau vault revision v1',
		signKey: (choices.signer ?? author).keys.signSecret,
		payloadKey: (clearHash) => KH(key, str('trousseau vault payload v1'), clearHash),
		...choices.parts,
	})
	return { file, name: file.name, ancestors: place.ancestors, epoch, key, lists, content, header, payload }
}
