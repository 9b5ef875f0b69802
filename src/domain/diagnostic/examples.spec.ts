// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleResult } from './model.ts'

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseInventory } from '../inventory/schema.ts'
import { computeDiagnostic } from './engine.ts'

/** Results worked out by hand: docs/examples/README.md. */
interface Expected {
	readonly date: string
	readonly scores: Readonly<Record<string, string>>
	readonly words: Readonly<Record<string, string>>
	readonly actions: readonly (readonly [string, number])[]
}

const at = (name: string) => new URL(`../../../docs/examples/${name}.json`, import.meta.url)
const read = (name: string) => JSON.parse(readFileSync(at(name), 'utf8')) as unknown
const written = ({ score, floor, ceiling }: RuleResult) => (score === 'unknown' ? `${floor}-${ceiling}` : String(score))

describe('the worked examples', () => {
	it.each(['empty', 'small-commune', 'well-kept'])('%s gives what its page says', (name) => {
		const expected = read(`${name}.expected`) as Expected
		const { rules, themes, actions } = computeDiagnostic(parseInventory(read(name)), expected.date)
		expect(Object.fromEntries(rules.map((result) => [result.rule, written(result)]))).toEqual(expected.scores)
		expect(Object.fromEntries(themes.map(({ theme, word }) => [theme, word]))).toEqual(expected.words)
		expect(actions.map(({ rule, priority }) => [rule, priority])).toEqual(expected.actions)
	})

	it('are printed as the same bytes in another time zone and another locale', () => {
		const printed = (env: Readonly<Record<string, string>>) => execFileSync(
			process.execPath,
			['--import', 'tsx', 'scripts/diagnose.ts', 'docs/examples/small-commune.json', '--date', '2026-12-01'],
			{ env: { ...process.env, ...env }, encoding: 'utf8' },
		)
		const [here, ...others] = [
			printed({ TZ: 'Europe/Paris', LANG: 'fr_FR.UTF-8', LC_ALL: 'fr_FR.UTF-8' }),
			printed({ TZ: 'Pacific/Tahiti', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }),
			printed({ TZ: 'UTC', LANG: 'C', LC_ALL: 'C' }),
		]
		expect(others).toEqual([here, here])
		expect(here).toContain('"rule": "DEP-4"')
	})
})
