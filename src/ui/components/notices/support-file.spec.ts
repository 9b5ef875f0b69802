// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { TrousseauError } from '../../../domain/errors.ts'
import { supportFile, supportFileName } from './support-file.ts'

const AT = new Date('2026-11-22T10:00:00Z')

describe('support file', () => {
	it('says the version, the code, its detail, the ids and the heads', () => {
		const text = supportFile({
			version: '1.2.3',
			error: new TrousseauError('rolled-back', { revision: '00000007-ab' }),
			at: AT,
			notebookId: 'n1',
			vaultId: 'v1',
			heads: ['00000006-cd'],
			remembered: '00000007-ab',
			notices: [],
		})
		expect(JSON.parse(text)).toEqual({
			application: 'trousseau',
			version: '1.2.3',
			date: '2026-11-22T10:00:00.000Z',
			error: { code: 'rolled-back', detail: { revision: '00000007-ab' }, rejected: [] },
			notebook: 'n1',
			vault: 'v1',
			heads: ['00000006-cd'],
			remembered: '00000007-ab',
			notices: [],
		})
		expect(supportFileName(AT)).toBe('trousseau-assistance-2026-11-22.json')
	})

	it('keeps neither the cause of the error nor the names of people', () => {
		const text = supportFile({
			version: '1.2.3',
			error: new TrousseauError('unexpected-answer', {}, new Error('canary-cause')),
			at: AT,
			notebookId: '',
			vaultId: '',
			heads: [],
			remembered: '',
			notices: [
				{
					kind: 'branch-quarantined',
					loss: 'lowered',
					revision: '00000009-ef',
					at: '2026-11-20T08:00:00.000Z',
					author: 'canary-author',
					adds: [{ label: 'canary-added', role: 'keeper' }],
				},
				{ kind: 'refused', refused: [{ revision: '00000008-01', code: 'not-allowed' }] },
				{ kind: 'split-met', revisions: ['00000003-aa', '00000003-bb'] },
				{ kind: 'long-absence' },
			],
		})
		expect(text).not.toContain('canary')
		expect(JSON.parse(text).notices).toEqual([
			{ kind: 'branch-quarantined', loss: 'lowered', revisions: ['00000009-ef'] },
			{ kind: 'refused', refused: [{ revision: '00000008-01', code: 'not-allowed' }] },
			{ kind: 'split-met', revisions: ['00000003-aa', '00000003-bb'] },
			{ kind: 'long-absence', revisions: [] },
		])
	})
})
