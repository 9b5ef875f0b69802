// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentContent, RevisionMeta } from '../domain/document.ts'
import type { RevisionFile } from '../domain/document.ts'
import { asTrousseauError, TrousseauError } from '../domain/errors.ts'
import { nextMeta } from '../domain/lineage/ancestry.ts'
import { mergeHeads } from '../domain/merge.ts'
import { fromBase64, fromHex } from '../vault/file/bytes.ts'
import type { IdentityKdf } from '../vault/file/container.ts'
import { sodium } from '../vault/file/sodium.ts'
import { fingerprint } from '../vault/keys/fingerprint.ts'
import { identityLock, openIdentity, readIdentity, sealIdentity, wipeKeys } from '../vault/keys/identity.ts'
import type { IdentityContent, IdentityLock, IdentityPayload, OpenedIdentity, Pin } from '../vault/keys/identity.ts'
import { passphraseBytes, passphraseForms } from '../vault/keys/kdf.ts'
import type { DeriveKey } from '../vault/keys/kdf.ts'
import { refusalOf } from '../vault/trust/refusal.ts'
import type { Refused } from '../vault/trust/refusal.ts'
import type { IdentityView, KdfParameters, OpenInput } from './api.ts'
import { dearerCost } from './costs.ts'

/** An open identity: its content, and the keys that open its next revision without the passphrase. */
export interface IdentitySession {
	/** The heads that it was read from, in ascending order of names; all of one seed. */
	readonly heads: readonly OpenedIdentity[]
	readonly lock: IdentityLock
	/** Payload of the highest head, its content merged from all. */
	readonly payload: IdentityPayload
	/** The dearer derivation that this computer could afford, by the time of the one just done. */
	readonly dearer: KdfParameters | null
	/** Heads that this passphrase does not open, or of another seed. */
	readonly otherHeads: readonly string[]
}

/** A sealed identity revision and the session that it makes once stored. */
export interface PreparedIdentity {
	readonly file: RevisionFile
	readonly session: IdentitySession
}

/** Maximum derivations in one opening: each may take a minute, and the server controls how many are asked for. */
const MAX_DERIVATIONS = 8

/** A lock, and the measured cost of deriving it. */
export interface TimedLock {
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

/** Derives the lock of a passphrase for a new file, and measures its cost. */
export const lockFor = (passphrase: string, kdf: IdentityKdf, derive: DeriveKey, selfTest: boolean): Promise<TimedLock> => lockOf(passphraseBytes(passphrase), kdf, derive, selfTest)

/**
 * Derives the lock of an existing file if the passphrase matches: in its current normal form, else in the earlier one.
 *
 * @param check - the lock's check value in the file
 * @param most - maximum number of derivations
 */
export async function findLock(passphrase: string, kdf: IdentityKdf, check: string, derive: DeriveKey, most = 2): Promise<TimedLock> {
	const [present, former] = passphraseForms(passphrase)
	const timed = await lockOf(present as Uint8Array, kdf, derive, false)
	return former === undefined || most < 2 || timed.lock.check === check ? timed : lockOf(former, kdf, derive, false)
}

/** A session of one head. */
export const sessionOf = (opened: OpenedIdentity, lock: IdentityLock): IdentitySession => ({ heads: [opened], lock, payload: opened.payload, dearer: null, otherHeads: [] })

/** The member keys of an open identity. */
export const keysOf = (session: IdentitySession) => (session.heads.at(-1) as OpenedIdentity).keys

/** Overwrites the keys of a session, but for those that another one still uses. */
export function wipeSession(session: IdentitySession, next?: IdentitySession): void {
	session.heads.filter((head) => next?.heads.includes(head) !== true).forEach(({ keys }) => wipeKeys(keys))
	if (session.lock.payloadKey !== next?.lock.payloadKey) {
		sodium.memzero(session.lock.payloadKey)
	}
}

/** View of an open identity for the page; holds no secret. */
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
		otherHeads: session.otherHeads,
	}
}

/** Number and parents of the next revision. */
export const metaAfter = (session: Pick<IdentitySession, 'heads'>): RevisionMeta => nextMeta(session.heads.map(({ name, header }) => ({ name, ancestors: header.ancestors })))

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

/** Heads that a passphrase opens, and those that are refused by themselves. */
interface TriedHeads {
	readonly opened: readonly ({ readonly identity: OpenedIdentity } & TimedLock)[]
	readonly corrupt: readonly Refused[]
	/** Names of all the heads, in the order given. */
	readonly names: readonly string[]
}

/** Tells derivations apart. */
export const lockName = ({ salt, memory, passes }: IdentityKdf): string => `${salt} ${memory} ${passes}`

