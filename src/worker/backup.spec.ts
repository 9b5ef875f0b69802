// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { BackupFile } from '../exchange/backup-archive.ts'
import type { SealedBackup } from './api.ts'

import fc from 'fast-check'
import native from 'sodium-native'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { AT, BY, identityFile, inventoryFiles, markerFile, vaultFile } from '../../tests/support/backup-samples.ts'
import { cheapDerivation } from '../../tests/support/vault-people.ts'
import { TrousseauError } from '../domain/errors.ts'
import { decodeArchive, encodeArchive } from '../exchange/backup-archive.ts'
import { BACKUP_HEADER, MAX_BACKUP, readBackupHeader } from '../vault/content/backup-header.ts'
import { concat, u32 } from '../vault/file/bytes.ts'
import { loadSodium } from '../vault/file/sodium.ts'
import { openBackup, sealBackup } from './backup.ts'
import { createCryptoService } from './service.ts'

vi.setConfig({ testTimeout: 300_000 })

const WORDS = 'abandon abeille abolir aborder abriter absence'
const KDF = { memory: 64 * 1024 * 1024, passes: 3 }
const { deriveKey } = cheapDerivation()

const joined = ({ header, stream }: SealedBackup): Uint8Array => concat(header, stream)
const seal = async (files: readonly BackupFile[], words = WORDS): Promise<Uint8Array> => joined(await sealBackup({ words, kdf: KDF, archive: encodeArchive(AT, BY, files) }, deriveKey))
const open = async (file: Uint8Array, words = WORDS) => decodeArchive(await openBackup({ words, file }, deriveKey))

/** The code of the refusal, or `accepted`; anything but our own error fails the test. */
async function outcome(file: Uint8Array, words = WORDS): Promise<string> {
	try {
		await open(file, words)
		return 'accepted'
	} catch (error) {
		expect(error).toBeInstanceOf(TrousseauError)
		return (error as TrousseauError).code
	}
}

let small: Uint8Array

beforeAll(async () => {
	await loadSodium()
	small = await seal([markerFile(), ...inventoryFiles(1)])
})

describe('a backup', () => {
	it('comes back with its words, however they are typed', async () => {
		const files = [markerFile(), ...inventoryFiles(3), vaultFile(), await identityFile('une phrase assez longue')]
		const back = await open(await seal(files), '  ABANDON abeille  abolir aborder\nabriter absence ')
		expect(back.files).toHaveLength(files.length)
		expect(back.marker.communeName).toBe('Vauzelles')
		expect(await outcome(small, `${WORDS} absolu`)).toBe('wrong-words')
		expect(await outcome(small, 'absence abandon abeille abolir aborder abriter')).toBe('wrong-words')
	})

	it('is derived twice when it is made, a known answer first, and once when it is opened', async () => {
		const { deriveKey: derive, calls } = cheapDerivation()
		const api = createCryptoService({ deriveKey: derive, now: () => AT })
		const { header, stream } = await api.sealBackup({ words: WORDS, kdf: KDF, archive: encodeArchive(AT, BY, [markerFile()]) })
		expect(calls).toEqual({ count: 2, selfTests: 1 })
		await api.openBackup({ words: WORDS, file: concat(header, stream) })
		expect(calls).toEqual({ count: 3, selfTests: 1 })
	})

	it('is never the same twice, and shows nothing of what it holds but its size by steps', async () => {
		const again = await seal([markerFile(), ...inventoryFiles(1)])
		expect(again).toHaveLength(small.length)
		expect(Buffer.compare(again, small)).not.toBe(0)
		for (const text of ['Vauzelles', 'trousseau.json', 'inventory', 'commune', BY.name]) {
			expect(Buffer.from(small).includes(text)).toBe(false)
		}
	})

	it('refuses no words, and a cost out of bounds', async () => {
		const archive = encodeArchive(AT, BY, [markerFile()])
		await expect(sealBackup({ words: '  ', kdf: KDF, archive }, deriveKey)).rejects.toMatchObject({ code: 'invalid' })
		await expect(sealBackup({ words: WORDS, kdf: { memory: 1024, passes: 1 }, archive }, deriveKey)).rejects.toMatchObject({ code: 'kdf-bounds' })
	})

	it('refuses every truncation, and bytes after its end', async () => {
		const codes = new Map<string, number>()
		for (let length = 0; length < small.length; length++) {
			const code = await outcome(small.subarray(0, length))
			codes.set(code, (codes.get(code) ?? 0) + 1)
		}
		expect([...codes.keys()].sort()).toEqual(['altered', 'invalid'])
		expect(codes.get('invalid')).toBe(8)
		expect(await outcome(concat(small, new Uint8Array(1)))).toBe('altered')
		expect(await outcome(concat(small, small.subarray(BACKUP_HEADER)))).toBe('altered')
	})

	it('refuses every flipped bit', async () => {
		const codes = new Map<string, number>()
		for (let bit = 0; bit < small.length * 8; bit++) {
			const flipped = small.slice()
			flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7))
			const code = await outcome(flipped)
			codes.set(code, (codes.get(code) ?? 0) + 1)
		}
		expect(codes.get('accepted')).toBeUndefined()
		expect([...codes.values()].reduce((sum, count) => sum + count, 0)).toBe(small.length * 8)
		expect([...codes.keys()].sort()).toEqual(['altered', 'invalid', 'kdf-bounds', 'unsupported-version', 'wrong-words'])
	})

	it('refuses random mutations: bytes, cuts, repeats, another backup in the middle', async () => {
		const other = await seal([markerFile(), ...inventoryFiles(1)])
		const place = fc.nat({ max: small.length })
		const mutation = fc.oneof(
			fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 40 })).map(([at, bytes]) => concat(small.subarray(0, at), bytes, small.subarray(at + bytes.length))),
			fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 40 })).map(([at, bytes]) => concat(small.subarray(0, at), bytes, small.subarray(at))),
			fc.tuple(place, place).map(([one, two]) => concat(small.subarray(0, Math.min(one, two)), small.subarray(Math.max(one, two)))),
			fc.tuple(place, place).map(([one, two]) => concat(small.subarray(0, Math.max(one, two)), small.subarray(Math.min(one, two)))),
			place.map((at) => concat(small.subarray(0, at), other.subarray(at))),
			fc.uint8Array({ maxLength: 5_000 }),
		).filter((mutated) => Buffer.compare(mutated, small) !== 0 && Buffer.compare(mutated, other) !== 0)
		await fc.assert(fc.asyncProperty(mutation, async (mutated) => {
			expect(await outcome(mutated)).not.toBe('accepted')
		}), { numRuns: 3_000 })
	})

	it('refuses the chunks of a long one exchanged, repeated or left out', async () => {
		const long = await seal([markerFile(), ...inventoryFiles(400)])
		const chunk = 65_536 + 17
		const at = (index: number) => BACKUP_HEADER + 24 + index * chunk
		expect(long.length).toBeGreaterThan(at(3))
		expect(await outcome(long)).toBe('accepted')
		const [head, first, second, rest] = [long.subarray(0, at(0)), long.subarray(at(0), at(1)), long.subarray(at(1), at(2)), long.subarray(at(2))]
		for (const parts of [[head, second, first, rest], [head, first, first, second, rest], [head, first, rest], [head, first, second]]) {
			expect(await outcome(concat(...parts))).toBe('altered')
		}
	})
})

