// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { notebookLabel } from './notebook-label.ts'

const notebook = (communeName: string, insee: string, ownerName: string, path: string) => ({ communeName, insee, ownerName, path })
const labels = (...all: readonly ReturnType<typeof notebook>[]) => all.map((each) => notebookLabel(each, all))

describe('the name of a notebook in a list', () => {
	it('is that of the commune when it is the only one', () => {
		expect(labels(notebook('Ay', '51030', 'A', 'Ay'), notebook('Bu', '28064', 'A', 'Bu'))).toEqual(['Ay', 'Bu'])
	})

	it('tells two communes of one name by their INSEE code', () => {
		expect(labels(notebook('Saint-Aubin', '02671', 'A', 'x'), notebook('Saint-Aubin', '10329', 'A', 'y'))).toEqual([
			'Saint-Aubin (02671)',
			'Saint-Aubin (10329)',
		])
	})

	it('tells them by their owner without a code, by their folder under one owner', () => {
		expect(labels(notebook('Saint-Aubin', '', 'Anne', 'x'), notebook('Saint-Aubin', '', 'Bruno', 'y'))).toEqual([
			'Saint-Aubin (Anne)',
			'Saint-Aubin (Bruno)',
		])
		expect(labels(notebook('Saint-Aubin', '10329', 'Anne', 'Trousseau/Saint-Aubin'), notebook('Saint-Aubin', '10329', 'Anne', 'Autre'))).toEqual(['Saint-Aubin (Trousseau/Saint-Aubin)', 'Saint-Aubin (Autre)'])
	})
})
