// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Derive } from './identity.ts'
import type { MarkerResult } from './inventory.ts'
import type { Json, JsonRecord } from './json.ts'

import { Buffer } from 'node:buffer'
import { bucketOf, checkBounds, decrypt } from './envelope.ts'
import { argon2id, passwordsOf, readIdentityHeader } from './identity.ts'
import { readInventoryFile, readMarker } from './inventory.ts'
import { hasExactly, isList, isRecord, readCanonical } from './json.ts'
import { H, KH, must, refuse, str } from './primitives.ts'
import { checkHash, numberOf } from './revision.ts'
import { isLabel, isTime } from './shape.ts'
import { readVaultHeader } from './vault-file.ts'

const LARGEST = 536_870_912
const LONGEST_LIST = 16_777_216
const KIBIBYTE = 1024
const LONGEST = { marker: 16 * KIBIBYTE, inventory: 16 * KIBIBYTE ** 2, vault: 64 * KIBIBYTE ** 2, identity: 64 * KIBIBYTE ** 2 } as const

/** Input of the reader of backups. */
export interface BackupReading {
	readonly file: Uint8Array
	readonly words: string
	/** The French BIP-39 list. */
	readonly list: readonly string[]
	readonly derive?: Derive
}

/** Content of a backup. */
export interface BackupResult {
	readonly at: string
	readonly by: { readonly id: string, readonly name: string }
	readonly marker: MarkerResult
	readonly files: readonly { readonly path: string, readonly bytes: Buffer }[]
}

interface Listed {
	readonly kind: keyof typeof LONGEST
	readonly path: string
	readonly bytes: Buffer
	readonly revision: string
	readonly vault: string
}

/** The clear part: what can be refused before any derivation. */
function openClearPart(file: Buffer): { readonly memory: number, readonly passes: number, readonly salt: Buffer, readonly check: Buffer } {
	must(file.length >= 8 && file.toString('latin1', 0, 8) === 'TRSBACKP', 'invalid')
	must(file.length <= LARGEST, 'too-large')
	const version = file[8] ?? 0
	must(version <= 1, 'unsupported-version')
	must(version === 1 && file.length >= 106, 'altered')
	const [memory, passes] = [file.readUInt32LE(9), file.readUInt32LE(13)]
	checkBounds(memory, passes)
	return { memory, passes, salt: file.subarray(17, 33), check: file.subarray(33, 65) }
}

function kindOf(path: string): Pick<Listed, 'kind' | 'revision' | 'vault'> {
	if (path === 'trousseau.json') {
		return { kind: 'marker', revision: '', vault: '' }
	}
	const [, single, plainName] = /^(inventory|identity)\/(\d{8}-[0-9a-f]{32})\.\1$/.exec(path) ?? []
	const [, vault, vaultName] = /^vaults\/([0-9a-f]{32})\/(\d{8}-[0-9a-f]{32})\.vault$/.exec(path) ?? []
	const revision = plainName ?? vaultName ?? refuse('altered')
	must(numberOf(revision) > 0, 'altered')
	return { kind: single === 'inventory' || single === 'identity' ? single : 'vault', revision, vault: vault ?? '' }
}

function isEntry(entry: Json): entry is { readonly path: string, readonly size: number } {
	return hasExactly(entry, ['path', 'size'])
		&& typeof entry.path === 'string' && Number.isSafeInteger(entry.size) && Number(entry.size) >= 1
}

const isRealTime = (value: Json | undefined): value is string => isTime(value) && Number.isFinite(Date.parse(value)) && new Date(value).toJSON() === value

function readList(plain: Buffer): { readonly list: JsonRecord, readonly end: number } {
	must(plain.length >= 4, 'altered')
	const size = plain.readUInt32LE(0)
	must(size >= 2 && size <= LONGEST_LIST && size <= plain.length - 4, 'altered')
	const list = readCanonical(plain.subarray(4, 4 + size))
	must(!(isRecord(list) && Number.isInteger(list.format) && Number(list.format) > 1), 'unsupported-version')
	must(hasExactly(list, ['at', 'by', 'files', 'format']) && list.format === 1 && isRealTime(list.at), 'altered')
	must(hasExactly(list.by, ['id', 'name']) && isLabel(list.by.id) && isLabel(list.by.name), 'altered')
	return { list, end: 4 + size }
}

function cutFiles(plain: Buffer): { readonly list: JsonRecord, readonly files: readonly Listed[] } {
	const { list, end } = readList(plain)
	const { files } = list
	must(isList(files) && files.length <= 50_000 && files.every(isEntry), 'altered')
	let [from, last] = [end, '']
	const cut = files.map(({ path, size }) => {
		const place = kindOf(path)
		must(last < path && size <= LONGEST[place.kind] && from + size <= plain.length, 'altered')
		const bytes = plain.subarray(from, from + size)
		;[from, last] = [from + size, path]
		return { ...place, path, bytes }
	})
	must(plain.length === bucketOf(from) && plain.subarray(from).every((byte) => byte === 0), 'altered')
	return { list, files: cut }
}

/** A file is what its path says, as far as it shows without a key. */
function checkFile({ kind, revision, vault, bytes }: Listed, notebook: string): void {
	if (kind === 'marker') {
		return
	}
	const file = { name: revision, bytes }
	checkHash(file)
	if (kind === 'inventory') {
		readInventoryFile(file, notebook)
	} else if (kind === 'identity') {
		readIdentityHeader(file)
	} else {
		const header = readVaultHeader(bytes)
		must(header.notebook === notebook && header.vault === vault, 'wrong-notebook')
		must(header.number === numberOf(revision), 'altered')
	}
}

/** Opens a backup (section 12), or throws a `ReadError`. */
export function readBackup({ file, words, list: wordList, derive = argon2id }: BackupReading): BackupResult {
	const whole = Buffer.from(file)
	const { memory, passes, salt, check } = openClearPart(whole)
	const checkOf = (derived: Buffer): Buffer => KH(derived.subarray(32), str('trousseau backup check v1'), salt)
	const [present, ...former] = passwordsOf(words, wordList)
	let derived = derive(present, salt, memory, passes)
	if (former[0] !== undefined && !checkOf(derived).equals(check)) {
		derived = derive(former[0], salt, memory, passes)
	}
	must(checkOf(derived).equals(check), 'wrong-words')
	const plain = decrypt(whole.subarray(65), KH(derived.subarray(0, 32), str('trousseau backup payload v1')), H(whole.subarray(0, 65)))
	const { list, files } = cutFiles(plain)
	const marker = readMarker(files.find(({ kind }) => kind === 'marker')?.bytes ?? refuse('altered'))
	files.forEach((entry) => checkFile(entry, marker.notebook))
	return { at: String(list.at), by: list.by as BackupResult['by'], marker, files: files.map(({ path, bytes }) => ({ path, bytes })) }
}
