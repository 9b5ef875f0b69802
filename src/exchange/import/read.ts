// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Grid, Notebook, Outcome, Paragraph, Sheet } from './model.ts'
import type { ZipFile } from './zip.ts'

import { readCsv, separatorOf } from './csv.ts'
import { decodeText, withoutControls } from './decode-text.ts'
import { containerOf } from './detect.ts'
import { readDocx } from './docx.ts'
import { leftOut } from './draft.ts'
import { holdsAccount, parseLabelled } from './labelled.ts'
import { MAX_FILE, MAX_ROWS } from './limits.ts'
import { readOdf, readOdfXml } from './odf.ts'
import { readProductCsv } from './products/csv-products.ts'
import { readProductJson } from './products/json-products.ts'
import { readKeepassXml } from './products/keepass-xml.ts'
import { refused } from './refusal.ts'
import { understand } from './understand.ts'
import { readXlsx } from './xlsx.ts'
import { xmlBytes } from './xml.ts'
import { openZip } from './zip.ts'

/** Options of reading a file. */
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

/** Most lines tell an account in words, where a comma separates nothing but words. */
function areSentences(text: string): boolean {
	const lines = text.split('\n', 50).filter((line) => line.trim() !== '')
	return lines.filter((line) => {
		const parsed = parseLabelled(line)
		return parsed !== null && holdsAccount(parsed)
	}).length > lines.length * 0.6
}

/**
 * A text: in columns, or lines.
 *
 * @param text - decoded, or pasted
 */
export function readText(text: string): Notebook {
	const separator = separatorOf(text)
	if (separator !== null && !(separator === ',' && areSentences(text))) {
		const grid = readCsv(text, separator)
		const product = readProductCsv(grid)
		if (product !== null) {
			return { kind: 'product', ...product }
		}
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
	if (files.has('[Content_Types].xml')) {
		const names = [...files.keys()]
		if (names.some((name) => /^xl\/workbook\d*\.xml$/.test(name))) {
			return sheets('xlsx', readXlsx(files))
		}
		return sheets('docx', readDocx(files))
	}
	if ([...files.keys()].some((name) => name.endsWith('.iwa') || name === 'Index.zip')) {
		throw refused('apple')
	}
	return readProductZip(files)
}

/** Files of a product's own zip. Attachments beside them are listed, one by one. */
function readProductZip(files: ReadonlyMap<string, ZipFile>): Notebook {
	const names = [...files.keys()].filter((name) => !name.endsWith('/') && !name.startsWith('__MACOSX/'))
	const json = names.find((name) => name === 'export.data' || /(^|\/)data\.json$/.test(name))
	const text = (name: string): string => decodeText(files.get(name)?.bytes() ?? new Uint8Array())
	if (json !== undefined) {
		const read = readProductJson(text(json))
		const attached = names.filter((name) => /^files\/./.test(name))
		return { kind: 'product', ...read, outcomes: [...read.outcomes, ...attached.map((name, index) => leftOut('attachment', name.slice(6), { sheet: 0, block: 1, row: index + 1 }))] }
	}
	if (names.some((name) => /\.pgp$/.test(name))) {
		throw refused('encrypted-export')
	}
	const tables = names.filter((name) => /\.(csv|txt|tsv)$/i.test(name))
	const read = tables.map((name) => ({ name, notebook: readText(text(name)) }))
	const outcomes = read.flatMap(({ name, notebook }) => notebook.kind === 'product'
		? notebook.outcomes
		: understand(notebook).outcomes.map((outcome): Outcome => outcome.kind === 'entry' || /passwords?|credentials/i.test(name) ? outcome : { ...outcome, reason: 'kind' }))
	if (outcomes.length === 0) {
		throw refused('archive')
	}
	return { kind: 'product', format: 'zip-csv', outcomes }
}

function readXmlFile(bytes: Uint8Array): Notebook {
	const head = decodeText(bytes.subarray(0, 4096))
	if (/<office:document[\s>]/.test(head)) {
		return sheets('odf', readOdfXml(xmlBytes(bytes)))
	}
	if (/<KeePassFile[\s>]/.test(head)) {
		return { kind: 'product', ...readKeepassXml(xmlBytes(bytes)) }
	}
	throw refused(/<!DOCTYPE/i.test(head) ? 'doctype' : 'xml')
}

/**
 * Reads a file whatever its name says.
 *
 * @param bytes - the whole file
 * @param options - passphrase of a KeePass file
 * @throws TrousseauError `invalid` with a `refusal`; see `refusalOf`
 */
export async function readNotebook(bytes: Uint8Array, options: ReadOptions = {}): Promise<Notebook> {
	if (bytes.length > MAX_FILE) {
		throw refused('too-large')
	}
	switch (containerOf(bytes)) {
		case 'zip':
			return readZip(bytes)
		case 'xml':
			return readXmlFile(bytes)
		case 'kdbx':
			return { kind: 'product', ...await (await import('./products/kdbx.ts')).readKdbx(bytes, options.passphrase) }
		case 'json':
			return { kind: 'product', ...readProductJson(decodeText(bytes)) }
		case 'text':
			return readText(decodeText(bytes))
	}
}
