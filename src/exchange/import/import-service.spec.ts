// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { createImportService } from './import-service.ts'

const bytes = new TextEncoder().encode('Site;Identifiant;Mot de passe\nAmeli;mairie85;Soleil2024\n')

describe('the calls of the import Worker', () => {
	it('understands a file, and again with the roles that the user chose', async () => {
		const service = createImportService()
		const read = await service.read({ bytes })
		expect(read.head?.tables[0]?.columns.map((column) => column.role)).toEqual(['title', 'login', 'password'])
		expect((await service.outcomes({ from: 0, count: 9 }))[0]).toMatchObject({ kind: 'entry', entry: { login: 'mairie85', password: 'Soleil2024' }, doubts: [] })
		const place = read.head?.tables[0]?.place
		await service.correct({ corrections: { [`${place?.sheet}:${place?.block}:${place?.row}`]: { 1: 'password', 2: 'login' } } })
		expect((await service.outcomes({ from: 0, count: 9 }))[0]).toMatchObject({ kind: 'entry', entry: { login: 'Soleil2024', password: 'mairie85' } })
	})
	it('names the refusal of a file, and of a correction before any file', async () => {
		const service = createImportService()
		expect(await service.correct({ corrections: {} })).toEqual({ head: null, refused: 'empty' })
		expect(await service.read({ bytes: new Uint8Array([0xD0, 0xCF, 0x11, 0xE0]) })).toEqual({ head: null, refused: 'old-office' })
	})
	it('reads pasted text', async () => {
		const service = createImportService()
		const read = await service.paste({ text: 'Ameli\nIdentifiant : mairie85\nMot de passe : Soleil2024' })
		expect(read.head?.total).toBe(1)
		expect(await service.outcomes({ from: 0, count: 9 })).toMatchObject([{ kind: 'entry', entry: { title: 'Ameli', password: 'Soleil2024' } }])
	})
})
