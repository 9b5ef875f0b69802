// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../../domain/errors.ts'
import { countedWords, tidied } from '../../domain/passwords/typed.ts'
import { fromHex, toHex, utf8 } from '../file/bytes.ts'
import { sodium } from '../file/sodium.ts'
import { checkKdfBounds } from './kdf-bounds.ts'
import type { KdfCost } from './kdf-bounds.ts'
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

/** First 8 bytes of the correct answers of native libsodium, by MiB of memory. They detect a faulty engine, not a malicious one. */
export const KNOWN_ANSWERS: ReadonlyMap<number, string> = new Map([
	[64, '3d6aec2b84474ecb'],
	[80, '320218c394a1d819'],
	[96, '3e3feeabd0054999'],
	[112, 'a90f5733dde96dcd'],
	[128, 'f940bc4721b7a334'],
	[160, '0f0fb60db579a3c1'],
	[192, 'dc98b20f3c37cc03'],
	[224, 'f0bd50c3aa59eb33'],
	[256, '3d04546fe18ea0c1'],
])

/** The costs that have a known answer, cheapest first: the only ones that a new identity may have. */
export const CREATION_COSTS: readonly KdfCost[] = [...KNOWN_ANSWERS.keys()].map((mib) => ({ memory: mib * MIB, passes: KNOWN_PASSES }))

/** Cost of a known answer computed in a millisecond: detects an engine that is wrong at any size, not one that fails at full size. */
const QUICK_COST: KdfCost = { memory: MIB, passes: 1 }
const QUICK_ANSWER = '9e934714d286085b'

/** A derivation, with what a caller may ask to be proved first. */
export interface KdfRequest extends KdfCost {
	readonly password: Uint8Array
	/** 16 bytes. */
	readonly salt: Uint8Array
	/** Compute the known answer of this cost first, in the same memory. */
	readonly selfTest: boolean
}

/** Result of a key derivation. */
export interface KdfResult {
	/** {@link DERIVED_BYTES} bytes. */
	readonly key: Uint8Array
	/** Time of the derivation alone. */
	readonly milliseconds: number
}

/** Runs a key derivation elsewhere: in a short-lived Worker, or a test double. */
export type DeriveKey = (request: KdfRequest) => Promise<KdfResult>

/** The text, or its words without accents nor capitals when there are enough of the list. */
const formOf = (text: string, words: readonly string[]): string => (words.length < FEWEST_WORDS ? null : plainWords(words))?.join(' ') ?? text

const presentForm = (passphrase: string): string => formOf(tidied(passphrase), countedWords(passphrase))

/**
 * Bytes of a passphrase for every new derivation: independent of the keyboard, the spacing and, for words of the French
 * list, of accents, capitals, commas and numbers (section 5 of docs/FORMAT.md).
 */
export const passphraseBytes = (passphrase: string): Uint8Array => utf8(presentForm(passphrase))

/**
 * Candidate bytes of a passphrase for an existing file, in the order to try: {@link passphraseBytes}, then, if different,
 * the text as typed except for its spacing, the first rule of version 1.
 */
export function passphraseForms(passphrase: string): readonly Uint8Array[] {
	const words = passphrase.normalize('NFKC').split(WHITE_SPACE).filter((word) => word !== '')
	return [...new Set([presentForm(passphrase), formOf(words.join(' '), words)])].map(utf8)
}

function argon2id(password: Uint8Array, salt: Uint8Array, { memory, passes }: KdfCost): Uint8Array {
	try {
		return sodium.crypto_pwhash(DERIVED_BYTES, password, salt, passes, memory, sodium.crypto_pwhash_ALG_ARGON2ID13)
	} catch {
		throw new TrousseauError('no-memory', { memory })
	}
}

const knownAnswerAt = (cost: KdfCost): string => toHex(argon2id(KNOWN_PASSWORD, KNOWN_SALT, cost).subarray(0, 8))

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
