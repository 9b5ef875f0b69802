// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../domain/errors.ts'
import { countedWords, tidied } from '../domain/passwords/typed.ts'
import { fromHex, toHex, utf8 } from './bytes.ts'
import { checkKdfBounds } from './kdf-bounds.ts'
import type { KdfCost } from './kdf-bounds.ts'
import { sodium } from './sodium.ts'
import { plainWords } from './words.ts'

/** Bytes that Argon2id gives: 32 for the payload key, 32 for the check value. */
export const DERIVED_BYTES = 64

const MIB = 1024 * 1024
const WHITE_SPACE = /\p{White_Space}+/u
/** From so many words of the French list on, a passphrase is taken as words. */
const FEWEST_WORDS = 4

/** Password, salt and passes of the known answers. */
const KNOWN_PASSWORD = utf8('trousseau known answer v1')
const KNOWN_SALT = fromHex('000102030405060708090a0b0c0d0e0f')
const KNOWN_PASSES = 3

/** The first 32 bytes of the right answers, by MiB of memory, as native libsodium gives them. */
export const KNOWN_ANSWERS: ReadonlyMap<number, string> = new Map([
	[64, '3d6aec2b84474ecb8d32646bcd5ad00f1aef4dfbfc29bae743ec7f532e730981'],
	[80, '320218c394a1d819ff8be94b830753d28d5aa4663ea7708db12b2bbc2fe11b18'],
	[96, '3e3feeabd00549996e6e6c55fcb52bde14ddb5353480d971809d0e2a80ffff0b'],
	[112, 'a90f5733dde96dcd14c3832bc0bd78b8b64b8a67e5dd69ab37430c47e707d292'],
	[128, 'f940bc4721b7a334a2a8decf1c5d5ffe897812cc9dc40d6986dc1546671a898a'],
	[160, '0f0fb60db579a3c13dbf483b86c89e2e6d32fb81b66f7ce9ca1368f5de3069d1'],
	[192, 'dc98b20f3c37cc03fe4b5a61dafb53f3417377df0f7ca9699d8da0a1eb56f124'],
	[224, 'f0bd50c3aa59eb331541bcc14d7ab8e01773fcd30549cc0e5955b0f539c761ae'],
	[256, '3d04546fe18ea0c1303ca1705389ba149ca52196cd07c6fbff42a189aebec36d'],
])

/** The costs that have a known answer, cheapest first: the only ones that a new identity may have. */
export const CREATION_COSTS: readonly KdfCost[] = [...KNOWN_ANSWERS.keys()].map((mib) => ({ memory: mib * MIB, passes: KNOWN_PASSES }))

/** A known answer that costs a millisecond: tells an engine that computes nonsense, not one that fails at full size. */
const QUICK_COST: KdfCost = { memory: MIB, passes: 1 }
const QUICK_ANSWER = '9e934714d286085b4a5152bdbefd256209dcc3e13cfe88825cedcfee1b5cf82d'

/** A derivation, with what a caller may ask to be proved first. */
export interface KdfRequest extends KdfCost {
	readonly password: Uint8Array
	/** 16 bytes. */
	readonly salt: Uint8Array
	/** Compute the known answer of this cost first, in the same memory. */
	readonly selfTest: boolean
}

/** What a derivation gives. */
export interface KdfResult {
	/** {@link DERIVED_BYTES} bytes. */
	readonly key: Uint8Array
	/** Time of the derivation alone. */
	readonly milliseconds: number
}

/** A derivation somewhere else: a short-lived Worker, or a stand-in for tests. */
export type DeriveKey = (request: KdfRequest) => Promise<KdfResult>

const bytesOf = (text: string, words: readonly string[]): Uint8Array => utf8((words.length >= FEWEST_WORDS ? plainWords(words) : null)?.join(' ') ?? text)

/**
 * The bytes that a passphrase stands for, for every new derivation: the same whatever the keyboard, the spacing and, for words of
 * the French list, the accents, capitals, commas and numbers (section 5 of docs/FORMAT.md).
 */
export const passphraseBytes = (passphrase: string): Uint8Array => bytesOf(tidied(passphrase), countedWords(passphrase))

/**
 * What a passphrase may have stood for when a file was made, in the order to try: {@link passphraseBytes}, then, where it
 * differs, the text as it was typed but for its spacing, which was the first rule of version 1.
 */
export function passphraseForms(passphrase: string): readonly [Uint8Array, Uint8Array?] {
	const words = passphrase.normalize('NFKC').split(WHITE_SPACE).filter((word) => word !== '')
	const present = passphraseBytes(passphrase)
	const former = bytesOf(words.join(' '), words)
	return toHex(present) === toHex(former) ? [present] : [present, former]
}

function argon2id(password: Uint8Array, salt: Uint8Array, { memory, passes }: KdfCost): Uint8Array {
	try {
		return sodium.crypto_pwhash(DERIVED_BYTES, password, salt, passes, memory, sodium.crypto_pwhash_ALG_ARGON2ID13)
	} catch {
		throw new TrousseauError('no-memory', { memory })
	}
}

const knownAnswerAt = (cost: KdfCost): string => toHex(argon2id(KNOWN_PASSWORD, KNOWN_SALT, cost).subarray(0, 32))

/**
 * Checks the engine without the memory of a real derivation. Needs sodium loaded.
 *
 * @throws TrousseauError `kdf-self-test`, `no-memory`
 */
export function quickSelfTest(): void {
	if (knownAnswerAt(QUICK_COST) !== QUICK_ANSWER) {
		throw new TrousseauError('kdf-self-test', { memory: QUICK_COST.memory, passes: QUICK_COST.passes })
	}
}

/**
 * Proves that this browser computes Argon2id rightly at a cost: some have given
 * wrong answers without any error, and a key made so opens nothing elsewhere.
 *
 * @throws TrousseauError `kdf-self-test`, also when no answer is known for this cost; `no-memory`
 */
export function kdfSelfTest(cost: KdfCost): void {
	checkKdfBounds(cost)
	const expected = cost.passes === KNOWN_PASSES ? KNOWN_ANSWERS.get(cost.memory / MIB) : undefined
	if (expected === undefined || knownAnswerAt(cost) !== expected) {
		throw new TrousseauError('kdf-self-test', { memory: cost.memory, passes: cost.passes })
	}
}

/**
 * Derives a key in this thread, whose memory then stays as large as `memory`:
 * meant for a Worker that ends just after. Needs sodium loaded.
 *
 * @throws TrousseauError `kdf-bounds` before anything is allocated, `kdf-self-test`, `no-memory`
 */
export function deriveHere(request: KdfRequest): KdfResult {
	checkKdfBounds(request)
	if (request.selfTest) {
		kdfSelfTest(request)
	}
	const start = performance.now()
	const key = argon2id(request.password, request.salt, request)
	return { key, milliseconds: performance.now() - start }
}
