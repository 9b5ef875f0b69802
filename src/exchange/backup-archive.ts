// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Marker } from '../journal/marker.ts'
import type { BackupPlace } from './backup-paths.ts'
import type { RevisionPlace } from './examine.ts'

import * as v from 'valibot'
import { canonicalBytes, parseCanonical } from '../domain/canonical.ts'
import { dayOf } from '../domain/days.ts'
import { TrousseauError } from '../domain/errors.ts'
import { decodeMarker, MARKER_FILE } from '../journal/marker.ts'
import { MAX_BACKUP } from '../vault/content/backup-header.ts'
import { bucket } from '../vault/file/bucket.ts'
import { readU32, u32 } from '../vault/file/bytes.ts'
import { LONGEST, pathOfPlace, placeOfPath } from './backup-paths.ts'
import { examine } from './examine.ts'

/*
 * The plaintext of a backup (section 12 of docs/FORMAT.md): a list of files, then their bytes one after the
 * other, then zeros up to a bucket.
 */

/** One file of a backup. */
export interface BackupFile {
	readonly place: BackupPlace
	readonly bytes: Uint8Array
}

/** Declared author of a backup. */
export interface BackupAuthor {
	/** Nextcloud user id. */
	readonly id: string
	readonly name: string
}

/** A backup, whole and checked. */
export interface BackupContents {
	/** ISO 8601, UTC, milliseconds. */
	readonly at: string
	readonly by: BackupAuthor
	readonly marker: Marker
	/** Sorted by path; the bytes are views of one buffer. */
	readonly files: readonly BackupFile[]
}

const PREFIX = 4
const MAX_LIST = 16 * 1024 * 1024
const MAX_FILES = 50_000
const MAX_TEXT = 300
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** Engines differ on the 30th of February: it is refused if it comes back as another day. */
const exists = (at: string): boolean => !Number.isNaN(Date.parse(at)) && new Date(at).toISOString() === at

const text = v.pipe(v.string(), v.maxLength(MAX_TEXT))
const listSchema = v.strictObject({
	at: v.pipe(v.string(), v.regex(TIME), v.check(exists)),
	by: v.strictObject({ id: text, name: text }),
	files: v.pipe(v.array(v.strictObject({ path: v.string(), size: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) })), v.maxLength(MAX_FILES)),
	format: v.literal(1),
})

const altered = (path = ''): TrousseauError => new TrousseauError('altered', path === '' ? {} : { file: path })

/**
 * The plaintext of a backup.
 *
 * @param files - in any order, the marker among them; each under its own place
 * @throws TrousseauError `invalid` for files that {@link decodeArchive} would refuse, `too-large`
 */
export function encodeArchive(at: string, by: BackupAuthor, files: readonly BackupFile[]): Uint8Array {
	const sorted = files
		.map(({ place, bytes }) => ({ path: pathOfPlace(place), place, bytes }))
		.sort((left, right) => (left.path < right.path ? -1 : 1))
	const list = canonicalBytes({
		at,
		by: { id: by.id.slice(0, MAX_TEXT), name: by.name.slice(0, MAX_TEXT) },
		files: sorted.map(({ path, bytes }) => ({ path, size: bytes.length })),
		format: 1,
	})
	const exact = sorted.reduce((sum, { bytes }) => sum + bytes.length, PREFIX + list.length)
	if (exact > MAX_BACKUP || bucket(exact) > MAX_BACKUP || list.length > MAX_LIST || sorted.length > MAX_FILES) {
		throw new TrousseauError('too-large', { bytes: exact })
	}
	const archive = new Uint8Array(bucket(exact))
	archive.set(u32(list.length))
	archive.set(list, PREFIX)
	let offset = PREFIX + list.length
	for (const { bytes } of sorted) {
		archive.set(bytes, offset)
		offset += bytes.length
	}
	return archive
}

