// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { Buffer } from 'node:buffer'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadSodium } from '../../src/vault/file/sodium.ts'
import { ReadError } from '../reference/primitives.ts'
import { readVault } from '../reference/vault.ts'
import { NOTEBOOK, renamed, somebody, VAULT, writeVault } from '../vectors/writer.ts'
import { Dice, mutated, reading, targetOf } from './mutate.ts'

const MINUTES = 60_000

beforeAll(loadSodium)

const keeper = somebody('anne')

/** The end of the second reader's reading. */
function secondReading(file: { readonly name: string, readonly bytes: Uint8Array }): string {
	try {
		readVault({ notebook: NOTEBOOK, vault: VAULT, keys: keeper.keys, heads: [file], others: [], remembered: null })
		return 'accepted'
	} catch (error) {
		return error instanceof ReadError ? error.code : `unexpected: ${String(error)}`
	}
}

const CODES = ['altered', 'not-a-member', 'unsupported-version', 'wrong-notebook']

describe('a small vault', () => {
	it('is refused by both readers, with one code, whatever single bit is flipped under the right name', () => {
		const { file } = writeVault(keeper)
		const read = reading(false)
		expect([read(file), secondReading(file)]).toEqual(['accepted', 'accepted'])
		const codes = new Map<string, number>()
		for (let bit = 0; bit < file.bytes.length * 8; bit++) {
			const bytes = Buffer.from(file.bytes)
			bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
			const changed = renamed(file, bytes)
			const [ours, second] = [read(changed), secondReading(changed)]
			const end = ours === second ? ours : `${ours} or ${second} at bit ${bit}`
			codes.set(end, (codes.get(end) ?? 0) + 1)
		}
		expect([...codes.keys()].filter((code) => !CODES.includes(code))).toEqual([])
		expect([...codes.values()].reduce((sum, number) => sum + number, 0)).toBe(file.bytes.length * 8)
	}, 10 * MINUTES)
})

describe('a vault of 300 credentials', () => {
	it('is refused with a code after each of 2,000 random mutations', () => {
		const target = targetOf(300)
		const read = reading()
		expect(read(target.honest.file)).toBe('accepted')
		const dice = new Dice(4)
		const ends = new Set(Array.from({ length: 2_000 }, () => read(mutated(target, dice))))
		expect([...ends].filter((end) => end === 'accepted' || end.startsWith('unexpected'))).toEqual([])
		expect(ends.size).toBeGreaterThanOrEqual(4)
	}, 2 * MINUTES)
})
