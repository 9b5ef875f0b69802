// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { propElement, readMultistatus } from './multistatus.ts'
import { multistatus } from './testing.ts'

const ROOT = '/remote.php/dav/files/anne'
const OK = '<d:status>HTTP/1.1 200 OK</d:status>'
const ABSENT = '<d:status>HTTP/1.1 404 Not Found</d:status>'

function response(href: string, props: string, absent = ''): string {
	return `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${props}</d:prop>${OK}</d:propstat>`
		+ `${absent === '' ? '' : `<d:propstat><d:prop>${absent}</d:prop>${ABSENT}</d:propstat>`}</d:response>`
}

describe('a multistatus answer', () => {
	it('gives paths, kinds and values', () => {
		const rows = readMultistatus(multistatus([
			response(`${ROOT}/Saint-%c3%89tienne/`, '<d:resourcetype><d:collection/></d:resourcetype><oc:permissions>SRGDNVCK</oc:permissions><oc:owner-id>bruno</oc:owner-id>', '<d:getcontentlength/>'),
			response(`${ROOT}/Saint-%C3%89tienne/a%20b.vault`, '<d:resourcetype/><d:getcontentlength>42</d:getcontentlength><d:getetag>&quot;x&quot;</d:getetag>'),
		]), ROOT)
		expect(rows.map(({ path, isFolder }) => [path, isFolder])).toEqual([['Saint-Étienne', true], ['Saint-Étienne/a b.vault', false]])
		expect(rows[0]?.get('permissions')).toBe('SRGDNVCK')
		expect(rows[0]?.get('ownerId')).toBe('bruno')
		expect(rows[0]?.get('size')).toBeNull()
		expect(rows[1]?.get('size')).toBe('42')
		expect(rows[1]?.get('etag')).toBe('"x"')
	})

	it('reads namespaces, not prefixes', () => {
		const xml = `<multistatus xmlns="DAV:"><response><href>${ROOT}/a</href><propstat><prop><getcontentlength>1</getcontentlength><p:permissions xmlns:p="http://owncloud.org/ns">RG</p:permissions>`
			+ '<permissions xmlns="http://open-collaboration-services.org/ns">ZZ</permissions></prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>'
		const [row] = readMultistatus(xml, ROOT)
		expect(row?.get('size')).toBe('1')
		expect(row?.get('permissions')).toBe('RG')
	})

	it('leaves out what lies outside of the user\'s files', () => {
		expect(readMultistatus(multistatus([response('/remote.php/dav/files/bruno/a', ''), response(`${ROOT}/a`, '')]), ROOT).map(({ path }) => path)).toEqual(['a'])
	})

	it('may be empty', () => {
		expect(readMultistatus(multistatus([]), ROOT)).toEqual([])
	})

	it.each([
		'',
		'<html><body>Login</body></html>',
		'{"error":1}',
		multistatus([]).slice(0, -5),
		'<d:error xmlns:d="DAV:"/>',
		multistatus(['<d:response/>']),
		'<d:multistatus xmlns:d="urn:other"/>',
	])('is refused when it is %.40j', (xml) => {
		expect(() => readMultistatus(xml, ROOT)).toThrow('unexpected-answer')
	})

	it('is asked for with declared prefixes', () => {
		expect(propElement(['size', 'permissions', 'mountType'])).toBe('<d:prop><d:getcontentlength/><oc:permissions/><nc:mount-type/></d:prop>')
	})
})
