// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Computations of the page at each keystroke or change: search, strength,
 * knowledge of the tools, diagnostic. In Node, medians of one run.
 */
import type { CountedCredential } from '../src/domain/diagnostic/metrics.ts'
import type { Inventory } from '../src/domain/inventory/model.ts'

import { computeDiagnostic } from '../src/domain/diagnostic/engine.ts'
import { countVault } from '../src/domain/diagnostic/metrics.ts'
import { hostingSummary } from '../src/domain/hosting/summary.ts'
import { disagreements } from '../src/domain/inventory/disagreements.ts'
import { toolsKnowledge } from '../src/domain/inventory/knowledge.ts'
import { parseInventory } from '../src/domain/inventory/schema.ts'
import { numbersOf } from '../src/domain/numbers.ts'
import { createSearchIndex } from '../src/domain/passwords/search.ts'
import { estimateStrength } from '../src/domain/passwords/strength.ts'
import { median, milliseconds } from './lib/median.ts'

const ROUNDS = 30
const TODAY = '2026-11-22'

/** Milliseconds that each may cost on a calm machine. */
const TARGETS = { search: 50, strength: 50, knowledge: 500, diagnostic: 10, whole: 300 } as const

function many<T>(count: number, make: (index: number) => readonly [string, T]): Record<string, T> {
	return Object.fromEntries(Array.from({ length: count }, (_, index) => make(index)))
}

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

const labels = Array.from({ length: 5_000 }, (_, index) => ({
	label: `Compte ${index} du service ${index % 40}`,
	login: `mairie-${index}@exemple.fr`,
}))
const index = createSearchIndex(labels, [{ text: ({ label }) => label, weight: 1 }, { text: ({ login }) => login, weight: 0.4 }])

function yearlyContract(number: number): object {
	const months = (n: number) => ({ n, unit: 'months' })
	return {
		toolIds: [`t${number}`],
		startOn: '2020-03-01',
		initialTerm: months(36),
		renewalTerm: months(12),
		notice: months(3),
		renewal: 'tacit',
	}
}

const town = parseInventory({
	schema: 1,
	collections: {
		tools: many(60, (number) => [`t${number}`, { name: `Outil ${number}`, hostingId: `h${number}`, supplierId: `s${number % 9}` }]),
		hostings: many(60, (number) => [`h${number}`, { label: `H${number}`, kind: 'saas', countryStorage: 'FR' }]),
		suppliers: many(9, (number) => [`s${number}`, { name: `S${number}`, parentCountry: 'FR' }]),
		accounts: many(150, (number) => [`a${number}`, { toolId: `t${number % 60}`, label: `A${number}`, vaultState: 'vault' }]),
		persons: many(12, (number) => [`p${number}`, { displayName: `P${number}`, kind: 'agent' }]),
		contracts: many(40, (number) => [`k${number}`, yearlyContract(number)]),
		equipments: many(15, (number) => [`e${number}`, { label: `E${number}`, kind: 'desktop', ownership: 'commune', autoUpdate: 'yes' }]),
	},
})
const large = parseInventory({
	schema: 1,
	collections: {
		tools: many(5_000, (number) => [`t${number}`, { name: `Outil ${number}` }]),
		costs: many(5_000, (number) => [`c${number}`, { toolId: `t${number}`, certainty: 'invoice', amountInclTax: 1 }]),
	},
})

/** A notebook and a vault at a share of their limits: 5,000 tools, 20,000 accounts and entries, 2,000 persons of whom 1,000 left. */
function atLimits(share: number): { readonly inventory: Inventory, readonly credentials: readonly CountedCredential[] } {
	return notebookOf(5_000 * share, 20_000 * share, 2_000 * share)
}

