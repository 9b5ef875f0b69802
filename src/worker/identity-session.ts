// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { sameJson } from '../domain/canonical.ts'
import type { DocumentContent, RevisionMeta } from '../domain/document.ts'
import { asTrousseauError, TrousseauError } from '../domain/errors.ts'
import { mergeHeads } from '../domain/merge.ts'
import { fromBase64, fromHex, toHex } from '../vault/bytes.ts'
import type { IdentityKdf } from '../vault/container.ts'
import { fingerprint } from '../vault/fingerprint.ts'
import { emptyIdentityContent, identityLock, openIdentity, readIdentity, sealIdentity, wipeKeys } from '../vault/identity.ts'
import type { IdentityContent, IdentityLock, IdentityPayload, OpenedIdentity, Pin } from '../vault/identity.ts'
import { CREATION_COSTS, passphraseBytes, passphraseForms } from '../vault/kdf.ts'
import type { DeriveKey } from '../vault/kdf.ts'
import { refusalOf } from '../vault/refusal.ts'
import type { Refused } from '../vault/refusal.ts'
import { nextMeta } from '../vault/revision.ts'
import type { NamedFile } from '../vault/revision.ts'
import { cipherSelfTest } from '../vault/self-test.ts'
import { sodium } from '../vault/sodium.ts'
import type { IdentityView, KdfParameters, OpenInput } from './api.ts'
import { dearerCost } from './costs.ts'

/** An open identity: what it decrypted to, and what opens its next revision without the passphrase. */
export interface IdentitySession {
	/** The heads that it was read from, in ascending order of names; all of one seed. */
	readonly heads: readonly OpenedIdentity[]
	readonly lock: IdentityLock
	/** Payload of the highest head, its content merged from all. */
	readonly payload: IdentityPayload
	/** The dearer derivation that this computer could afford, by the time of the one just done. */
	readonly dearer: KdfParameters | null
	/** Heads that this passphrase does not open, or of another seed. */
	readonly aside: readonly string[]
}

/** A sealed identity revision and the session that it makes once stored. */
export interface PreparedIdentity {
	readonly file: NamedFile
	readonly session: IdentitySession
}

const SALT = 16

/** Derivations of an opening, at most: each may last a minute, and whoever serves the files says how many there are. */
const MAX_DERIVATIONS = 8

/** A lock, and what computing it says of this computer. */
interface TimedLock {
	readonly lock: IdentityLock
	readonly dearer: KdfParameters | null
}

async function lockOf(password: Uint8Array, kdf: IdentityKdf, derive: DeriveKey, selfTest: boolean): Promise<TimedLock> {
	try {
		const { key, milliseconds } = await derive({ password, salt: fromHex(kdf.salt), memory: kdf.memory, passes: kdf.passes, selfTest })
		return { lock: identityLock(key, kdf), dearer: dearerCost(kdf, milliseconds) }
	} finally {
		sodium.memzero(password)
	}
}

/** The lock of a new derivation. */
const lockFor = (passphrase: string, kdf: IdentityKdf, derive: DeriveKey, selfTest: boolean): Promise<TimedLock> => lockOf(passphraseBytes(passphrase), kdf, derive, selfTest)

/**
 * The lock that a file was sealed under, if the passphrase is its own: in its present form, else as it was typed,
 * which files were made with before.
 *
 * @param check - what the file says of its lock
 * @param mayGoOn - whether another derivation is allowed
 */
async function findLock(passphrase: string, kdf: IdentityKdf, check: string, derive: DeriveKey, mayGoOn: () => boolean = () => true): Promise<TimedLock> {
	const [first, former] = passphraseForms(passphrase)
	const timed = await lockOf(first, kdf, derive, false)
	if (timed.lock.check === check || former === undefined || !mayGoOn()) {
		return timed
	}
	sodium.memzero(timed.lock.payloadKey)
	return lockOf(former, kdf, derive, false)
}

const sessionOf = (opened: OpenedIdentity, lock: IdentityLock): IdentitySession => ({ heads: [opened], lock, payload: opened.payload, dearer: null, aside: [] })

