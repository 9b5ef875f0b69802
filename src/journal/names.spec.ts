// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { countFar, nameOfFile, newestFirst, parseRevisionName } from '../domain/lineage/names.ts'
import { contentHash, matchesName, revisionName } from './names.ts'

const bytes = new TextEncoder().encode('abc')

describe('countFar', () => {
	const named = (...numbers: readonly number[]) => numbers.map((number) => revisionName(number, bytes))

	it.each([
		[0, []],
		[0, [50_000_000]],
		[0, [200_001, 100_001, 1]],
		[1, [100_002, 1]],
		[3, [99_999_999, 200_002, 200_002, 100_001, 1]],
		[2, [200_002, 200_001, 100_000]],
	])('is %i among %j', (count, numbers) => {
		expect(countFar(named(...numbers), 100_000)).toBe(count)
	})
})

describe('revision names', () => {
	it('hashes with BLAKE2b-128, whose output length is part of the function', () => {
		// From b2sum -l 128; not the first half of BLAKE2b-512.
		expect(contentHash(bytes)).toBe('cf4ab791c62b8d2b2109c90275287816')
		expect(contentHash(bytes)).not.toBe(createHash('blake2b512').update(bytes).digest('hex').slice(0, 32))
	})

	it('writes eight digits', () => {
		expect(revisionName(42, bytes)).toBe('00000042-cf4ab791c62b8d2b2109c90275287816')
		expect(() => revisionName(0, bytes)).toThrow(RangeError)
		expect(() => revisionName(100_000_000, bytes)).toThrow(RangeError)
		expect(() => revisionName(1.5, bytes)).toThrow(RangeError)
	})

	it('reads back every name that it writes', () => {
		fc.assert(fc.property(fc.integer({ min: 1, max: 99_999_999 }), fc.uint8Array(), (number, content) => {
			const name = revisionName(number, content)
			expect(parseRevisionName(name)?.number).toBe(number)
			expect(matchesName(name, content)).toBe(true)
			expect(matchesName(name, Uint8Array.of(...content, 0))).toBe(false)
		}))
	})

	it.each([
		'',
		'trousseau.json',
		'1-cf4ab791c62b8d2b2109c90275287816',
		'00000000-cf4ab791c62b8d2b2109c90275287816',
		'00000042-CF4AB791C62B8D2B2109C90275287816',
		'00000042-cf4ab791c62b8d2b2109c9027528781',
		'00000042-cf4ab791c62b8d2b2109c90275287816 ',
		'000000042-cf4ab791c62b8d2b2109c90275287816',
		'00000042-cf4ab791c62b8d2b2109c90275287816\n',
	])('refuses %j', (name) => {
		expect(parseRevisionName(name)).toBeNull()
	})

	it('knows only files of its own extension', () => {
		const name = revisionName(7, bytes)
		expect(nameOfFile(`${name}.vault`, 'vault')).toBe(name)
		expect(nameOfFile(`${name}.vault`, 'inventory')).toBeNull()
		expect(nameOfFile(`${name} (conflicted copy).vault`, 'vault')).toBeNull()
		expect(nameOfFile(name, 'vault')).toBeNull()
	})

	it('sorts the newest first, whatever the order of a listing', () => {
		const names = [9, 10, 2, 100].map((number) => revisionName(number, bytes))
		expect(names.sort(newestFirst).map((name) => parseRevisionName(name)?.number)).toEqual([100, 10, 9, 2])
	})
})
