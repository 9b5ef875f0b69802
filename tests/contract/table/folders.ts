// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect } from 'vitest'
import type { Line, Memory } from '../support/table.ts'
import { propfindBody, responses } from '../support/table.ts'
import type { Stage } from '../support/target.ts'

const to = (path: string) => (_memory: Memory, stage: Stage): string => `${stage.target.url}${stage.at(path)}`
const EXCLUSIVE = { 'If-None-Match': '*' }
const ETAG_BODY = propfindBody('d:getetag')

function onlyEtag(text: string): string {
	return [...responses(text).values()][0]?.get('d:getetag') ?? ''
}

/** Making, moving, copying and deleting, and what the ETags of folders tell. */
export const FOLDER_LINES: readonly Line[] = [
	{ title: 'a new folder', method: 'MKCOL', path: '/one', status: 201, gives: { 'oc-fileid': /^\d{8,}oc/ } },
	{ title: 'a folder that is there', method: 'MKCOL', path: '/one', status: 405, exception: 'MethodNotAllowed', says: 'already exists' },
	{ title: 'below a missing folder', method: 'MKCOL', path: '/none/two', status: 409, exception: 'Conflict', says: 'Parent node does not exist' },
	{ title: 'a name that ends in .part', method: 'MKCOL', path: '/x.part', status: 405 },
	{ title: 'inside', method: 'MKCOL', path: '/one/inner', status: 201 },
	{ title: 'a sibling', method: 'MKCOL', path: '/two', status: 201 },
	{ title: 'a file inside', method: 'PUT', path: '/one/inner/a.vault', headers: EXCLUSIVE, body: 'a', status: 201 },
	{ title: 'ETag of the outer folder', method: 'PROPFIND', path: '/one', headers: { Depth: '0' }, body: ETAG_BODY, status: 207, then: ({ text }, memory) => memory.set('one', onlyEtag(text)) },
	{ title: 'ETag of the sibling', method: 'PROPFIND', path: '/two', headers: { Depth: '0' }, body: ETAG_BODY, status: 207, then: ({ text }, memory) => memory.set('two', onlyEtag(text)) },
	{ title: 'one more file inside', method: 'PUT', path: '/one/inner/b.vault', headers: EXCLUSIVE, body: 'b', status: 201 },
	{ title: 'the outer ETag has changed', method: 'PROPFIND', path: '/one', headers: { Depth: '0' }, body: ETAG_BODY, status: 207, then: ({ text }, memory) => expect(onlyEtag(text)).not.toBe(memory.get('one')) },
	{ title: 'the sibling\'s has not', method: 'PROPFIND', path: '/two', headers: { Depth: '0' }, body: ETAG_BODY, status: 207, then: ({ text }, memory) => expect(onlyEtag(text)).toBe(memory.get('two')) },
	{ title: 'a folder as if it were a file', method: 'GET', path: '/one', status: 200, gives: { etag: null } },
	{ title: 'a file to another name', method: 'MOVE', path: '/one/inner/a.vault', headers: { Destination: to('/one/inner/c.vault') }, status: 201 },
	{ title: 'leaves nothing behind', method: 'GET', path: '/one/inner/a.vault', status: 404 },
	{ title: 'the content has moved', method: 'GET', path: '/one/inner/c.vault', status: 200, body200: 'a' },
	{ title: 'onto something, not allowed to overwrite', method: 'MOVE', path: '/one/inner/c.vault', headers: { Destination: to('/one/inner/b.vault'), Overwrite: 'F' }, status: 412, exception: 'PreconditionFailed', says: 'overwrite' },
	{ title: 'into a missing folder', method: 'MOVE', path: '/one/inner/c.vault', headers: { Destination: to('/none/c.vault') }, status: 409, exception: 'Conflict' },
	{ title: 'onto something, allowed to overwrite', method: 'MOVE', path: '/one/inner/c.vault', headers: { Destination: to('/one/inner/b.vault'), Overwrite: 'T' }, status: 204 },
	{ title: 'what replaced it', method: 'GET', path: '/one/inner/b.vault', status: 200, body200: 'a' },
	{ title: 'a whole folder', method: 'MOVE', path: '/one/inner', headers: { Destination: to('/two/moved') }, status: 201 },
	{ title: 'what the folder held', method: 'GET', path: '/two/moved/b.vault', status: 200, body200: 'a' },
	{ title: 'a missing thing', method: 'MOVE', path: '/nothing', headers: { Destination: to('/else') }, status: 404, exception: 'NotFound' },
	// The app files_lock reads the destination before anybody looked whether there is one.
	{ title: 'without a destination', method: 'MOVE', path: '/two/moved', status: [400, 500], exception: '(?:BadRequest|TypeError)' },
	{ title: 'a file', method: 'COPY', path: '/two/moved/b.vault', headers: { Destination: to('/copy.vault') }, status: 201 },
	{ title: 'a file over another', method: 'COPY', path: '/two/moved/b.vault', headers: { Destination: to('/copy.vault') }, status: 204 },
	{ title: 'a folder, deep', method: 'COPY', path: '/two', headers: { Destination: to('/three') }, status: 201 },
	{ title: 'what the copy holds', method: 'GET', path: '/three/moved/b.vault', status: 200, body200: 'a' },
	{ title: 'with a wrong ETag', method: 'DELETE', path: '/copy.vault', headers: { 'If-Match': '"00000000000000000000000000000000"' }, status: 412, exception: 'PreconditionFailed' },
	{ title: 'a file, without the trash', method: 'DELETE', path: '/copy.vault', headers: { 'X-NC-Skip-Trashbin': 'true' }, status: 204 },
	{ title: 'the same again', method: 'DELETE', path: '/copy.vault', headers: { 'X-NC-Skip-Trashbin': 'true' }, status: 404, exception: 'NotFound' },
	{ title: 'a deleted name again', method: 'PUT', path: '/copy.vault', headers: EXCLUSIVE, body: 'again', status: 201 },
	{ title: 'one more', method: 'PUT', path: '/again.vault', headers: EXCLUSIVE, body: 'again', status: 201 },
	{ title: 'with a header that only looks right', method: 'DELETE', path: '/again.vault', headers: { 'X-NC-Skip-Trashbin': '1' }, status: 204 },
	{ title: 'finds that one in the trash', method: 'PROPFIND', path: (_memory, stage) => `//remote.php/dav/trashbin/${stage.target.owner.user}/trash/`, headers: { Depth: '1' }, body: propfindBody('nc:trashbin-filename', 'nc:trashbin-original-location'), status: 207, then: ({ text }, memory, stage) => {
		const [href] = [...responses(text)].find(([, values]) => values.get('nc:trashbin-original-location') === `${stage.folder}/again.vault`) ?? []
		expect(href).toBeDefined()
		memory.set('trashed', href ?? '')
	} },
	{ title: 'it out of the trash', method: 'MOVE', path: (memory) => `/${encodeURI(memory.get('trashed') ?? '')}`, headers: { Destination: (_memory, stage) => `${stage.target.url}/remote.php/dav/trashbin/${stage.target.owner.user}/restore/again.vault` }, status: 201 },
	{ title: 'what came back', method: 'GET', path: '/again.vault', status: 200, body200: 'again' },
	{ title: 'a folder with all it holds', method: 'DELETE', path: '/three', headers: { 'X-NC-Skip-Trashbin': 'true' }, status: 204 },
	{ title: 'nothing is left of it', method: 'PROPFIND', path: '/three', headers: { Depth: '0' }, status: 404, exception: 'NotFound' },
]
