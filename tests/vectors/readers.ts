// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Derive } from '../reference/identity.ts'
import type { Json, JsonRecord } from '../reference/json.ts'
import type { Content } from '../reference/merge.ts'
import type { File } from '../reference/revision.ts'
import type { DeriveKey } from '../../src/vault/keys/kdf.ts'
import type { Expected, Vector, VectorFile, VectorIndex } from './model.ts'

import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import sodium from 'sodium-native'
import { TrousseauError } from '../../src/domain/errors.ts'
import { parseInventory } from '../../src/domain/inventory/schema.ts'
import { mergeDocuments, mergeHeads as ourMergeHeads } from '../../src/domain/merge.ts'
import { decodeArchive } from '../../src/exchange/backup-archive.ts'
import { pathOfPlace } from '../../src/exchange/backup-paths.ts'
import { decodeInventory } from '../../src/journal/inventory-revision.ts'
import { decodeMarker } from '../../src/journal/marker.ts'
import { matchesName } from '../../src/journal/names.ts'
import { toHex } from '../../src/vault/file/bytes.ts'
import { codeBytes, envelopeBits } from '../../src/vault/keys/codes.ts'
import { acceptInvitation, findInvitation, invitationGroups } from '../../src/vault/members/joining.ts'
import { envelopeKeys } from '../../src/vault/members/envelope.ts'
import { fingerprint } from '../../src/vault/keys/fingerprint.ts'
import { identityKeys } from '../../src/vault/keys/identity.ts'
import { deriveHere, passphraseBytes } from '../../src/vault/keys/kdf.ts'
import { openVault } from '../../src/vault/opening.ts'
import { WORDS } from '../../src/vault/keys/words.ts'
import { keysOf, unlockIdentity } from '../../src/worker/identity-session.ts'
import { openBackup } from '../../src/worker/backup.ts'
import { readBackup } from '../reference/backup.ts'
import { fingerprintOf } from '../reference/fingerprint.ts'
import { passwordOf, readIdentity } from '../reference/identity.ts'
import { readInventory, readMarker } from '../reference/inventory.ts'
import { readInvited } from '../reference/invitation.ts'
import { mergeContents } from '../reference/merge.ts'
import { H16, keysOfSeed, ReadError } from '../reference/primitives.ts'
import { readVault } from '../reference/vault.ts'
import { bitsOfEnvelope, keysOfEnvelope } from '../reference/words.ts'

/** The path of something beside the vectors. */
export const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export const INDEX = JSON.parse(readFileSync(beside('index.json'), 'utf8')) as VectorIndex

const bytesOf = (file: string): Uint8Array => new Uint8Array(readFileSync(beside(`files/${file}`)))

const loaded = ({ name, file }: VectorFile): File => ({ name, bytes: bytesOf(file) })

const seedOf = (name: string): Buffer => Buffer.from(INDEX.people[name]?.seed ?? '', 'hex')

/** A reading of one vector: what it finds. Throws a code of its own kind. */
export type Reading = (vector: Vector) => Promise<JsonRecord> | JsonRecord

function withoutEmpty(content: JsonRecord): JsonRecord {
	return {
		...content,
		collections: Object.fromEntries(Object.entries(content.collections as JsonRecord).filter(([, records]) => Object.keys(records as JsonRecord).length > 0)),
	}
}

function listed(content: Json, members: Readonly<Record<string, { readonly role?: Json }>>, removed: object, aside: readonly string[]): JsonRecord {
	return {
		aside: [...aside].sort(),
		content,
		members: Object.fromEntries(Object.entries(members).map(([id, { role }]) => [id, role ?? ''])),
		removed: Object.keys(removed).sort(),
	}
}

/** One derivation for each password, salt and cost: Argon2id is the dearest part of the suite. */
function once(derive: (password: Uint8Array, salt: Uint8Array, memory: number, passes: number) => Uint8Array): (...input: Parameters<Derive>) => Buffer {
	const known = new Map<string, Buffer>()
	return (password, salt, memory, passes) => {
		const name = createHash('sha256').update(password).update(salt).update(`${memory} ${passes}`).digest('hex')
		const derived = known.get(name) ?? Buffer.from(derive(password, salt, memory, passes))
		known.set(name, derived)
		return Buffer.from(derived)
	}
}

