// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Json, JsonRecord } from './json.ts'
import type { Content, Side } from './merge.ts'
import type { File, Place } from './revision.ts'

import { isRecord, readCanonical } from './json.ts'
import { mergeHeads } from './merge.ts'
import { isHex, must } from './primitives.ts'
import { checkHash, readPlace } from './revision.ts'
import { isTime, recordsOfObjects } from './shape.ts'

/** Content of a marker (section 1). */
export interface MarkerResult {
	readonly notebook: string
	readonly name: string
	readonly insee: string
}

const isNewer = (format: Json | undefined): boolean => typeof format === 'number' && Number.isInteger(format) && format > 1

/** Reads `trousseau.json`, or throws a `ReadError`. */
export function readMarker(bytes: Uint8Array): MarkerResult {
	must(bytes.length <= 16 * 1024, 'too-large')
	const marker = readCanonical(bytes)
	must(isRecord(marker), 'altered')
	const { commune, format, notebook } = marker
	must(!isNewer(format), 'unsupported-version')
	must(format === 1 && isHex(notebook, 16) && isRecord(commune), 'altered')
	const { insee, name } = commune
	must(typeof insee === 'string' && typeof name === 'string' && name.trim() !== '' && name.length <= 200, 'altered')
	must(insee === '' || /^(?:\d\d|2[AB])\d{3}$/.test(insee), 'altered')
	return { notebook, name, insee }
}

interface Revision extends Place {
	readonly at: string
	readonly author: string
	readonly content: Content
}

function readContent(content: Json | undefined): Content {
	must(isRecord(content), 'invalid')
	const { schema, collections } = content
	must(typeof schema !== 'number' || schema <= 1, 'unsupported-version')
	must(schema === 1 && isRecord(collections) && recordsOfObjects(collections), 'invalid')
	return content as Content
}

/** Reads one inventory revision (section 3), or throws a `ReadError`. */
export function readInventoryFile(file: File, notebook: string): Revision {
	must(file.bytes.length <= 16 * 1024 * 1024, 'too-large')
	checkHash(file)
	const revision = readCanonical(file.bytes)
	must(isRecord(revision), 'altered')
	must(!isNewer(revision.format), 'unsupported-version')
	const { at, author, content } = revision
	must(revision.format === 1 && revision.kind === 'inventory' && isTime(at) && typeof revision.notebook === 'string', 'altered')
	must(revision.notebook === notebook, 'wrong-notebook')
	const place = readPlace(revision)
	must(file.name.startsWith(String(place.number).padStart(8, '0')), 'altered')
	must(isRecord(author) && typeof author.id === 'string' && typeof author.name === 'string', 'altered')
	return { ...place, at, author: String((author as JsonRecord).id), content: readContent(content) }
}

/** Reads an inventory from its heads and what stands below them, or throws a `ReadError`. */
export function readInventory(heads: readonly File[], others: readonly File[], notebook: string): Content {
	const sides = heads.map((file): Side => {
		const { at, author, content, ancestors } = readInventoryFile(file, notebook)
		return { name: file.name, at, by: author, content, ancestors }
	})
	return mergeHeads(sides, (name) => {
		const file = others.find((other) => other.name === name)
		return file === undefined ? null : readInventoryFile(file, notebook).content
	})
}
