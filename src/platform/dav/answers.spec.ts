// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Answer, Verdict } from './answers.ts'

import { describe, expect, it } from 'vitest'
import { isMaintenance, judge, readUserId } from './answers.ts'
import { davError } from './testing.ts'

type Headers = Readonly<Record<string, string>>

const US: Headers = { 'x-user-id': 'anne' }
const OTHER: Headers = { 'x-user-id': 'bruno' }
const HTML: Headers = { 'content-type': 'text/html; charset=UTF-8' }
const SABRE = 'Sabre\\DAV\\Exception\\'

const CSRF = davError(`${SABRE}NotAuthenticated`, 'CSRF check not passed.')
const AJAX = davError(`${SABRE}NotAuthenticated`, 'Cannot authenticate over ajax calls')
const FORBIDDEN = davError(`${SABRE}Forbidden`, '')
const MISSING = davError(`${SABRE}NotFound`, 'File with name /x could not be located')
const TAKEN = davError(`${SABRE}PreconditionFailed`, 'An If-None-Match header was specified, but the ETag matched (or * was specified).', '<s:header>If-None-Match</s:header>')
const STALE = davError(`${SABRE}PreconditionFailed`, 'An If-Match header was specified, but none of the specified the ETags matched.', '<s:header>If-Match</s:header>')
const COOKIE = '{"error":"Strict Cookie has not been found in request"}'
const INVALID = davError('OCA\\DAV\\Connector\\Sabre\\Exception\\InvalidPath', 'not allowed')
const LOCKED = davError('Sabre\\DAV\\Exception', '"Trousseau" is locked')

const done: Verdict = { kind: 'done' }
const already: Verdict = { kind: 'already' }
const renew: Verdict = { kind: 'renew-token' }
const overwrote: Verdict = { kind: 'overwrote' }
const refused = (code: Extract<Verdict, { kind: 'refused' }>['code']): Verdict => ({ kind: 'refused', code })
const status = (otherwise: Extract<Verdict, { kind: 'ask-status' }>['otherwise']): Verdict => ({ kind: 'ask-status', otherwise })

const ifUs = (then: Verdict): Verdict => ({ kind: 'ask-user', then })

/** `PUT*` is exclusive. */
type Asked = Answer['method'] | 'PUT*'

function answer(asked: Asked, code: number, headers: Headers, body: string): Answer {
	return {
		method: asked === 'PUT*' ? 'PUT' : asked,
		exclusive: asked === 'PUT*',
		status: code,
		header: (name) => headers[name] ?? null,
		body,
	}
}