/** The member keys of an open identity. */
export const keysOf = (session: IdentitySession) => (session.heads.at(-1) as OpenedIdentity).keys

/** Overwrites the keys of a session, but for those that another one still uses. */
export function wipeSession(session: IdentitySession, next?: IdentitySession): void {
	session.heads.filter((head) => next?.heads.includes(head) !== true).forEach(({ keys }) => wipeKeys(keys))
	if (session.lock.payloadKey !== next?.lock.payloadKey) {
		sodium.memzero(session.lock.payloadKey)
	}
}

/** What the page may know of an open identity. */
export function identityView(session: IdentitySession): IdentityView {
	const { boxPublic, signPublic } = keysOf(session)
	const { memory, passes } = session.lock.kdf
	return {
		pins: Object.entries(session.payload.content.collections.pins).map(([vaultId, { head, notebook, inviter }]) => ({
			notebookId: notebook,
			vaultId,
			head,
			inviter: inviter === undefined ? [] : fingerprint(fromBase64(inviter.box, 32), fromBase64(inviter.sign, 32)),
		})),
		fingerprint: fingerprint(boxPublic, signPublic),
		kdf: { memory, passes },
		dearer: session.dearer,
		heads: session.heads.map(({ name }) => name),
		aside: session.aside,
	}
}

/**
 * Seals a payload under a passphrase and a new salt: a known answer at this cost
 * first, then the revision, then the whole way back from the passphrase, in
 * fresh memory.
 */
async function sealUnder(passphrase: string, { memory, passes }: KdfParameters, meta: RevisionMeta, payload: IdentityPayload, derive: DeriveKey): Promise<PreparedIdentity> {
	if (passphraseBytes(passphrase).length === 0) {
		throw new TrousseauError('invalid')
	}
	if (!CREATION_COSTS.some((cost) => cost.memory === memory && cost.passes === passes)) {
		throw new TrousseauError('kdf-self-test', { memory, passes })
	}
	cipherSelfTest()
	const kdf: IdentityKdf = { alg: 'argon2id13', memory, passes, salt: toHex(sodium.randombytes_buf(SALT)) }
	const { lock: first } = await lockFor(passphrase, kdf, derive, true)
	const file = sealIdentity(meta, first, payload)
	sodium.memzero(first.payloadKey)
	const { lock } = await lockFor(passphrase, kdf, derive, false)
	const opened = openIdentity(file, lock)
	if (!sameJson({ ...opened.payload }, { ...payload })) {
		throw new TrousseauError('altered', { revision: file.name })
	}
	return { file, session: sessionOf(opened, lock) }
}

/**
 * Prepares the first revision of a new identity.
 *
 * @throws TrousseauError `invalid` for an empty passphrase, `kdf-self-test`, also for a cost without known answer, `kdf-bounds`, `no-memory`
 */
export function newIdentity(input: { readonly passphrase: string, readonly label: string, readonly kdf: KdfParameters }, at: string, derive: DeriveKey): Promise<PreparedIdentity> {
	const seed = sodium.randombytes_buf(32)
	const payload: IdentityPayload = { at, content: emptyIdentityContent(), created: at, label: input.label, seed: toHex(seed) }
	sodium.memzero(seed)
	return sealUnder(input.passphrase, input.kdf, nextMeta([]), payload, derive)
}

/** The place of the revision that follows what is open. */
const metaAfter = (session: IdentitySession): RevisionMeta => nextMeta(session.heads.map(({ name, header }) => ({ name, ancestors: header.ancestors })))

/**
 * Prepares the same identity under another passphrase, or the same one with
 * another salt and cost. The present passphrase is asked for again: an open
 * session is not enough to lock its owner out.
 *
 * @param session - open
 * @param kdf - the cost to take
 * @throws TrousseauError `bad-passphrase` when `current` is not the present one, and those of {@link newIdentity}
 */
