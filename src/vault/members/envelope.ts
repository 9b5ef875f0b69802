// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../../domain/errors.ts'
import { typedWords } from '../../domain/passwords/typed.ts'
import { fromHex, str, toBase64, toHex } from '../file/bytes.ts'
import { keyedHash, randomId } from '../file/hash.ts'
import { sodium } from '../file/sodium.ts'
import { openVaultFile } from '../file/vault-file.ts'
import { ENVELOPE_WORDS, envelopeQr, envelopeWords } from '../keys/codes.ts'
import { identityKeys, wipeKeys } from '../keys/identity.ts'
import type { IdentityKeys } from '../keys/identity.ts'
import { plainWords } from '../keys/words.ts'
import type { EnvelopeCheck, Member, MemberLists } from '../model.ts'
import type { VaultState } from '../opening.ts'
import { isKeeper, prepareEdit, withoutMembers } from '../prepare-revision.ts'
import type { PreparedVault } from '../prepare-revision.ts'
import { envelopesOf, envelopeView } from './envelope-view.ts'

const ENVELOPE_BYTES = 16

/** A word of the sheet typed back for verification. */
export interface TypedWord {
	/** Place on the sheet, from 1. */
	readonly index: number
	readonly word: string
}

/** Content to print for a new envelope; stored nowhere. */
export interface EnvelopeSheet {
	readonly words: readonly string[]
	/** Text of the QR code: the same bits. */
	readonly qr: string
	/** Number of the sheet, from 1. */
	readonly sheet: number
	/** Places, from 1, of the two words that verifying asks for. */
	readonly ask: readonly [number, number]
}

/** Both key pairs of an envelope. */
export function envelopeKeys(bits: Uint8Array, vault: string): IdentityKeys {
	const seed = keyedHash(bits, str('trousseau envelope seed v1'), str(vault))
	const keys = identityKeys(seed)
	sodium.memzero(seed)
	return keys
}

const wordsHash = (key: string, words: readonly string[]): string => toHex(keyedHash(fromHex(key), str('trousseau envelope words v1'), ...words.map(str)))

/** Draws two random positions, and the keyed hash of the words there. */
function drawCheck(words: readonly string[]): EnvelopeCheck {
	const first = sodium.randombytes_uniform(ENVELOPE_WORDS)
	const second = (first + 1 + sodium.randombytes_uniform(ENVELOPE_WORDS - 1)) % ENVELOPE_WORDS
	const ask: readonly [number, number] = first < second ? [first + 1, second + 1] : [second + 1, first + 1]
	const key = toHex(sodium.randombytes_buf(32))
	const plain = plainWords(ask.map((place) => words[place - 1] as string)) as readonly string[]
	return { ask, hash: wordsHash(key, plain), key }
}

function nextSheet({ members, removed }: MemberLists): number {
	const sheets = [...Object.values(members), ...Object.values(removed)].map(({ sheet }) => sheet ?? 0)
	return 1 + Math.max(0, ...sheets)
}

function requireKeeper(state: VaultState): void {
	if (!isKeeper(state)) {
		throw new TrousseauError('not-allowed')
	}
}

/**
 * Prepares the revision that makes an envelope, in place of any before it.
 *
 * @throws TrousseauError `not-allowed`, `invalid`, `too-large`, `kdf-self-test`
 */
export function prepareEnvelope(state: VaultState, at: string, keys: IdentityKeys): { readonly prepared: PreparedVault, readonly sheet: EnvelopeSheet } {
	requireKeeper(state)
	const bits = sodium.randombytes_buf(ENVELOPE_BYTES)
	const own = envelopeKeys(bits, state.vault)
	try {
		const words = envelopeWords(bits)
		const check = drawCheck(words)
		const sheet = nextSheet(state.lists)
		const member: Member = {
			addedAt: at,
			box: toBase64(own.boxPublic),
			check,
			expiresAt: '',
			kind: 'envelope',
			label: '',
			role: 'keeper',
			sheet,
			sign: toBase64(own.signPublic),
			slot: randomId(),
		}
		const { members, removed } = withoutMembers(state.lists, envelopesOf(state.lists).map(([id]) => id), at)
		const prepared = prepareEdit(state, { lists: { members: { ...members, [randomId()]: member }, removed } }, at, keys)
		// The sheet must open what is stored, with its words alone.
		sodium.memzero(openVaultFile(prepared.file, state, own).key)
		return { prepared, sheet: { words, qr: envelopeQr(bits), sheet, ask: check.ask } }
	} finally {
		sodium.memzero(bits)
		wipeKeys(own)
	}
}

/**
 * Prepares the revision that records that the two requested words were typed back correctly.
 *
 * @throws TrousseauError `wrong-words`, `invalid` without envelope, `not-allowed`
 */
export function prepareVerification(state: VaultState, typed: readonly TypedWord[], at: string, keys: IdentityKeys): PreparedVault {
	requireKeeper(state)
	const { memberId: id } = envelopeView(state)
	const member = state.lists.members[id]
	if (member?.check === undefined) {
		throw new TrousseauError('invalid')
	}
	const { ask, hash, key } = member.check
	const plain = plainWords(ask.map((place) => typedWords(typed.find(({ index }) => index === place)?.word ?? '').join(' ')))
	if (plain === null || wordsHash(key, plain) !== hash) {
		throw new TrousseauError('wrong-words')
	}
	return prepareEdit(state, { lists: { ...state.lists, members: { ...state.lists.members, [id]: { ...member, verifiedAt: at } } } }, at, keys)
}
