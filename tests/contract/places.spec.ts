// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer, Browser } from './support/browser.ts'
import { propfindBody, responses } from './support/table.ts'
import type { Stage, Target } from './support/target.ts'
import { EMBEDDED, hook, ONLY_EMBEDDED, openStage, openTarget, SLOW } from './support/target.ts'

/*
 * Where a folder may lie, and what tells it from another: what the app's search for notebooks rests on.
 */

const API = '/ocs/v2.php/apps/files_sharing/api/v1/shares'
const HEADERS = { 'OCS-APIRequest': 'true', 'Content-Type': 'application/x-www-form-urlencoded' }
const MARKER = 'trousseau.json'

let target: Target
let stage: Stage

beforeAll(async () => {
	target = await openTarget()
	stage = await openStage(target, 'places')
	for (const folder of ['/C', '/C/inventory', '/C/vaults', '/C/vaults/aa']) {
		await stage.owner.send({ method: 'MKCOL', path: stage.at(folder) })
	}
	for (const file of [`/C/${MARKER}`, '/C/inventory/1.inventory', '/C/vaults/aa/1.vault']) {
		await stage.owner.send({ method: 'PUT', path: stage.at(file), body: 'x' })
	}
}, SLOW)
afterAll(async () => {
	await stage.close()
	await target.close()
}, SLOW)

const root = (user: string): string => `/remote.php/dav/files/${encodeURIComponent(user)}`

/** Everything of one of these names, by decoded address. */
async function search(by: Browser, user: string, ...names: readonly string[]): Promise<Map<string, Map<string, string>>> {
	const tests = names.map((name) => `<d:eq><d:prop><d:displayname/></d:prop><d:literal>${name}</d:literal></d:eq>`).join('')
	const body = `<?xml version="1.0"?><d:searchrequest xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns"><d:basicsearch><d:select><d:prop><d:resourcetype/><oc:fileid/><oc:owner-id/><oc:owner-display-name/><oc:permissions/><nc:mount-type/></d:prop></d:select><d:from><d:scope><d:href>/files/${user}</d:href><d:depth>infinity</d:depth></d:scope></d:from><d:where><d:or>${tests}</d:or></d:where><d:limit><d:nresults>5000</d:nresults></d:limit></d:basicsearch></d:searchrequest>`
	const answer = await by.send({ method: 'SEARCH', path: '/remote.php/dav/', headers: { 'Content-Type': 'application/xml' }, body })
	expect(answer.status, answer.text.slice(0, 300)).toBe(207)
	return responses(answer.text)
}

const propfind = (by: Browser, path: string, depth: string, ...names: string[]): Promise<Answer> => by.send({ method: 'PROPFIND', path, headers: { Depth: depth }, body: propfindBody(...names) })

async function share(path: string, permissions: number): Promise<string> {
	const body = new URLSearchParams({ path: `/${stage.folder}${path}`, shareType: '0', shareWith: target.member.user, permissions: String(permissions) })
	const answer = await stage.owner.send({ method: 'POST', path: `${API}?format=json`, headers: HEADERS, body: body.toString() })
	expect(answer.status, answer.text).toBe(200)
	return String((JSON.parse(answer.text) as { ocs: { data: { id: string } } }).ocs.data.id)
}

const unshare = (id: string): Promise<Answer> => stage.owner.send({ method: 'DELETE', path: `${API}/${id}?format=json`, headers: HEADERS })
const fileIdOf = async (path: string): Promise<string | undefined> => [...responses((await propfind(stage.owner, path, '0', 'oc:fileid')).text).values()][0]?.get('oc:fileid')

describe('a search for several names', () => {
	it('finds files and folders of each, at once', async () => {
		const found = await search(stage.owner, target.owner.user, MARKER, 'inventory', 'vaults')
		expect([...found.keys()].filter((path) => path.startsWith(stage.at('/'))).sort()).toEqual([stage.at('/C/inventory/'), stage.at(`/C/${MARKER}`), stage.at('/C/vaults/')])
		expect(found.get(stage.at('/C/inventory/'))?.get('nc:mount-type')).toBe('')
		expect(found.get(stage.at('/C/inventory/'))?.get('oc:permissions')).toBe('RGDNVCK')
	})
})

