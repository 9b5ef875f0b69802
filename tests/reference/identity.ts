// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Envelope } from './envelope.ts'
import type { Json, JsonRecord } from './json.ts'
import type { Content } from './merge.ts'
import type { Keys } from './primitives.ts'
import type { File, Place } from './revision.ts'

import { Buffer } from 'node:buffer'
import sodium from 'sodium-native'
import { checkBounds, isKdf, openEnvelope, openFrame } from './envelope.ts'
import { hasExactly, isRecord, member } from './json.ts'
import { mergeHeads } from './merge.ts'
import { base64, isHex, keysOfSeed, KH, must, ReadError, refuse, str } from './primitives.ts'
import { checkHash, readPlace } from './revision.ts'
import { isLabel, isTime, recordsOfObjects } from './shape.ts'

/** Input of the reader of identities. */
export interface IdentityReading {
	readonly heads: readonly File[]
	readonly others: readonly File[]
	readonly passphrase: string
	/** The French BIP-39 list. */
	readonly words: readonly string[]
	/** Argon2id, so that several readings share one derivation; its own when absent. */
	readonly derive?: Derive
}

/** `crypto_pwhash` of 64 bytes. */
export type Derive = (password: Buffer, salt: Buffer, memory: number, passes: number) => Buffer

/** Content of an opened identity. */
export interface IdentityResult {
	readonly content: Content
	readonly label: string
	readonly seed: string
	readonly keys: Keys
}

interface Opened extends Place {
	readonly name: string
	readonly at: string
	readonly payload: JsonRecord
	readonly content: Content
	readonly seed: string
	readonly keys: Keys
}

/** The derivation of section 5. */
export const argon2id: Derive = (password, salt, memory, passes) => {
	const derived = Buffer.alloc(64)
	sodium.crypto_pwhash(derived, password, salt, passes, memory, sodium.crypto_pwhash_ALG_ARGON2ID13)
	return derived
}

const unaccented = (word: string): string => word.toLowerCase().normalize('NFD').replace(/\p{Mn}/gu, '')

const spaced = (text: string): string => text.replace(/\p{White_Space}+/gu, ' ').replace(/^ | $/g, '')

function asWords(words: readonly string[], list: readonly string[]): string | null {
	const known = new Set(list.map(unaccented))
	return words.length >= 4 && words.every((word) => known.has(unaccented(word))) ? words.map(unaccented).join(' ') : null
}

/** The text without what a keyboard adds. */
export function tidy(text: string): string {
	const swap: readonly (readonly [RegExp, string])[] = [[/[\p{Cf}\p{DI}]/gu, ''], [/[‘’‚‛ʼ′]/g, '\''], [/[“”„‟″]/g, '"'], [/[-‐‑‒–—―−]+/g, '-']]
	return spaced(swap.reduce((so, [from, to]) => so.replace(from, to), text.normalize('NFKC')))
}

/** The words of a tidy text and the numbers among them. */
export const pieces = (text: string): readonly string[] => tidy(text).match(/\d+|[^\s\d,;:.)-]+/g) ?? []

/** The password that a passphrase stands for (section 5). */
export function passwordOf(passphrase: string, list: readonly string[]): Buffer {
	const all = pieces(passphrase)
	const isCount = all.length % 2 === 0 && all.every((piece, index) => index % 2 === 1 || piece === `${index / 2 + 1}`)
	return Buffer.from(asWords(isCount ? all.filter((_, index) => index % 2 === 1) : all, list) ?? tidy(passphrase))
}

/** The password that it stood for in files of before. */
export function formerPasswordOf(passphrase: string, list: readonly string[]): Buffer {
	const text = spaced(passphrase.normalize('NFKC'))
	return Buffer.from(asWords(text.split(' '), list) ?? text)
}

/** Both, in the order to try. */
export function passwordsOf(passphrase: string, list: readonly string[]): readonly [Buffer, ...Buffer[]] {
	const [present, former] = [passwordOf(passphrase, list), formerPasswordOf(passphrase, list)]
	return present.equals(former) ? [present] : [present, former]
}

/** The clear part of an `.identity` file, and where it stands in its journal. */
export function readIdentityHeader(file: File): Envelope & { readonly place: Place, readonly kdf: JsonRecord } {
	checkHash(file)
	const envelope = openEnvelope(file.bytes, 'TRSIDENT')
	const { header } = envelope
	const { kdf } = header
	must(hasExactly(header, ['ancestors', 'check', 'format', 'kdf', 'kind', 'number', 'parents'])
		&& header.format === 1 && header.kind === 'identity' && isHex(header.check, 32), 'altered')
	must(hasExactly(kdf, ['alg', 'memory', 'passes', 'salt']) && kdf.alg === 'argon2id13' && isKdf(kdf), 'altered')
	const place = readPlace(header)
	checkBounds(kdf.memory, kdf.passes)
	must(file.name.startsWith(String(place.number).padStart(8, '0')), 'altered')
	return { ...envelope, place, kdf }
}

const isName = (value: Json | undefined): boolean => typeof value === 'string' && /^\d{8}-[0-9a-f]{32}$/.test(value)

