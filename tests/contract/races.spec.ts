// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { responses } from './support/table.ts'
import type { Stage, Target } from './support/target.ts'
import { EMBEDDED, openStage, openTarget, SLOW } from './support/target.ts'

let target: Target
let stage: Stage

beforeAll(async () => {
	target = await openTarget()
	stage = await openStage(target, 'races')
}, SLOW)
afterAll(async () => {
	await stage.close()
	await target.close()
}, SLOW)

const ROUNDS = EMBEDDED ? 40 : 6
const CLIENTS = EMBEDDED ? 8 : 4

describe('writing at the same time', () => {
	it('under unique names always succeeds', async () => {
		for (let round = 0; round < ROUNDS; round += 1) {
			const statuses = await Promise.all(Array.from({ length: CLIENTS }, (_value, client) => create(`${round}-${client}.vault`, `${client}`)))
			expect(statuses).toEqual(Array.from({ length: CLIENTS }, () => 201))
		}
		const listing = await stage.owner.send({ method: 'PROPFIND', path: stage.at(''), headers: { Depth: '1' } })
		expect(responses(listing.text).size).toBe(ROUNDS * CLIENTS + 1)
	}, 300_000)

	it('the same bytes under the same name again says that they had arrived', async () => {
		expect(await create('again.vault', 'same')).toBe(201)
		expect(await create('again.vault', 'same')).toBe(412)
	})
})

describe.skipIf(!EMBEDDED)('the embedded host plays no race that it was not asked to play (a real server has them)', () => {
	it('one exclusive create of a name wins, the others change nothing', async () => {
		for (let round = 0; round < ROUNDS; round += 1) {
			const bodies = Array.from({ length: CLIENTS }, (_value, client) => `${client}`.repeat(1 + client * 1000))
			const statuses = await Promise.all(bodies.map((body) => create(`same-${round}.vault`, body)))
			expect(statuses.filter((status) => status === 201)).toHaveLength(1)
			expect(statuses.filter((status) => status !== 201 && status !== 412 && status !== 423)).toEqual([])
			const kept = await stage.owner.send({ method: 'GET', path: stage.at(`/same-${round}.vault`) })
			expect(kept.text).toBe(bodies[statuses.indexOf(201)])
		}
	})

	it('one MKCOL wins', async () => {
		const answers = await Promise.all(Array.from({ length: CLIENTS }, () => stage.owner.send({ method: 'MKCOL', path: stage.at('/referee') })))
		expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: CLIENTS - 1 }, () => 405)])
	})

	it('one If-Match wins', async () => {
		const first = await stage.owner.send({ method: 'PUT', path: stage.at('/matched.vault'), body: '0' })
		const answers = await Promise.all(Array.from({ length: CLIENTS }, (_value, client) => stage.owner.send({ method: 'PUT', path: stage.at('/matched.vault'), headers: { 'If-Match': first.headers.etag ?? '' }, body: `${client}` })))
		expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
	})
})

async function create(name: string, body: string): Promise<number> {
	return (await stage.owner.send({ method: 'PUT', path: stage.at(`/${name}`), headers: { 'If-None-Match': '*' }, body })).status
}
