// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { FaultRequest } from '../../../host/hooks/faults.ts'
import type { Person, Target } from './target.ts'

import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

async function call(target: Target, method: string, path: string, body: unknown): Promise<void> {
	const answer = await fetch(`${target.url}/__host/${path}`, { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } })
	if (!answer.ok) {
		throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
	}
}

/** Asks for faults on the next requests that match: the embedded host plays them, or the line to a real server. */
export async function addFaults(target: Target, faults: readonly FaultRequest[]): Promise<void> {
	if (target.real === null) {
		return call(target, 'POST', 'faults', faults)
	}
	target.real.faults.add(faults)
}

/** Forgets the faults that were not played. */
export async function clearFaults(target: Target): Promise<void> {
	if (target.real === null) {
		return call(target, 'DELETE', 'faults', {})
	}
	target.real.faults.clear()
}

/** Gives a person so many bytes in all; null for no limit. */
export function setQuota(target: Target, person: Person, bytes: number | null): Promise<void> {
	return target.real === null
		? call(target, 'POST', 'quota', { user: person.id, bytes })
		: target.real.administer('PUT', `cloud/users/${person.id}`, { key: 'quota', value: bytes === null ? 'none' : `${bytes} B` })
}

/** Ends every session of a person. */
export function expireSession(target: Target, person: Person): Promise<void> {
	return target.real === null ? call(target, 'POST', 'expire-session', { user: person.id }) : target.real.endSessions(person)
}

/** Switches sharing off for everybody, as the administrator's settings do; on again when the test ends. */
export async function forbidSharing(target: Target): Promise<void> {
	const { real } = target
	if (real === null) {
		return call(target, 'POST', 'conditions', { sharingDisabled: true })
	}
	const setTo = (value: string) => real.administer('POST', 'apps/provisioning_api/api/v1/config/apps/core/shareapi_enabled', { value })
	real.undoLater(() => setTo('yes'))
	await setTo('no')
}

/** Begins or ends the maintenance mode. */
export async function setMaintenance(target: Target, on: boolean): Promise<void> {
	const { real } = target
	if (real === null) {
		return call(target, 'POST', 'conditions', { maintenance: on })
	}
	if (on) {
		real.undoLater(() => real.occ('maintenance:mode', '--off'))
	}
	await real.occ('maintenance:mode', on ? '--on' : '--off')
}

/** Closes an account, or opens it again. */
export async function setDisabled(target: Target, person: Person, disabled: boolean): Promise<void> {
	return target.real === null
		? call(target, 'POST', 'conditions', { disabled: disabled ? [person.id] : [] })
		: target.real.administer('PUT', `cloud/users/${person.id}/${disabled ? 'disable' : 'enable'}`)
}

function headersOf(person: Person): Record<string, string> {
	return {
		Authorization: `Basic ${Buffer.from(`${person.id}:${person.password}`).toString('base64')}`,
		'OCS-APIRequest': 'true',
	}
}

function fileUrl(target: Target, person: Person, path: string): string {
	return `${target.url}/remote.php/dav/files/${encodeURIComponent(person.id)}/${path.split('/').map(encodeURIComponent).join('/')}`
}

/** Names of the files of a folder, sorted. */
export async function listFiles(target: Target, person: Person, folder: string): Promise<readonly string[]> {
	const answer = await fetch(fileUrl(target, person, folder), { method: 'PROPFIND', headers: { ...headersOf(person), Depth: '1' } })
	const names = [...(await answer.text()).matchAll(/<d:href>([^<]*)<\/d:href>/g)].map(([, href]) => decodeURIComponent(href ?? ''))
	return names.filter((href) => !href.endsWith('/')).map((href) => href.split('/').at(-1) ?? '').sort()
}

/** Names of the folders of a folder, sorted. */
export async function listFolders(target: Target, person: Person, folder: string): Promise<readonly string[]> {
	const answer = await fetch(fileUrl(target, person, folder), { method: 'PROPFIND', headers: { ...headersOf(person), Depth: '1' } })
	const names = [...(await answer.text()).matchAll(/<d:href>([^<]*)\/<\/d:href>/g)].map(([, href]) => decodeURIComponent(href ?? ''))
	return names.slice(1).map((href) => href.split('/').at(-1) ?? '').sort()
}

/** The bytes of a file. */
export async function readFileOf(target: Target, person: Person, path: string): Promise<Buffer> {
	const answer = await fetch(fileUrl(target, person, path), { headers: headersOf(person) })
	if (!answer.ok) {
		throw new Error(`GET ${path}: ${answer.status}`)
	}
	return Buffer.from(await answer.arrayBuffer())
}

