// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import * as v from 'valibot'
import { canonicalBytes, parseCanonical } from '../../domain/canonical.ts'
import type { RevisionMeta } from '../../domain/document.ts'
import { TrousseauError } from '../../domain/errors.ts'
import { checkMeta } from '../../domain/lineage/ancestry.ts'
import { REVISION_NAME } from '../../domain/lineage/names.ts'
import { checkKdfBounds } from '../keys/kdf-bounds.ts'
import { concat, readU32, u32 } from './bytes.ts'

/*
 * The clear part of `.vault` and `.identity` files (section 4 of docs/FORMAT.md).
 *
 * Nothing here nor in what it imports may import sodium: the page uses
 * `readVaultHeader` and `readIdentityHeader`, and must not carry 180 KB of
 * cryptography for them. A header is not trusted before its payload has been opened: the payload authenticates it
 * (its hash is the associated data of the stream).
 */

export const FORMAT_VERSION = 1
/** Bytes of the largest file. */
export const MAX_FILE = 64 * 1024 * 1024
/** Bytes of the largest header. */
export const MAX_HEADER = 4 * 1024 * 1024
/** Grants that a vault can hold. */
export const MAX_GRANTS = 1000
/** Bytes before the header: magic, version, length. */
const PREFIX = 13

const MAGIC = { vault: 'TRSVAULT', identity: 'TRSIDENT' } as const

/** Ids of notebooks, vaults, members and slots. */
export const ID = /^[0-9a-f]{32}$/
const HASH = /^[0-9a-f]{64}$/

/** The vault key sealed to one member. */
export interface Grant {
	/** 112 bytes, base64. */
	readonly box: string
	readonly slot: string
}

/** Derivation parameters an invitee needs for the key pair of a slot. */
export interface InvitationKdf {
	readonly kdf: { readonly memory: number, readonly passes: number, readonly salt: string }
	readonly slot: string
}

/** Header of a `.vault` file. */
export interface VaultHeader extends RevisionMeta {
	readonly commitment: string
	readonly epoch: number
	readonly format: number
	readonly grants: readonly Grant[]
	readonly invitations: readonly InvitationKdf[]
	readonly kind: 'vault'
	readonly notebook: string
	readonly vault: string
}

/** Argon2id and its salt, as an identity states them. */
export interface IdentityKdf {
	readonly alg: 'argon2id13'
	readonly memory: number
	readonly passes: number
	/** 16 bytes, hexadecimal. */
	readonly salt: string
}

/** Header of an `.identity` file. */
export interface IdentityHeader extends RevisionMeta {
	readonly check: string
	readonly format: number
	readonly kdf: IdentityKdf
	readonly kind: 'identity'
}

/** A file split into header and sealed payload. Not authenticated. */
export interface Container<Header> {
	readonly header: Header
	/** Bytes 0 to 13+L: what the payload authenticates. */
	readonly clear: Uint8Array
	/** Secretstream header and chunks. */
	readonly sealed: Uint8Array
}

const names = v.array(v.pipe(v.string(), v.regex(REVISION_NAME)))
const id = v.pipe(v.string(), v.regex(ID))
const integer = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const meta = { ancestors: names, format: v.literal(FORMAT_VERSION), number: integer, parents: names }
const grant = v.strictObject({ box: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{150}==$/)), slot: id })
const invitation = v.strictObject({ kdf: v.strictObject({ memory: integer, passes: integer, salt: id }), slot: id })

const vaultHeader = v.strictObject({
	...meta,
	commitment: v.pipe(v.string(), v.regex(HASH)),
	epoch: v.pipe(integer, v.minValue(1), v.maxValue(0xffffffff)),
	grants: v.pipe(v.array(grant), v.minLength(1), v.maxLength(MAX_GRANTS)),
	invitations: v.pipe(v.array(invitation), v.maxLength(MAX_GRANTS)),
	kind: v.literal('vault'),
	notebook: id,
	vault: id,
})

