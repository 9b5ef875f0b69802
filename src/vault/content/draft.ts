// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { canonicalBytes } from '../../domain/canonical.ts'
import { TrousseauError } from '../../domain/errors.ts'
import type { JsonValue } from '../../domain/json.ts'
import { bucket } from '../file/bucket.ts'
import { concat, readU32, str, u32 } from '../file/bytes.ts'
import { readCanonical } from '../file/canonical-scan.ts'
import { hash, keyedHash } from '../file/hash.ts'
import { sodium } from '../file/sodium.ts'
import { openStream, sealStream } from '../file/stream.ts'
import type { IdentityKeys } from '../keys/identity.ts'

const FORMAT = 1
const LENGTH = 4

/** Notebook and vault of a draft. Bound into its key: it opens nowhere else. */
export interface DraftPlace {
	/** Id of the notebook. */
	readonly notebook: string
	/** Id of the vault; empty for a draft of the inventory. */
	readonly vault: string
	/** 32 hexadecimal digits. */
	readonly id: string
}

/**
 * Key of the drafts of one vault, derived from the person's X25519 secret rather than from the vault key: a removal
 * could rotate the vault key before the draft is opened again.
 */
const keyOf = (keys: IdentityKeys, { notebook, vault }: DraftPlace): Uint8Array => keyedHash(keys.boxSecret, str('trousseau draft v1'), str(notebook), str(vault))

const associated = ({ notebook, vault, id }: DraftPlace): Uint8Array => hash(Uint8Array.of(FORMAT), str('trousseau draft v1'), str(notebook), str(vault), str(id))

/**
 * Seals an edit that is not saved yet, for the browser to keep.
 *
 * @param place - the vault the draft belongs to
 * @param json - the draft
 * @param keys - of the person who made it, and who alone can open it
 */
export function sealDraft(place: DraftPlace, json: JsonValue, keys: IdentityKeys): Uint8Array {
	const text = canonicalBytes(json)
	const framed = new Uint8Array(bucket(LENGTH + text.length))
	framed.set(concat(u32(text.length), text))
	const key = keyOf(keys, place)
	try {
		return concat(Uint8Array.of(FORMAT), sealStream(key, associated(place), framed))
	} finally {
		sodium.memzero(key)
		sodium.memzero(framed)
		sodium.memzero(text)
	}
}

/**
 * Opens what {@link sealDraft} made.
 *
 * @throws TrousseauError `altered` for other keys, another place or changed bytes, `unsupported-version`
 */
export function openDraft(place: DraftPlace, bytes: Uint8Array, keys: IdentityKeys): JsonValue {
	const [format = 0] = bytes
	if (format !== FORMAT) {
		throw new TrousseauError(format > FORMAT ? 'unsupported-version' : 'altered')
	}
	const key = keyOf(keys, place)
	try {
		const framed = openStream(key, associated(place), bytes.subarray(1))
		try {
			const end = framed.length < LENGTH ? 0 : LENGTH + readU32(framed, 0)
			if (end < LENGTH || framed.length !== bucket(end) || framed.subarray(end).some((byte) => byte !== 0)) {
				throw new TrousseauError('altered')
			}
			return readCanonical(framed.subarray(LENGTH, end))
		} finally {
			sodium.memzero(framed)
		}
	} finally {
		sodium.memzero(key)
	}
}
