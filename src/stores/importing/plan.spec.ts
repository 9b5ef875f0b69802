// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ImportRow } from './rows.ts'

import { expect, it } from 'vitest'
import { CREDENTIAL_LIMITS } from '../../domain/limits.ts'
import { importIds, planImport } from './plan.ts'

function row(folder: string, note = ''): ImportRow {
	return ({
		key: 1,
		entry: { title: 'EDF', login: 'mairie', password: 'x', url: '', note, folder },
		list: 'sure',
		fate: 'add',
		twin: null,
	}) as unknown as ImportRow
}

function draftOf(folder: string, note?: string): unknown {
	const [part] = planImport([row(folder, note)], [], importIds())
	const [change] = part?.changes ?? []
	return change?.kind === 'put' ? change.draft : null
}

it('makes a tag of each section, outermost first', () => {
	expect(draftOf('Énergie / Électricité / Énergie')).toMatchObject({ tags: ['Énergie', 'Électricité'], note: '' })
})

it('cuts no section that is longer than a tag: it goes into the note', () => {
	const long = 'é'.repeat(CREDENTIAL_LIMITS.tag + 1)
	expect(draftOf(`Énergie / ${long}`, 'code client 12')).toMatchObject({ tags: ['Énergie'], note: `code client 12\n${long}` })
})