function isPin(value: Json): boolean {
	return isRecord(value) && isTime(value.at) && isName(value.head)
		&& isHex(value.members, 32) && isHex(value.notebook, 16)
		&& (value.keepers === undefined || (isRecord(value.keepers) && Object.entries(value.keepers).every(([id, sign]) => isHex(id, 16) && base64(sign, 32) !== null)))
		&& (value.accepted === undefined || (isRecord(value.accepted) && isTime(value.accepted.at) && isName(value.accepted.head)))
		&& (value.inviter === undefined || (isRecord(value.inviter) && base64(value.inviter.box, 32) !== null && base64(value.inviter.sign, 32) !== null))
}

function readPayload(json: Json): JsonRecord & { readonly content: Content, readonly at: string, readonly label: string, readonly seed: string } {
	const content = isRecord(json) ? json.content : undefined
	const schema = isRecord(content) ? content.schema : undefined
	must(typeof schema !== 'number' || schema <= 1, 'unsupported-version')
	must(hasExactly(json, ['at', 'content', 'created', 'label', 'seed']), 'invalid')
	must(isTime(json.at) && isTime(json.created) && isLabel(json.label) && isHex(json.seed, 32), 'invalid')
	must(isRecord(content) && content.schema === 1 && isRecord(content.collections) && recordsOfObjects(content.collections), 'invalid')
	const { pins } = content.collections
	must(isRecord(pins) && Object.entries(pins).every(([vault, pin]) => isHex(vault, 16) && isPin(pin)), 'invalid')
	return json as ReturnType<typeof readPayload>
}

function openWith(file: File, password: Buffer, derive: Derive): Opened {
	const envelope = readIdentityHeader(file)
	const { kdf, place } = envelope
	const salt = Buffer.from(String(kdf.salt), 'hex')
	const derived = derive(password, salt, Number(kdf.memory), Number(kdf.passes))
	const check = KH(derived.subarray(32, 64), str('trousseau identity check v1'), salt).toString('hex')
	must(check === envelope.header.check, 'bad-passphrase')
	const frame = openFrame(envelope, KH(derived.subarray(0, 32), str('trousseau identity payload v1')), 'trousseau identity revision v1')
	const payload = readPayload(frame.json)
	const keys = keysOfSeed(Buffer.from(payload.seed, 'hex'))
	must(frame.holds(keys.signPublic), 'bad-signature')
	return { ...place, name: file.name, at: payload.at, payload, content: payload.content, seed: payload.seed, keys }
}

/** Tries each password, the last one's answer being that of all. */
function open(file: File, [password, ...others]: readonly [Buffer, ...Buffer[]], derive: Derive): Opened {
	try {
		return openWith(file, password, derive)
	} catch (error) {
		const [next, ...rest] = others
		if (next !== undefined && error instanceof ReadError && error.code === 'bad-passphrase') {
			return open(file, [next, ...rest], derive)
		}
		throw error
	}
}

function openUnlessOther(file: File, passwords: readonly [Buffer, ...Buffer[]], derive: Derive): Opened | null {
	try {
		return open(file, passwords, derive)
	} catch (error) {
		if (error instanceof ReadError && error.code === 'bad-passphrase') {
			return null
		}
		throw error
	}
}

function highestPins(contents: readonly Content[]): JsonRecord {
	const highest = new Map<string, Json>()
	for (const { collections } of contents) {
		for (const [vault, pin] of Object.entries(collections.pins ?? {})) {
			const before = highest.get(vault)
			if (!isRecord(before) || String(before.head) < String(member(pin as JsonRecord, 'head'))) {
				highest.set(vault, pin)
			}
		}
	}
	return Object.fromEntries(highest)
}

/** Opens an identity from its heads (section 5), or throws a `ReadError`. */
export function readIdentity(reading: IdentityReading): IdentityResult {
	const derive = reading.derive ?? argon2id
	const passwords = passwordsOf(reading.passphrase, reading.words)
	must(reading.heads.length > 0, 'no-identity')
	reading.heads.forEach(readIdentityHeader)
	const files = [...reading.heads].sort((a, b) => (a.name < b.name ? 1 : -1))
	const opened = files.flatMap((file) => openUnlessOther(file, passwords, derive) ?? [])
	const highest = opened[0] ?? refuse('bad-passphrase')
	const heads = opened.filter(({ seed }) => seed === highest.seed)
	const result = { label: String(highest.payload.label), seed: highest.seed, keys: highest.keys }
	if (heads.length === 1) {
		return { ...result, content: highest.content }
	}
	const baseOf = (name: string): Content | null => {
		const file = reading.others.find((other) => other.name === name)
		return file === undefined ? null : openUnlessOther(file, passwords, derive)?.content ?? null
	}
	const merged = mergeHeads(heads.map(({ name, at, content, ancestors }) => ({ name, at, by: '', content, ancestors })), baseOf)
	const pins = highestPins(heads.map(({ content }) => content))
	return { ...result, content: { ...merged, collections: { ...merged.collections, pins } } as Content }
}
