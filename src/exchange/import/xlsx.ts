// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Cell, Grid, GridRow, Mark, Sheet } from './model.ts'
import type { Run } from './runs.ts'
import type { XlsxStyle } from './xlsx-parts.ts'
import type { Tag } from './xml.ts'
import type { ZipFile } from './zip.ts'

import { MAX_CELLS, MAX_COLUMNS, MAX_ROWS } from './limits.ts'
import { isDateFormat, shownValue } from './number-format.ts'
import { relationsOf } from './ooxml.ts'
import { refused } from './refusal.ts'
import { cellOf } from './runs.ts'
import { numberMarks, plainName } from './shown.ts'
import { commentsOf, sharedStringsOf, stylesOf } from './xlsx-parts.ts'
import { readXml } from './xml.ts'

/** Tables that cells refer to by number: shared strings, styles. */
interface Book {
	readonly strings: readonly (readonly Run[])[]
	readonly styles: readonly XlsxStyle[]
	readonly from1904: boolean
	/** Counted over all sheets. */
	readonly count: { rows: number, cells: number }
}

interface RawCell {
	readonly column: number
	readonly type: string
	readonly style: XlsxStyle | undefined
	readonly hidden: boolean
	value: string
	formula: boolean
	inline: Run[]
}

interface RawRow {
	readonly number: number
	readonly cells: Map<number, Cell>
}

interface Range {
	readonly top: number
	readonly left: number
	readonly bottom: number
	readonly right: number
}

/** "BC12" as row and column, both from 1 and 0: row 12, column 54. */
function addressOf(reference: string): { readonly row: number, readonly column: number } | null {
	const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(reference.trim())
	if (match?.[1] === undefined) {
		return null
	}
	const column = [...match[1].toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
	return { row: Number(match[2]), column }
}

function rangeOf(reference: string): Range | null {
	const [from, to = from] = reference.split(':')
	const start = addressOf(from ?? '')
	const end = addressOf(to ?? '')
	return start === null || end === null ? null : { top: start.row, left: start.column, bottom: end.row, right: end.column }
}

/** Reads one sheet; merges and links stand after the rows they speak of. */
class SheetReader {
	readonly #book: Book
	readonly #links: (id: string) => string | undefined
	readonly #rows: RawRow[] = []
	readonly #merges: Range[] = []
	readonly #hrefs = new Map<string, string>()
	#row: RawRow = { number: 0, cells: new Map() }
	#rowHidden = false
	#column = -1
	#cell: RawCell | null = null
	#takes: 'value' | 'inline' | null = null
	#struck = false
	#phonetic = 0

	constructor(book: Book, links: (id: string) => string | undefined) {
		this.#book = book
		this.#links = links
	}

	open(tag: Tag): void {
		switch (tag.name) {
			case 'row': {
				const number = Number(tag.get('r') ?? this.#row.number + 1) || this.#row.number + 1
				this.#row = { number, cells: new Map() }
				this.#rowHidden = ['1', 'true'].includes(tag.get('hidden') ?? '') || tag.get('zeroHeight') === '1'
				this.#rows.push(this.#row)
				this.#column = -1
				break
			}
			case 'c': {
				this.#column += 1
				this.#column = addressOf(tag.get('r') ?? '')?.column ?? this.#column
				this.#cell = {
					column: this.#column,
					type: tag.get('t') ?? 'n',
					style: this.#book.styles[Number(tag.get('s') ?? 0)],
					hidden: this.#rowHidden,
					value: '',
					formula: false,
					inline: [],
				}
				break
			}
			case 'v':
				this.#takes = 'value'
				break
			case 'f':
				if (this.#cell !== null) {
					this.#cell.formula = true
				}
				break
			case 'r':
				this.#struck = false
				break
			case 'strike':
				this.#struck = tag.get('val') !== '0'
				break
			case 'rPh':
				this.#phonetic += 1
				break
			case 't':
				this.#takes = this.#cell !== null && this.#phonetic === 0 ? 'inline' : null
				break
			case 'mergeCell': {
				const range = rangeOf(tag.get('ref') ?? '')
				if (range !== null) {
					this.#merges.push(range)
				}
				break
			}
			case 'hyperlink': {
				const target = this.#links(tag.get('r:id') ?? '')
				const range = rangeOf(tag.get('ref') ?? '')
				if (target !== undefined && range !== null) {
					this.#hrefs.set(`${range.top}:${range.left}`, target)
				}
			}
		}
	}

	text(text: string): void {
		if (this.#cell !== null && this.#takes === 'value') {
			this.#cell.value += text
		} else if (this.#cell !== null && this.#takes === 'inline') {
			this.#cell.inline.push({ text, gone: this.#struck ? 'struck' : undefined })
		}
	}

	close(name: string): void {
		if (name === 'v' || name === 't') {
			this.#takes = null
		} else if (name === 'rPh') {
			this.#phonetic -= 1
		} else if (name === 'c' && this.#cell !== null) {
			this.#endCell(this.#cell)
			this.#cell = null
		}
	}

	/** The rows with merges, links and comments put in their cells. */
	grid(comments: ReadonlyMap<string, string>): Grid {
		const rows = new Map(this.#rows.map((row) => [row.number, row]))
		const change = (key: string, with_: (cell: Cell) => Cell): void => {
			const [row = 0, column = 0] = key.split(':').map(Number)
			const cell = rows.get(row)?.cells.get(column)
			if (cell !== undefined) {
				rows.get(row)?.cells.set(column, with_(cell))
			}
		}
		for (const [key, href] of this.#hrefs) {
			change(key, (cell) => ({ ...cell, href }))
		}
		for (const [key, comment] of comments) {
			change(key, (cell) => ({ ...cell, comment }))
		}
		this.#merge(rows)
		let last = 0
		return { kind: 'grid', rows: [...rows.values()].filter((row) => row.cells.size > 0).sort((one, other) => one.number - other.number).flatMap((row): GridRow[] => {
			const width = Math.max(...row.cells.keys()) + 1
			const gap: GridRow[] = last > 0 && row.number > last + 1 ? [{ cells: [], number: row.number - 1 }] : []
			last = row.number
			return [...gap, { number: row.number, cells: Array.from({ length: width }, (_, index) => row.cells.get(index) ?? { text: '' }) }]
		}) }
	}

	#merge(rows: ReadonlyMap<number, RawRow>): void {
		for (const { top, left, bottom, right } of this.#merges) {
			const first = rows.get(top)?.cells.get(left)
			if (first !== undefined && right > left) {
				rows.get(top)?.cells.set(left, { ...first, wide: Math.min(right, MAX_COLUMNS) - left + 1 })
			}
			if (first === undefined || bottom === top) {
				continue
			}
			for (const row of [...rows.values()].filter(({ number }) => number > top && number <= bottom)) {
				row.cells.set(left, { text: '', covered: 'above' })
			}
		}
	}

	#endCell(raw: RawCell): void {
		const cell = this.#cellOf(raw)
		if (cell.text.trim() === '' && cell.gone === undefined) {
			return
		}
		this.#book.count.cells += 1
		if (raw.column >= MAX_COLUMNS || this.#book.count.cells > MAX_CELLS) {
			throw refused('too-many-rows')
		}
		if (this.#row.cells.size === 0) {
			this.#book.count.rows += 1
			if (this.#book.count.rows > MAX_ROWS) {
				throw refused('too-many-rows')
			}
		}
		this.#row.cells.set(raw.column, cell)
	}

	#cellOf(raw: RawCell): Cell {
		const { style } = raw
		const code = style?.code ?? 'General'
		const isNumber = raw.type === 'n' && raw.value.trim() !== ''
		const marks: Mark[] = [
			...(raw.hidden ? ['hidden' as const] : []),
			...(raw.formula ? ['formula' as const] : []),
			...(raw.type === 'd' || (isNumber && isDateFormat(code)) ? ['date' as const] : []),
			...(isNumber && !isDateFormat(code) && !/^0{2,}|^"?0|0 0/.test(code) ? numberMarks(raw.value) : []),
		]
		const plain = (text: string): readonly Run[] => [{ text, gone: style?.struck === true ? 'struck' : undefined, bold: style?.bold }]
		const runs = raw.type === 's'
			? (this.#book.strings[Number(raw.value)] ?? []).map((run) => ({
					...run,
					gone: run.gone ?? (style?.struck === true ? 'struck' as const : undefined),
					bold: run.bold ?? style?.bold,
				}))
			: raw.type === 'inlineStr'
				? raw.inline.map((run) => ({ ...run, gone: style?.struck === true ? 'struck' as const : run.gone }))
				: plain(raw.type === 'b' ? (raw.value === '1' ? 'VRAI' : 'FAUX') : isNumber ? shownValue(raw.value, code, this.#book.from1904) : raw.value)
		return cellOf(runs, { marks: runs.length === 0 ? [] : marks })
	}
}

