// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const UI = 'src/ui'
const FIELDS = join(UI, 'components/fields')
const TAG = /<(input|textarea|Nc\w*(?:Field|TextArea|Select|Rich\w*))\b((?:"[^"]*"|[^">])*)>/g
/** Inputs in which nothing is typed. */
const UNTYPED = /\btype="(?:checkbox|radio|range|file)"/

const files = readdirSync(UI, { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.vue'))
	.map((name) => join(UI, name))

/** Fields of a file that a browser could fill, keep, check the spelling of, or cut. */
function faults(path: string): readonly string[] {
	const source = readFileSync(path, 'utf8')
	const template = source.slice(source.indexOf('<template>'))
	const tags = [...template.matchAll(TAG)].filter(([, , attributes]) => !UNTYPED.test(attributes ?? '') && !attributes?.includes('fieldAttributes('))
	return [
		...tags.map(([tag]) => `${path}: ${tag.replace(/\s+/g, ' ').slice(0, 60)}`),
		...[/type="password"/, /\bmaxlength\b/i, /contenteditable/i]
			.filter((pattern) => pattern.test(template))
			.map((pattern) => `${path}: ${pattern.source}`),
	]
}

describe('every field in which something is typed', () => {
	it('bears the attributes of a field component, is no password field and cuts nothing', () => {
		expect(files.length).toBeGreaterThan(80)
		expect(files.flatMap(faults)).toEqual([])
	})

	it('leaves its attributes to the field components', () => {
		const own = /\b:?(?:autocomplete|autocapitalize|autocorrect|spellcheck)=/
		expect(files.filter((path) => own.test(readFileSync(path, 'utf8')) && !path.startsWith(FIELDS))).toEqual([])
	})
})