export async function relockIdentity(session: IdentitySession, input: { readonly current: string, readonly next: string, readonly kdf: KdfParameters }, at: string, derive: DeriveKey): Promise<PreparedIdentity> {
	const { lock } = await findLock(input.current, session.lock.kdf, session.lock.check, derive)
	sodium.memzero(lock.payloadKey)
	if (lock.check !== session.lock.check) {
		throw new TrousseauError('bad-passphrase')
	}
	const prepared = await sealUnder(input.next, input.kdf, metaAfter(session), { ...session.payload, at }, derive)
	return { ...prepared, session: { ...prepared.session, aside: session.aside } }
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
 * another seed are left aside, as heads that the next revision does not name;
 * so are those that would ask for more than eight derivations, in the order given.
 *
 * @throws TrousseauError `no-identity` without any head, `bad-passphrase`, `altered`, `bad-signature`, `invalid`,
 * `unsupported-version`, `too-large`, `kdf-bounds`, `no-memory`; `detail.refused` names the heads without which the others may open
 */
export async function unlockIdentity(passphrase: string, input: OpenInput, derive: DeriveKey): Promise<IdentitySession> {
	// Every header is read, and its bounds checked, before anything is derived.
	const files = input.heads.map((file) => {
		const { kdf, check } = readIdentity(file).header
		return { file, kdf, check }
	})
	if (files.length === 0) {
		throw new TrousseauError('no-identity')
	}
	const locks = new Map<string, TimedLock>()
	let derivations = 0
	const counted: DeriveKey = (request) => {
		derivations += 1
		return derive(request)
	}
	const opened: ({ readonly identity: OpenedIdentity } & TimedLock)[] = []
	const broken: Refused[] = []
	for (const { file, kdf, check } of files) {
		const key = `${kdf.salt} ${kdf.memory} ${kdf.passes}`
		const known = locks.get(key)
		if (known === undefined && derivations === MAX_DERIVATIONS) {
			continue
		}
		const timed = known ?? await findLock(passphrase, kdf, check, counted, () => derivations < MAX_DERIVATIONS)
		locks.set(key, timed)
		try {
			const identity = unlessWrongPassphrase(() => openIdentity(file, timed.lock))
			opened.push(...(identity === null ? [] : [{ identity, ...timed }]))
		} catch (error) {
			broken.push({ name: file.name, error: asTrousseauError(error) })
		}
	}
	if (broken.length > 0) {
		locks.forEach(({ lock }) => sodium.memzero(lock.payloadKey))
		throw refusalOf(broken)
	}
	const [highest] = opened.sort((a, b) => (a.identity.name < b.identity.name ? 1 : -1))
	if (highest === undefined) {
		throw new TrousseauError('bad-passphrase')
	}
	const heads = opened.map(({ identity }) => identity).filter(({ payload }) => payload.seed === highest.identity.payload.seed).reverse()
	const baseOf = (name: string): DocumentContent | null => {
		const file = input.others.find((other) => other.name === name)
		return file === undefined ? null : unlessWrongPassphrase(() => openIdentity(file, highest.lock))?.payload.content ?? null
	}
	const payload = { ...highest.identity.payload, content: mergeContents(heads, baseOf) }
	locks.forEach(({ lock }) => lock !== highest.lock && sodium.memzero(lock.payloadKey))
	const aside = files.map(({ file }) => file.name).filter((name) => !heads.some((head) => head.name === name))
	return { heads, lock: highest.lock, payload, dearer: highest.dearer, aside }
}

/**
 * Prepares an identity revision with these pins, under the same passphrase and salt.
 *
 * @return null when the identity remembers them already
 */
export function rememberPins(session: IdentitySession, pins: ReadonlyMap<string, Pin>, at: string): PreparedIdentity | null {
	const before = session.payload.content.collections.pins
	const news = [...pins]
		.filter(([vault, pin]) => before[vault]?.head !== pin.head || before[vault].members !== pin.members)
		.map(([vault, pin]): readonly [string, Pin] => [vault, { ...before[vault], ...pin }])
	if (news.length === 0) {
		return null
	}
	const content: IdentityContent = {
		...session.payload.content,
		collections: { ...session.payload.content.collections, pins: { ...before, ...Object.fromEntries(news) } },
	}
	const file = sealIdentity(metaAfter(session), session.lock, { ...session.payload, at, content })
	return { file, session: { ...sessionOf(openIdentity(file, session.lock), session.lock), dearer: session.dearer, aside: session.aside } }
}
