// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Grid, Notebook, Paragraph, Sheet } from './model.ts'

import { readCsv, separatorOf } from './csv.ts'
import { decodeText, withoutControls } from './decode-text.ts'
import { containerOf } from './detect.ts'
import { MAX_FILE, MAX_ROWS } from './limits.ts'
import { readOdf, readOdfXml } from './odf.ts'
import { refused } from './refusal.ts'
import { xmlBytes } from './xml.ts'
import { openZip } from './zip.ts'

/** What reading a file may need beside its bytes. */
export interface ReadOptions {
	/** Of a KeePass file. */
	readonly passphrase?: string
}

function sheets(format: string, read: readonly Sheet[]): Notebook {
	return { kind: 'sheets', format, sheets: read }
}

function linesOf(text: string): readonly Paragraph[] {
	const lines = withoutControls(text).split('\n')
	if (lines.length > MAX_ROWS) {
		throw refused('too-many-rows')
	}
	return lines.map((line, index) => ({ kind: 'paragraph', cell: { text: line }, number: index + 1 }))
}

/** Rows in columns: cells on most lines, as many as on the others. */
function isTabular(grid: Grid): boolean {
	const rows = grid.rows.filter((row) => row.cells.some((cell) => cell.text.trim() !== ''))
	return rows.length > 0 && rows.filter((row) => row.cells.length > 1).length >= rows.length * 0.4
}

/**
 * A text: in columns, or lines.
 *
 * @param text - decoded, or pasted
 */
export function readText(text: string): Notebook {
	const separator = separatorOf(text)
	if (separator !== null) {
		const grid = readCsv(text, separator)
		if (isTabular(grid)) {
			return sheets('csv', [{ blocks: [grid] }])
		}
	}
	return sheets('text', [{ blocks: linesOf(text) }])
}

function readZip(bytes: Uint8Array): Notebook {
	const files = openZip(bytes)
	const mimetype = files.has('mimetype') ? decodeText(files.get('mimetype')?.bytes() ?? bytes).trim() : ''
	if (mimetype.startsWith('application/vnd.oasis.opendocument') || files.has('META-INF/manifest.xml')) {
		return sheets(mimetype.includes('spreadsheet') ? 'ods' : 'odt', readOdf(files))
	}
	if ([...files.keys()].some((name) => name.endsWith('.iwa') || name === 'Index.zip')) {
		throw refused('apple')
	}
	throw refused('archive')
}

function readXmlFile(bytes: Uint8Array): Notebook {
	const head = decodeText(bytes.subarray(0, 4096))
	if (/<office:document[\s>]/.test(head)) {
		return sheets('odf', readOdfXml(xmlBytes(bytes)))
	}
	throw refused(/<!DOCTYPE/i.test(head) ? 'doctype' : 'xml')
}

/**
 * Reads a file whatever its name says.
 *
 * @param bytes - the whole file
 * @param _options - passphrase of a KeePass file
 * @throws TrousseauError `invalid` with a `refusal`; see `refusalOf`
 */
export async function readNotebook(bytes: Uint8Array, _options: ReadOptions = {}): Promise<Notebook> {
	if (bytes.length > MAX_FILE) {
		throw refused('too-large')
	}
	switch (containerOf(bytes)) {
		case 'zip':
			return readZip(bytes)
		case 'xml':
			return readXmlFile(bytes)
		case 'kdbx':
			throw refused('kdbx-passphrase')
		case 'json':
			throw refused('json')
		case 'text':
			return readText(decodeText(bytes))
	}
}
