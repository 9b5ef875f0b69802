// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { narrowed, ordered, tagsOf } from './organise.ts'

const entry = (id: string, more: object = {}) => ({ id, label: id, kind: 'site' as const, tags: [] as readonly string[], updatedAt: '2026-01-01', ...more })
const entries = [entry('a', { tags: ['École', 'budget'] }), entry('b', { kind: 'door', updatedAt: '2026-03-01' }), entry('c', { tags: ['budget'], updatedAt: '2026-02-01' })]
const all = { tag: '', kind: '' as const, holder: '' }
const ids = (list: readonly { readonly id: string }[]): string => list.map(({ id }) => id).join('')

it('keeps what has the tag, the kind and the holder asked for', () => {
	const holders = (one: { readonly id: string }) => (one.id === 'c' ? ['paul'] : [])
	expect(narrowed(entries, all, holders)).toBe(entries)
	expect(ids(narrowed(entries, { ...all, tag: 'budget' }, holders))).toBe('ac')
	expect(ids(narrowed(entries, { ...all, kind: 'door' }, holders))).toBe('b')
	expect(ids(narrowed(entries, { ...all, holder: 'paul' }, holders))).toBe('c')
	expect(ids(narrowed(entries, { tag: 'budget', kind: 'door', holder: '' }, holders))).toBe('')
})

it('sorts by last use or last change, the rest by name', () => {
	expect(ids(ordered(entries, 'name', () => 0))).toBe('abc')
	expect(ids(ordered(entries, 'used', (id) => (id === 'c' ? 5 : 0)))).toBe('cab')
	expect(ids(ordered(entries, 'changed', () => 0))).toBe('bca')
	expect(ids(entries)).toBe('abc')
})

it('lists each tag once, as people sort them', () => {
	expect(tagsOf(entries)).toEqual(['budget', 'École'])
})