/**
 * The sheets of an XLSX.
 *
 * @param files - of its zip
 * @throws TrousseauError `invalid` with the refusals of the zip and the XML
 */
export function readXlsx(files: ReadonlyMap<string, ZipFile>): readonly Sheet[] {
	const main = [...relationsOf(files, '').values()].find((relation) => relation.type === 'officeDocument')?.target ?? 'xl/workbook.xml'
	const workbook = files.get(main)
	if (workbook === undefined) {
		throw refused('damaged')
	}
	const named: { name: string, id: string, hidden: boolean }[] = []
	let from1904 = false
	readXml(workbook, { open: (tag) => {
		if (tag.name === 'sheet') {
			named.push({ name: tag.get('name') ?? '', id: tag.get('r:id') ?? tag.get('id') ?? '', hidden: (tag.get('state') ?? 'visible') !== 'visible' })
		} else if (tag.name === 'workbookPr') {
			from1904 = ['1', 'true'].includes(tag.get('date1904') ?? '')
		}
	} })
	const relations = relationsOf(files, main)
	const target = (type: string): ZipFile | undefined => files.get([...relations.values()].find((relation) => relation.type === type)?.target ?? '')
	const book: Book = { strings: sharedStringsOf(target('sharedStrings')), styles: stylesOf(target('styles')), from1904, count: { rows: 0, cells: 0 } }
	return named.flatMap(({ name, id, hidden }): Sheet[] => {
		const relation = relations.get(id)
		const file = relation?.type === 'worksheet' ? files.get(relation.target) : undefined
		if (relation === undefined || file === undefined) {
			return []
		}
		const own = relationsOf(files, relation.target)
		const reader = new SheetReader(book, (link) => own.get(link)?.target)
		readXml(file, { open: (tag) => reader.open(tag), close: (closed) => reader.close(closed), text: (text) => reader.text(text) })
		const comments = commentsOf(files.get([...own.values()].find(({ type }) => type === 'comments')?.target ?? ''))
		const keyed = new Map([...comments].flatMap(([reference, text]) => {
			const at = addressOf(reference)
			return at === null ? [] : [[`${at.row}:${at.column}`, text] as const]
		}))
		const plain = plainName(name)
		return [{ blocks: [reader.grid(keyed)], ...(plain === null ? {} : { name: plain }), ...(hidden ? { hidden: true } : {}) }]
	})
}
