// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { canonicalBytes } from '../../domain/canonical.ts'
import type { RevisionFile } from '../../domain/document.ts'
import { ERROR_CODES, TrousseauError } from '../../domain/errors.ts'
import { nextMeta } from '../../domain/lineage/ancestry.ts'
import { formatRevisionName } from '../../domain/lineage/names.ts'
import { concat, u32 } from '../file/bytes.ts'
import { parseIdentity, readIdentityHeader } from '../file/container.ts'
import type { IdentityHeader, IdentityKdf } from '../file/container.ts'
import { nameHash } from '../file/hash.ts'
import { loadSodium } from '../file/sodium.ts'
import { fingerprint } from './fingerprint.ts'
import { emptyIdentityContent, identityKeys, identityLock, openIdentity, sealIdentity } from './identity.ts'
import type { IdentityLock, IdentityPayload } from './identity.ts'
import { bitsAsWords, plainWords, proposePassphrase, WORDS } from './words.ts'

vi.setConfig({ testTimeout: 120_000 })

const KDF: IdentityKdf = { alg: 'argon2id13', memory: 64 * 1024 * 1024, passes: 3, salt: '0123456789abcdef'.repeat(2) }
const AT = '2026-11-22T09:00:00.000Z'
const PAYLOAD: IdentityPayload = { at: AT, content: emptyIdentityContent(), created: AT, label: 'Secrétaire', seed: '5'.repeat(64) }

let lock: IdentityLock
let file: RevisionFile

/** Header and derivation use the same parameters. */
const lockOf = (fill: number, kdf = KDF): IdentityLock => identityLock(new Uint8Array(64).fill(fill), kdf)

beforeAll(async () => {
	await loadSodium()
	lock = lockOf(1)
	file = sealIdentity(nextMeta([]), lock, PAYLOAD)
})

const renamed = (bytes: Uint8Array): RevisionFile => ({ name: formatRevisionName(1, nameHash(bytes)), bytes })

function codeOf(action: () => unknown): string {
	try {
		action()
	} catch (error) {
		return error instanceof TrousseauError ? error.code : `not ours: ${String(error)}`
	}
	return 'accepted'
}

function withHeader(change: (header: IdentityHeader) => unknown): RevisionFile {
	const { header, sealed } = parseIdentity(file.bytes)
	const json = canonicalBytes(change(header))
	return renamed(concat(file.bytes.subarray(0, 9), u32(json.length), json, sealed))
}

describe('an identity file', () => {
	it('opens with what its passphrase derived, and gives the same keys each time', () => {
		const { payload, keys, header } = openIdentity(file, lock)
		expect(payload).toEqual(PAYLOAD)
		expect(header.kdf).toEqual(KDF)
		expect(keys).toEqual(identityKeys(new Uint8Array(32).fill(0x55)))
		expect(readIdentityHeader(file.bytes).check).toBe(lock.check)
	})

	it('tells a wrong passphrase from an altered file', () => {
		expect(codeOf(() => openIdentity(file, lockOf(2)))).toBe('bad-passphrase')
		const bytes = file.bytes.slice()
		bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1
		expect(codeOf(() => openIdentity(renamed(bytes), lock))).toBe('altered')
		expect(codeOf(() => openIdentity({ name: file.name, bytes }, lock))).toBe('altered')
	})

	it('refuses parameters out of bounds before anything else', () => {
		const costs = [{ memory: 65_536 }, { memory: 2_147_483_648 }, { passes: 1 }, { passes: 1_000_000 }, { memory: 67_108_865 }]
		for (const cost of costs) {
			expect(codeOf(() => parseIdentity(withHeader((header) => ({ ...header, kdf: { ...header.kdf, ...cost } })).bytes))).toBe('kdf-bounds')
		}
		const malformed = [{ alg: 'argon2i13' }, { salt: '00' }, { memory: '67108864' }, { extra: 1 }, { passes: 3.5 }]
		for (const change of malformed) {
			expect(codeOf(() => parseIdentity(withHeader((header) => ({ ...header, kdf: { ...header.kdf, ...change } })).bytes))).toBe('altered')
		}
	})

	it('refuses another version', () => {
		const bytes = file.bytes.slice()
		bytes[8] = 2
		expect(codeOf(() => openIdentity(renamed(bytes), lock))).toBe('unsupported-version')
	})

	it('refuses every single flipped bit', () => {
		const seen = new Set<string>()
		for (let bit = 0; bit < file.bytes.length * 8; bit++) {
			const bytes = file.bytes.slice()
			bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7))
			seen.add(codeOf(() => openIdentity(renamed(bytes), lock)))
		}
		expect([...seen].filter((code) => !(ERROR_CODES as readonly string[]).includes(code))).toEqual([])
		expect([...seen].sort()).toEqual(['altered', 'bad-passphrase', 'kdf-bounds', 'unsupported-version'])
	})
})

describe('words', () => {
	it('are the 2,048 of the French list, distinct even without accents', () => {
		expect(WORDS).toHaveLength(2048)
		expect(new Set(plainWords(WORDS)).size).toBe(2048)
		expect(plainWords(['Académie', 'inexistantmot'])).toBeNull()
	})

	it('stand for 11 bits each, the highest first', () => {
		expect(bitsAsWords(Uint8Array.of(0b00000000, 0b00111111, 0b11111100), 2)).toEqual([WORDS[1], WORDS[2047]])
		expect(fingerprint(new Uint8Array(32), new Uint8Array(32))).toHaveLength(5)
		const keys = identityKeys(new Uint8Array(32))
		expect(fingerprint(keys.boxPublic, keys.signPublic)).not.toEqual(fingerprint(keys.signPublic, keys.boxPublic))
	})

	it('are proposed at random from the whole list', () => {
		const drawn = new Set(Array.from({ length: 300 }, () => proposePassphrase(6)).flatMap((text) => text.split(' ')))
		expect(drawn.size).toBeGreaterThan(900)
		expect([...drawn].every((word) => WORDS.includes(word))).toBe(true)
	})
})