describe('the header of a backup', () => {
	it('is that of docs/FORMAT.md, and opens with the functions of native libsodium alone', async () => {
		expect(new TextDecoder().decode(small.subarray(0, 8))).toBe('TRSBACKP')
		expect([...small.subarray(8, 17)]).toEqual([1, ...u32(KDF.memory), ...u32(KDF.passes)])
		const view = Buffer.from(small)
		const [salt, check] = [view.subarray(17, 33), view.subarray(33, 65)]
		const { key: derived } = await deriveKey({ password: new TextEncoder().encode(WORDS), salt, ...KDF, selfTest: false })
		const keyed = (key: Uint8Array, ...parts: readonly Uint8Array[]) => {
			const out = Buffer.alloc(32)
			native.crypto_generichash(out, Buffer.concat(parts), Buffer.from(key))
			return out
		}
		expect(keyed(derived.subarray(32), Buffer.from('trousseau backup check v1\0'), salt).equals(check)).toBe(true)
		const key = keyed(derived.subarray(0, 32), Buffer.from('trousseau backup payload v1\0'))
		const associated = Buffer.alloc(32)
		native.crypto_generichash(associated, view.subarray(0, 65))
		const state = Buffer.alloc(native.crypto_secretstream_xchacha20poly1305_STATEBYTES)
		native.crypto_secretstream_xchacha20poly1305_init_pull(state, view.subarray(65, 89), key)
		const plaintext = Buffer.alloc(small.length - 89 - 17)
		const tag = Buffer.alloc(1)
		native.crypto_secretstream_xchacha20poly1305_pull(state, plaintext, tag, view.subarray(89), associated)
		expect(tag[0]).toBe(3)
		expect(plaintext.includes('Vauzelles')).toBe(true)
		expect((await decodeArchive(plaintext)).marker.communeName).toBe('Vauzelles')
	})

	it('refuses what cannot be a backup before anything is derived', () => {
		const head = small.slice(0, BACKUP_HEADER)
		const read = (bytes: Uint8Array, size = small.length) => () => readBackupHeader(bytes, size)
		const withU32 = (offset: number, value: number) => concat(head.subarray(0, offset), u32(value), head.subarray(offset + 4))
		expect(read(head)().passes).toBe(3)
		expect(read(new TextEncoder().encode('%PDF-1.7 and so on'))).toThrow(expect.objectContaining({ code: 'invalid' }))
		expect(read(head, MAX_BACKUP + 1)).toThrow(expect.objectContaining({ code: 'too-large' }))
		expect(read(concat(head.subarray(0, 8), Uint8Array.of(2), head.subarray(9)))).toThrow(expect.objectContaining({ code: 'unsupported-version' }))
		expect(read(concat(head.subarray(0, 8), Uint8Array.of(0), head.subarray(9)))).toThrow(expect.objectContaining({ code: 'altered' }))
		expect(read(head, BACKUP_HEADER + 40)).toThrow(expect.objectContaining({ code: 'altered' }))
		for (const memory of [0, 1024, 64 * 1024 * 1024 - 1024, 64 * 1024 * 1024 + 1, 1024 * 1024 * 1024 + 1024, 0xffffffff]) {
			expect(read(withU32(9, memory)), String(memory)).toThrow(expect.objectContaining({ code: 'kdf-bounds' }))
		}
		for (const passes of [0, 2, 17, 0xffffffff]) {
			expect(read(withU32(13, passes)), String(passes)).toThrow(expect.objectContaining({ code: 'kdf-bounds' }))
		}
	})
})
