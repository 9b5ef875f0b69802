// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalText } from '../../domain/canonical.ts'
import type { JsonValue } from '../../domain/json.ts'
import { CREDENTIAL_LIMITS as LIMITS } from '../../domain/limits.ts'
import { mergeDocuments } from '../../domain/merge.ts'
import type { CustomField } from '../../domain/passwords/kinds.ts'
import { customName } from '../../domain/passwords/kinds.ts'
import type { Credential, CredentialDraft, VaultContent } from '../model.ts'
import { emptyContent } from './content.ts'
import { applyChanges, credentialOf, historyLines, secretOf, summaries } from './credentials.ts'
import { detailsOf, MORE_FIELDS } from './details.ts'

const ID = 'c'.repeat(32)
const BY = 'a'.repeat(32)
const [FIRST, SECOND] = ['1'.repeat(32), '2'.repeat(32)]
const [ONE, TWO] = [customName(FIRST), customName(SECOND)]
const pin = (value: string): CustomField => ({ kind: 'hidden', label: 'Code PIN', order: 2, value })
const time = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 9, minute)).toISOString()

const put = (content: VaultContent, draft: Partial<CredentialDraft>, minute: number, by = BY): VaultContent => applyChanges(content, [{ kind: 'put', id: ID, draft }], { at: time(minute), by })
const start = (): VaultContent => put(emptyContent(), { label: 'ANTS', password: 'un' }, 0)
const record = (content: VaultContent): Credential => credentialOf(content, ID)

const FULL: Partial<CredentialDraft> = {
	kind: 'server',
	moreSites: ['https://un.exemple.fr', 'https://deux.exemple.fr'],
	otp: 'otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ',
	codePersonId: 'p1',
	codeTo: 'le téléphone du secrétariat',
	holderIds: ['p1', 'p2'],
	contact: 'Le support, 05 00 00 00 00',
	expiresOn: '2027-01-31',
	remindDays: 90,
	wifi: 'wep',
	custom: { [FIRST]: pin('4821'), [SECOND]: { kind: 'text', label: 'Numéro de client', order: 1, value: 'C-77' } },
}

