// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../../domain/document.ts'
import { TrousseauError } from '../../domain/errors.ts'
import type { JsonValue } from '../../domain/json.ts'
import { formatRevisionName } from '../../domain/lineage/names.ts'
import { concat, str, wipe } from './bytes.ts'
import { readCanonical } from './canonical-scan.ts'
import { MAX_FILE } from './container.ts'
import { hash, nameHash } from './hash.ts'
import { sodium } from './sodium.ts'
import { frame, openStream, sealStream, unframe } from './stream.ts'

/** Domain separation of signatures, by kind of revision. */
export type SigningDomain = 'trousseau vault revision v1' | 'trousseau identity revision v1'

/** An opened payload, whose signature remains to be checked. */
export interface OpenedPayload {
	readonly json: JsonValue
	/** True if the signature verifies under the given Ed25519 public key. */
	readonly signedBy: (publicKey: Uint8Array) => boolean
}

const signedBytes = (domain: SigningDomain, clearHash: Uint8Array, json: Uint8Array): Uint8Array => concat(str(domain), clearHash, hash(json))

/** Hashes of {@link cacheNameHash}. */
const hashes = new WeakMap<Uint8Array, string>()

/** Computes and caches the name hash of a file's bytes. The bytes must not be modified afterwards. */
export function cacheNameHash(bytes: Uint8Array): void {
	hashes.set(bytes, nameHash(bytes))
}

/**
 * Checks that a file's name is that of its bytes and of the number that it states.
 *
 * @throws TrousseauError `altered`
 */
export function checkName({ name, bytes }: RevisionFile, number: number): void {
	if (name !== formatRevisionName(number, hashes.get(bytes) ?? nameHash(bytes))) {
		throw new TrousseauError('altered', { revision: name })
	}
}

/**
 * Signs, frames and seals a payload behind its clear bytes.
 *
 * @throws TrousseauError `too-large`
 */
export function sealRevision(input: {
	readonly number: number
	readonly clear: Uint8Array
	readonly json: Uint8Array
	readonly key: Uint8Array
	readonly domain: SigningDomain
	readonly signKey: Uint8Array
}): RevisionFile {
	const clearHash = hash(input.clear)
	const signature = sodium.crypto_sign_detached(signedBytes(input.domain, clearHash, input.json), input.signKey)
	const framed = frame(signature, input.json)
	const bytes = concat(input.clear, sealStream(input.key, clearHash, framed))
	wipe(framed)
	if (bytes.length > MAX_FILE) {
		throw new TrousseauError('too-large', { bytes: bytes.length })
	}
	return { name: formatRevisionName(input.number, nameHash(bytes)), bytes }
}

/**
 * Opens a payload. Returns plaintext only after the whole stream has been authenticated.
 *
 * @throws TrousseauError `altered`
 */
export function openPayload(input: { readonly clear: Uint8Array, readonly sealed: Uint8Array, readonly key: Uint8Array, readonly domain: SigningDomain }): OpenedPayload {
	const clearHash = hash(input.clear)
	const framed = openStream(input.key, clearHash, input.sealed)
	try {
		const { signature, json } = unframe(framed)
		const message = signedBytes(input.domain, clearHash, json)
		const kept = signature.slice()
		return {
			json: readCanonical(json),
			signedBy: (publicKey) => sodium.crypto_sign_verify_detached(kept, message, publicKey),
		}
	} finally {
		wipe(framed)
	}
}