/** Range of a file in the plaintext of a backup. */
export interface ArchivePart {
	readonly place: BackupPlace
	/** Offset of its first byte. */
	readonly start: number
	readonly size: number
}

/** List of files in a backup; their content is not checked yet. */
export interface ArchiveList {
	/** ISO 8601, UTC, milliseconds. */
	readonly at: string
	readonly by: BackupAuthor
	/** Sorted by path. */
	readonly parts: readonly ArchivePart[]
}

/**
 * Reads the list of a backup, and checks every path, size and the padding. The files are for {@link checkArchive}.
 *
 * @throws TrousseauError `altered`, `unsupported-version`
 */
export function listArchive(archive: Uint8Array): ArchiveList {
	const { at, by, files: listed, start } = readList(archive)
	const parts: ArchivePart[] = []
	let [offset, previous] = [start, '']
	for (const { path, size } of listed) {
		const place = placeOfPath(path)
		if (place === null || path <= previous || size > LONGEST[place.kind] || size > archive.length - offset) {
			throw altered()
		}
		parts.push({ place, start: offset, size })
		offset += size
		previous = path
	}
	if (archive.length !== bucket(offset) || archive.subarray(offset).some((byte) => byte !== 0)) {
		throw altered()
	}
	return { at, by, parts }
}

/**
 * Checks that each file of a backup matches its path, before any of them is returned.
 *
 * @param archive - the plaintext
 * @param list - what {@link listArchive} read of it
 * @param examineFile - `examine`, on this thread or in a Worker; receives a copy of the bytes
 * @param onProgress - receives the number of files checked
 * @throws TrousseauError `altered`, `wrong-notebook`, `unsupported-version`, `kdf-bounds`, `too-large`, `invalid`
 */
export async function checkArchive(archive: Uint8Array, list: ArchiveList, examineFile: (place: RevisionPlace, bytes: Uint8Array, notebookId: string) => Promise<unknown>, onProgress: (done: number) => void = () => undefined): Promise<BackupContents> {
	const files = list.parts.map(({ place, start, size }) => ({ place, bytes: archive.subarray(start, start + size) }))
	const found = files.find(({ place }) => place.kind === 'marker')
	if (found === undefined) {
		throw altered(MARKER_FILE)
	}
	const marker = decodeMarker(found.bytes)
	let done = 0
	for (const { place, bytes } of files) {
		if (place.kind !== 'marker') {
			await examineFile(place, bytes.slice(), marker.notebookId)
		}
		onProgress(++done)
	}
	return { at: list.at, by: list.by, marker, files }
}

/** Reads the plaintext of a backup here and now. Throws as {@link listArchive} and {@link checkArchive}. */
export const decodeArchive = (archive: Uint8Array): Promise<BackupContents> => checkArchive(archive, listArchive(archive), async (place, bytes, notebookId) => examine(place, bytes, notebookId))

function readList(archive: Uint8Array) {
	const length = archive.length < PREFIX ? 0 : readU32(archive, 0)
	if (length < 2 || length > MAX_LIST || length > archive.length - PREFIX) {
		throw altered()
	}
	const list = parseCanonical(archive.subarray(PREFIX, PREFIX + length))
	const format = typeof list === 'object' && list !== null && 'format' in list ? list.format : undefined
	if (typeof format === 'number' && Number.isInteger(format) && format > 1) {
		throw new TrousseauError('unsupported-version', { format })
	}
	const result = v.safeParse(listSchema, list, { abortEarly: true })
	if (!result.success) {
		throw altered()
	}
	return { ...result.output, start: PREFIX + length }
}

/**
 * File name of a backup: `trousseau-<commune>-<date>.trousseau`, in letters that every system accepts.
 *
 * @param commune - its name
 * @param at - ISO 8601
 */
export function backupFileName(commune: string, at: string): string {
	const plain = commune.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/g, 'oe').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60)
	return `trousseau-${plain === '' ? 'commune' : plain}-${dayOf(at)}.trousseau`
}
