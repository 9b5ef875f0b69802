// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect } from 'vitest'
import type { Line } from '../support/table.ts'
import { propfindBody } from '../support/table.ts'

const BODY = propfindBody('d:getetag')
const API = { 'OCS-APIRequest': 'true' }

/** Ways to sign in, and the server's refusals. */
export const SESSION_LINES: readonly Line[] = [
	{ title: 'the state of the server', by: 'nobody', method: 'GET', path: '//status.php', status: 200, gives: { 'content-type': /^application\/json/ }, then: ({ text }) => expect(JSON.parse(text)).toMatchObject({ installed: true, maintenance: false, needsDbUpgrade: false }) },
	{ title: 'the sign-in page', by: 'nobody', method: 'GET', path: '//index.php/login', status: 200, gives: { 'content-type': /^text\/html/, 'content-security-policy': /default-src 'none'/, 'referrer-policy': /^same-origin$/, 'set-cookie': /nc_sameSiteCookiestrict=true/ }, says: 'data-requesttoken="' },
	{ title: 'with a session and its token', method: 'PROPFIND', path: '', headers: { Depth: '0' }, body: BODY, status: 207, gives: { 'x-user-id': /./ } },
	{ title: 'with a session and no token', method: 'PROPFIND', path: '', headers: { Depth: '0' }, body: BODY, token: null, status: 401, exception: 'NotAuthenticated', says: 'CSRF check not passed.', gives: { 'www-authenticate': null } },
	{ title: 'with a session and a wrong token', method: 'PUT', path: '/x.vault', body: 'x', token: 'AAAA:AAAA', status: 401, exception: 'NotAuthenticated', says: 'CSRF check not passed.', gives: { 'www-authenticate': null } },
	{ title: 'nothing was written', method: 'GET', path: '/x.vault', status: 404 },
	{ title: 'reads without a token', method: 'GET', path: '', token: null, status: 200 },
	{ title: 'an API header replaces the token', method: 'PROPFIND', path: '', headers: { ...API, Depth: '0' }, body: BODY, token: null, status: 207 },
	{ title: 'without the same-site cookies', method: 'PUT', path: '/x.vault', body: 'x', withoutCookies: /sameSite/i, status: 412, gives: { 'content-type': /^application\/json/ }, says: 'Strict Cookie has not been found in request' },
	{ title: 'without a session, from a script', by: 'nobody', method: 'PUT', path: '/x.vault', body: 'x', status: 401, exception: 'NotAuthenticated', says: 'Cannot authenticate over ajax calls', gives: { 'www-authenticate': /^DummyBasic/ } },
	{ title: 'without a session, from an address bar', by: 'nobody', method: 'GET', path: '', headers: { 'X-Requested-With': '' }, status: 401, exception: 'NotAuthenticated', gives: { 'www-authenticate': /^Basic/ } },
	{ title: 'a fresh token', method: 'GET', path: '//index.php/csrftoken', token: null, status: 200, gives: { 'content-type': /^application\/json/ }, then: ({ text }) => expect(JSON.parse(text)).toMatchObject({ token: expect.stringMatching(/^.+:.+$/) as string }) },
	{ title: 'a token for nobody', by: 'nobody', method: 'GET', path: '//index.php/csrftoken', status: [200, 403] },
	{ title: 'the space of somebody else', method: 'PROPFIND', path: (_memory, stage) => `//remote.php/dav/files/${stage.target.member.user}/`, headers: { Depth: '1' }, body: BODY, status: 207, gives: { 'x-user-id': /./ }, then: ({ text }) => expect(text.match(/<d:response>/g)).toHaveLength(1) },
	{ title: 'into the space of somebody else', method: 'PUT', path: (_memory, stage) => `//remote.php/dav/files/${stage.target.member.user}/x.vault`, body: 'x', status: 403, exception: 'Forbidden', says: 'Permission denied to create file' },
	{ title: 'deeper in the space of somebody else', method: 'PUT', path: (_memory, stage) => `//remote.php/dav/files/${stage.target.member.user}/v/x.vault`, body: 'x', status: 404, exception: 'NotFound' },
	{ title: 'the app without a session, as a page', by: 'nobody', method: 'GET', path: '//index.php/apps/files/', headers: { Accept: 'text/html', 'X-Requested-With': '' }, status: 303, gives: { location: /\/login\?redirect_url=/ } },
	{ title: 'the app without a session, as data', by: 'nobody', method: 'GET', path: '//index.php/apps/files/', headers: { Accept: 'application/json' }, status: 401, says: 'Current user is not logged in' },
	{ title: 'an OCS call without a session', by: 'nobody', method: 'GET', path: '//ocs/v2.php/cloud/user?format=json', headers: API, status: 401, then: ({ text }) => expect(JSON.parse(text)).toMatchObject({ ocs: { meta: { statuscode: 997 } } }) },
	{ title: 'an OCS call without token or header', method: 'GET', path: '//ocs/v2.php/cloud/user?format=json', token: null, status: 412, says: 'CSRF check failed' },
	{ title: 'an OCS call with the token alone', method: 'GET', path: '//ocs/v2.php/cloud/user?format=json', status: 200, then: ({ text }, _memory, stage) => expect(JSON.parse(text)).toMatchObject({ ocs: { meta: { status: 'ok', statuscode: 200 }, data: { id: stage.target.owner.user } } }) },
	{ title: 'the same by version 1', method: 'GET', path: '//ocs/v1.php/cloud/user?format=json', headers: API, status: 200, then: ({ text }) => expect(JSON.parse(text)).toMatchObject({ ocs: { meta: { statuscode: 100 } } }) },
	{ title: 'the same as XML', method: 'GET', path: '//ocs/v2.php/cloud/user', headers: API, status: 200, gives: { 'content-type': /^(?:application|text)\/xml/ }, says: '<ocs>' },
	{ title: 'capabilities without a session', by: 'nobody', method: 'GET', path: '//ocs/v2.php/cloud/capabilities?format=json', headers: API, status: 200, then: ({ text }) => expect(JSON.parse(text)).toMatchObject({ ocs: { data: { version: { major: expect.any(Number) as number } } } }) },
	{ title: 'capabilities with a session', method: 'GET', path: '//ocs/v2.php/cloud/capabilities?format=json', headers: API, status: 200, then: ({ text }) => expect(JSON.parse(text)).toMatchObject({ ocs: { data: { capabilities: { files: { versioning: true }, files_sharing: { api_enabled: true } } } } }) },
	{ title: 'an unknown OCS call', method: 'GET', path: '//ocs/v2.php/apps/trousseau_nothing/none?format=json', headers: API, status: [404, 998] },
]