const native = once((password, salt, memory, passes) => {
	const derived = Buffer.alloc(64)
	sodium.crypto_pwhash(derived, Buffer.from(password), Buffer.from(salt), passes, memory, sodium.crypto_pwhash_ALG_ARGON2ID13)
	return derived
})

const backupResult = ({ at, by, marker, files }: { readonly at: string, readonly by: JsonRecord, readonly marker: JsonRecord, readonly files: readonly { readonly path: string, readonly bytes: Uint8Array }[] }): JsonRecord => ({
	at,
	by,
	...marker,
	files: Object.fromEntries(files.map(({ path, bytes }) => [path, H16(bytes).toString('hex')])),
})

/** The second reader. */
export const readBySecond: Reading = (vector) => {
	switch (vector.kind) {
		case 'vault': {
			const { content, lists, aside } = readVault({ ...vector, keys: keysOfSeed(seedOf(vector.reader)), heads: vector.heads.map(loaded), others: vector.others.map(loaded) })
			return listed(content, lists.members, lists.removed, aside)
		}
		case 'identity': {
			const { label, seed, content } = readIdentity({ ...vector, heads: vector.heads.map(loaded), others: vector.others.map(loaded), words: WORDS, derive: native })
			return { label, seed, pins: content.collections.pins ?? {} }
		}
		case 'inventory':
			return { content: withoutEmpty(readInventory(vector.heads.map(loaded), vector.others.map(loaded), vector.notebook)) }
		case 'invitation': {
			const { content, role, inviter } = readInvited({ ...vector, heads: vector.heads.map(loaded), others: vector.others.map(loaded), words: WORDS, derive: native })
			return { content, role, inviter: inviter.label ?? '' }
		}
		case 'envelope': {
			const bits = bitsOfEnvelope(vector.text, WORDS)
			return { bits: bits.toString('hex'), sign: keysOfEnvelope(bits, vector.vault).signPublic.toString('hex') }
		}
		case 'backup': {
			const { at, by, marker, files } = readBackup({ file: bytesOf(vector.file), words: vector.words, list: WORDS, derive: native })
			return backupResult({ at, by, marker: { ...marker }, files })
		}
		case 'marker':
			return { ...readMarker(Buffer.from(vector.bytes, 'hex')) }
		case 'merge': {
			const side = (from: typeof vector.left) => ({ ...from, content: from.content as Content, ancestors: [] })
			return { content: mergeContents(vector.base as Content | null, side(vector.left), side(vector.right)) }
		}
		case 'passphrase':
			return { utf8: passwordOf(vector.passphrase, WORDS).toString('hex') }
		case 'fingerprint':
			return { words: fingerprintOf(keysOfSeed(seedOf(vector.person)), WORDS) }
	}
}

function checkedName(file: File): File {
	if (!matchesName(file.name, file.bytes)) {
		throw new TrousseauError('altered', { revision: file.name })
	}
	return file
}

const wasm = once((password, salt, memory, passes) => deriveHere({ password, salt, memory, passes, selfTest: false }).key)

type OurContent = Parameters<typeof mergeDocuments>[1]['content']

const deriveOnce: DeriveKey = async ({ password, salt, memory, passes }) => ({
	key: new Uint8Array(wasm(Buffer.from(password), Buffer.from(salt), memory, passes)),
	milliseconds: 0,
})

async function ourBackup({ file, words }: Extract<Vector, { kind: 'backup' }>): Promise<JsonRecord> {
	const { at, by, marker: { notebookId, communeName, insee }, files } = await decodeArchive(await openBackup({ words, file: bytesOf(file) }, deriveOnce))
	return backupResult({ at, by: { ...by }, marker: { notebook: notebookId, name: communeName, insee }, files: files.map(({ place, bytes }) => ({ path: pathOfPlace(place), bytes })) })
}

