// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Line } from '../support/table.ts'

/** Sums of rights that are tried, in the order of the columns below. */
export const LEVELS = [1, 5, 7, 13, 15, 31] as const
export type Level = (typeof LEVELS)[number]

type Column = readonly [number, number, number, number, number, number]

/** Rights of a member: a row for each action, a column for each level. */
const STATUSES: Readonly<Record<string, Column>> = {
	list: [207, 207, 207, 207, 207, 207],
	read: [200, 200, 200, 200, 200, 200],
	create: [403, 201, 201, 201, 201, 201],
	makeFolder: [403, 201, 201, 201, 201, 201],
	copyInside: [403, 201, 201, 201, 201, 201],
	overwrite: [403, 403, 204, 403, 204, 204],
	copyOver: [403, 403, 403, 204, 204, 204],
	// Before 34 the third was 403: renaming then asked for the right to delete.
	rename: [403, 403, 201, 500, 201, 201],
	remove: [403, 403, 403, 204, 204, 204],
	removeFolder: [403, 403, 403, 204, 204, 204],
	moveOut: [403, 403, 403, 201, 201, 201],
	reshare: [404, 404, 404, 404, 404, 200],
}

/** `oc:permissions` of the root of the share, of a folder inside, of a file inside. */
const LETTERS: Readonly<Record<Level, readonly [string, string, string]>> = {
	1: ['SGDN', 'SG', 'SG'],
	5: ['SGDNCK', 'SGCK', 'SG'],
	7: ['SGDNVCK', 'SGNVCK', 'SGNVW'],
	13: ['SGDNCK', 'SGDNCK', 'SGDN'],
	15: ['SGDNVCK', 'SGDNVCK', 'SGDNVW'],
	31: ['SRGDNVCK', 'SRGDNVCK', 'SRGDNVW'],
}

/**
 * The expected letters at a level.
 *
 * @param level - the rights of the share
 * @param major - of the server: before 34, N came only together with V
 */
export function lettersAt(level: Level, major: number): readonly string[] {
	return LETTERS[level].map((letters) => major < 34 && !letters.includes('V') ? letters.replace('N', '') : letters)
}

/**
 * The lines of one level. Before them the owner has put `v/`, `w/` and the
 * files that they touch into the shared folder.
 */
export function rightLines(level: Level): readonly Line[] {
	const column = LEVELS.indexOf(level)
	const status = (deed: string): number => STATUSES[deed]?.[column] ?? 0
	const line = (title: string, deed: string, fields: Omit<Line, 'title' | 'status' | 'by'>): Line => ({ title: `${title}: ${status(deed)}`, by: 'member', status: status(deed), ...fields })
	const into = (path: string): NonNullable<Line['headers']> => ({ Destination: (_memory, stage) => `${stage.target.url}${stage.memberAt(path)}` })
	return [
		line('lists', 'list', { method: 'PROPFIND', path: '/v', headers: { Depth: '1' } }),
		line('reads', 'read', { method: 'GET', path: '/v/a.vault' }),
		line('creates', 'create', { method: 'PUT', path: '/v/mine.vault', headers: { 'If-None-Match': '*' }, body: 'mine' }),
		line('makes a folder', 'makeFolder', { method: 'MKCOL', path: '/v/folder' }),
		line('copies inside', 'copyInside', { method: 'COPY', path: '/v/a.vault', headers: into('/v/copy.vault') }),
		line('overwrites', 'overwrite', { method: 'PUT', path: '/v/a.vault', body: 'other' }),
		...(level === 1 ? [] : [line('overwrites what one made oneself', 'overwrite', { method: 'PUT', path: '/v/mine.vault', body: 'other' })]),
		line('replaces by COPY', 'copyOver', { method: 'COPY', path: '/v/b.vault', headers: into('/v/c.vault') }),
		{ ...line('renames inside', 'rename', { method: 'MOVE', path: '/v/d.vault', headers: into('/v/renamed.vault') }), ...(level === 7 ? { statusBefore34: 403 } : {}) },
		line('deletes', 'remove', { method: 'DELETE', path: '/v/e.vault', headers: { 'X-NC-Skip-Trashbin': 'true' } }),
		line('deletes a folder', 'removeFolder', { method: 'DELETE', path: '/w', headers: { 'X-NC-Skip-Trashbin': 'true' } }),
		line('moves out', 'moveOut', { method: 'MOVE', path: '/v/f.vault', headers: { Destination: (_memory, stage) => `${stage.target.url}${stage.memberAt('-out.vault')}` } }),
		line('shares on', 'reshare', { method: 'POST', path: '//ocs/v2.php/apps/files_sharing/api/v1/shares?format=json', headers: { 'OCS-APIRequest': 'true', 'Content-Type': 'application/x-www-form-urlencoded' }, body: (_memory, stage) => new URLSearchParams({ path: `/${stage.folder}`, shareType: '0', shareWith: 'admin', permissions: '1' }).toString() }),
	]
}
