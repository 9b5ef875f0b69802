// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { Buffer } from 'node:buffer'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../src/domain/errors.ts'
import { loadSodium } from '../../src/vault/file/sodium.ts'
import { generateSuite } from './all.ts'
import { CLASSES } from './model.ts'
import { answer, beside, INDEX, readByOurs, readBySecond } from './readers.ts'

const LARGEST_SUITE = 4_000_000

beforeAll(loadSodium)

describe('the vectors', () => {
	it('are at least 150, of every class, each with its own id, and weigh less than 4 MB', () => {
		expect(INDEX.vectors.length).toBeGreaterThanOrEqual(150)
		expect(new Set(INDEX.vectors.map((vector) => vector.class))).toEqual(new Set(CLASSES))
		expect(new Set(INDEX.vectors.map(({ id }) => id)).size).toBe(INDEX.vectors.length)
		const sizes = readdirSync(beside('files')).map((file) => statSync(beside(`files/${file}`)).size)
		expect(sizes.reduce((sum, size) => sum + size, 0) + statSync(beside('index.json')).size).toBeLessThan(LARGEST_SUITE)
	})

	it('are what the generator writes, byte for byte, and no file is left over', () => {
		const { index, files } = generateSuite()
		expect(readFileSync(beside('index.json'), 'utf8') === index).toBe(true)
		expect(readdirSync(beside('files')).sort()).toEqual([...files.keys()].sort())
		const different = [...files].filter(([name, bytes]) => !Buffer.from(bytes).equals(readFileSync(beside(`files/${name}`))))
		expect(different.map(([name]) => name)).toEqual([])
	})

	it('expect codes of the closed list', () => {
		const codes = INDEX.vectors.flatMap(({ expect: expected }) => ('code' in expected ? [expected.code] : []))
		expect(codes.filter((code) => !(ERROR_CODES as readonly string[]).includes(code))).toEqual([])
	})
})

/** The rows of the table of FORMAT 6.1: the decision, and the vectors that show it (`merge-06, -08 to -10` names four). */
function decisionTable(): readonly (readonly [string, string, readonly string[]])[] {
	const text = readFileSync(new URL('../../docs/FORMAT.md', import.meta.url), 'utf8').split('### 6.1')[1]?.split('```')[0] ?? ''
	const rows = text.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| Situation'))
	return rows.map((row) => {
		const [situation = '', decision = '', , vectors = ''] = row.slice(2, -2).split(' | ')
		let family = ''
		const ids = vectors.split(', ').flatMap((part) => {
			const [first = '', last = first] = part.split(' to ')
			family = first.startsWith('-') ? family : first.slice(0, first.lastIndexOf('-'))
			const [from, to] = [first, last].map((id) => Number(id.slice(id.lastIndexOf('-') + 1))) as [number, number]
			return Array.from({ length: to - from + 1 }, (_, index) => `${family}-${String(from + index).padStart(2, '0')}`)
		})
		return [situation, decision, ids]
	})
}

describe('the decision table of FORMAT 6.1', () => {
	it.each(decisionTable())('%s: %s', (_situation, decision, ids) => {
		const code = /^`([a-z-]+)`(?:; .*)?$/.exec(decision)?.[1]
		for (const id of ids) {
			const expected = INDEX.vectors.find((vector) => vector.id === id)?.expect
			expect(expected, id).toBeDefined()
			if (code !== undefined) {
				expect(expected, id).toHaveProperty('code')
			}
			if (code !== undefined && !decision.includes(';')) {
				expect(expected, id).toEqual({ code })
			}
			if (/^(?:trusted|accepted)/.test(decision)) {
				expect(expected, id).toHaveProperty('result')
			}
		}
	})
})

describe.each([['our code', readByOurs], ['the second reader', readBySecond]] as const)('%s', (_name, read) => {
	it.each(INDEX.vectors.map((vector) => [vector.id, vector.description, vector] as const))('reads %s: %s', async (_id, _description, vector) => {
		expect(await answer(read, vector)).toEqual(vector.expect)
	})
})
