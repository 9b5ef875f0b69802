// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import * as v from 'valibot'
import { canonicalBytes, sameJson } from '../../domain/canonical.ts'
import type { DocumentContent, RevisionMeta } from '../../domain/document.ts'
import type { RevisionFile } from '../../domain/document.ts'
import { TrousseauError } from '../../domain/errors.ts'
import type { JsonObject } from '../../domain/json.ts'
import { CREDENTIAL_LIMITS as LIMITS } from '../../domain/limits.ts'
import { REVISION_NAME } from '../../domain/lineage/names.ts'
import { BASE64_OF_32, time } from '../content/content.ts'
import { concat, fromHex, str, toHex } from '../file/bytes.ts'
import { clearBytes, FORMAT_VERSION, ID, parseIdentity } from '../file/container.ts'
import type { Container, IdentityHeader, IdentityKdf } from '../file/container.ts'
import { keyedHash } from '../file/hash.ts'
import { checkName, openPayload, sealRevision } from '../file/seal.ts'
import { sodium } from '../file/sodium.ts'

const DOMAIN = 'trousseau identity revision v1'

/** The two key pairs of a person. */
export interface IdentityKeys {
	readonly boxPublic: Uint8Array
	readonly boxSecret: Uint8Array
	readonly signPublic: Uint8Array
	readonly signSecret: Uint8Array
}

/** Keys derived with Argon2id, one for each use. */
export interface IdentityLock {
	readonly kdf: IdentityKdf
	/** 64 hexadecimal digits: distinguishes a wrong passphrase from an altered file. */
	readonly check: string
	readonly payloadKey: Uint8Array
}

/** The head last seen of a vault. */
export interface Pin extends JsonObject {
	readonly at: string
	readonly head: string
	/** H of the canonical JSON of its lists, hexadecimal. */
	readonly members: string
	readonly notebook: string
	/** Ed25519 public key (base64) of each person who is a keeper in that head, by member id. */
	readonly keepers?: Readonly<Record<string, string>>
	/** Public keys (base64) of the inviter. */
	readonly inviter?: PublicKeys
	/** The head that was remembered before this one and is gone: the person accepted it, then. */
	readonly accepted?: { readonly at: string, readonly head: string } & JsonObject
}

/** The public keys of a member, base64. */
export interface PublicKeys extends JsonObject {
	readonly box: string
	readonly sign: string
}

/** Content of an identity: collection `pins`, by vault id. */
export interface IdentityContent extends DocumentContent {
	readonly schema: 1
	readonly collections: { readonly pins: Readonly<Record<string, Pin>> } & DocumentContent['collections']
}

/** The JSON of an identity revision's payload. */
export interface IdentityPayload {
	readonly at: string
	readonly content: IdentityContent
	readonly created: string
	readonly label: string
	/** 32 bytes, hexadecimal. */
	readonly seed: string
}

/** An identity revision, opened. */
export interface OpenedIdentity {
	readonly name: string
	readonly header: IdentityHeader
	readonly payload: IdentityPayload
	readonly keys: IdentityKeys
}

const id = v.pipe(v.string(), v.regex(ID))
const publicKey = v.pipe(v.string(), v.regex(BASE64_OF_32))
const head = v.pipe(v.string(), v.regex(REVISION_NAME))
const pin = v.looseObject({
	accepted: v.optional(v.looseObject({ at: time, head })),
	at: time,
	head,
	inviter: v.optional(v.looseObject({ box: publicKey, sign: publicKey })),
	keepers: v.optional(v.record(id, publicKey)),
	members: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
	notebook: id,
})
const payloadSchema = v.strictObject({
	at: time,
	content: v.looseObject({
		collections: v.objectWithRest({ pins: v.record(id, pin) }, v.record(v.string(), v.looseObject({}))),
		schema: v.literal(1),
	}),
	created: time,
	label: v.pipe(v.string(), v.maxLength(LIMITS.label)),
	seed: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
})

