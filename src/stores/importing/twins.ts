// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CredentialSummary } from '../../vault/model.ts'
import type { ImportRow, Twin } from './rows.ts'

import { hostOf } from '../../domain/passwords/matching.ts'
import { fold } from '../../domain/passwords/search.ts'
import { inTurns, pause } from './slices.ts'

function keysOf(label: string, site: string, login: string): readonly string[] {
	const who = login.trim().toLowerCase()
	const [name, host] = [fold(label), hostOf(site)]
	return [...name === '' ? [] : [`name\n${name}\n${who}`], ...host === '' ? [] : [`host\n${host}\n${who}`]]
}

/** Reveals compared before the page gets its turn. */
const AT_ONCE = 20

/**
 * The entries of the vault that rows seem to be of: same name or site, and same login. Of those alone the passwords are
 * compared, one at a time, and let go.
 *
 * @param rows - of the file
 * @param live - entries of the vault, outside its trash
 * @param reveal - password of one
 * @return by key of the row
 */
export async function findTwins(
	rows: readonly ImportRow[],
	live: readonly CredentialSummary[],
	reveal: (id: string) => Promise<string>,
): Promise<ReadonlyMap<number, Twin>> {
	const index = new Map<string, CredentialSummary[]>()
	await inTurns(live, (credential) => keysOf(credential.label, credential.site, credential.login).forEach((key) => {
		const same = index.get(key)
		if (same === undefined) {
			index.set(key, [credential])
		} else {
			same.push(credential)
		}
	}))
	const alike: { readonly row: ImportRow, readonly among: readonly CredentialSummary[] }[] = []
	await inTurns(rows, (row) => {
		const { title, url, login } = row.entry
		const among = new Set(row.reason === null || row.isEdited ? keysOf(title, url, login).flatMap((key) => index.get(key) ?? []) : [])
		if (among.size > 0) {
			alike.push({ row, among: [...among] })
		}
	})
	const twins = new Map<number, Twin>()
	for (const [at, { row, among }] of alike.entries()) {
		let found: Twin | null = null
		for (const { id, label } of among) {
			const isSame = await reveal(id) === row.entry.password
			found = found === null || isSame ? { id, label, isSame } : found
		}
		if (found !== null) {
			twins.set(row.key, found)
		}
		if (at % AT_ONCE === AT_ONCE - 1) {
			await pause()
		}
	}
	return twins
}
