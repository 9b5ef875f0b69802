// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameJson } from './canonical.ts'
import type { DocumentContent, DocumentRecord } from './document.ts'
import { mergeDocuments } from './merge.ts'
import { applyPatch, describePatch, diffContents, editJson, isEmptyPatch, readEdit } from './patch.ts'

const EARLY = { at: '2026-11-22T09:00:00.000Z', by: 'anne' }
const LATE = { at: '2026-11-22T11:00:00.000Z', by: 'bruno' }
const NAME = `00000007-${'a'.repeat(32)}`

function content(tools: Readonly<Record<string, DocumentRecord>>): DocumentContent {
	return {
		schema: 1,
		collections: { persons: { z: { displayName: 'M. le maire' } }, tools },
	}
}
const tool = (result: DocumentContent, id = 'a'): DocumentRecord | undefined => result.collections.tools?.[id]

const field = fc.constantFrom('', 'x', 'y', 'z')
const record = fc.record({ name: field, note: field, link: field }, { requiredKeys: ['name'] })
const document: fc.Arbitrary<DocumentContent> = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), record).map(content)

describe('an edit kept apart from its document', () => {
	it('holds only the records that it touched', () => {
		const before = content({ a: { name: 'Hélios' }, b: { name: 'CAF' }, c: { name: 'ANTS' } })
		const after = content({ a: { name: 'Hélios', note: 'porte 3' }, b: { name: 'CAF' }, d: { name: 'Chorus' } })
		const patch = diffContents(before, after)
		expect(patch).toEqual({ tools: {
			a: { before: { name: 'Hélios' }, after: { name: 'Hélios', note: 'porte 3' } },
			c: { before: { name: 'ANTS' }, after: null },
			d: { before: null, after: { name: 'Chorus' } },
		} })
		expect(describePatch(patch)).toEqual([
			{ collection: 'tools', id: 'a', label: 'Hélios', action: 'changed', fields: ['note'] },
			{ collection: 'tools', id: 'c', label: 'ANTS', action: 'deleted', fields: [] },
			{ collection: 'tools', id: 'd', label: 'Chorus', action: 'created', fields: [] },
		])
		expect(isEmptyPatch(diffContents(after, after))).toBe(true)
	})

	it('is read back from its JSON, and nothing else is', () => {
		const patch = diffContents(content({}), content({ a: { name: 'Hélios' } }))
		const edit = { ...EARLY, patch }
		expect(readEdit(JSON.parse(JSON.stringify(editJson(edit))))).toEqual(edit)
		for (const wrong of [
			null,
			[],
			{},
			{ ...EARLY, patch: [] },
			{ ...EARLY, patch: { tools: { a: null } } },
			{ ...EARLY, patch: { tools: { a: { after: {} } } } },
			{ ...EARLY, patch: { tools: 1 } },
		]) {
			expect(() => readEdit(wrong)).toThrow(expect.objectContaining({ code: 'altered' }))
		}
	})

	it('leaves what others wrote since in the fields that it did not touch', () => {
		const before = content({ a: { name: 'Hélios', note: 'un', link: 'l' } })
		const patch = diffContents(before, content({ a: { name: 'Hélios', note: 'deux', link: 'l' } }))
		const theirs = content({ a: { name: 'Hélios', note: 'un', link: 'autre' }, b: { name: 'Nouveau' } })
		const result = applyPatch({ content: theirs, name: NAME, ...LATE }, patch, EARLY)
		expect(result).toEqual(content({ a: { name: 'Hélios', note: 'deux', link: 'autre' }, b: { name: 'Nouveau' } }))
	})

	it('shows the later of two values of one field, and keeps the other in the history', () => {
		const before = content({ a: { name: 'Hélios', note: 'un' } })
		const patch = diffContents(before, content({ a: { name: 'Hélios', note: 'mien' } }))
		const theirs = content({ a: { name: 'Hélios', note: 'leur' } })
		const older = applyPatch({ content: theirs, name: NAME, ...LATE }, patch, EARLY)
		expect(tool(older)).toMatchObject({ note: 'leur', history: [{ field: 'note', value: 'mien', by: 'anne', reason: 'conflict' }] })
		const newer = applyPatch({ content: theirs, name: NAME, ...EARLY }, patch, LATE)
		expect(tool(newer)).toMatchObject({ note: 'mien', history: [{ field: 'note', value: 'leur', by: 'anne', reason: 'conflict' }] })
	})

	it('keeps a record that it changed and others deleted, and one that it deleted and others changed', () => {
		const before = content({ a: { name: 'Hélios' }, b: { name: 'CAF' } })
		const patch = diffContents(before, content({ a: { name: 'Hélios 2' } }))
		const result = applyPatch({ content: content({ b: { name: 'CAF 2' } }), name: NAME, ...LATE }, patch, EARLY)
		expect(result).toEqual(content({ a: { name: 'Hélios 2' }, b: { name: 'CAF 2' } }))
	})

	it('gives, over its own base, what it was made to give, once or twice', () => {
		fc.assert(fc.property(document, document, (before, after) => {
			const patch = diffContents(before, after)
			const once = applyPatch({ content: before, name: NAME, ...EARLY }, patch, LATE)
			const twice = applyPatch({ content: once, name: NAME, ...LATE }, patch, LATE)
			return sameJson(once, after) && sameJson(twice, after)
		}))
	})

	it('gives what a branch stored in its time would have given', () => {
		fc.assert(fc.property(document, document, document, fc.boolean(), (base, mine, theirs, mineIsLater) => {
			const [own, other] = mineIsLater ? [LATE, EARLY] : [EARLY, LATE]
			const applied = applyPatch({ content: theirs, name: NAME, ...other }, diffContents(base, mine), own)
			const merged = mergeDocuments(base, { content: mine, name: 'edit', ...own }, { content: theirs, name: NAME, ...other })
			return sameJson(applied, merged)
		}))
	})
})