/** Half of the persons left. */
function notebookOf(tools: number, accounts: number, persons: number): ReturnType<typeof atLimits> {
	const inventory = parseInventory({
		schema: 1,
		collections: {
			tools: many(tools, (number) => [
				`t${number}`,
				{
					name: `Outil ${number}`,
					hostingId: `h${number}`,
					supplierId: `s${number % 50}`,
					usageIds: ['email'],
					userIds: [`p${number % persons}`],
				},
			]),
			hostings: many(tools, (number) => [
				`h${number}`,
				{ label: `H${number}`, kind: number % 2 === 0 ? 'saas' : 'nas', countryStorage: 'FR', knowledge: 'declared' },
			]),
			suppliers: many(50, (number) => [`s${number}`, { name: `S${number}`, parentCountry: 'FR' }]),
			accounts: many(accounts, (number) => [
				`a${number}`,
				{
					toolId: `t${number % tools}`,
					label: `A${number}`,
					kind: 'shared',
					vaultState: 'vault',
					holderIds: [`p${number % persons}`, `p${(number * 7) % persons}`],
				},
			]),
			persons: many(persons, (number) => [
				`p${number}`,
				{ displayName: `Personne ${number}`, ...(number % 2 === 0 ? { endOn: '2026-01-31' } : {}) },
			]),
			contracts: many(tools, (number) => [`k${number}`, { toolIds: [`t${number}`], endOn: '2027-01-31' }]),
			backups: many(Math.round(tools * 0.2), (number) => [`b${number}`, { label: `B${number}`, toolIds: [`t${number}`, `t${number + 1}`] }]),
		},
	})
	const at = '2026-05-01T10:00:00.000Z'
	const credentials = Array.from({ length: accounts }, (_, number): CountedCredential => ({
		id: `v${number}`,
		label: `Outil ${number % tools}`,
		site: `https://outil${number % tools}.example.fr`,
		accountId: number % 2 === 0 ? `a${number}` : '',
		reusedBy: number % 5 === 0 ? 1 : 0,
		createdAt: at,
		passwordChangedAt: at,
		passwordReplaced: false,
		hasPassword: true,
	}))
	return { inventory, credentials }
}

/** Times more that a notebook four times larger may cost: linear work, with room for sorting and memory. */
const LINEAR = 8

/** The cost at the limits, and how much more it is than at a quarter of them. */
function reportGrowth(name: string, action: (notebook: ReturnType<typeof atLimits>) => void): boolean {
	const [quarter = 1, whole = 1] = [0.25, 1].map((share) => {
		const notebook = atLimits(share)
		action(notebook)
		return median(Array.from({ length: 5 }, () => {
			const start = performance.now()
			action(notebook)
			return performance.now() - start
		}))
	})
	const ratio = whole / quarter
	process.stdout.write(`${name.padEnd(48)} ${milliseconds(whole).padStart(12)}   ${ratio.toFixed(1)} times a quarter of it   ${ratio <= LINEAR ? 'met' : 'MISSED'}\n`)
	return ratio <= LINEAR
}

const met = [
	reportGrowth('at the limits: diagnostic, vault closed', ({ inventory }) => void computeDiagnostic(inventory, TODAY)),
	reportGrowth(
		'at the limits: what is counted of the vault',
		({ inventory, credentials }) => void countVault(inventory, credentials, []),
	),
	reportGrowth(
		'at the limits: diagnostic, vault open',
		({ inventory, credentials }) => void computeDiagnostic(inventory, TODAY, countVault(inventory, credentials, [])),
	),
	reportGrowth(
		'at the limits: numbers of the home screen',
		({ inventory, credentials }) => void numbersOf(inventory, TODAY, countVault(inventory, credentials, [])),
	),
	reportGrowth('at the limits: hosting', ({ inventory }) => void hostingSummary(inventory, TODAY)),
	reportGrowth('at the limits: what does not agree', ({ inventory }) => void disagreements(inventory, TODAY)),
	...['e', 'compte numero 42', 'serivce', 'introuvable'].map((query) => report(`search "${query}" among 5,000`, TARGETS.search, () => void index.search(query))),
	report(
		'strength of a passphrase',
		TARGETS.strength,
		() => void estimateStrength('Une phrase de passe assez longue, avec 12 signes & tout !'),
	),
	report('knowledge of 5,000 tools', TARGETS.knowledge, () => void toolsKnowledge(large, TODAY)),
	report('diagnostic of 60 tools and 150 accounts', TARGETS.diagnostic, () => void computeDiagnostic(town, TODAY)),
	...[100, 1_000, 10_000].map((tools) => {
		const { inventory } = notebookOf(tools, tools * 2, tools / 5)
		return report(`diagnostic of ${tools} tools, two accounts each`, TARGETS.whole, () => void computeDiagnostic(inventory, TODAY))
	}),
]
process.exitCode = met.every(Boolean) ? 0 : 1
