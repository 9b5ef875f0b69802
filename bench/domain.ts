// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What the page computes at each keystroke or each change: search, strength,
 * knowledge of the tools, diagnostic. In Node, medians of one run.
 */
import { computeDiagnostic } from '../src/domain/diagnostic/engine.ts'
import { toolsKnowledge } from '../src/domain/inventory/knowledge.ts'
import { parseInventory } from '../src/domain/inventory/schema.ts'
import { createSearchIndex } from '../src/domain/passwords/search.ts'
import { estimateStrength } from '../src/domain/passwords/strength.ts'
import { median, milliseconds } from './lib/median.ts'

const ROUNDS = 30
const TODAY = '2026-11-22'

/** Milliseconds that each may cost on a calm machine. */
const TARGETS = { search: 50, strength: 50, knowledge: 500, diagnostic: 200 } as const

const many = <T>(count: number, make: (index: number) => readonly [string, T]): Record<string, T> => Object.fromEntries(Array.from({ length: count }, (_, index) => make(index)))

function report(name: string, target: number, action: () => void): boolean {
	action()
	const durations = Array.from({ length: ROUNDS }, () => {
		const start = performance.now()
		action()
		return performance.now() - start
	})
	const value = median(durations)
	process.stdout.write(`${name.padEnd(48)} ${milliseconds(value).padStart(12)}   target ${target} ms   ${value <= target ? 'met' : 'MISSED'}\n`)
	return value <= target
}

const labels = Array.from({ length: 5_000 }, (_, index) => ({ label: `Compte ${index} du service ${index % 40}`, login: `mairie-${index}@exemple.fr` }))
const index = createSearchIndex(labels, [{ text: ({ label }) => label, weight: 1 }, { text: ({ login }) => login, weight: 0.4 }])

const town = parseInventory({
	schema: 1,
	collections: {
		tools: many(60, (number) => [`t${number}`, { name: `Outil ${number}`, hostingId: `h${number}`, supplierId: `s${number % 9}` }]),
		hostings: many(60, (number) => [`h${number}`, { label: `H${number}`, kind: 'saas', countryStorage: 'FR' }]),
		suppliers: many(9, (number) => [`s${number}`, { name: `S${number}`, parentCountry: 'FR' }]),
		accounts: many(150, (number) => [`a${number}`, { toolId: `t${number % 60}`, label: `A${number}`, vaultState: 'vault' }]),
	},
})
const large = parseInventory({
	schema: 1,
	collections: {
		tools: many(5_000, (number) => [`t${number}`, { name: `Outil ${number}` }]),
		costs: many(5_000, (number) => [`c${number}`, { toolId: `t${number}`, certainty: 'invoice', amountInclTax: 1 }]),
	},
})

const met = [
	...['e', 'compte numero 42', 'serivce', 'introuvable'].map((query) => report(`search "${query}" among 5,000`, TARGETS.search, () => void index.search(query))),
	report('strength of a passphrase', TARGETS.strength, () => void estimateStrength('Une phrase de passe assez longue, avec 12 signes & tout !')),
	report('knowledge of 5,000 tools', TARGETS.knowledge, () => void toolsKnowledge(large, TODAY)),
	report('diagnostic of 60 tools and 150 accounts', TARGETS.diagnostic, () => void computeDiagnostic(town, TODAY)),
]
process.exitCode = met.every(Boolean) ? 0 : 1
