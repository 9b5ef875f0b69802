// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { propfindBody, responses, runTable } from './support/table.ts'
import type { Stage, Target } from './support/target.ts'
import { openStage, openTarget, SLOW } from './support/target.ts'
import { lettersAt, LEVELS, rightLines } from './table/rights.ts'

const API = '/ocs/v2.php/apps/files_sharing/api/v1/shares'
const HEADERS = { 'OCS-APIRequest': 'true', 'Content-Type': 'application/x-www-form-urlencoded' }

let target: Target

beforeAll(async () => {
	target = await openTarget()
}, SLOW)
afterAll(() => target.close())

/** Shares the fresh folder with the member; the id of the share. */
async function share(stage: Stage, permissions: number): Promise<string> {
	const body = new URLSearchParams({ path: `/${stage.folder}`, shareType: '0', shareWith: target.member.user, permissions: String(permissions) })
	const answer = await stage.owner.send({ method: 'POST', path: `${API}?format=json`, headers: HEADERS, body: body.toString() })
	expect(answer.status, answer.text).toBe(200)
	const parsed = JSON.parse(answer.text) as { ocs: { data: { id: string, permissions: number } } }
	expect(parsed.ocs.data.permissions).toBe(permissions)
	return String(parsed.ocs.data.id)
}

async function letters(stage: Stage, path: string): Promise<string> {
	const answer = await stage.member.send({ method: 'PROPFIND', path: stage.memberAt(path), headers: { Depth: '0' }, body: propfindBody('oc:permissions') })
	return [...responses(answer.text).values()][0]?.get('oc:permissions') ?? String(answer.status)
}

describe.each(LEVELS)('a member with %i', (level) => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage(target, `share${level}`)
		for (const folder of ['/v', '/w']) {
			await stage.owner.send({ method: 'MKCOL', path: stage.at(folder) })
		}
		for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
			await stage.owner.send({ method: 'PUT', path: stage.at(`/v/${name}.vault`), body: name })
		}
		await share(stage, level)
	}, SLOW)
	afterAll(async () => {
		await stage.member.send({ method: 'DELETE', path: stage.memberAt('-out.vault'), headers: { 'X-NC-Skip-Trashbin': 'true' } })
		await stage.close()
	}, SLOW)

	it(`sees ${lettersAt(level, 34).join(', ')}`, async () => {
		expect([await letters(stage, ''), await letters(stage, '/v'), await letters(stage, '/v/a.vault')]).toEqual(lettersAt(level, target.major))
	})
	runTable(() => stage, rightLines(level))
})