describe('the meaning of an answer', () => {
	it.each<[string, Asked, number, Headers, string, Verdict]>([
		['a listing', 'PROPFIND', 207, US, '', done],
		['a search', 'SEARCH', 207, US, '', done],
		['a file', 'GET', 200, { ...US, 'content-type': 'application/octet-stream' }, '', done],
		['a created file, whose answer says HTML', 'PUT*', 201, { ...US, ...HTML }, '', done],
		['a created folder', 'MKCOL', 201, US, '', done],
		['a deletion', 'DELETE', 204, US, '', done],
		['a file written again, as asked', 'PUT', 204, US, '', done],
		['an answer of a server that names nobody', 'GET', 200, {}, '', done],

		['an exclusive create that replaced a file', 'PUT*', 204, US, '', overwrote],
		['our file was there before', 'PUT*', 412, US, TAKEN, already],
		['the folder was there before', 'MKCOL', 405, US, davError(`${SABRE}MethodNotAllowed`, 'The resource you tried to create already exists'), already],
		['what is deleted is not there', 'DELETE', 404, US, MISSING, already],

		['an outdated token', 'PUT*', 401, {}, CSRF, renew],
		['an outdated token of a listing', 'PROPFIND', 401, {}, CSRF, renew],
		['a session that is gone', 'PUT*', 401, { 'www-authenticate': 'DummyBasic realm="Nextcloud", charset="UTF-8"' }, AJAX, refused('session-expired')],
		['a session that is gone, whatever its text says', 'GET', 401, { 'www-authenticate': 'DummyBasic realm="CSRF check"' }, CSRF, refused('session-expired')],
		['a 401 without explanation', 'GET', 401, {}, '', refused('session-expired')],
		['missing cookies', 'PUT*', 412, US, COOKIE, refused('session-expired')],
		['missing cookies, before anybody is named', 'PUT*', 412, {}, COOKIE, refused('session-expired')],
		['a redirection to the login page', 'GET', 303, {}, '', refused('session-expired')],
		['a redirection that the browser hides', 'PROPFIND', 0, {}, '', refused('session-expired')],

		['a listing of the other person\'s files', 'PROPFIND', 207, OTHER, '', refused('other-user')],
		['a refusal to another person', 'PUT*', 403, OTHER, FORBIDDEN, refused('other-user')],
		['a missing file, to another person', 'GET', 404, OTHER, MISSING, refused('other-user')],
		['a taken name, to another person', 'PUT*', 412, OTHER, TAKEN, refused('other-user')],
		['a deletion by another person', 'DELETE', 404, OTHER, MISSING, refused('other-user')],

		['a folder that we may only read', 'PUT*', 403, US, FORBIDDEN, refused('forbidden')],
		['a refusal to nobody', 'PUT*', 403, {}, FORBIDDEN, ifUs(refused('forbidden'))],
		['a folder that is gone', 'PUT*', 404, US, MISSING, refused('gone')],
		['a missing file', 'GET', 404, US, MISSING, refused('gone')],
		['a missing file, to nobody', 'GET', 404, {}, MISSING, ifUs(refused('gone'))],
		['a deletion, to nobody', 'DELETE', 404, {}, MISSING, ifUs(already)],
		['a missing parent', 'MKCOL', 409, US, '', refused('gone')],

		['a full folder', 'PUT*', 507, US, davError(`${SABRE}InsufficientStorage`, ''), refused('quota')],
		['a full folder and an empty file', 'PUT*', 413, US, davError('OCA\\DAV\\Connector\\Sabre\\Exception\\EntityTooLarge', ''), refused('quota')],
		['a proxy that limits bodies', 'PUT*', 413, HTML, '<html>', refused('too-large')],

		['a lock', 'PUT*', 423, US, davError('OCA\\DAV\\Connector\\Sabre\\Exception\\FileLocked', ''), refused('busy')],
		['a lock told as an internal error', 'DELETE', 500, US, LOCKED, refused('busy')],
		['too many requests', 'PUT*', 429, {}, '', refused('busy')],
		['a gateway without a server', 'GET', 502, HTML, '<html>', refused('busy')],
		['a gateway that waited too long', 'PUT*', 504, HTML, '<html>', refused('busy')],
		['maintenance, or a moment of trouble', 'PUT*', 503, {}, davError('OCA\\DAV\\Exception\\ServerMaintenanceMode', ''), status('busy')],
		['an upgrade that waits', 'GET', 503, HTML, '<html>', status('busy')],
		['a page where a file was due', 'GET', 200, HTML, '', status('session-expired')],
		['a page where a listing was due', 'PROPFIND', 200, HTML, '<html>', status('session-expired')],
		['a page where nothing was due', 'PUT*', 200, HTML, '<html>', status('session-expired')],

		['a body that was cut on its way', 'PUT*', 400, US, davError(`${SABRE}BadRequest`, 'Expected filesize of 4096 bytes but read (from Nextcloud client) and wrote (to Nextcloud storage) 2048 bytes.'), refused('busy')],
		['a body that came too slowly', 'PUT*', 408, HTML, '<html>', refused('busy')],
		['a page of a firewall', 'PUT*', 403, HTML, '<html>', { kind: 'refused', code: 'unexpected-answer', between: true }],
		['a page of a proxy that knows nothing of our folder', 'PROPFIND', 404, HTML, '<html>', { kind: 'refused', code: 'unexpected-answer', between: true }],
		['a page of an antivirus', 'PUT*', 415, HTML, '<html>', { kind: 'refused', code: 'unexpected-answer', between: true }],
		['a proxy that knows no such method', 'SEARCH', 405, HTML, '<html>', { kind: 'refused', code: 'unexpected-answer', between: true }],
		['an antivirus of the server', 'PUT*', 415, US, davError('OCA\\DAV\\Connector\\Sabre\\Exception\\UnsupportedMediaType', 'Virus is detected in the file'), refused('unexpected-answer')],
		['a name that the server refuses', 'MKCOL', 400, US, INVALID, refused('invalid')],
		['a request that the server does not understand', 'SEARCH', 400, US, davError(`${SABRE}BadRequest`, ''), refused('unexpected-answer')],
		['a failed condition that is not ours', 'PUT*', 412, US, STALE, refused('unexpected-answer')],
		['a failed condition told otherwise than in XML', 'PUT*', 412, US, 'If-None-Match', refused('unexpected-answer')],
		['a taken name where none was asked to be free', 'PUT', 412, US, TAKEN, refused('unexpected-answer')],
		['a 405 to a file', 'PUT*', 405, US, '', refused('unexpected-answer')],
		['a search that is not supported', 'SEARCH', 501, US, '', refused('unexpected-answer')],
		['an internal error', 'PUT*', 500, US, davError('Exception', 'boom'), refused('unexpected-answer')],
		['a part of a file', 'GET', 206, US, '', refused('unexpected-answer')],
		['a success that is not one for a listing', 'PROPFIND', 200, US, '', refused('unexpected-answer')],
		['a success that is not one for a file', 'PUT*', 200, US, '', refused('unexpected-answer')],
		['a teapot', 'GET', 418, US, '', refused('unexpected-answer')],
	])('%s', (_, asked, code, headers, body, verdict) => {
		expect(judge(answer(asked, code, headers, body), 'anne')).toEqual(verdict)
	})

	it.each([
		['as it is', 'anne.dupont@mairie.test', 'anne.dupont@mairie.test'],
		['in UTF-8 read as Latin-1', 'Andr\u00C3\u00A9', 'André'],
		['percent-encoded', 'Andr%C3%A9', 'André'],
		['with a percent sign of its own', '100%', '100%'],
	])('recognises a user named %s', (_, named, userId) => {
		expect(judge(answer('GET', 404, { 'x-user-id': named }, MISSING), userId)).toEqual(refused('gone'))
	})
})

describe('status.php', () => {
	it.each<[unknown, boolean]>([
		[{ installed: true, maintenance: true, needsDbUpgrade: false }, true],
		[{ installed: true, maintenance: false, needsDbUpgrade: true }, true],
		[{ installed: true, maintenance: false, needsDbUpgrade: false }, false],
		[{ maintenance: 'true' }, false],
		[{}, false],
		[null, false],
		['maintenance', false],
	])('%j', (answer, expected) => {
		expect(isMaintenance(JSON.stringify(answer))).toBe(expected)
	})

	it('says nothing when it is a page', () => {
		expect(isMaintenance('<html>')).toBe(false)
	})
})

describe('who the server takes us for', () => {
	it.each<[string, string | null]>([
		['{"ocs":{"meta":{"status":"ok"},"data":{"id":"anne","displayname":"Anne"}}}', 'anne'],
		['{"ocs":{"meta":{"status":"failure","statuscode":997},"data":[]}}', null],
		['{"ocs":{"data":{"id":""}}}', null],
		['{}', null],
		['null', null],
		['<html>', null],
	])('%s', (body, id) => {
		expect(readUserId(body)).toBe(id)
	})
})
