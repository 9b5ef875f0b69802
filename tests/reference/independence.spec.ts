// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const text = (url: URL): string => readFileSync(fileURLToPath(url), 'utf8')

const importsOf = (source: string): readonly string[] => [...source.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)['"]([^'"]+)['"]/g)].map((match) => match[1] ?? '')

/** Long enough to be a decision of its author rather than of the language. */
const TELLING = 50

const linesOf = (source: string): readonly string[] => source.split('\n').map((line) => line.trim()).filter((line) => line.length >= TELLING && !line.startsWith('//') && !line.startsWith('*'))

const folder = new URL('.', import.meta.url)
const modules = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && !name.endsWith('.d.ts'))

describe('the second reader', () => {
	it('is there', () => {
		expect(modules).toEqual(expect.arrayContaining(['backup.ts', 'vault.ts', 'identity.ts', 'inventory.ts', 'judgement.ts', 'merge.ts', 'json.ts']))
	})

	it.each(modules)('%s imports sodium-native, Node and its own folder, nothing else', (name) => {
		const foreign = importsOf(text(new URL(name, folder))).filter((from) => from !== 'sodium-native' && !from.startsWith('node:') && !/^\.\/[a-z-]+\.ts$/.test(from))
		expect(foreign).toEqual([])
	})

	it('shares no telling line with src', () => {
		const source = new URL('../../src/', import.meta.url)
		const ours = new Set(readdirSync(fileURLToPath(source), { recursive: true, encoding: 'utf8' })
			.filter((path) => path.endsWith('.ts'))
			.flatMap((path) => linesOf(text(new URL(path, source)))))
		const shared = modules.flatMap((name) => linesOf(text(new URL(name, folder)))).filter((line) => ours.has(line))
		expect(shared).toEqual([])
	})
})
