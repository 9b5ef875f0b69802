// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { createImportService } from './import-service.ts'

const bytes = new TextEncoder().encode('Site;Identifiant;Mot de passe\nAmeli;mairie85;Soleil2024\n')

describe('the calls of the import Worker', () => {
	it('understands a file, and again with the roles that the user chose', async () => {
		const service = createImportService()
		const read = await service.read({ bytes })
		expect(read.understanding?.tables[0]?.columns.map((column) => column.role)).toEqual(['title', 'login', 'password'])
		expect(read.understanding?.outcomes[0]).toMatchObject({ kind: 'entry', entry: { login: 'mairie85', password: 'Soleil2024' }, doubts: [] })
		const place = read.understanding?.tables[0]?.place
		const corrected = await service.correct({ corrections: { [`${place?.sheet}:${place?.block}:${place?.row}`]: { 1: 'password', 2: 'login' } } })
		expect(corrected.understanding?.outcomes[0]).toMatchObject({ kind: 'entry', entry: { login: 'Soleil2024', password: 'mairie85' } })
	})
	it('names the refusal of a file, and of a correction before any file', async () => {
		const service = createImportService()
		expect(await service.correct({ corrections: {} })).toEqual({ understanding: null, refused: 'empty' })
		expect(await service.read({ bytes: new Uint8Array([0xD0, 0xCF, 0x11, 0xE0]) })).toEqual({ understanding: null, refused: 'old-office' })
	})
	it('reads pasted text', async () => {
		const read = await createImportService().paste({ text: 'Ameli\nIdentifiant : mairie85\nMot de passe : Soleil2024' })
		expect(read.understanding?.outcomes).toMatchObject([{ kind: 'entry', entry: { title: 'Ameli', password: 'Soleil2024' } }])
	})
})