async function ourIdentity(vector: Extract<Vector, { kind: 'identity' }>): Promise<JsonRecord> {
	const journal = { heads: vector.heads.map(loaded).map(checkedName), others: vector.others.map(loaded).map(checkedName) }
	const session = await unlockIdentity(vector.passphrase, journal, deriveOnce)
	const { label, seed, content } = session.payload
	keysOf(session)
	return { label, seed, pins: content.collections.pins }
}

async function ourInvitation(vector: Extract<Vector, { kind: 'invitation' }>): Promise<JsonRecord> {
	const { notebook, vault, at, person } = vector
	const heads = vector.heads.map(loaded).map(checkedName)
	const password = Buffer.from(codeBytes(vector.code))
	for (const { kdf, slots } of invitationGroups(heads)) {
		const secret = findInvitation(vault, heads, slots, new Uint8Array(wasm(password, Buffer.from(kdf.salt, 'hex'), kdf.memory, kdf.passes)))
		if (secret !== null) {
			const { prepared, role, inviter } = acceptInvitation({ notebook, vault, heads, others: vector.others.map(loaded), pin: null, label: person, at, keys: identityKeys(seedOf(person)) }, secret)
			return { content: prepared.next.content as unknown as Json, role, inviter: inviter.label }
		}
	}
	throw new TrousseauError('invitation-unknown')
}

function ourInventory(vector: Extract<Vector, { kind: 'inventory' }>): JsonRecord {
	const decoded = (file: File) => decodeInventory(checkedName(file).bytes, vector.notebook, parseInventory)
	const heads = vector.heads.map(loaded).map((file) => {
		const { meta, at, author, content } = decoded(file)
		return { name: file.name, at, by: author.id, content, ancestors: meta.ancestors }
	})
	const bases = new Map(vector.others.map(loaded).map((file) => [file.name, decoded(file).content]))
	return { content: withoutEmpty(ourMergeHeads(heads, (name) => bases.get(name) ?? null).content as unknown as JsonRecord) }
}

/** The code of src/. Sodium must be loaded. */
export const readByOurs: Reading = async (vector) => {
	switch (vector.kind) {
		case 'vault': {
			const pin = vector.remembered === null ? null : { ...vector.remembered, at: '2026-11-22T10:00:00.000Z', notebook: vector.notebook }
			const { content, lists, quarantined } = openVault({
				notebook: vector.notebook,
				vault: vector.vault,
				heads: vector.heads.map(loaded).map(checkedName),
				others: vector.others.map(loaded),
				current: null,
				pin,
				browserPin: vector.browser,
				follow: vector.follow,
				acceptOlder: vector.acceptOlder,
			}, identityKeys(seedOf(vector.reader)))
			return listed(content as unknown as Json, lists.members, lists.removed, quarantined.map(({ head }) => head.name))
		}
		case 'identity':
			return ourIdentity(vector)
		case 'inventory':
			return ourInventory(vector)
		case 'invitation':
			return ourInvitation(vector)
		case 'envelope': {
			const bits = envelopeBits(vector.text)
			return { bits: toHex(bits), sign: toHex(envelopeKeys(bits, vector.vault).signPublic) }
		}
		case 'backup':
			return ourBackup(vector)
		case 'marker': {
			const { notebookId, communeName, insee } = decodeMarker(Buffer.from(vector.bytes, 'hex'))
			return { notebook: notebookId, name: communeName, insee }
		}
		case 'merge': {
			const side = (from: typeof vector.left) => ({ ...from, content: from.content as unknown as OurContent })
			return { content: mergeDocuments(vector.base as OurContent | null, side(vector.left), side(vector.right)) as unknown as Json }
		}
		case 'passphrase':
			return { utf8: Buffer.from(passphraseBytes(vector.passphrase)).toString('hex') }
		case 'fingerprint': {
			const { boxPublic, signPublic } = identityKeys(seedOf(vector.person))
			return { words: fingerprint(boxPublic, signPublic) }
		}
	}
}

/** Result of a reading in the form of an expectation; an error that is not a reader's is rethrown. */
export async function answer(read: Reading, vector: Vector): Promise<Expected> {
	try {
		return { result: await read(vector) }
	} catch (error) {
		if (error instanceof TrousseauError || error instanceof ReadError) {
			return { code: error.code }
		}
		throw error
	}
}
