// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CredentialSummary } from '../vault/model.ts'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packAnswer, unpackAnswer } from './columns.ts'

const time = fc.constantFrom('', '2026-11-22T09:30:00.000Z', '2026-11-22T09:30:00.001Z')

const summary: fc.Arbitrary<CredentialSummary> = fc.record({
	id: fc.string(),
	label: fc.string({ unit: 'binary' }),
	login: fc.string(),
	site: fc.string(),
	accountId: fc.string(),
	favourite: fc.boolean(),
	tags: fc.array(fc.string()),
	trashedAt: time,
	createdAt: time,
	updatedAt: time,
	passwordChangedAt: time,
	hasPassword: fc.boolean(),
	hasNote: fc.boolean(),
	reusedBy: fc.nat({ max: 20_000 }),
	conflicts: fc.nat({ max: 1_000 }),
})

/** What is left of a value once it went from one thread to another. */
const crossed = (answer: unknown): unknown => unpackAnswer(structuredClone(packAnswer(answer)))

describe('the form in which answers cross', () => {
	it('gives the page the view that the Worker made', () => {
		fc.assert(fc.property(fc.array(summary), (credentials) => {
			const view = { vaultId: 'v', heads: ['h'], credentials, departures: [{ credentials: ['c'] }] }
			expect(crossed(view)).toEqual(view)
		}))
	})

	it('gives every field of a credential, and each its own', () => {
		fc.assert(fc.property(summary, summary, (one, other) => {
			const { credentials } = crossed({ vaultId: 'v', heads: [], credentials: [one, other] }) as { readonly credentials: readonly CredentialSummary[] }
			expect(credentials).toEqual([one, other])
			expect(Object.keys(credentials[0] ?? {})).toEqual(Object.keys(one))
		}))
	})

	it('leaves any other answer as it is', () => {
		for (const answer of [undefined, null, 'un mot', 12, [{ a: 1 }], { name: 'n', bytes: Uint8Array.of(1) }, { credentialIds: ['a'] }, { credentials: ['a'] }]) {
			expect(packAnswer(answer)).toBe(answer)
			expect(unpackAnswer(answer)).toBe(answer)
		}
	})
})
