// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import type { Line } from '../support/table.ts'

const BYTES = Buffer.from([0, 1, 2, 250, 251, 252, 10, 13])
const ETAG = /^"[0-9a-f]{32}"$/
const EXCLUSIVE = { 'If-None-Match': '*' }

/** Writing and reading files, and every condition on them. */
export const FILE_LINES: readonly Line[] = [
	{ title: 'a new file, exclusively', method: 'PUT', path: '/a.vault', headers: { ...EXCLUSIVE, 'X-HASH': 'sha256' }, body: BYTES, status: 201, gives: { etag: ETAG, 'oc-etag': ETAG, 'oc-fileid': /^\d{8,}oc/, 'x-user-id': /./ }, then: (answer, memory) => {
		expect(answer.headers['x-hash-sha256']).toBe(createHash('sha256').update(BYTES).digest('hex'))
		expect(answer.headers.etag).toBe(answer.headers['oc-etag'])
		memory.set('etag', answer.headers.etag ?? '')
	} },
	{ title: 'the same name again, exclusively', method: 'PUT', path: '/a.vault', headers: EXCLUSIVE, body: 'other', status: 412, exception: 'PreconditionFailed', says: 'If-None-Match' },
	{ title: 'gives the first bytes back', method: 'GET', path: '/a.vault', status: 200, gives: { 'content-type': /^application\/octet-stream/, 'content-disposition': /^attachment/, 'content-security-policy': /default-src 'none'/, 'cache-control': null, etag: ETAG, 'oc-etag': ETAG, 'last-modified': /GMT$/ }, then: (answer, memory) => {
		expect(answer.bytes.equals(BYTES)).toBe(true)
		expect(answer.headers.etag).toBe(memory.get('etag'))
		memory.set('written', answer.headers['last-modified'] ?? '')
	} },
	{ title: 'of a file', method: 'HEAD', path: '/a.vault', status: 200, gives: { 'content-length': /^8$/, etag: ETAG } },
	{ title: 'what one has already', method: 'GET', path: '/a.vault', headers: { 'If-None-Match': (memory) => memory.get('etag') ?? '' }, status: 304 },
	{ title: 'what one has already, by HEAD', method: 'HEAD', path: '/a.vault', headers: { 'If-None-Match': (memory) => memory.get('etag') ?? '' }, status: 412 },
	{ title: 'a range', method: 'GET', path: '/a.vault', headers: { Range: 'bytes=2-4' }, status: 206, gives: { 'content-range': /^bytes 2-4\/8$/ }, then: ({ bytes }) => expect(bytes.equals(BYTES.subarray(2, 5))).toBe(true) },
	{ title: 'over it with a wrong ETag', method: 'PUT', path: '/a.vault', headers: { 'If-Match': '"00000000000000000000000000000000"' }, body: 'lost', status: 412, exception: 'PreconditionFailed', says: 'If-Match' },
	{ title: 'is untouched by that', method: 'GET', path: '/a.vault', status: 200, then: ({ bytes }) => expect(bytes.equals(BYTES)).toBe(true) },
	{ title: 'over it with the right ETag', method: 'PUT', path: '/a.vault', headers: { 'If-Match': (memory) => memory.get('etag') ?? '' }, body: 'second', status: 204, gives: { etag: ETAG, 'oc-etag': ETAG } },
	// A real server may keep the ETag of what is overwritten within the second it was written in, even by another length: an ETag of a file proves nothing, its name does.
	{ title: 'over it, seen afterwards', method: 'HEAD', path: '/a.vault', status: 200, then: ({ headers }, memory) => {
		if (headers['last-modified'] !== memory.get('written')) {
			expect(headers.etag).not.toBe(memory.get('etag'))
		}
	} },
	{ title: 'over it without condition', method: 'PUT', path: '/a.vault', body: 'third', status: 204 },
	{ title: 'what was written last', method: 'GET', path: '/a.vault', status: 200, body200: 'third' },
	{ title: 'with a condition on a missing file', method: 'PUT', path: '/missing.vault', headers: { 'If-Match': '"00000000000000000000000000000000"' }, body: 'x', status: 412, exception: 'PreconditionFailed' },
	{ title: 'into a missing folder', method: 'PUT', path: '/nowhere/a.vault', headers: EXCLUSIVE, body: 'x', status: 404, exception: 'NotFound', says: 'could not be located' },
	{ title: 'a missing file', method: 'GET', path: '/missing.vault', status: 404, exception: 'NotFound', says: 'could not be located', gives: { 'x-user-id': /./ } },
	{ title: 'of a missing file', method: 'HEAD', path: '/missing.vault', status: 404 },
	{ title: 'an empty file', method: 'PUT', path: '/empty.identity', headers: EXCLUSIVE, body: '', status: 201 },
	{ title: 'an empty file', method: 'GET', path: '/empty.identity', status: 200, body200: '', gives: { 'content-type': /^application\/octet-stream/ } },
	{ title: 'a JSON file', method: 'PUT', path: '/trousseau.json', headers: { ...EXCLUSIVE, 'Content-Type': 'application/json' }, body: '{"format":1}', status: 201 },
	{ title: 'a JSON file as plain text', method: 'GET', path: '/trousseau.json', status: 200, body200: '{"format":1}', gives: { 'content-type': /^text\/plain/ } },
	{ title: 'with a date of its own', method: 'PUT', path: '/dated.vault', headers: { 'X-OC-MTime': '1600000000' }, body: 'x', status: 201, gives: { 'x-oc-mtime': /^accepted$/ } },
	{ title: 'shows that date', method: 'HEAD', path: '/dated.vault', status: 200, gives: { 'last-modified': /^Sun, 13 Sep 2020/ } },
	{ title: 'two megabytes', method: 'PUT', path: '/big.vault', headers: EXCLUSIVE, body: new Uint8Array(2_000_000).fill(7), status: 201 },
	{ title: 'two megabytes', method: 'GET', path: '/big.vault', status: 200, then: ({ bytes }) => expect(bytes.equals(Buffer.alloc(2_000_000, 7))).toBe(true) },
	{ title: 'a name with accents, an apostrophe and signs', method: 'PUT', path: `/${encodeURIComponent('L\'été à 100 % & + # @ (2).vault')}`, headers: EXCLUSIVE, body: 'é', status: 201 },
	{ title: 'a decomposed name', method: 'PUT', path: `/${encodeURIComponent('Mairie de Crépy'.normalize('NFD'))}`, body: 'nfd', status: 201 },
	{ title: 'a decomposed name, found composed', method: 'GET', path: `/${encodeURIComponent('Mairie de Crépy'.normalize('NFC'))}`, status: 200, body200: 'nfd' },
	{ title: 'names are case-sensitive', method: 'GET', path: '/A.vault', status: 404 },
	{ title: 'a backslash in the name', method: 'PUT', path: '/a%5Cb', body: 'x', status: 400, exception: 'InvalidPath' },
	{ title: 'a control character in the name', method: 'PUT', path: '/a%0Ab', body: 'x', status: 400, exception: 'InvalidPath' },
	{ title: 'a name of 126 accented letters', method: 'PUT', path: `/${encodeURIComponent('é'.repeat(126))}`, body: 'x', status: 400, exception: 'InvalidPath' },
	{ title: 'a name of 125 accented letters', method: 'PUT', path: `/${encodeURIComponent('é'.repeat(125))}`, body: 'x', status: 201 },
	{ title: 'a .filepart', method: 'PUT', path: '/a.filepart', body: 'x', status: 400, exception: 'InvalidPath' },
	{ title: 'a .part, exclusively', method: 'PUT', path: '/a.part', headers: EXCLUSIVE, body: 'x', status: 412 },
	{ title: 'over a folder', method: 'PUT', path: '', body: 'x', status: 409, exception: 'Conflict' },
	{ title: 'what one may do', method: 'OPTIONS', path: '/a.vault', status: 200, gives: { dav: /^1, 3/, allow: /PROPFIND/ } },
]
