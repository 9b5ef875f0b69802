// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { emptyContent } from '../content/content.ts'
import { applyChanges, summaries } from '../content/credentials.ts'
import { departureViews, readableTimes } from './departures.ts'

const DAYS = ['2026-01-05', '2026-02-05', '2026-03-31', '2026-04-05', '2026-05-05'].map((day) => `${day}T10:00:00.000Z`)
const ENTRY = 'c'.repeat(32)
const ANNE = 'a'.repeat(32)

/** One entry whose password takes these values, one a day; null says nothing that day. Somebody leaves after the third. */
function afterDeparture(values: readonly (string | null)[]) {
	let content = emptyContent()
	let known: Readonly<Record<string, string>> = {}
	values.forEach((password, index) => {
		const at = DAYS[index] ?? ''
		content = password === null ? content : applyChanges(content, [{ kind: 'put', id: ENTRY, draft: { label: 'C', password } }], { at, by: ANNE })
		known = index === 2 ? readableTimes(content) : known
	})
	const departures = { bruno: { at: DAYS[2] ?? '', by: ANNE, label: 'Bruno', credentials: known } }
	const [view] = departureViews({ ...content, collections: { ...content.collections, departures } }, [])
	const [summary] = summaries(content)
	return { items: view?.items.map(({ done }) => done), isReplaced: summary?.passwordReplaced }
}

describe('what somebody who left still knows', () => {
	it.each([
		['nothing was done', ['A', null, null, null, null], [false], false],
		['another password', ['A', null, null, 'B', null], [true], true],
		['another one, then the former one again', ['A', null, null, 'B', 'A'], [false], true],
		['a still older one put back', ['A', 'B', null, 'A', null], [false], true],
		['two that they never knew', ['A', null, null, 'B', 'C'], [true], true],
		['one that came after them, put back', ['A', null, null, 'B', 'C'], [true], true],
		['the password taken out of the entry', ['A', null, null, '', null], [false], false],
		['taken out, then the same again', ['A', null, null, '', 'A'], [false], false],
		['taken out, then another', ['A', null, null, '', 'B'], [true], true],
		['changed before they left only', ['A', 'B', null, null, null], [false], true],
		['typed for the first time after they left', [null, null, null, 'A', null], [], false],
		['an entry whose password came later', ['', null, null, 'A', null], [], false],
	])('%s', (_, values, items, isReplaced) => {
		expect(afterDeparture(values)).toEqual({ items, isReplaced })
	})

	it('is changed once it was, on a computer an hour behind the one that wrote it', () => {
		const put = (password: string, at: string) => ({ changes: [{ kind: 'put', id: ENTRY, draft: { label: 'C', password } }] as const, at })
		const [before, after] = [put('A', '2026-01-05T11:00:00.000Z'), put('B', '2026-01-05T10:30:00.000Z')]
		const known = applyChanges(emptyContent(), before.changes, { at: before.at, by: ANNE })
		const changed = applyChanges(known, after.changes, { at: after.at, by: ANNE })
		const departures = { bruno: { at: '2026-01-05T10:15:00.000Z', by: ANNE, label: 'Bruno', credentials: readableTimes(known) } }
		const [view] = departureViews({ ...changed, collections: { ...changed.collections, departures } }, [])
		expect(view?.items).toEqual([{ credentialId: ENTRY, done: true }])
	})
})