/** The content of a new identity. */
export const emptyIdentityContent = (): IdentityContent => ({ collections: { pins: {} }, schema: 1 })

/**
 * Both key pairs from their seed.
 *
 * @param seed - 32 bytes
 */
export function identityKeys(seed: Uint8Array): IdentityKeys {
	const boxSeed = keyedHash(seed, str('trousseau box v1'))
	const signSeed = keyedHash(seed, str('trousseau sign v1'))
	const box = sodium.crypto_box_seed_keypair(boxSeed)
	const sign = sodium.crypto_sign_seed_keypair(signSeed)
	sodium.memzero(boxSeed)
	sodium.memzero(signSeed)
	return { boxPublic: box.publicKey, boxSecret: box.privateKey, signPublic: sign.publicKey, signSecret: sign.privateKey }
}

/** Overwrites the private keys of key pairs. */
export function wipeKeys(keys: IdentityKeys): void {
	sodium.memzero(keys.boxSecret)
	sodium.memzero(keys.signSecret)
}

/**
 * Splits what Argon2id gave. The derived bytes are wiped.
 *
 * @param derived - 64 bytes
 * @param kdf - the parameters and salt that gave them
 */
export function identityLock(derived: Uint8Array, kdf: IdentityKdf): IdentityLock {
	const check = toHex(keyedHash(derived.subarray(32, 64), concat(str('trousseau identity check v1'), fromHex(kdf.salt))))
	const payloadKey = keyedHash(derived.subarray(0, 32), str('trousseau identity payload v1'))
	sodium.memzero(derived)
	return { kdf, check, payloadKey }
}

/**
 * Cuts an identity file whose name was checked.
 *
 * @throws TrousseauError `altered`, `unsupported-version`, `too-large`, `kdf-bounds`
 */
export function readIdentity(file: RevisionFile): Container<IdentityHeader> {
	const container = parseIdentity(file.bytes)
	checkName(file, container.header.number)
	return container
}

function checkedPayload(json: unknown): IdentityPayload {
	const schema = (json as { content?: { schema?: unknown } } | null)?.content?.schema
	if (typeof schema === 'number' && schema > 1) {
		throw new TrousseauError('unsupported-version', { schema })
	}
	if (!v.safeParse(payloadSchema, json, { abortEarly: true }).success) {
		throw new TrousseauError('invalid')
	}
	return json as IdentityPayload
}

/**
 * Opens an identity revision with what its passphrase derived.
 *
 * @throws TrousseauError `bad-passphrase`, `altered`, `bad-signature`, `invalid`, `unsupported-version`, `too-large`, `kdf-bounds`
 */
export function openIdentity(file: RevisionFile, lock: IdentityLock): OpenedIdentity {
	const { header, clear, sealed } = readIdentity(file)
	if (!sameJson({ ...header.kdf }, { ...lock.kdf }) || !sodium.memcmp(fromHex(header.check), fromHex(lock.check))) {
		throw new TrousseauError('bad-passphrase')
	}
	const opened = openPayload({ clear, sealed, key: lock.payloadKey, domain: DOMAIN })
	const payload = checkedPayload(opened.json)
	const seed = fromHex(payload.seed)
	const keys = identityKeys(seed)
	sodium.memzero(seed)
	if (!opened.signedBy(keys.signPublic)) {
		throw new TrousseauError('bad-signature', { revision: file.name })
	}
	return { name: file.name, header, payload, keys }
}

/** Seals an identity revision. */
export function sealIdentity(meta: RevisionMeta, lock: IdentityLock, payload: IdentityPayload): RevisionFile {
	const keys = identityKeys(fromHex(payload.seed))
	const header: IdentityHeader = { ...meta, check: lock.check, format: FORMAT_VERSION, kdf: lock.kdf, kind: 'identity' }
	const file = sealRevision({ number: meta.number, clear: clearBytes(header), json: canonicalBytes(payload), key: lock.payloadKey, domain: DOMAIN, signKey: keys.signSecret })
	wipeKeys(keys)
	return file
}
