// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CredentialSummary } from '../vault/model.ts'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPacker, createUnpacker } from './columns.ts'

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
	passwordReplaced: fc.boolean(),
	hasNote: fc.boolean(),
	reusedBy: fc.nat({ max: 20_000 }),
	conflicts: fc.nat({ max: 1_000 }),
	kind: fc.constantFrom('site' as const, 'door' as const, 'wifi' as const),
	hasOtp: fc.boolean(),
	expiresOn: fc.constantFrom('', '2027-01-31', '2027-02-01'),
	remindDays: fc.nat({ max: 400 }),
	holderIds: fc.array(fc.string()),
})

/** The way from the Worker to the page: what is left of a value at the other end. */
function channel(): (answer: unknown) => unknown {
	const [pack, unpack] = [createPacker(), createUnpacker()]
	return (answer) => unpack(structuredClone(pack(answer)))
}

interface View {
	readonly vaultId: string
	readonly heads: readonly string[]
	readonly credentials: readonly CredentialSummary[]
}

const viewOf = (credentials: readonly CredentialSummary[], vaultId = 'v'): View => ({ vaultId, heads: ['h'], credentials })

/** Lists as a vault has them: each id once. */
const list = fc.uniqueArray(summary, { selector: ({ id }) => id, maxLength: 12 })

describe('the form in which answers cross', () => {
	it('gives the page the views that the Worker made, whichever came before', () => {
		const step = fc.record({ vaultId: fc.constantFrom('v', 'w'), credentials: list })
		fc.assert(fc.property(fc.array(step), (steps) => {
			const cross = channel()
			for (const { vaultId, credentials } of steps) {
				const view = { ...viewOf(credentials, vaultId), departures: [{ credentials: ['c'] }] }
				expect(cross(view)).toEqual(view)
			}
		}))
	})

	it('gives the page what an edit makes of a list: put, changed, taken away, moved', () => {
		const edit = fc.record({ at: fc.nat(), kind: fc.constantFrom('put', 'change', 'remove', 'move'), row: summary })
		fc.assert(fc.property(list, fc.array(edit), (start, edits) => {
			const cross = channel()
			let rows = start
			for (const { at, kind, row } of [{ at: 0, kind: '', row: start[0] as CredentialSummary }, ...edits]) {
				const place = rows.length === 0 ? 0 : at % rows.length
				const [before, chosen, after] = [rows.slice(0, place), rows.slice(place, place + 1), rows.slice(place + 1)]
				const isNew = rows.every(({ id }) => id !== row?.id)
				rows = kind === 'put' && isNew
					? [...before, row, ...chosen, ...after]
					: kind === 'change'
						? [...before, ...chosen.map(({ id }) => ({ ...row, id })), ...after]
						: kind === 'remove' ? [...before, ...after] : kind === 'move' ? [...after, ...before, ...chosen] : rows
				expect(cross({ draft: { id: 'd' }, view: viewOf(rows) })).toEqual({ draft: { id: 'd' }, view: viewOf(rows) })
			}
		}))
	})

	it('gives every field of a credential, and each its own', () => {
		fc.assert(fc.property(summary, summary, (one, other) => {
			const { credentials } = channel()(viewOf([one, other])) as View
			expect(credentials).toEqual([one, other])
			expect(Object.keys(credentials[0] ?? {})).toEqual(Object.keys(one))
		}))
	})

	it('tells of each field that it changed', () => {
		fc.assert(fc.property(summary, summary, (one, other) => {
			for (const [field, value] of Object.entries(other).filter(([name]) => name !== 'id')) {
				const cross = channel()
				cross(viewOf([one]))
				expect(cross(viewOf([{ ...one, [field]: value }]))).toEqual(viewOf([{ ...one, [field]: value }]))
			}
		}))
	})

	it('keeps at the other end what did not change', () => {
		const rows = fc.sample(list, 200).reduce((longest, one) => (one.length > longest.length ? one : longest))
		const cross = channel()
		const first = cross(viewOf(rows)) as View
		const again = cross({ view: viewOf(structuredClone(rows)) }) as { readonly view: View }
		expect(again.view.credentials).toBe(first.credentials)
		const edited = cross(viewOf(rows.map((row, index) => (index === 1 ? { ...row, label: `${row.label}!` } : row)))) as View
		expect(edited.credentials.filter((row, index) => row !== first.credentials[index])).toEqual([{ ...rows[1], label: `${rows[1]?.label}!` }])
		expect(edited.credentials.length).toBeGreaterThan(2)
	})

	it('lets nothing cross of what did not change', () => {
		const pack = createPacker()
		const rows = fc.sample(summary, 50).map((row, index) => ({ ...row, id: `id-${index}`, label: `Nom ${index}` }))
		pack(viewOf(rows))
		const told = JSON.stringify(pack(viewOf(rows.map((row, index) => (index === 7 ? { ...row, login: 'neuf' } : row)))))
		expect(told).toContain('Nom 7')
		expect(told).not.toContain('Nom 8')
	})

	it('lets a text that neighbours share cross once', () => {
		const rows = fc.sample(summary, 50).map((row, index) => ({ ...row, id: `id-${index}`, createdAt: index < 25 ? '2026-11-22T09:30:00.000Z' : '2026-11-23T09:30:00.000Z', trashedAt: '', updatedAt: '', passwordChangedAt: '' }))
		const told = JSON.stringify(createPacker()(viewOf(rows)))
		expect(told.split('2026-11-22T09:30:00.000Z').length).toBe(2)
		expect(told.split('2026-11-23T09:30:00.000Z').length).toBe(2)
		expect(channel()(viewOf(rows))).toEqual(viewOf(rows))
	})

	it('leaves any other answer as it is', () => {
		for (const answer of [undefined, null, 'un mot', 12, [{ a: 1 }], { name: 'n', bytes: Uint8Array.of(1) }, { credentialIds: ['a'] }, { credentials: ['a'] }, { view: 'v' }]) {
			expect(createPacker()(answer)).toBe(answer)
			expect(createUnpacker()(answer)).toBe(answer)
		}
	})
})
