// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect } from 'vitest'
import type { Line } from '../support/table.ts'
import { propfindBody, responses } from '../support/table.ts'

const REVISIONS = ['00000001-aaaa.vault', '00000002-bbbb.vault', '00000003-cccc.vault']
const ROW = propfindBody('d:getetag', 'd:getcontentlength', 'd:resourcetype', 'oc:fileid', 'oc:permissions', 'oc:owner-id', 'nc:mount-type', 'oc:size')

function search(where: string, scope: string, more = '', type = '<d:displayname/><oc:fileid/><oc:permissions/><oc:owner-id/><d:getetag/>'): string {
	return `<?xml version="1.0" encoding="UTF-8"?><d:searchrequest xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns"><d:basicsearch><d:select><d:prop>${type}</d:prop></d:select><d:from><d:scope><d:href>${scope}</d:href><d:depth>infinity</d:depth></d:scope></d:from><d:where>${where}</d:where>${more}</d:basicsearch></d:searchrequest>`
}

const named = (operator: string, name: string): string => `<d:${operator}><d:prop><d:displayname/></d:prop><d:literal>${name}</d:literal></d:${operator}>`
const order = (property: string): string => `<d:orderby><d:order><d:prop><${property}/></d:prop><d:ascending/></d:order></d:orderby><d:limit><d:nresults>1000</d:nresults></d:limit>`
const XML = { 'Content-Type': 'text/xml' }

