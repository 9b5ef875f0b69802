// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { BrowserContext } from '@playwright/test'
import type { Person, Target } from './target.ts'

import { canonicalBytes } from '../../../src/domain/canonical.ts'
import { revisionName } from '../../../src/journal/names.ts'
import { listFiles, readFileOf, writeFileOf } from './host.ts'

/** Deletes a file behind the app's back, for good. */
export async function deleteFileOf(target: Target, person: Person, path: string): Promise<void> {
	const url = `${target.url}/remote.php/dav/files/${encodeURIComponent(person.id)}/${path.split('/').map(encodeURIComponent).join('/')}`
	const answer = await fetch(url, {
		method: 'DELETE',
		headers: {
			Authorization: `Basic ${Buffer.from(`${person.id}:${person.password}`).toString('base64')}`,
			'OCS-APIRequest': 'true',
			'X-NC-Skip-Trashbin': 'true',
		},
	})
	if (!answer.ok) {
		throw new Error(`DELETE ${path}: ${answer.status}`)
	}
}

/** The files of a folder, by name. */
export async function keepFolder(target: Target, person: Person, folder: string): Promise<ReadonlyMap<string, Buffer>> {
	const names = await listFiles(target, person, folder)
	return new Map(await Promise.all(names.map(async (name) => [name, await readFileOf(target, person, `${folder}/${name}`)] as const)))
}

/** Makes a folder hold these files and no other. */
export async function putFolderBack(target: Target, person: Person, folder: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
	const present = await listFiles(target, person, folder)
	for (const name of present.filter((one) => !files.has(one))) {
		await deleteFileOf(target, person, `${folder}/${name}`)
	}
	for (const [name, bytes] of [...files].filter(([one]) => !present.includes(one))) {
		await writeFileOf(target, person, `${folder}/${name}`, bytes)
	}
}

/** A server that hides from one browser what the others save: listings stay as they were, what is asked for is given. */
export async function hideNews(context: BrowserContext): Promise<{ readonly end: () => Promise<void> }> {
	const answers = new Map<string, Promise<{ readonly status: number, readonly headers: Record<string, string>, readonly body: Buffer }>>()
	const url = /\/remote\.php\/dav\//
	await context.route(url, async (route) => {
		const request = route.request()
		if (request.method() !== 'PROPFIND') {
			return route.fallback()
		}
		const key = `${request.url()} ${request.headers().depth ?? ''} ${request.postData() ?? ''}`
		const answer = answers.get(key) ?? route.fetch().then(async (fresh) => ({ status: fresh.status(), headers: fresh.headers(), body: await fresh.body() }))
		answers.set(key, answer)
		return route.fulfill(await answer)
	})
	return { end: () => context.unroute(url) }
}

/** A computer whose clock is ahead, as its crypto Worker reads it; for pages opened afterwards. */
export async function setClockAhead(context: BrowserContext, days: number): Promise<void> {
	const prelude = `{const Present=Date;const ahead=${days}*86400000;self.Date=class extends Present{constructor(...at){if(at.length===0)super(Present.now()+ahead);else super(...at)}static now(){return Present.now()+ahead}}}\n`
	await context.route('**/trousseau-*worker*.js*', async (route) => {
		const answer = await route.fetch()
		await route.fulfill({ response: answer, body: prelude + await answer.text() })
	})
}

/** Rewrites the inventory as the server could, since nothing signs it: one more revision on top of the last. */
export async function alterInventory(target: Target, person: Person, folder: string, alter: (text: string) => string): Promise<void> {
	const last = (await listFiles(target, person, folder)).at(-1) ?? ''
	const before = JSON.parse((await readFileOf(target, person, `${folder}/${last}`)).toString('utf8'))
	const parent = last.replace(/\.inventory$/, '')
	const next = { ...before, content: JSON.parse(alter(JSON.stringify(before.content))), number: before.number + 1, parents: [parent], ancestors: [parent, ...before.ancestors] }
	const bytes = canonicalBytes(next)
	await writeFileOf(target, person, `${folder}/${revisionName(next.number, bytes)}.inventory`, bytes)
}

/** A file that claims to follow the latest revision of a vault, as whoever holds none of its keys can make it. Returns its name. */
export async function forgeAbove(target: Target, person: Person, folder: string): Promise<string> {
	const last = (await listFiles(target, person, folder)).at(-1) ?? ''
	const before = await readFileOf(target, person, `${folder}/${last}`)
	const length = before.readUInt32LE(9)
	const header = JSON.parse(before.subarray(13, 13 + length).toString('utf8'))
	const parent = last.replace(/\.vault$/, '')
	const next = canonicalBytes({ ...header, number: header.number + 1, parents: [parent], ancestors: [parent, ...header.ancestors] })
	const start = Buffer.from(before.subarray(0, 13))
	start.writeUInt32LE(next.length, 9)
	const bytes = Buffer.concat([start, next, before.subarray(13 + length)])
	const name = revisionName(header.number + 1, bytes)
	await writeFileOf(target, person, `${folder}/${name}.vault`, bytes)
	return name
}

/** Puts the latest file of a vault once more above all others, as one of a later format. */
export async function putLaterFormat(target: Target, person: Person, folder: string): Promise<void> {
	const last = (await listFiles(target, person, folder)).at(-1) ?? ''
	const bytes = await readFileOf(target, person, `${folder}/${last}`)
	bytes.writeUInt8(2, 8)
	await writeFileOf(target, person, `${folder}/${revisionName(99_999, bytes)}.vault`, bytes)
}
