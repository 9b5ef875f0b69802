// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ObjectRef } from './diagnostic/model.ts'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeDiagnostic } from './diagnostic/engine.ts'
import { countVault } from './diagnostic/metrics.ts'
import { arbitraryInventory, TODAY } from './diagnostic/testing/arbitrary-inventory.ts'
import { hostingOf } from './hosting/places.ts'
import { hostingSummary } from './hosting/summary.ts'
import { numbersOf } from './numbers.ts'

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'gone')
const instant = fc.constantFrom('2024-02-01T10:00:00.000Z', '2026-11-01T10:00:00.000Z')
const credentials = fc.uniqueArray(fc.record({
	id: fc.constantFrom('v1', 'v2', 'v3', 'v4'),
	label: fc.constantFrom('Alpha', 'Beta', 'Autre'),
	site: fc.constant(''),
	accountId: fc.oneof(fc.constant(''), id),
	reusedBy: fc.nat({ max: 2 }),
	createdAt: instant,
	passwordChangedAt: instant,
	passwordReplaced: fc.boolean(),
	hasPassword: fc.boolean(),
}), { selector: ({ id: key }) => key, maxLength: 4 })
const departures = fc.uniqueArray(
	fc.record({
		memberId: fc.constantFrom('m1', 'm2'),
		label: fc.constantFrom('Alpha', 'Personne'),
		items: fc.uniqueArray(fc.record({ credentialId: fc.constantFrom('v1', 'v2', 'v9'), done: fc.boolean() }), {
			selector: ({ credentialId }) => credentialId,
		}),
	}),
	{ selector: ({ memberId }) => memberId },
)

describe('the numbers of home, hosting and diagnostic', () => {
	it('are the same, whatever the notebook', () => {
		fc.assert(fc.property(arbitraryInventory, fc.option(fc.tuple(credentials, departures), { nil: undefined }), (inventory, vault) => {
			const metrics = vault === undefined ? undefined : countVault(inventory, ...vault)
			const numbers = numbersOf(inventory, TODAY, metrics)
			const hosting = hostingSummary(inventory, TODAY)
			const { rules } = computeDiagnostic(inventory, TODAY, metrics)
			const count = (rule: string, keep: (object: ObjectRef) => boolean) => rules.find((result) => result.rule === rule)?.objects.filter(keep).length
			const isUnknown = ({ verdict }: ObjectRef) => verdict === 'unknown'

			// HEB-2 looks at the place of administration too, which the other screens do not count.
			const isAsked = ({ id: toolId }: ObjectRef) => [undefined, 'FR'].includes(hostingOf(inventory, inventory.collections.tools[toolId] ?? { name: '' })?.countryProcessing)
			const placeUnknown = hosting.rows.filter(({ toolId, place }) => place === 'unknown' && isAsked({ collection: 'tools', id: toolId, label: '', verdict: 'unknown' })).length
			expect(count('HEB-2', (object) => isUnknown(object) && isAsked(object))).toBe(placeUnknown)
			expect([
				hosting.sentence.unknown,
				hosting.places.unknown,
				hosting.unknowns.filter(({ missing }) => missing.includes('place')).length,
			]).toEqual(Array(3).fill(numbers.placeUnknown.length))
			expect(count('HEB-2', () => true)).toBe(hosting.total - hosting.sentence.state)
			expect(count('HEB-3', isUnknown)).toBe(hosting.sentence.lawUnknown)
			expect(count('COU-1', isUnknown)).toBe(numbers.costUnknown.length)
			expect(count('IDM-1', ({ collection, verdict }) => collection === 'accounts' && verdict !== 'ok')).toBe(numbers.outsideVault.length)
			expect(count('IDM-3', ({ verdict }) => verdict === 'not-ok')).toBe(numbers.reused.length)
			expect(numbers.reused.length).toBe(vault?.[0].filter(({ reusedBy, hasPassword }) => reusedBy > 0 && hasPassword).length ?? 0)
			const isFound = rules.find(({ rule }) => rule === 'IDM-6')?.objects.some(({ verdict }) => verdict === 'not-ok') === true
			expect(numbers.knownToDeparted.length > 0 || !isFound).toBe(true)
		}), { numRuns: 1_000 })
	}, 60_000)
})
