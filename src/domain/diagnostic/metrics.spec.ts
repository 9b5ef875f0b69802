// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CountedCredential } from './metrics.ts'

import { describe, expect, it } from 'vitest'
import { parseInventory } from '../inventory/schema.ts'
import { numbersOf } from '../numbers.ts'
import { computeDiagnostic } from './engine.ts'
import { countVault } from './metrics.ts'

const TODAY = '2026-11-30'

function entry(id: string, fields: Partial<CountedCredential> = {}): CountedCredential {
	return {
		id,
		label: id,
		site: '',
		accountId: '',
		reusedBy: 0,
		createdAt: '2026-11-30T09:00:00.000Z',
		passwordChangedAt: '2026-11-30T09:00:00.000Z',
		passwordReplaced: false,
		hasPassword: true,
		...fields,
	}
}

function objects(
	rule: string,
	collections: Readonly<Record<string, object>>,
	credentials: readonly CountedCredential[] | null,
	departures: Parameters<typeof countVault>[2] = [],
) {
	const inventory = parseInventory({ schema: 1, collections })
	const metrics = credentials === null ? undefined : countVault(inventory, credentials, departures)
	return computeDiagnostic(inventory, TODAY, metrics).rules.find((result) => result.rule === rule)?.objects ?? []
}

describe('passwords of the vault count', () => {
	const tools = Object.fromEntries(Array.from({ length: 18 }, (_, index) => [`t${index}`, { name: `Outil numéro ${index}` }]))
	const credentials = [
		...Array.from({ length: 11 }, (_, index) => entry(`c${index}`, { label: `Outil numéro ${index}`, reusedBy: index < 4 ? 1 : 0 })),
		...Array.from({ length: 31 }, (_, index) => entry(`d${index}`, { reusedBy: index < 10 ? 1 : 0 })),
	]

	it('as soon as it is open, linked or not', () => {
		const closed = objects('IDM-1', { tools }, null)
		expect(closed.filter(({ verdict }) => verdict === 'ok')).toHaveLength(0)
		const open = objects('IDM-1', { tools }, credentials)
		expect(open.filter(({ verdict }) => verdict === 'ok')).toHaveLength(42)
		expect(open.filter(({ verdict }) => verdict === 'unknown')).toHaveLength(7)
		expect(objects('IDM-3', { tools }, credentials).filter(({ verdict }) => verdict === 'not-ok')).toHaveLength(14)
	})

	it('under the name of their tool, never under one of the vault', () => {
		const labels = objects('IDM-1', { tools }, credentials).map(({ label }) => label)
		expect(labels.filter((label) => label !== '' && !label.startsWith('Outil numéro'))).toEqual([])
	})

	it.each([
		['said to be in the vault, and there', 'vault', [entry('c', { accountId: 'a' })], 'ok'],
		['said to be in the vault, and not there', 'vault', [], 'unknown'],
		['said to be in the vault, which is closed', 'vault', null, 'ok'],
		['said to be in the notebook, and linked', 'notebook', [entry('c', { accountId: 'a' })], 'ok'],
		['said to be in the notebook, and alike in the vault', 'notebook', [entry('c', { label: 'ANTS' })], 'not-ok'],
		['not known, and alike in the vault', 'unknown', [entry('c', { label: 'ANTS' })], 'ok'],
		['not known, and only an entry without password', 'unknown', [entry('c', { label: 'ANTS', hasPassword: false })], 'unknown'],
	])('%s', (_, vaultState, held, verdict) => {
		const collections = { tools: { t: { name: 'ANTS' } }, accounts: { a: { toolId: 't', label: 'Titres', vaultState } } }
		expect(objects('IDM-1', collections, held).find(({ id }) => id === 'a')?.verdict).toBe(verdict)
	})
})

describe('a password is changed when another took its place', () => {
	const held = {
		tools: { t: { name: 'T' } },
		accounts: { a: { toolId: 't', label: 'A', kind: 'shared', holderIds: ['p'], rotatedOn: '2026-11-30' } },
		persons: { p: { displayName: 'Partie', endOn: '2026-03-31' } },
	}
	const linked = (fields: Partial<CountedCredential>) => [entry('c', { accountId: 'a', ...fields })]

	it.each([
		['copied in after the departure, never changed since', linked({}), 'unknown'],
		['in the vault before the departure, never changed', linked({ createdAt: '2026-01-05T09:00:00.000Z' }), 'not-ok'],
		[
			'changed before the departure',
			linked({ createdAt: '2026-01-05T09:00:00.000Z', passwordReplaced: true, passwordChangedAt: '2026-02-05T09:00:00.000Z' }),
			'not-ok',
		],
		[
			'changed since the departure',
			linked({ createdAt: '2026-01-05T09:00:00.000Z', passwordReplaced: true, passwordChangedAt: '2026-04-05T09:00:00.000Z' }),
			'ok',
		],
		[
			'changed in one of two entries',
			[...linked({ passwordReplaced: true }), entry('d', { accountId: 'a', createdAt: '2026-01-05T09:00:00.000Z' })],
			'not-ok',
		],
	])('%s', (_, credentials, verdict) => {
		expect(objects('IDM-6', held, credentials).map((object) => object.verdict)).toEqual([verdict])
	})

	it('of which the vault and the inventory each tell one person', () => {
		const departures = [
			{ memberId: 'm', label: 'partie', items: [{ credentialId: 'x', done: false }] },
			{ memberId: 'n', label: 'Autre', items: [{ credentialId: 'x', done: true }] },
		]
		const closed = { ...held, accounts: {} }
		expect(objects('IDM-6', closed, [], departures)).toEqual([
			{ collection: 'members', id: 'n', label: '', verdict: 'ok' },
			{ collection: 'persons', id: 'p', label: 'Partie', verdict: 'not-ok' },
		])
		const inventory = parseInventory({ schema: 1, collections: held })
		const numbers = (known: string) => numbersOf(
			inventory,
			TODAY,
			countVault(inventory, linked({ createdAt: '2026-01-05T09:00:00.000Z' }), [
				{ memberId: 'm', label: '', items: [{ credentialId: known, done: false }] },
			]),
		).knownToDeparted
		expect(numbers('c')).toEqual(['a'])
		expect(numbers('x')).toEqual(['a', 'x'])
	})
})
