// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The three-way merge of two documents of 5,000 records each over a base of
 * 5,000: what everybody waits for after two people wrote at the same time.
 * The three contents come from their bytes, as a reader has them: nothing is
 * shared between them.
 */
import type { DocumentContent } from '../src/domain/document.ts'
import type { JsonObject } from '../src/domain/json.ts'
import type { MergeSide } from '../src/domain/merge.ts'

import { canonicalText } from '../src/domain/canonical.ts'
import { mergeDocuments } from '../src/domain/merge.ts'
import { median, milliseconds } from './lib/median.ts'

const RECORDS = 5_000
const ROUNDS = 15
/** Milliseconds that a merge may cost on a calm machine. */
const TARGET = 50

type Edit = (record: JsonObject, index: number) => JsonObject | null

/** A credential as vaults hold them, every fifth with a former password. */
function record(index: number): JsonObject {
	return {
		accountId: `account-${index}`,
		createdAt: '2026-01-01T09:00:00.000Z',
		favourite: index % 50 === 0,
		...(index % 5 === 0
			? {
					history: [
						{ at: '2026-02-01T09:00:00.000Z', by: 'f'.repeat(32), field: 'password', reason: 'edit', value: `ancien-${index}` },
					],
				}
			: {}),
		label: `Compte ${index} du service des finances publiques`,
		login: `mairie-${index}@exemple.fr`,
		note: index % 5 === 0 ? 'Demander le code à la trésorerie avant de se connecter.' : '',
		password: `Xk8-${index}-pL2v-${index * 7919}`,
		passwordChangedAt: '2026-01-01T09:00:00.000Z',
		site: `https://service-${index}.exemple.fr/connexion`,
		tags: index % 3 === 0 ? ['comptabilité'] : [],
		trashedAt: '',
		updatedAt: '2026-01-01T09:00:00.000Z',
		updatedBy: 'f'.repeat(32),
	}
}

const idOf = (index: number): string => index.toString(16).padStart(32, '0')

/** A content as it is read: parsed from its own bytes. */
function content(edit: Edit): DocumentContent {
	const credentials = Object.fromEntries(Array.from({ length: RECORDS }, (_, index) => [idOf(index), edit(record(index), index)]).filter(([, kept]) => kept !== null))
	return JSON.parse(canonicalText({ schema: 1, collections: { credentials } })) as DocumentContent
}

const LEFT = { at: '2026-11-22T10:00:00.000Z', name: `00000002-${'a'.repeat(32)}`, by: '1'.repeat(32) }
const RIGHT = { at: '2026-11-22T11:00:00.000Z', name: `00000002-${'b'.repeat(32)}`, by: '2'.repeat(32) }

function changed(fields: JsonObject, when: (index: number) => boolean): Edit {
	return (before, index) => when(index) ? { ...before, ...fields } : before
}
const none: Edit = (before) => before

const CASES: readonly (readonly [title: string, left: Edit, right: Edit])[] = [
	['one edit on each side', changed({ label: 'x' }, (index) => index === 7), changed({ login: 'y' }, (index) => index === 2_500)],
	[
		'a tenth deleted, a tenth edited',
		(before, index) => (index % 10 === 0 ? null : before),
		changed({ login: 'y' }, (index) => index % 10 === 1),
	],
	['every record edited on one side', changed({ label: 'x', updatedAt: LEFT.at }, () => true), none],
	[
		'every record edited on both, other fields',
		changed({ label: 'x', updatedAt: LEFT.at }, () => true),
		changed({ login: 'y', updatedAt: RIGHT.at }, () => true),
	],
	[
		'every record in conflict',
		changed({ label: 'x', updatedAt: LEFT.at }, () => true),
		changed({ label: 'y', updatedAt: RIGHT.at }, () => true),
	],
]

let slowest = 0
for (const [title, left, right] of CASES) {
	const base = content(none)
	const sides: readonly [MergeSide, MergeSide] = [{ ...LEFT, content: content(left) }, { ...RIGHT, content: content(right) }]
	const times: number[] = []
	for (let round = 0; round < ROUNDS; round += 1) {
		const start = performance.now()
		mergeDocuments(base, ...sides)
		times.push(performance.now() - start)
	}
	slowest = Math.max(slowest, median(times))
	console.log(`${title.padEnd(42)} ${milliseconds(median(times))} (best ${milliseconds(Math.min(...times))})`)
}
console.log(`target for ${RECORDS} × ${RECORDS} records: ${TARGET} ms — ${slowest <= TARGET ? 'held' : `${(slowest / TARGET).toFixed(1)} times over here`}`)