describe('a listing of a whole tree', () => {
	it('gives every level', async () => {
		const found = responses((await propfind(stage.owner, stage.at('/C/vaults'), 'infinity', 'd:getcontentlength')).text)
		expect([...found.keys()].sort()).toEqual([stage.at('/C/vaults/'), stage.at('/C/vaults/aa/'), stage.at('/C/vaults/aa/1.vault')])
		expect(found.get(stage.at('/C/vaults/aa/1.vault'))?.get('d:getcontentlength')).toBe('1')
	})
})

describe('a folder that its owner moves', () => {
	it('keeps its id and that of its marker; a copy has others', async () => {
		const before = [await fileIdOf(stage.at('/C')), await fileIdOf(stage.at(`/C/${MARKER}`))]
		const moved = await stage.owner.send({ method: 'MOVE', path: stage.at('/C'), headers: { Destination: `${target.url}${stage.at('/D')}` } })
		expect(moved.status).toBe(201)
		expect([await fileIdOf(stage.at('/D')), await fileIdOf(stage.at(`/D/${MARKER}`))]).toEqual(before)
		expect((await propfind(stage.owner, stage.at('/C/inventory'), '1', 'oc:fileid')).status).toBe(404)
		expect((await stage.owner.send({ method: 'PUT', path: stage.at('/C/inventory/2.inventory'), headers: { 'If-None-Match': '*' }, body: 'x' })).status).toBe(404)
		expect((await stage.owner.send({ method: 'COPY', path: stage.at('/D'), headers: { Destination: `${target.url}${stage.at('/C')}` } })).status).toBe(201)
		expect(await fileIdOf(stage.at(`/C/${MARKER}`))).not.toBe(before[1])
		await stage.owner.send({ method: 'DELETE', path: stage.at('/D'), headers: { 'X-NC-Skip-Trashbin': 'true' } })
	})
})

describe('what a member receives', () => {
	it('says at every level that it is shared, and by whom', async () => {
		const id = await share('/C', 5)
		const found = await search(stage.member, target.member.user, 'inventory', 'vaults')
		const inventory = [...found].find(([, values]) => values.get('oc:owner-id') === target.owner.user && values.get('oc:permissions') === 'SGCK')
		expect(inventory?.[1].get('nc:mount-type')).toBe('shared')
		await unshare(id)
	})

	it('is at the root of their files when one file alone is shared', async () => {
		const id = await share(`/C/${MARKER}`, 1)
		const found = await search(stage.member, target.member.user, MARKER, 'inventory')
		const alone = [...found].find(([, values]) => values.get('oc:owner-id') === target.owner.user)
		expect(alone?.[0]).toBe(`${root(target.member.user)}/${MARKER}`)
		expect(alone?.[1].get('nc:mount-type')).toBe('shared')
		await unshare(id)
	})
})

describe.skipIf(!EMBEDDED)(`what the administrator does (${ONLY_EMBEDDED})`, () => {
	it('gives a folder to another account: ids and shares stay', async () => {
		const before = await fileIdOf(stage.at(`/C/${MARKER}`))
		const { path } = await hook(target, 'POST', 'transfer', { from: target.owner.user, to: target.member.user, path: `${stage.folder}/C` }) as { path: string }
		expect(path).toMatch(/^Transféré de .*\/C$/)
		expect((await propfind(stage.owner, stage.at('/C'), '0', 'oc:fileid')).status).toBe(404)
		const found = await search(stage.member, target.member.user, MARKER, 'inventory')
		const marker = found.get(`${root(target.member.user)}/${path}/${MARKER}`)
		expect([marker?.get('oc:fileid'), marker?.get('oc:owner-id'), marker?.get('nc:mount-type')]).toEqual([before, target.member.user, ''])
	})

	it('makes a team folder, which says that it is of whoever looks', async () => {
		await hook(target, 'POST', 'team-folder', { name: 'Équipe', members: { [target.owner.user]: 31, [target.member.user]: 5 } })
		const folder = `/${encodeURIComponent('Équipe')}`
		const letters = async (by: Browser, user: string) => {
			const values = [...responses((await propfind(by, `${root(user)}${folder}`, '0', 'oc:permissions', 'oc:owner-id', 'nc:mount-type')).text).values()][0]
			return [values?.get('oc:permissions'), values?.get('oc:owner-id'), values?.get('nc:mount-type')]
		}
		expect(await letters(stage.owner, target.owner.user)).toEqual(['RMGDNVCK', target.owner.user, 'group'])
		expect(await letters(stage.member, target.member.user)).toEqual(['MGCK', target.member.user, 'group'])
		expect((await stage.member.send({ method: 'DELETE', path: `${root(target.member.user)}${folder}` })).status).toBe(403)
	})
})