describe('the life of a share', () => {
	let stage: Stage
	let id: string
	const mount = (name: string): string => `/remote.php/dav/files/${target.member.user}/${name}`
	const propfind = (by: Stage['owner'], path: string, ...names: string[]) => by.send({ method: 'PROPFIND', path, headers: { Depth: '0' }, body: propfindBody(...names) })

	beforeAll(async () => {
		stage = await openStage(target, 'life')
		await stage.owner.send({ method: 'MKCOL', path: stage.at('/v') })
		id = await share(stage, 5)
	}, SLOW)
	afterAll(() => stage.close(), SLOW)

	it('shows the same ETag, file id and owner to both', async () => {
		const names = ['d:getetag', 'oc:fileid', 'oc:owner-id']
		const own = [...responses((await propfind(stage.owner, stage.at('/'), ...names)).text).values()][0]
		const received = [...responses((await propfind(stage.member, stage.memberAt('/'), ...names)).text).values()][0]
		expect(received).toEqual(own)
		expect(received?.get('oc:owner-id')).toBe(target.owner.user)
	})

	it('is said to be a shared mount, at every level', async () => {
		const root = responses((await propfind(stage.member, stage.memberAt('/'), 'nc:mount-type')).text)
		const inside = responses((await propfind(stage.member, stage.memberAt('/v'), 'nc:mount-type')).text)
		expect([...root.values()][0]?.get('nc:mount-type')).toBe('shared')
		expect([...inside.values()][0]?.get('nc:mount-type')).toBe('shared')
	})

	it('is found by the member\'s search', async () => {
		await stage.owner.send({ method: 'PUT', path: stage.at('/trousseau.json'), body: '{}' })
		const body = `<?xml version="1.0"?><d:searchrequest xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:basicsearch><d:select><d:prop><oc:fileid/><oc:owner-id/></d:prop></d:select><d:from><d:scope><d:href>/files/${target.member.user}</d:href><d:depth>infinity</d:depth></d:scope></d:from><d:where><d:eq><d:prop><d:displayname/></d:prop><d:literal>trousseau.json</d:literal></d:eq></d:where><d:limit><d:nresults>1000</d:nresults></d:limit></d:basicsearch></d:searchrequest>`
		const found = await stage.member.send({ method: 'SEARCH', path: '/remote.php/dav/', headers: { 'Content-Type': 'text/xml' }, body })
		expect(responses(found.text).get(stage.memberAt('/trousseau.json'))?.get('oc:owner-id')).toBe(target.owner.user)
	})

	it('is listed for both', async () => {
		const list = async (by: Stage['owner'], query: string) => JSON.parse((await by.send({ method: 'GET', path: `${API}?format=json&${query}`, headers: HEADERS })).text) as { ocs: { data: { id: string | number, share_with: string, file_target: string }[] } }
		const own = await list(stage.owner, `path=${encodeURIComponent(`/${stage.folder}`)}`)
		expect(own.ocs.data.map((each) => [String(each.id), each.share_with])).toEqual([[id, target.member.user]])
		const received = await list(stage.member, 'shared_with_me=true')
		expect(received.ocs.data.find((each) => String(each.id) === id)?.file_target).toBe(`/${stage.folder}`)
	})

	it('is the same when made again; cannot be made with nobody, nor of nothing', async () => {
		const post = (fields: Record<string, string>) => stage.owner.send({ method: 'POST', path: `${API}?format=json`, headers: HEADERS, body: new URLSearchParams({ shareType: '0', permissions: '1', ...fields }).toString() })
		const again = await post({ path: `/${stage.folder}`, shareWith: target.member.user })
		expect(again.status).toBe(200)
		expect(JSON.parse(again.text)).toMatchObject({ ocs: { data: { permissions: 5 } } })
		expect((await post({ path: `/${stage.folder}`, shareWith: 'nobody-of-that-name' })).status).toBe(404)
		expect((await post({ path: `/${stage.folder}-missing`, shareWith: target.member.user })).status).toBe(404)
	})

	it('finds the member among the people', async () => {
		const answer = await stage.owner.send({ method: 'GET', path: `/ocs/v2.php/apps/files_sharing/api/v1/sharees?format=json&search=${target.member.user}&itemType=folder&shareType[]=0&lookup=false`, headers: HEADERS })
		expect(answer.status).toBe(200)
		expect(answer.text).toContain(`"shareWith":"${target.member.user}"`)
		const light = await stage.owner.send({ method: 'GET', path: `/ocs/v2.php/core/autocomplete/get?format=json&search=${target.member.user}&itemType=%20&itemId=%20&shareTypes[]=0`, headers: HEADERS })
		expect(light.status).toBe(200)
		expect((JSON.parse(light.text) as { ocs: { data: { id: string }[] } }).ocs.data.map((each) => each.id)).toContain(target.member.user)
	})

	it('lets the member rename the mount; the owner sees nothing of it', async () => {
		const renamed = `${stage.folder}-chez-moi`
		const moved = await stage.member.send({ method: 'MOVE', path: stage.memberAt(''), headers: { Destination: `${target.url}${mount(renamed)}` } })
		expect(moved.status).toBe(201)
		expect((await propfind(stage.owner, stage.at('/v'), 'd:getetag')).status).toBe(207)
		expect((await propfind(stage.member, `${mount(renamed)}/v`, 'd:getetag')).status).toBe(207)
		const back = await stage.member.send({ method: 'MOVE', path: mount(renamed), headers: { Destination: `${target.url}${stage.memberAt('')}` } })
		expect(back.status).toBe(201)
	})

	it('refuses a folder of the member on the mount\'s name', async () => {
		expect((await stage.member.send({ method: 'MKCOL', path: stage.memberAt('') })).status).toBe(405)
	})

	it('can be lowered: reading goes on, writing is refused', async () => {
		const lowered = await stage.owner.send({ method: 'PUT', path: `${API}/${id}?format=json`, headers: HEADERS, body: 'permissions=1' })
		expect(lowered.status).toBe(200)
		const refused = await stage.member.send({ method: 'PUT', path: stage.memberAt('/v/late.vault'), headers: { 'If-None-Match': '*' }, body: 'x' })
		expect(refused.status).toBe(403)
		expect(refused.text).toContain('Forbidden</s:exception>')
		expect(refused.headers['x-user-id']).toBe(target.member.user)
		expect((await stage.member.send({ method: 'GET', path: stage.memberAt('/trousseau.json') })).status).toBe(200)
	})

	it('can be ended: everything is missing, as if it had never been', async () => {
		expect((await stage.owner.send({ method: 'DELETE', path: `${API}/${id}?format=json`, headers: HEADERS })).status).toBe(200)
		const put = await stage.member.send({ method: 'PUT', path: stage.memberAt('/v/late.vault'), headers: { 'If-None-Match': '*' }, body: 'x' })
		expect(put.status).toBe(404)
		expect(put.text).toContain('could not be located')
		expect((await propfind(stage.member, stage.memberAt(''), 'd:getetag')).status).toBe(404)
	})

	it('can be left by the member; the owner keeps the folder', async () => {
		await share(stage, 15)
		expect((await stage.member.send({ method: 'DELETE', path: stage.memberAt('') })).status).toBe(204)
		expect((await propfind(stage.member, stage.memberAt(''), 'd:getetag')).status).toBe(404)
		expect((await propfind(stage.owner, stage.at('/v'), 'd:getetag')).status).toBe(207)
	})
})
