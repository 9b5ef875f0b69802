// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { sameJson } from '../domain/canonical.ts'
import type { RevisionMeta } from '../domain/document.ts'
import { TrousseauError } from '../domain/errors.ts'
import { nextMeta } from '../domain/lineage/ancestry.ts'
import { toHex } from '../vault/file/bytes.ts'
import type { IdentityHeader, IdentityKdf } from '../vault/file/container.ts'
import { cipherSelfTest } from '../vault/file/self-test.ts'
import { sodium } from '../vault/file/sodium.ts'
import { emptyIdentityContent, openIdentity, readIdentity, sealIdentity, wipeKeys } from '../vault/keys/identity.ts'
import type { IdentityPayload } from '../vault/keys/identity.ts'
import { CREATION_COSTS, passphraseBytes } from '../vault/keys/kdf.ts'
import type { DeriveKey } from '../vault/keys/kdf.ts'
import type { KdfParameters, OpenInput } from './api.ts'
import { findLock, lockFor, lockName, mergedPayload, metaAfter, sessionOf, tryHeads } from './identity-session.ts'
import type { IdentitySession, PreparedIdentity, TimedLock } from './identity-session.ts'
import type { Input } from './methods.ts'

/*
 * Revisions of an identity under another passphrase or derivation than what is open: made rarely, so in a chunk of their own.
 */

const SALT = 16

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

/**
 * The heads of an identity that a passphrase opens in its journal as it is now, joined with those of the open session: what
 * another computer wrote since must go on under the next passphrase, which does not open it.
 *
 * @throws TrousseauError `bad-passphrase` when it is not the present one, and as {@link tryHeads}
 */
async function headsNow(session: IdentitySession, passphrase: string, input: OpenInput, derive: DeriveKey): Promise<Pick<IdentitySession, 'heads' | 'payload'>> {
	const { kdf, check } = session.lock
	const own = await findLock(passphrase, kdf, check, derive)
	const locks = new Map<string, TimedLock>([[lockName(kdf), own]])
	try {
		const { opened } = await tryHeads(passphrase, input, derive, locks)
		const stored = opened.map(({ identity }) => identity).filter(({ payload }) => payload.seed === session.payload.seed)
		const follows = (name: string, { ancestors }: IdentityHeader): boolean => session.heads.some((head) => head.name === name || ancestors.includes(head.name))
		// A former passphrase opens a head that was left aside; the present one what the session was read from, or what follows it.
		const isPresent = stored.some(({ name, header }) => follows(name, header))
			|| (own.lock.check === check && !input.heads.some((file) => follows(file.name, readIdentity(file).header)))
		if (!isPresent) {
			throw new TrousseauError('bad-passphrase')
		}
		const isIn = (name: string): boolean => stored.some((one) => one.name === name || one.header.ancestors.includes(name))
		const heads = [...stored, ...session.heads.filter(({ name }) => !isIn(name))].sort((a, b) => (a.name < b.name ? -1 : 1))
		return { heads, payload: mergedPayload(heads, input.others, own.lock) }
	} finally {
		locks.forEach(({ lock }) => sodium.memzero(lock.payloadKey))
	}
}

/**
 * Prepares the same identity under another passphrase, or the same one with
 * another salt and cost. The present passphrase is asked for again: an open
 * session is not enough to lock its owner out.
 *
 * @param session - open
 * @param input - as for `CryptoApi.changePassphrase`
 * @param at - now, ISO 8601
 * @param derive - where keys are derived
 * @throws TrousseauError `bad-passphrase` when `current` is not the present one, and those of {@link newIdentity}
 */
export async function relockIdentity(session: IdentitySession, input: Input<'changePassphrase'>, at: string, derive: DeriveKey): Promise<PreparedIdentity> {
	const { current, next, kdf, identity } = input
	const { heads, payload } = await headsNow(session, current, identity ?? { heads: [], others: [] }, derive)
	try {
		const prepared = await sealUnder(next, kdf, metaAfter({ heads }), { ...payload, at }, derive)
		return { ...prepared, session: { ...prepared.session, otherHeads: session.otherHeads.filter((name) => !heads.some((head) => head.name === name)) } }
	} finally {
		heads.filter((head) => !session.heads.includes(head)).forEach(({ keys }) => wipeKeys(keys))
	}
}