const identityHeader = v.strictObject({
	...meta,
	check: v.pipe(v.string(), v.regex(HASH)),
	kdf: v.strictObject({ alg: v.literal('argon2id13'), memory: integer, passes: integer, salt: id }),
	kind: v.literal('identity'),
})

const altered = (): TrousseauError => new TrousseauError('altered')

/** The header's bytes, once magic, version and lengths are right. */
function cut(bytes: Uint8Array, magic: string): { readonly json: Uint8Array, readonly clear: Uint8Array, readonly sealed: Uint8Array } {
	if (bytes.length > MAX_FILE) {
		throw new TrousseauError('too-large', { bytes: bytes.length })
	}
	if (bytes.length < PREFIX || String.fromCharCode(...bytes.subarray(0, 8)) !== magic) {
		throw altered()
	}
	const version = bytes[8] as number
	if (version > FORMAT_VERSION) {
		throw new TrousseauError('unsupported-version', { version })
	}
	const length = readU32(bytes, 9)
	if (version !== FORMAT_VERSION || length < 2 || length > MAX_HEADER || bytes.length < PREFIX + length) {
		throw altered()
	}
	const end = PREFIX + length
	return { json: bytes.subarray(PREFIX, end), clear: bytes.subarray(0, end), sealed: bytes.subarray(end) }
}

function parse<Header extends RevisionMeta>(bytes: Uint8Array, magic: string, schema: v.GenericSchema<unknown, Header>): Container<Header> {
	const { json, clear, sealed } = cut(bytes, magic)
	const result = v.safeParse(schema, parseCanonical(json), { abortEarly: true })
	if (!result.success) {
		throw altered()
	}
	checkMeta(result.output)
	return { header: result.output, clear, sealed }
}

const slotsInOrder = (items: readonly { readonly slot: string }[]): boolean => items.every(({ slot }, index) => index === 0 || (items[index - 1] as { slot: string }).slot < slot)

/**
 * Cuts a `.vault` file.
 *
 * @throws TrousseauError `altered`, `unsupported-version`, `too-large`, `kdf-bounds` (of an invitation)
 */
export function parseVault(bytes: Uint8Array): Container<VaultHeader> {
	const container = parse<VaultHeader>(bytes, MAGIC.vault, vaultHeader)
	const { grants, invitations } = container.header
	if (!slotsInOrder(grants) || !slotsInOrder(invitations)) {
		throw altered()
	}
	invitations.forEach(({ kdf }) => checkKdfBounds(kdf))
	return container
}

/**
 * Cuts an `.identity` file, and refuses parameters out of bounds.
 *
 * @throws TrousseauError `altered`, `unsupported-version`, `too-large`, `kdf-bounds`
 */
export function parseIdentity(bytes: Uint8Array): Container<IdentityHeader> {
	const container = parse<IdentityHeader>(bytes, MAGIC.identity, identityHeader)
	checkKdfBounds(container.header.kdf)
	return container
}

/** The header of a `.vault` file, not authenticated. Errors as {@link parseVault}. */
export const readVaultHeader = (bytes: Uint8Array): VaultHeader => parseVault(bytes).header

/** The header of an `.identity` file, not authenticated. Errors as {@link parseIdentity}. */
export const readIdentityHeader = (bytes: Uint8Array): IdentityHeader => parseIdentity(bytes).header

/**
 * Bytes 0 to 13+L of a new file.
 *
 * @throws TrousseauError `too-large`
 */
export function clearBytes(header: VaultHeader | IdentityHeader): Uint8Array {
	const json = canonicalBytes(header)
	if (json.length > MAX_HEADER) {
		throw new TrousseauError('too-large', { bytes: json.length })
	}
	return concat(new TextEncoder().encode(MAGIC[header.kind]), Uint8Array.of(FORMAT_VERSION), u32(json.length), json)
}