/**
 * Tries a passphrase on the heads of an identity, with eight derivations at most, in the order given.
 *
 * @param locks - by {@link lockName}, those derived already; those derived here are added
 * @throws TrousseauError as {@link readIdentity}: every header is read, and its bounds checked, before anything is derived
 */
export async function tryHeads(passphrase: string, input: OpenInput, derive: DeriveKey, locks: Map<string, TimedLock>): Promise<TriedHeads> {
	const files = input.heads.map((file) => ({ file, header: readIdentity(file).header }))
	let left = MAX_DERIVATIONS - locks.size
	const counted: DeriveKey = (request) => {
		left -= 1
		return derive(request)
	}
	const opened: ({ readonly identity: OpenedIdentity } & TimedLock)[] = []
	const corrupt: Refused[] = []
	for (const { file, header: { kdf, check } } of files) {
		const known = locks.get(lockName(kdf))
		if (known === undefined && left === 0) {
			continue
		}
		const timed = known ?? await findLock(passphrase, kdf, check, counted, left)
		locks.set(lockName(kdf), timed)
		try {
			const identity = unlessWrongPassphrase(() => openIdentity(file, timed.lock))
			opened.push(...(identity === null ? [] : [{ identity, ...timed }]))
		} catch (error) {
			corrupt.push({ name: file.name, error: asTrousseauError(error) })
		}
	}
	return { opened: opened.sort((a, b) => (a.identity.name < b.identity.name ? 1 : -1)), corrupt, names: files.map(({ file }) => file.name) }
}

/** The payload of the highest head, its content merged from all of them. */
export function mergedPayload(heads: readonly OpenedIdentity[], others: OpenInput['others'], lock: IdentityLock): IdentityPayload {
	const { payload } = heads.at(-1) as OpenedIdentity
	const baseOf = (name: string): DocumentContent | null => {
		const file = others.find((one) => one.name === name)
		return file === undefined ? null : unlessWrongPassphrase(() => openIdentity(file, lock))?.payload.content ?? null
	}
	return { ...payload, content: mergeContents(heads, baseOf) }
}

/**
 * Opens an identity. With several heads, those under another passphrase or of
 * another seed are left aside, as heads that the next revision does not name;
 * so are those that would ask for more than eight derivations, in the order given.
 *
 * @throws TrousseauError `no-identity` without any head, `bad-passphrase`, `altered`, `bad-signature`, `invalid`,
 * `unsupported-version`, `too-large`, `kdf-bounds`, `no-memory`; `rejected` names the heads without which the others may open
 */
export async function unlockIdentity(passphrase: string, input: OpenInput, derive: DeriveKey): Promise<IdentitySession> {
	if (input.heads.length === 0) {
		throw new TrousseauError('no-identity')
	}
	const locks = new Map<string, TimedLock>()
	const { opened, corrupt, names } = await tryHeads(passphrase, input, derive, locks)
	if (corrupt.length > 0) {
		locks.forEach(({ lock }) => sodium.memzero(lock.payloadKey))
		throw refusalOf(corrupt)
	}
	const [highest] = opened
	if (highest === undefined) {
		throw new TrousseauError('bad-passphrase')
	}
	const heads = opened.map(({ identity }) => identity).filter(({ payload }) => payload.seed === highest.identity.payload.seed).reverse()
	const payload = mergedPayload(heads, input.others, highest.lock)
	locks.forEach(({ lock }) => lock !== highest.lock && sodium.memzero(lock.payloadKey))
	const otherHeads = names.filter((name) => !heads.some((head) => head.name === name))
	return { heads, lock: highest.lock, payload, dearer: highest.dearer, otherHeads }
}

/**
 * Prepares an identity revision with these pins, under the same passphrase and salt.
 *
 * @param again - also when the identity remembers them already: one more copy of the key
 * @return null when there is nothing to write
 */
export function rememberPins(session: IdentitySession, pins: ReadonlyMap<string, Pin>, at: string, again = false): PreparedIdentity | null {
	const before = session.payload.content.collections.pins
	const news = [...pins]
		.filter(([vault, pin]) => before[vault]?.head !== pin.head || before[vault].members !== pin.members)
		.map(([vault, pin]): readonly [string, Pin] => [vault, { ...before[vault], ...pin }])
	if (news.length === 0 && !again) {
		return null
	}
	const content: IdentityContent = {
		...session.payload.content,
		collections: { ...session.payload.content.collections, pins: { ...before, ...Object.fromEntries(news) } },
	}
	const file = sealIdentity(metaAfter(session), session.lock, { ...session.payload, at, content })
	return { file, session: { ...sessionOf(openIdentity(file, session.lock), session.lock), dearer: session.dearer, otherHeads: session.otherHeads } }
}
