// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { listDates } from './revision-dates.ts'
import { FakeServer } from './testing.ts'

const FOLDER = 'Trousseau/Val d\'Oise/inventory'

describe('the dates of revisions', () => {
	it('are those of the files of this folder that have one', async () => {
		const server = new FakeServer()
		const bytes = new Uint8Array(1)
		server.nodes.set(FOLDER, { modified: 'Sun, 22 Nov 2026 10:00:00 GMT' })
		server.nodes.set(`${FOLDER}/a é.inventory`, { bytes, modified: 'Sun, 22 Nov 2026 09:30:00 GMT' })
		server.nodes.set(`${FOLDER}/b.inventory`, { bytes, modified: 'some day' })
		server.nodes.set(`${FOLDER}/c.inventory`, { bytes })
		server.nodes.set(`${FOLDER}/sub`, { modified: 'Sun, 22 Nov 2026 10:00:00 GMT' })
		expect([...await listDates(server.client(), FOLDER)]).toEqual([['a é.inventory', Date.UTC(2026, 10, 22, 9, 30)]])
		expect(server.seen).toHaveLength(1)
	})

	it('cannot be had of a folder that is gone', async () => {
		await expect(listDates(new FakeServer().client(), FOLDER)).rejects.toMatchObject({ code: 'gone' })
	})
})
