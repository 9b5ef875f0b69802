// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Draft } from './draft.ts'
import type { Labelled } from './labelled.ts'

import { isEmail, isUrl } from './looks.ts'

/**
 * Puts labelled values where they belong; a second value of a kind goes into the note, and is doubted when it is a
 * second password.
 *
 * @param draft - the entry
 * @param fields - in reading order
 */
export function fillFrom(draft: Draft, fields: readonly Labelled[]): void {
	const hasPassword = fields.some(({ word }) => word === 'password')
	for (const { word, label, value } of fields) {
		if (value === '') {
			continue
		}
		const line = label === '' ? value : `${label} : ${value}`
		if (word === 'login' || word === 'mail' || (word === 'address' && isEmail(value))) {
			if (draft.login === '') {
				draft.login = value
			} else {
				draft.notes.push(line)
			}
		} else if (word === 'password' || (word === 'code' && !hasPassword)) {
			if (draft.password === '') {
				draft.password = value
			} else {
				draft.notes.push(line)
				draft.doubts.add('several-passwords')
			}
		} else if ((word === 'url' || word === 'address' || word === 'title') && isUrl(value) && draft.url === '') {
			draft.url = value
		} else if (word === 'title' && draft.title === '') {
			draft.title = value
		} else if (word === 'note' && label !== '' && /^(notes?|remarques?|observations?|commentaires?|infos?)$/i.test(label)) {
			draft.notes.push(value)
		} else {
			draft.notes.push(line)
		}
	}
}
