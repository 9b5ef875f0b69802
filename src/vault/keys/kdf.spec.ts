// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import native from 'sodium-native'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { toHex, utf8 } from '../file/bytes.ts'
import { loadSodium } from '../file/sodium.ts'
import { checkKdfBounds, MAX_MEMORY, MAX_PASSES, MIN_MEMORY } from './kdf-bounds.ts'
import { CREATION_COSTS, deriveHere, kdfSelfTest, KNOWN_ANSWERS, passphraseBytes, passphraseForms, quickSelfTest } from './kdf.ts'

vi.setConfig({ testTimeout: 120_000 })

const text = (passphrase: string): string => new TextDecoder().decode(passphraseBytes(passphrase))

function nativeArgon2id(password: Uint8Array, salt: Uint8Array, memory: number, passes: number): string {
	const output = Buffer.alloc(64)
	native.crypto_pwhash(output, Buffer.from(password), Buffer.from(salt), passes, memory, native.crypto_pwhash_ALG_ARGON2ID13)
	return output.toString('hex')
}

beforeAll(loadSodium)

describe('deriveHere', () => {
	it('gives what native libsodium gives', () => {
		const [password, salt] = [passphraseBytes('Été à la mairie 2026'), Uint8Array.from({ length: 16 }, (_, index) => index * 7)]
		const { key, milliseconds } = deriveHere({ password, salt, memory: MIN_MEMORY, passes: 3, selfTest: true })
		expect(toHex(key)).toBe(nativeArgon2id(password, salt, MIN_MEMORY, 3))
		expect(milliseconds).toBeGreaterThan(1)
	})

	it('knows the right answers of every cost that a new identity may have', () => {
		const salt = Uint8Array.from({ length: 16 }, (_, index) => index)
		expect(CREATION_COSTS.at(-1)).toEqual({ memory: 256 * 1024 * 1024, passes: 3 })
		for (const [mib, answer] of KNOWN_ANSWERS) {
			expect(nativeArgon2id(utf8('trousseau known answer v1'), salt, mib * 1024 * 1024, 3).slice(0, 16)).toBe(answer)
		}
		expect(() => quickSelfTest()).not.toThrow()
	})

	it('refuses a cost without known answer when asked to prove itself', () => {
		expect(() => kdfSelfTest({ memory: 65 * 1024 * 1024, passes: 3 })).toThrow(expect.objectContaining({ code: 'kdf-self-test' }))
		expect(() => kdfSelfTest({ memory: MIN_MEMORY, passes: 4 })).toThrow(expect.objectContaining({ code: 'kdf-self-test' }))
	})

	it('refuses costs out of bounds before it derives anything', () => {
		const refused = [
			[MIN_MEMORY - 1024, 3],
			[MIN_MEMORY + 1, 3],
			[MAX_MEMORY + 1024, 3],
			[2 ** 40, 3],
			[MIN_MEMORY, 2],
			[MIN_MEMORY, MAX_PASSES + 1],
			[MIN_MEMORY, 3.5],
			[Number.NaN, 3],
			[-MIN_MEMORY, 3],
		] as const
		for (const [memory, passes] of refused) {
			expect(() => deriveHere({ password: utf8('x'), salt: new Uint8Array(16), memory, passes, selfTest: false })).toThrow(expect.objectContaining({ code: 'kdf-bounds' }))
		}
		expect(() => checkKdfBounds({ memory: MAX_MEMORY, passes: MAX_PASSES })).not.toThrow()
	})
})

describe('passphraseBytes', () => {
	it('is the same whatever the spacing and the way of writing accents', () => {
		expect(text('  Été \u00a0à\tla mairie\n')).toBe('Été à la mairie')
		expect(text('E\u0301te\u0301 a\u0300 la mairie')).toBe('Été à la mairie')
		expect(text('ﬁn de mois')).toBe('fin de mois')
	})

	it('takes four French words or more without accents nor capitals', () => {
		expect(text('Académie  ABEILLE abolir École')).toBe(text('academie abeille abolir ecole'))
		expect(text('académie abeille abolir')).toBe('académie abeille abolir')
		expect(text('Académie abeille abolir Sainte-Radegonde')).toBe('Académie abeille abolir Sainte-Radegonde')
	})

	it('forgives what keyboards, phones and lists do', () => {
		const words = 'academie abeille abolir ecole'
		for (const typed of ['Académie, abeille, abolir, école.', '1. académie 2. abeille 3. abolir 4. école', 'académie – abeille — abolir - école', '\ufeffacadé\u00admie abeille\u200b abolir école']) {
			expect(text(typed)).toBe(words)
		}
		expect(text('L’été à la mairie – 2026')).toBe(text('L\'été à la mairie - 2026'))
		expect(text('académie abeille abolir école 1962')).toBe('académie abeille abolir école 1962')
	})
})

describe('passphraseForms', () => {
	const forms = (typed: string) => passphraseForms(typed).map((bytes) => new TextDecoder().decode(bytes))

	it('is one where keyboards change nothing: no derivation more', () => {
		expect(forms('Été à la mairie 2026')).toEqual(['Été à la mairie 2026'])
		expect(forms('Académie  abeille abolir École')).toEqual(['academie abeille abolir ecole'])
	})

	it('ends with the text as it was typed, by which files were made before', () => {
		expect(forms('L’été  à la mairie')).toEqual(['L\'été à la mairie', 'L’été à la mairie'])
		expect(forms('Académie, abeille, abolir, école')).toEqual(['academie abeille abolir ecole', 'Académie, abeille, abolir, école'])
	})
})