describe('the fields that a credential may lack', () => {
	it('leave a record that has none as it was, whatever a form repeats of their empty values', () => {
		const before = start()
		const { custom: _custom, hasOtp: _has, ...empty } = detailsOf(record(before))
		const after = put(before, { ...empty, otp: '', custom: { [FIRST]: null } }, 5)
		expect(canonicalText(after)).toBe(canonicalText(before))
		expect(Object.keys(record(before)).filter((field) => (MORE_FIELDS as readonly string[]).includes(field))).toEqual([])
	})

	it('are written and read, the fields of one\'s own in their order and hidden ones without their value', () => {
		const content = put(start(), FULL, 1)
		const { custom, hasOtp, ...details } = detailsOf(record(content))
		expect({ ...FULL, ...details }).toEqual(FULL)
		expect([hasOtp, custom.map(({ label, value }) => [label, value])]).toEqual([true, [['Numéro de client', 'C-77'], ['Code PIN', null]]])
		expect(secretOf(content, ID, ONE)).toBe('4821')
		expect(secretOf(content, ID, 'otp')).toBe(FULL.otp)
		expect(summaries(content)).toMatchObject([{ kind: 'server', hasOtp: true, expiresOn: '2027-01-31', remindDays: 90, holderIds: ['p1', 'p2'] }])
	})

	it('change alone, each with a history of its former values', () => {
		const before = put(start(), FULL, 1)
		const changes: Partial<CredentialDraft> = {
			kind: 'site',
			moreSites: [],
			otp: '',
			codePersonId: '',
			codeTo: '',
			holderIds: [],
			contact: 'x',
			expiresOn: '2028-01-31',
			remindDays: 7,
			wifi: 'open',
		}
		const edits = (Object.keys(changes) as (keyof typeof FULL)[]).filter((field) => field !== 'custom').map((field) => [field as string, { ...FULL, [field]: changes[field] }] as const)
		const own = [[ONE, { ...FULL, custom: { ...FULL.custom, [FIRST]: pin('9999') } }], [TWO, { ...FULL, custom: { ...FULL.custom, [SECOND]: null } }]] as const
		for (const [field, draft] of [...edits, ...own]) {
			const after = record(put(before, draft, 2))
			const was = record(before)
			const differing = [...new Set([...Object.keys(was), ...Object.keys(after)])].filter((name) => canonicalText(was[name] ?? null) !== canonicalText(after[name] ?? null))
			expect(differing.filter((name) => name !== 'updatedAt' && name !== 'history')).toEqual([field])
			const kept = ['moreSites', 'otp', 'codeTo', 'contact', 'expiresOn', ONE, TWO].includes(field)
			expect((after.history ?? []).map((entry) => [entry.field, entry.value])).toEqual(kept ? [[field, was[field]]] : [])
		}
	})

	it('show a former secret of one\'s own field under its name', () => {
		const content = put(put(start(), FULL, 1), { custom: { [FIRST]: pin('9999') }, moreSites: [] }, 2)
		const lines = historyLines(content, ID, () => 'Anne')
		expect(lines.map(({ field, name }) => [field, name]).sort()).toEqual([[ONE, 'Code PIN'], ['moreSites', '']])
		const shown = new Map(lines.map(({ field, index }) => [field, secretOf(content, ID, 'password', index)]))
		expect(shown.get(ONE)).toBe('4821')
		expect(shown.get('moreSites')).toBe('https://un.exemple.fr\nhttps://deux.exemple.fr')
	})

	it('merge field by field, one\'s own each by itself', () => {
		const base = put(start(), FULL, 1)
		const left = put(put(base, { contact: 'gauche', custom: { [FIRST]: pin('gauche') } }, 2), { otp: '' }, 2)
		const right = put(base, { codeTo: 'droite', custom: { [FIRST]: pin('droite'), [SECOND]: null } }, 3)
		const merged = mergeDocuments(base, { content: left, at: time(2), name: 'l', by: BY }, { content: right, at: time(3), name: 'r', by: BY }) as VaultContent
		expect(record(merged)).toMatchObject({ contact: 'gauche', codeTo: 'droite', otp: '' })
		expect(secretOf(merged, ID, ONE)).toBe('droite')
		expect(Object.hasOwn(record(merged), TWO)).toBe(false)
		const lost = (record(merged).history ?? []).filter(({ reason }) => reason === 'conflict')
		expect(lost.map(({ field, value }) => [field, (value as { value: string }).value])).toEqual([[ONE, 'gauche']])
		expect(summaries(merged)[0]?.conflicts).toBe(1)
	})

	it.each<readonly [string, Partial<CredentialDraft>]>([
		['a kind of a later version', { kind: 'robot' as 'site' }],
		['too many addresses', { moreSites: Array.from({ length: LIMITS.moreSites + 1 }, () => 'x') }],
		['an address that is too long', { moreSites: ['x'.repeat(LIMITS.site + 1)] }],
		['a secret that is too long', { otp: 'x'.repeat(LIMITS.otp + 1) }],
		['a day that does not exist', { expiresOn: '2027-02-30' }],
		['a reminder of two years', { remindDays: 730 }],
		['a contact that is too long', { contact: 'x'.repeat(LIMITS.contact + 1) }],
		['a field whose value is too long', { custom: { [FIRST]: { kind: 'text', label: 'x', order: 0, value: 'x'.repeat(LIMITS.customValue + 1) } } }],
		['a date of one\'s own that is none', { custom: { [FIRST]: { kind: 'date', label: 'x', order: 0, value: 'demain' } } }],
		['a field whose id is none', { custom: { x: pin('1') } }],
		['too many fields', { custom: Object.fromEntries(Array.from({ length: LIMITS.customFields + 1 }, (_, index) => [index.toString(16).padStart(32, '0'), pin('1')])) }],
	])('are refused beyond their limits: %s', (_, draft) => {
		expect(() => put(start(), draft, 1)).toThrow('invalid')
	})

	it('never refuse a vault, whatever another version wrote under their names, and keep it', () => {
		const anything = fc.jsonValue().map((value) => value as JsonValue)
		const names = fc.constantFrom(...MORE_FIELDS, ONE, 'custom.', 'custom.x')
		fc.assert(fc.property(fc.dictionary(names, anything), fc.string(), (foreign, label) => {
			const before = start()
			const content = { ...before, collections: { credentials: { [ID]: { ...record(before), ...foreign } } } } as VaultContent
			const after = put(content, { label: `${label}!` }, 1)
			for (const [name, value] of Object.entries(foreign)) {
				expect(canonicalText(record(after)[name] as JsonValue)).toBe(canonicalText(value))
			}
			const view = detailsOf(record(after))
			expect(typeof view.contact + typeof view.remindDays + typeof view.hasOtp).toBe('stringnumberboolean')
			expect(summaries(after)).toHaveLength(1)
		}))
	})
})
