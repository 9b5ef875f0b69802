// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { randomInt } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** An account of the host. */
export interface Account {
	readonly user: string
	readonly displayName: string
	readonly email: string
	readonly groups: readonly string[]
	readonly password: string
}

const PEOPLE: readonly Omit<Account, 'password'>[] = [
	{ user: 'secretaire', displayName: 'Secrétaire de mairie', email: 'secretaire@mairie.invalid', groups: ['mairie'] },
	{ user: 'maire', displayName: 'Maire', email: 'maire@mairie.invalid', groups: ['mairie'] },
	{ user: 'admin', displayName: 'Administration', email: 'admin@mairie.invalid', groups: ['admin'] },
]

// No character that can be mistaken for another once printed.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679'

function randomPassword(): string {
	return Array.from({ length: 16 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

/**
 * The accounts of a data folder. Passwords are drawn once and kept in the
 * folder; `given`, then TROUSSEAU_HOST_PASSWORD_<NAME>, win over them.
 *
 * @param folder - the data folder, which exists
 * @param given - passwords by account
 */
export async function loadAccounts(folder: string, given: Readonly<Record<string, string>> = {}): Promise<readonly Account[]> {
	const file = join(folder, 'passwords.json')
	const kept = await readKept(file)
	const drawn: Record<string, string> = {}
	for (const { user } of PEOPLE) {
		drawn[user] = kept[user] ?? randomPassword()
	}
	if (PEOPLE.some(({ user }) => kept[user] === undefined)) {
		await writeFile(`${file}.new`, `${JSON.stringify(drawn, null, '\t')}\n`, { mode: 0o600 })
		await rename(`${file}.new`, file)
	}
	return PEOPLE.map((person) => ({
		...person,
		password: given[person.user] ?? process.env[`TROUSSEAU_HOST_PASSWORD_${person.user.toUpperCase()}`] ?? drawn[person.user] ?? '',
	}))
}

async function readKept(file: string): Promise<Record<string, string>> {
	const text = await readFile(file, 'utf8').catch(() => '{}')
	const parsed: unknown = JSON.parse(text)
	const kept: Record<string, string> = {}
	if (typeof parsed !== 'object' || parsed === null) {
		return kept
	}
	for (const [user, password] of Object.entries(parsed)) {
		if (typeof password === 'string') {
			kept[user] = password
		}
	}
	return kept
}
