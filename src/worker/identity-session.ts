// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentContent } from '../domain/document.ts'
import { TrousseauError } from '../domain/errors.ts'
import { mergeHeads } from '../domain/merge.ts'
import { fromHex, toHex } from '../vault/bytes.ts'
import type { IdentityKdf } from '../vault/container.ts'
import { fingerprint } from '../vault/fingerprint.ts'
import { emptyIdentityContent, identityLock, openIdentity, readIdentity, sealIdentity, wipeKeys } from '../vault/identity.ts'
import type { IdentityContent, IdentityLock, IdentityPayload, OpenedIdentity, Pin } from '../vault/identity.ts'
import { CREATION_COSTS, passphraseBytes } from '../vault/kdf.ts'
import type { DeriveKey } from '../vault/kdf.ts'
import { nextMeta } from '../vault/revision.ts'
import type { NamedFile } from '../vault/revision.ts'
import { sodium } from '../vault/sodium.ts'
import type { IdentityView, KdfParameters, OpenInput } from './api.ts'

/** An open identity: what it decrypted to, and what opens its next revision without the passphrase. */
export interface IdentitySession {
	/** The heads that it was read from, in ascending order of names; all of one seed. */
	readonly heads: readonly OpenedIdentity[]
	readonly lock: IdentityLock
	/** Payload of the highest head, its content merged from all. */
	readonly payload: IdentityPayload
}

/** A sealed identity revision and the session that it makes once stored. */
export interface PreparedIdentity {
	readonly file: NamedFile
	readonly session: IdentitySession
}

const SALT = 16

async function lockFor(passphrase: string, kdf: IdentityKdf, derive: DeriveKey, selfTest: boolean): Promise<IdentityLock> {
	const password = passphraseBytes(passphrase)
	const { key } = await derive({ password, salt: fromHex(kdf.salt), memory: kdf.memory, passes: kdf.passes, selfTest })
	sodium.memzero(password)
	return identityLock(key, kdf)
}

const sessionOf = (opened: OpenedIdentity, lock: IdentityLock): IdentitySession => ({ heads: [opened], lock, payload: opened.payload })

/** The member keys of an open identity. */
export const keysOf = (session: IdentitySession) => (session.heads.at(-1) as OpenedIdentity).keys

/** Overwrites the keys of a session. */
export function wipeSession(session: IdentitySession): void {
	session.heads.forEach(({ keys }) => wipeKeys(keys))
	sodium.memzero(session.lock.payloadKey)
}

/** What the page may know of an open identity. */
export function identityView(session: IdentitySession): IdentityView {
	const { boxPublic, signPublic } = keysOf(session)
	const { memory, passes } = session.lock.kdf
	return {
		pins: Object.entries(session.payload.content.collections.pins).map(([vaultId, { head, notebook }]) => ({ notebookId: notebook, vaultId, head })),
		fingerprint: fingerprint(boxPublic, signPublic),
		kdf: { memory, passes },
	}
}

/**
 * Prepares the first revision of a new identity: a known answer at this cost
 * first, then the revision, then the whole way back from the passphrase, in
 * fresh memory.
 *
 * @throws TrousseauError `invalid` for an empty passphrase, `kdf-self-test`, also for a cost without known answer, `kdf-bounds`, `no-memory`
 */
export async function newIdentity(input: { readonly passphrase: string, readonly label: string, readonly kdf: KdfParameters }, at: string, derive: DeriveKey): Promise<PreparedIdentity> {
	if (passphraseBytes(input.passphrase).length === 0) {
		throw new TrousseauError('invalid')
	}
	const { memory, passes } = input.kdf
	if (!CREATION_COSTS.some((cost) => cost.memory === memory && cost.passes === passes)) {
		throw new TrousseauError('kdf-self-test', { memory, passes })
	}
	const kdf: IdentityKdf = { alg: 'argon2id13', memory, passes, salt: toHex(sodium.randombytes_buf(SALT)) }
	const first = await lockFor(input.passphrase, kdf, derive, true)
	const seed = sodium.randombytes_buf(32)
	const file = sealIdentity(nextMeta([]), first, { at, content: emptyIdentityContent(), created: at, label: input.label, seed: toHex(seed) })
	sodium.memzero(seed)
	sodium.memzero(first.payloadKey)
	const lock = await lockFor(input.passphrase, kdf, derive, false)
	return { file, session: sessionOf(openIdentity(file, lock), lock) }
}

