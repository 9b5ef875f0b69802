// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Examined } from './examine.ts'

import { beforeAll, describe, expect, it } from 'vitest'
import { inventoryFiles, vaultFile } from '../../tests/support/backup-samples.ts'
import { NOTEBOOK } from '../../tests/support/vault-people.ts'
import { loadSodium } from '../vault/file/sodium.ts'
import { damages, filesRead, missing, missingLinks, reportFile, reportFileName } from './audit.ts'
import type { NotebookReport } from './audit.ts'
import { examine } from './examine.ts'
import type { RevisionPlace } from './examine.ts'

beforeAll(loadSodium)

/** The revisions of an inventory, read. */
const history = (count: number): readonly Examined[] => inventoryFiles(count).map(({ place, bytes }) => examine(place as RevisionPlace, bytes, NOTEBOOK))
const names = (list: readonly Examined[]) => list.map(({ name }) => name)

describe('a revision read without a key', () => {
	it('says its place and its epoch', () => {
		const { place, bytes } = vaultFile()
		expect(examine(place as RevisionPlace, bytes, NOTEBOOK)).toMatchObject({ epoch: 1, meta: { number: 1, parents: [] } })
	})

	it('is refused under another name, another number, in another notebook', () => {
		const [first, second] = inventoryFiles(2)
		const read = (place: object, notebook = NOTEBOOK) => () => examine({ ...first?.place, ...place } as RevisionPlace, first?.bytes ?? new Uint8Array(), notebook)
		const name = (first?.place as { name: string }).name
		expect(read({})).not.toThrow()
		expect(read({ name: (second?.place as { name: string }).name })).toThrow(expect.objectContaining({ code: 'altered' }))
		expect(read({ name: name.replace(/^\d{8}/, '00000007') })).toThrow(expect.objectContaining({ code: 'altered' }))
		expect(read({}, 'f'.repeat(32))).toThrow(expect.objectContaining({ code: 'wrong-notebook' }))
	})
})

describe('missing links', () => {
	it('are none in a whole history, nor in one that was cleaned', () => {
		const all = history(60)
		expect(missingLinks('inventory', all, names(all))).toEqual([])
		const cleaned = all.filter((_, index) => index % 9 === 0 || index >= 30)
		expect(missingLinks('inventory', cleaned, names(cleaned))).toEqual([])
	})

	it('are the recent ones that others name and that are gone, not the damaged ones that are there', () => {
		const all = history(40)
		const [gone, damaged] = [all[35]?.name ?? '', all[36]?.name ?? '']
		const found = all.filter(({ name }) => name !== gone && name !== damaged)
		expect(missingLinks('inventory', found, [...names(found), damaged])).toEqual([gone])
	})

	it('are not what a new vault key or a new passphrase took away', () => {
		const all = history(12)
		const kept = all.slice(6).map((revision) => ({ ...revision, epoch: 2 }))
		expect(missingLinks('vault', kept, names(kept))).toEqual([])
		expect(missingLinks('vault', [...kept.slice(0, 2), ...kept.slice(3)], names([...kept.slice(0, 2), ...kept.slice(3)]))).toEqual([kept[2]?.name])
		expect(missingLinks('identity', all.slice(11), names(all.slice(11)))).toEqual([])
	})
})

describe('the report', () => {
	const report: NotebookReport = {
		at: '2026-11-22T10:30:00.000Z',
		notebookId: NOTEBOOK,
		marker: null,
		journals: [
			{ kind: 'inventory', vaultId: '', read: 4, opened: 0, forOthers: 0, damaged: [], missing: [] },
			{ kind: 'vault', vaultId: 'a'.repeat(32), read: 3, opened: 2, forOthers: 0, damaged: [{ path: 'vaults/x', code: 'altered' }], missing: ['00000002-x'] },
		],
	}

	it('counts every file, the marker included', () => {
		expect(filesRead(report)).toBe(8)
		expect(damages(report)).toEqual([{ path: 'vaults/x', code: 'altered' }])
		expect(damages({ ...report, marker: 'altered' })).toHaveLength(2)
		expect(missing(report)).toEqual(['00000002-x'])
	})

	it('is a file of names, numbers and codes', () => {
		const file = JSON.parse(reportFile(report, '0.1.0')) as Record<string, unknown>
		expect(file).toMatchObject({ application: 'trousseau', version: '0.1.0', files: 8, intact: false, marker: 'intact' })
		expect(JSON.parse(reportFile({ ...report, journals: report.journals.slice(0, 1) }, '0.1.0'))).toMatchObject({ intact: true })
		expect(reportFileName(report)).toBe('trousseau-verification-2026-11-22.json')
	})
})