/** Writes a file behind the app's back. */
export async function writeFileOf(target: Target, person: Person, path: string, bytes: Uint8Array): Promise<void> {
	const answer = await fetch(fileUrl(target, person, path), { method: 'PUT', headers: headersOf(person), body: new Uint8Array(bytes) })
	if (!answer.ok) {
		throw new Error(`PUT ${path}: ${answer.status}`)
	}
}

/** Renames, moves or copies behind the app's back, as the Files app does. */
export async function relocate(target: Target, person: Person, how: 'COPY' | 'MOVE', from: string, to: string): Promise<void> {
	const answer = await fetch(fileUrl(target, person, from), { method: how, headers: { ...headersOf(person), Destination: fileUrl(target, person, to) } })
	if (!answer.ok) {
		throw new Error(`${how} ${from}: ${answer.status} ${await answer.text()}`)
	}
}

const SHARES = '/ocs/v2.php/apps/files_sharing/api/v1/shares'

/** Shares a file or a folder with somebody, as the Files app does; the id of the share. */
export async function shareFileOf(target: Target, person: Person, path: string, recipient: Person, permissions: number): Promise<string> {
	const body = new URLSearchParams({ path: `/${path}`, shareType: '0', shareWith: recipient.id, permissions: String(permissions) })
	const answer = await fetch(`${target.url}${SHARES}?format=json`, { method: 'POST', headers: headersOf(person), body })
	if (!answer.ok) {
		throw new Error(`share of ${path}: ${answer.status} ${await answer.text()}`)
	}
	return String((await answer.json() as { ocs: { data: { id: string } } }).ocs.data.id)
}

/** Ends a share. */
export async function unshareFileOf(target: Target, person: Person, id: string): Promise<void> {
	const answer = await fetch(`${target.url}${SHARES}/${id}?format=json`, { method: 'DELETE', headers: headersOf(person) })
	if (!answer.ok) {
		throw new Error(`share ${id}: ${answer.status}`)
	}
}

/** Transfers a folder to another account, as the administrator's command does. */
export async function transfer(target: Target, from: Person, to: Person, path: string): Promise<void> {
	if (target.real === null) {
		return call(target, 'POST', 'transfer', { from: from.id, to: to.id, path })
	}
	await target.real.occ('files:transfer-ownership', `--path=${path}`, from.id, to.id)
}

/** Deletes a file or a folder behind the app's back. */
export async function deleteOf(target: Target, person: Person, path: string): Promise<void> {
	const answer = await fetch(fileUrl(target, person, path), { method: 'DELETE', headers: headersOf(person) })
	if (!answer.ok) {
		throw new Error(`DELETE ${path}: ${answer.status}`)
	}
}

/** Fetches every file of a person into the folder of what is stored: a real server does not give its disk. */
export async function collectStored(target: Target, person: Person): Promise<void> {
	if (target.real === null) {
		return
	}
	const answer = await fetch(fileUrl(target, person, ''), { method: 'PROPFIND', headers: { ...headersOf(person), Depth: 'infinity' } })
	const root = `/remote.php/dav/files/${person.id}/`
	const paths = [...(await answer.text()).matchAll(/<d:href>([^<]*[^/<])<\/d:href>/g)].map(([, href]) => decodeURIComponent(href ?? '').slice(root.length))
	for (const path of paths) {
		const file = join(target.folders.data, path)
		await mkdir(dirname(file), { recursive: true })
		await writeFile(file, await readFileOf(target, person, path))
	}
}

/** Deletes an account with everything that is its own. */
export async function deleteAccount(target: Target, person: Person): Promise<void> {
	if (target.real === null) {
		await setDisabled(target, person, false)
		await deleteOf(target, person, 'Trousseau')
		return setDisabled(target, person, true)
	}
	await target.real.administer('DELETE', `cloud/users/${person.id}`)
}

/** Why a server cannot have team folders; empty when it can. */
export async function withoutTeamFolders({ real }: Target): Promise<string> {
	const isThere = real === null || (await real.occ('app:list', '--enabled', '--output=json')).includes('"groupfolders"')
	return isThere ? '' : 'needs the app groupfolders on that server'
}

/** Makes a team folder in which the secretary may do everything and the mayor may complete; its name. */
export async function makeTeamFolder(target: Target): Promise<string> {
	const { real, secretary, mayor } = target
	if (real === null) {
		await call(target, 'POST', 'team-folder', { name: 'Équipe', members: { [secretary.id]: 31, [mayor.id]: 5 } })
		return 'Équipe'
	}
	const name = `Équipe ${target.group}`
	const id = (await real.occ('groupfolders:create', name)).trim()
	real.undoLater(() => real.occ('groupfolders:delete', '--force', id))
	await real.occ('groupfolders:group', id, target.group, 'write', 'delete')
	return name
}