/** Of two pins for one vault, whole, the one whose head has the highest name. */
function highestPins(contents: readonly IdentityContent[]): Readonly<Record<string, Pin>> {
	const pins = new Map<string, Pin>()
	for (const [vault, pin] of contents.flatMap(({ collections }) => Object.entries(collections.pins))) {
		const other = pins.get(vault)
		pins.set(vault, other !== undefined && other.head >= pin.head ? other : pin)
	}
	return Object.fromEntries(pins)
}

function mergeContents(heads: readonly OpenedIdentity[], baseOf: (name: string) => DocumentContent | null): IdentityContent {
	const contents = heads.map(({ payload }) => payload.content)
	if (contents.length === 1 && contents[0] !== undefined) {
		return contents[0]
	}
	const sides = heads.map(({ payload, name, header }) => ({ content: payload.content, at: payload.at, by: '', name, ancestors: header.ancestors }))
	const { content } = mergeHeads(sides, baseOf)
	return { ...content, collections: { ...content.collections, pins: highestPins(contents) }, schema: 1 }
}

/** The value, or null when the passphrase is not that of this file. */
function unlessWrongPassphrase<T>(open: () => T): T | null {
	try {
		return open()
	} catch (error) {
		if (error instanceof TrousseauError && error.code === 'bad-passphrase') {
			return null
		}
		throw error
	}
}

/**
 * Opens an identity. With several heads, those under another passphrase or of
 * another seed are left aside, as heads that the next revision does not name.
 *
 * @throws TrousseauError `no-identity` without any head, `bad-passphrase`, `altered`, `bad-signature`, `invalid`,
 * `unsupported-version`, `too-large`, `kdf-bounds`, `no-memory`
 */
export async function unlockIdentity(passphrase: string, input: OpenInput, derive: DeriveKey): Promise<IdentitySession> {
	// Every header is read, and its bounds checked, before anything is derived.
	const files = [...input.heads]
		.sort((a, b) => (a.name < b.name ? 1 : -1))
		.map((file) => ({ file, kdf: readIdentity(file).header.kdf }))
	if (files.length === 0) {
		throw new TrousseauError('no-identity')
	}
	const locks = new Map<string, IdentityLock>()
	const opened: { readonly identity: OpenedIdentity, readonly lock: IdentityLock }[] = []
	for (const { file, kdf } of files) {
		const key = `${kdf.salt} ${kdf.memory} ${kdf.passes}`
		const lock = locks.get(key) ?? await lockFor(passphrase, kdf, derive, false)
		locks.set(key, lock)
		const identity = unlessWrongPassphrase(() => openIdentity(file, lock))
		if (identity !== null) {
			opened.push({ identity, lock })
		}
	}
	const [highest] = opened
	if (highest === undefined) {
		throw new TrousseauError('bad-passphrase')
	}
	const heads = opened.map(({ identity }) => identity).filter(({ payload }) => payload.seed === highest.identity.payload.seed).reverse()
	const baseOf = (name: string): DocumentContent | null => {
		const file = input.others.find((other) => other.name === name)
		return file === undefined ? null : unlessWrongPassphrase(() => openIdentity(file, highest.lock))?.payload.content ?? null
	}
	return { heads, lock: highest.lock, payload: { ...highest.identity.payload, content: mergeContents(heads, baseOf) } }
}

/**
 * Prepares an identity revision with these pins, under the same passphrase and salt.
 *
 * @return null when the identity remembers them already
 */
export function rememberPins(session: IdentitySession, pins: ReadonlyMap<string, Pin>, at: string): PreparedIdentity | null {
	const before = session.payload.content.collections.pins
	const news = [...pins].filter(([vault, pin]) => before[vault]?.head !== pin.head || before[vault].members !== pin.members)
	if (news.length === 0) {
		return null
	}
	const content: IdentityContent = {
		...session.payload.content,
		collections: { ...session.payload.content.collections, pins: { ...before, ...Object.fromEntries(news) } },
	}
	const meta = nextMeta(session.heads.map(({ name, header }) => ({ name, ancestors: header.ancestors })))
	const file = sealIdentity(meta, session.lock, { ...session.payload, at, content })
	return { file, session: sessionOf(openIdentity(file, session.lock), session.lock) }
}
