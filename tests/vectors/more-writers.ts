// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Json, JsonRecord } from '../reference/json.ts'
import type { Content } from '../reference/merge.ts'
import type { File } from '../reference/revision.ts'
import type { EnvelopeParts, Somebody } from './writer.ts'

import { Buffer } from 'node:buffer'
import sodium from 'sodium-native'
import { canonicalBuffer } from '../reference/json.ts'
import { KH, str } from '../reference/primitives.ts'
import { ancestorsAfter, numberOf } from '../reference/revision.ts'
import { AT, later, named, NOTEBOOK, writeEnvelope } from './writer.ts'

/** A content of credentials. */
export const holding = (credentials: Readonly<Record<string, JsonRecord>>, more: JsonRecord = {}): Content => ({ ...more, collections: { credentials }, schema: 1 })

/** A credential with every field of section 8. */
export function credential(by: Somebody, more: JsonRecord = {}): JsonRecord {
	return {
		accountId: '',
		createdAt: AT,
		favourite: false,
		label: 'Impôts',
		login: 'mairie@exemple.fr',
		note: '',
		password: 'Été 2026 ! à la mairie',
		passwordChangedAt: AT,
		site: 'https://impots.exemple.fr',
		tags: [],
		trashedAt: '',
		updatedAt: AT,
		updatedBy: by.id,
		...more,
	}
}

/** An identity's derivation, done once for each passphrase and salt. */
export interface Lock {
	readonly kdf: { readonly alg: 'argon2id13', readonly memory: number, readonly passes: number, readonly salt: string }
	readonly derived: Buffer
}

export const CHEAPEST = { memory: 67_108_864, passes: 3 } as const

/** Derives a lock at the cheapest allowed cost. */
export function lockOf(password: string, salt: Buffer): Lock {
	const derived = Buffer.alloc(64)
	sodium.crypto_pwhash(derived, Buffer.from(password), salt, CHEAPEST.passes, CHEAPEST.memory, sodium.crypto_pwhash_ALG_ARGON2ID13)
	return { kdf: { alg: 'argon2id13', ...CHEAPEST, salt: salt.toString('hex') }, derived }
}

/** Fields of an identity revision that a vector may choose. */
export interface IdentityChoices {
	readonly parents?: readonly WrittenIdentity[]
	readonly pins?: JsonRecord
	readonly at?: string
	readonly signer?: Somebody
	readonly header?: (header: JsonRecord) => Json
	readonly payload?: (payload: JsonRecord) => Json
	readonly parts?: Partial<EnvelopeParts>
}

/** An identity revision as it was written. */
export interface WrittenIdentity {
	readonly file: File
	readonly name: string
	readonly ancestors: readonly string[]
	readonly content: Content
}

/** Writes an identity revision. */
export function writeIdentity(person: Somebody, { kdf, derived }: Lock, choices: IdentityChoices = {}): WrittenIdentity {
	const parents = choices.parents ?? []
	const number = Math.max(0, ...parents.map(({ name }) => numberOf(name))) + 1
	const ancestors = ancestorsAfter(parents)
	const check = KH(derived.subarray(32), str('trousseau identity check v1'), Buffer.from(kdf.salt, 'hex')).toString('hex')
	const header: JsonRecord = { ancestors, check, format: 1, kdf, kind: 'identity', number, parents: parents.map(({ name }) => name).sort() }
	const content: Content = { collections: { pins: choices.pins ?? {} }, schema: 1 }
	const payload: JsonRecord = { at: choices.at ?? later(number), content, created: AT, label: person.name, seed: person.seed }
	const file = writeEnvelope({
		magic: 'TRSIDENT',
		number,
		header: canonicalBuffer(choices.header?.(header) ?? header),
		payload: canonicalBuffer(choices.payload?.(payload) ?? payload),
		domain: 'trousseau identity revision v1',
		signKey: (choices.signer ?? person).keys.signSecret,
		payloadKey: () => KH(derived.subarray(0, 32), str('trousseau identity payload v1')),
		...choices.parts,
	})
	return { file, name: file.name, ancestors, content }
}

/** Fields of an inventory revision that a vector may choose. */
export interface InventoryChoices {
	readonly parents?: readonly { readonly name: string, readonly ancestors: readonly string[] }[]
	readonly at?: string
	readonly by?: string
	readonly notebook?: string
	readonly change?: (revision: JsonRecord) => Json
	readonly write?: (revision: Json) => Buffer
}

/** Writes an inventory revision. */
export function writeInventory(content: Content, choices: InventoryChoices = {}): { readonly file: File, readonly name: string, readonly ancestors: readonly string[], readonly content: Content } {
	const parents = choices.parents ?? []
	const number = Math.max(0, ...parents.map(({ name }) => numberOf(name))) + 1
	const ancestors = ancestorsAfter(parents)
	const revision: JsonRecord = {
		ancestors,
		at: choices.at ?? later(number),
		author: { id: choices.by ?? 'anne', name: 'Anne' },
		content,
		format: 1,
		kind: 'inventory',
		notebook: choices.notebook ?? NOTEBOOK,
		number,
		parents: parents.map(({ name }) => name).sort(),
	}
	const file = named(number, (choices.write ?? canonicalBuffer)(choices.change?.(revision) ?? revision))
	return { file, name: file.name, ancestors, content }
}