/** Listings and searches. */
export const LISTING_LINES: readonly Line[] = [
	{ title: 'a folder of revisions', method: 'MKCOL', path: '/v', status: 201 },
	...REVISIONS.map((name): Line => ({ title: name, method: 'PUT', path: `/v/${name}`, headers: { 'If-None-Match': '*' }, body: name, status: 201, then: ({ headers }, memory) => memory.set(name, headers['oc-etag'] ?? '') })),
	{ title: 'at depth 0', method: 'PROPFIND', path: '/v', headers: { Depth: '0' }, body: ROW, status: 207, gives: { 'content-type': /^application\/xml/ }, then: ({ text }, _memory, stage) => {
		const [entry] = responses(text)
		expect(responses(text).size).toBe(1)
		expect(entry?.[0]).toBe(`${stage.at('/v')}/`)
		expect(entry?.[1].get('oc:permissions')).toBe('RGDNVCK')
		expect(entry?.[1].get('oc:owner-id')).toBe(stage.target.owner.user)
		expect(entry?.[1].get('d:resourcetype')).toBe('<d:collection/>')
		expect(entry?.[1].has('d:getcontentlength')).toBe(false)
	} },
	{ title: 'at depth 1, with sizes and ETags', method: 'PROPFIND', path: '/v', headers: { Depth: '1' }, body: ROW, status: 207, then: ({ text }, memory, stage) => {
		const rows = responses(text)
		expect([...rows.keys()].sort()).toEqual([`${stage.at('/v')}/`, ...REVISIONS.map((name) => stage.at(`/v/${name}`))])
		for (const name of REVISIONS) {
			const row = rows.get(stage.at(`/v/${name}`))
			expect(row?.get('d:getcontentlength')).toBe(String(name.length))
			expect(row?.get('d:getetag')?.replaceAll('&quot;', '"')).toBe(memory.get(name))
			expect(row?.get('oc:permissions')).toBe('RGDNVW')
		}
	} },
	{ title: 'at depth infinity', method: 'PROPFIND', path: '', headers: { Depth: 'infinity' }, body: ROW, status: 207, then: ({ text }) => expect(responses(text).size).toBe(5) },
	{ title: 'without a body', method: 'PROPFIND', path: '/v', headers: { Depth: '0' }, status: 207, says: '<d:quota-available-bytes>', then: ({ text }) => expect(text).toContain('<d:getetag>&quot;') },
	{ title: 'a property nobody has', method: 'PROPFIND', path: '/v', headers: { Depth: '0' }, body: propfindBody('d:getetag', 'x:nothing'), status: 207, says: '404 Not Found' },
	{ title: 'a body that is not XML', method: 'PROPFIND', path: '/v', headers: { Depth: '0' }, body: '<d:propfind', status: 400, exception: 'BadRequest' },
	{ title: 'packed on demand', method: 'PROPFIND', path: '/v', headers: { Depth: '1', 'Accept-Encoding': 'gzip' }, body: ROW, status: 207, gives: { 'content-encoding': /^gzip$/ } },
	{ title: 'a missing folder', method: 'PROPFIND', path: '/missing', headers: { Depth: '1' }, status: 404, exception: 'NotFound', says: 'could not be located' },
	{ title: 'a property of one\'s own', method: 'PROPPATCH', path: '/v', body: '<?xml version="1.0"?><d:propertyupdate xmlns:d="DAV:" xmlns:x="http://example.org/x"><d:set><d:prop><x:mark>yes</x:mark></d:prop></d:set></d:propertyupdate>', status: 207, says: 'HTTP/1.1 200 OK' },
	{ title: 'the number of files', method: 'PROPFIND', path: '/v', headers: { Depth: '0' }, body: propfindBody('nc:contained-file-count', 'nc:contained-folder-count'), status: 207, says: '<nc:contained-file-count>3<' },
	{ title: 'a marker', method: 'PUT', path: '/trousseau.json', headers: { 'If-None-Match': '*' }, body: '{}', status: 201 },
	{ title: 'by exact name', method: 'SEARCH', path: '//remote.php/dav/', headers: XML, body: (_memory, stage) => search(named('eq', 'trousseau.json'), `/files/${stage.target.owner.user}`, order('d:getlastmodified')), status: 207, then: ({ text }, _memory, stage) => {
		const row = responses(text).get(stage.at('/trousseau.json'))
		expect(row?.get('oc:owner-id')).toBe(stage.target.owner.user)
		expect(row?.get('oc:permissions')).toBe('RGDNVW')
	} },
	{ title: 'without the last slash', method: 'SEARCH', path: '//remote.php/dav', headers: XML, body: (_memory, stage) => search(named('eq', 'trousseau.json'), `/files/${stage.target.owner.user}/${stage.folder}`), status: 207, then: ({ text }) => expect(responses(text).size).toBe(1) },
	{ title: 'case counts for eq', method: 'SEARCH', path: '//remote.php/dav/', headers: XML, body: (_memory, stage) => search(named('eq', 'TROUSSEAU.json'), `/files/${stage.target.owner.user}/${stage.folder}`), status: 207, then: ({ text }) => expect(responses(text).size).toBe(0) },
	{ title: 'case does not for like', method: 'SEARCH', path: '//remote.php/dav/', headers: XML, body: (_memory, stage) => search(named('like', 'TROUSSEAU.%'), `/files/${stage.target.owner.user}/${stage.folder}`), status: 207, then: ({ text }) => expect(responses(text).size).toBe(1) },
	{ title: 'a limit', method: 'SEARCH', path: '//remote.php/dav/', headers: XML, body: (_memory, stage) => search(named('like', '%.vault'), `/files/${stage.target.owner.user}/${stage.folder}`, '<d:limit><d:nresults>2</d:nresults></d:limit>'), status: 207, then: ({ text }) => expect(responses(text).size).toBe(2) },
	{ title: 'with and, or', method: 'SEARCH', path: '//remote.php/dav/', headers: XML, body: (_memory, stage) => search(`<d:or>${named('eq', REVISIONS[0] ?? '')}${named('eq', REVISIONS[2] ?? '')}</d:or>`, `/files/${stage.target.owner.user}/${stage.folder}`), status: 207, then: ({ text }) => expect(responses(text).size).toBe(2) },
	{ title: 'sorted by what cannot be', method: 'SEARCH', path: '//remote.php/dav/', headers: XML, body: (_memory, stage) => search(named('eq', 'trousseau.json'), `/files/${stage.target.owner.user}`, order('oc:fileid')), status: 400 },
	{ title: 'by owner', method: 'SEARCH', path: '//remote.php/dav/', headers: XML, body: (_memory, stage) => search('<d:eq><d:prop><oc:owner-id/></d:prop><d:literal>x</d:literal></d:eq>', `/files/${stage.target.owner.user}`), status: 500 },
	{ title: 'in somebody else\'s files', method: 'SEARCH', path: '//remote.php/dav/', headers: XML, body: (_memory, stage) => search(named('eq', 'trousseau.json'), `/files/${stage.target.member.user}`), status: 500 },
	{ title: 'as plain text', method: 'SEARCH', path: '//remote.php/dav/', headers: { 'Content-Type': 'text/plain' }, body: (_memory, stage) => search(named('eq', 'trousseau.json'), `/files/${stage.target.owner.user}`), status: 501 },
	{ title: 'on the files themselves', method: 'SEARCH', path: '', headers: XML, body: (_memory, stage) => search(named('eq', 'trousseau.json'), `/files/${stage.target.owner.user}`), status: 501 },
]
