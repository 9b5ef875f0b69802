// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { FaultRequest } from '../../../host/hooks/faults.ts'
import type { Person, Target } from './target.ts'

async function call(target: Target, method: string, path: string, body: unknown): Promise<void> {
	const answer = await fetch(`${target.url}/__host/${path}`, { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } })
	if (!answer.ok) {
		throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
	}
}

/** Asks the embedded host for faults on the next requests that match. */
export const addFaults = (target: Target, faults: readonly FaultRequest[]) => call(target, 'POST', 'faults', faults)

/** Forgets the faults that were not played. */
export const clearFaults = (target: Target) => call(target, 'DELETE', 'faults', {})

/** Gives a person so many bytes in all; null for no limit. */
export const setQuota = (target: Target, person: Person, bytes: number | null) => call(target, 'POST', 'quota', { user: person.id, bytes })

/** Ends every session of a person. */
export const expireSession = (target: Target, person: Person) => call(target, 'POST', 'expire-session', { user: person.id })

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

/** Hands a folder over to another account, as the administrator's command does. */
export const transfer = (target: Target, from: Person, to: Person, path: string) => call(target, 'POST', 'transfer', { from: from.id, to: to.id, path })

/** Deletes a file or a folder behind the app's back. */
export async function deleteOf(target: Target, person: Person, path: string): Promise<void> {
	const answer = await fetch(fileUrl(target, person, path), { method: 'DELETE', headers: headersOf(person) })
	if (!answer.ok) {
		throw new Error(`DELETE ${path}: ${answer.status}`)
	}
}
