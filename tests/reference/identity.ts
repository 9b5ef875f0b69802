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

/** What a reader of identities is given. */
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

/** What an identity says once open. */
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

/** The password that a passphrase stands for. */
export function passwordOf(passphrase: string, list: readonly string[]): Buffer {
	const words = passphrase.normalize('NFKC').replace(/^\p{White_Space}+|\p{White_Space}+$/gu, '').split(/\p{White_Space}+/u)
	const known = new Set(list.map(unaccented))
	const fromList = words.length >= 4 && words.every((word) => known.has(unaccented(word)))
	return Buffer.from((fromList ? words.map(unaccented) : words).join(' '))
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

function isPin(value: Json): boolean {
	return isRecord(value) && isTime(value.at) && typeof value.head === 'string' && /^\d{8}-[0-9a-f]{32}$/.test(value.head)
		&& isHex(value.members, 32) && isHex(value.notebook, 16)
		&& (value.keepers === undefined || (isRecord(value.keepers) && Object.entries(value.keepers).every(([id, sign]) => isHex(id, 16) && base64(sign, 32) !== null)))
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

function open(file: File, password: Buffer, derive: Derive): Opened {
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

function openUnlessOther(file: File, password: Buffer, derive: Derive): Opened | null {
	try {
		return open(file, password, derive)
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
	const password = passwordOf(reading.passphrase, reading.words)
	must(reading.heads.length > 0, 'no-identity')
	reading.heads.forEach(readIdentityHeader)
	const files = [...reading.heads].sort((a, b) => (a.name < b.name ? 1 : -1))
	const opened = files.flatMap((file) => openUnlessOther(file, password, derive) ?? [])
	const highest = opened[0] ?? refuse('bad-passphrase')
	const heads = opened.filter(({ seed }) => seed === highest.seed)
	const result = { label: String(highest.payload.label), seed: highest.seed, keys: highest.keys }
	if (heads.length === 1) {
		return { ...result, content: highest.content }
	}
	const baseOf = (name: string): Content | null => {
		const file = reading.others.find((other) => other.name === name)
		return file === undefined ? null : openUnlessOther(file, password, derive)?.content ?? null
	}
	const merged = mergeHeads(heads.map(({ name, at, content, ancestors }) => ({ name, at, by: '', content, ancestors })), baseOf)
	const pins = highestPins(heads.map(({ content }) => content))
	return { ...result, content: { ...merged, collections: { ...merged.collections, pins } } as Content }
}
