// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Block, Mark, Sheet } from './model.ts'
import type { Look } from './odf-styles.ts'
import type { Run } from './runs.ts'
import type { Tag, XmlSource } from './xml.ts'
import type { ZipFile } from './zip.ts'

import { GridBuilder } from './grid-builder.ts'
import { OdfStyles } from './odf-styles.ts'
import { refused } from './refusal.ts'
import { cellOf } from './runs.ts'
import { numberMarks, plainName, shownNumber } from './shown.ts'
import { readXml } from './xml.ts'

/** Elements whose text is no part of the document's. */
const SILENT = new Set(['forms', 'table-of-content', 'creator', 'date', 'date-string', 'note-citation', 'shapes', 'sequence-decls', 'meta', 'scripts', 'settings', 'master-styles', 'font-face-decls', 'content-validations', 'named-expressions', 'database-ranges', 'change-info', 'desc', 'title'])

/** Spaces that one element may stand for. */
const MAX_SPACES = 200

interface OpenCell {
	readonly times: number
	readonly wide: number
	readonly look: Look
	readonly marks: readonly Mark[]
	/** The number behind what is shown. */
	readonly value: string | null
	readonly covered: 'left' | 'above' | undefined
}

const count = (text: string | undefined): number => Math.max(1, Math.trunc(Number(text ?? 1)) || 1)

/** Reads the XML of an ODT, an ODS or a flat file as it comes; elements nest as the standard says. */
class OdfReader {
	readonly sheets: Sheet[] = []
	readonly #styles: OdfStyles
	readonly #deleted = new Map<string, string>()
	readonly #count = { cells: 0, rows: 0 }
	readonly #looks: Look[] = []
	readonly #links: (string | undefined)[] = []
	#blocks: Block[] = []
	#runs: Run[] = []
	#comment = ''
	#silent = 0
	#inStyles = 0
	#inParagraphs = 0
	#inAside = 0
	#region: string | null = null
	#heading: number | undefined
	#spreadsheet = false
	#tables = 0
	#sheet = { name: '', hidden: false }
	#grid = new GridBuilder(this.#count)
	#row = { times: 1, hidden: false }
	#column = 0
	#cell: OpenCell | null = null
	/** Columns covered from above, with the rows left and whether they lead their merge. */
	#below = new Map<number, { rows: number, first: boolean }>()
	#fresh = new Map<number, { rows: number, first: boolean }>()
	#number = 0

	constructor(styles: OdfStyles) {
		this.#styles = styles
	}

	open(tag: Tag): void {
		if (this.#silent > 0 || SILENT.has(tag.name)) {
			this.#silent += 1
		} else if (this.#inStyles > 0 || tag.name === 'styles' || tag.name === 'automatic-styles') {
			this.#inStyles += 1
			this.#styles.open(tag)
		} else {
			this.#openElement(tag)
		}
	}

	close(name: string): void {
		if (this.#silent > 0) {
			this.#silent -= 1
		} else if (this.#inStyles > 0) {
			this.#inStyles -= 1
			this.#styles.close(name)
		} else {
			this.#closeElement(name)
		}
	}

	text(text: string): void {
		if (this.#silent === 0 && this.#inStyles === 0 && this.#inParagraphs > 0) {
			this.#add(text.replace(/[\t\r\n ]+/g, ' '))
		}
	}

	/** Ends a text document; a spreadsheet's sheets end with their tables. */
	end(): void {
		if (!this.#spreadsheet) {
			this.sheets.push({ blocks: this.#blocks })
		}
	}

	#add(text: string): void {
		if (this.#inParagraphs === 0) {
			return
		}
		if (this.#region !== null) {
			this.#deleted.set(this.#region, (this.#deleted.get(this.#region) ?? '') + text)
		} else if (this.#inAside > 0) {
			this.#comment += text
		} else {
			this.#runs.push({
				text,
				gone: (this.#looks.findLast((look) => look.struck !== undefined) ?? this.#cell?.look)?.struck === true ? 'struck' : undefined,
				bold: (this.#looks.findLast((look) => look.bold !== undefined) ?? this.#cell?.look)?.bold,
				hidden: this.#looks.some((look) => look.hidden),
				href: this.#links.findLast((link) => link !== undefined),
			})
		}
	}

	#openElement(tag: Tag): void {
		switch (tag.name) {
			case 'p':
			case 'h':
				return this.#openParagraph(tag)
			case 'span':
				return void this.#looks.push(this.#styles.look('text', tag.get('style-name')))
			case 'a':
				return void this.#links.push(tag.get('href'))
			case 's':
				return this.#add(' '.repeat(Math.min(count(tag.get('c')), MAX_SPACES)))
			case 'tab':
				return this.#add('\t')
			case 'line-break':
				return this.#add('\n')
			case 'annotation':
			case 'note':
				this.#inAside += 1
				return
			case 'changed-region':
				this.#region = tag.get('text:id') ?? tag.get('id') ?? ''
				return
			case 'change':
				return void this.#runs.push({ text: this.#deleted.get(tag.get('change-id') ?? '') ?? '', gone: 'deleted' })
			case 'spreadsheet':
				this.#spreadsheet = true
				return
			case 'table':
				return this.#openTable(tag)
			case 'table-row':
				return this.#openRow(tag)
			case 'table-cell':
			case 'covered-table-cell':
				return this.#openCell(tag)
		}
	}

	#openParagraph(tag: Tag): void {
		this.#inParagraphs += 1
		if (this.#inAside > 0 || this.#region !== null) {
			return
		}
		const look = this.#styles.look('paragraph', tag.get('style-name'))
		this.#looks.push(look)
		if (this.#cell !== null || this.#inParagraphs > 1) {
			if (this.#runs.length > 0) {
				this.#runs.push({ text: '\n' })
			}
		} else {
			this.#heading = tag.name === 'h' ? count(tag.get('outline-level')) : look.heading
		}
	}

	#closeParagraph(): void {
		this.#inParagraphs -= 1
		if (this.#inAside > 0) {
			this.#comment += ' '
		} else if (this.#region === null) {
			this.#looks.pop()
			if (this.#cell === null && this.#inParagraphs === 0) {
				this.#number += 1
				const cell = cellOf(this.#runs, { comment: this.#comment })
				this.#blocks.push({ kind: 'paragraph', cell, number: this.#number, ...(this.#heading === undefined ? {} : { heading: this.#heading }) })
				this.#runs = []
				this.#comment = ''
			}
		}
	}

	#openTable(tag: Tag): void {
		this.#tables += 1
		if (this.#tables === 1) {
			this.#grid = new GridBuilder(this.#count)
			this.#sheet = { name: tag.get('table:name') ?? '', hidden: this.#styles.look('table', tag.get('style-name')).hidden === true }
			this.#below.clear()
			this.#fresh.clear()
		}
	}

	#openRow(tag: Tag): void {
		if (this.#tables === 1) {
			this.#row = { times: count(tag.get('number-rows-repeated')), hidden: (tag.get('visibility') ?? 'visible') !== 'visible' }
			this.#column = 0
		}
	}

	#openCell(tag: Tag): void {
		if (this.#tables !== 1) {
			return
		}
		const type = tag.get('value-type')
		const value = type === 'float' ? tag.get('office:value') ?? null : null
		const wide = Math.min(count(tag.get('number-columns-spanned')), 1024)
		const rows = count(tag.get('number-rows-spanned')) - 1
		const below = tag.name === 'table-cell' ? undefined : this.#below.get(this.#column)
		for (let index = 0; rows > 0 && index < wide; index += 1) {
			this.#fresh.set(this.#column + index, { rows, first: index === 0 })
		}
		this.#cell = {
			times: count(tag.get('number-columns-repeated')),
			wide,
			look: this.#styles.look('table-cell', tag.get('style-name')),
			value,
			covered: tag.name === 'table-cell' ? undefined : below?.first === true ? 'above' : 'left',
			marks: [
				...(this.#row.hidden ? ['hidden' as const] : []),
				...(tag.get('formula') === undefined ? [] : ['formula' as const]),
				...(type === 'date' || type === 'time' ? ['date' as const] : []),
				...(value === null ? [] : numberMarks(value)),
			],
		}
		this.#runs = []
		this.#comment = ''
	}

	#closeCell(): void {
		const cell = this.#cell
		if (this.#tables !== 1 || cell === null) {
			return
		}
		const shown = cell.value === null ? null : shownNumber(this.#runs.map((run) => run.text).join(''), cell.value)
		const first = this.#runs[0]
		const runs = shown === null || first === undefined ? this.#runs : [{ ...first, text: shown }]
		const made = cellOf(runs, { comment: this.#comment, covered: cell.covered, wide: cell.wide, marks: runs.length === 0 ? [] : cell.marks })
		this.#grid.cell(made, cell.times)
		this.#column += cell.times
		this.#cell = null
		this.#runs = []
		this.#comment = ''
	}

	#closeRow(): void {
		if (this.#tables !== 1) {
			return
		}
		this.#grid.row(this.#row.times)
		for (const [column, left] of this.#below) {
			if (left.rows <= 1) {
				this.#below.delete(column)
			} else {
				left.rows -= 1
			}
		}
		for (const [column, left] of this.#fresh) {
			this.#below.set(column, left)
		}
		this.#fresh.clear()
	}

	#closeTable(): void {
		this.#tables -= 1
		if (this.#tables > 0) {
			return
		}
		this.#blocks.push(this.#grid.grid())
		if (this.#spreadsheet) {
			const name = plainName(this.#sheet.name)
			this.sheets.push({ blocks: this.#blocks, ...(name === null ? {} : { name }), ...(this.#sheet.hidden ? { hidden: true } : {}) })
			this.#blocks = []
		}
	}

	#closeElement(name: string): void {
		switch (name) {
			case 'p':
			case 'h':
				return this.#closeParagraph()
			case 'span':
				return void this.#looks.pop()
			case 'a':
				return void this.#links.pop()
			case 'annotation':
			case 'note':
				this.#inAside -= 1
				return
			case 'changed-region':
				this.#region = null
				return
			case 'table-cell':
			case 'covered-table-cell':
				return this.#closeCell()
			case 'table-row':
				return this.#closeRow()
			case 'table':
				return this.#closeTable()
		}
	}
}

/**
 * The sheets of an OpenDocument text or spreadsheet.
 *
 * @param files - of its zip
 * @throws TrousseauError `invalid` with the refusals of the zip and the XML, or `protected`
 */
export function readOdf(files: ReadonlyMap<string, ZipFile>): readonly Sheet[] {
	const manifest = files.get('META-INF/manifest.xml')
	if (manifest !== undefined) {
		readXml(manifest, { open: (tag) => {
			if (tag.name === 'encryption-data') {
				throw refused('protected')
			}
		} })
	}
	const content = files.get('content.xml')
	if (content === undefined) {
		throw refused(files.has('encrypted-package') ? 'protected' : 'damaged')
	}
	const styles = new OdfStyles()
	const named = files.get('styles.xml')
	if (named !== undefined) {
		readXml(named, { open: (tag) => styles.open(tag), close: (name) => styles.close(name) })
	}
	return readOdfXml(content, styles)
}

/**
 * The sheets of one XML: `content.xml`, or a flat file (`.fodt`, `.fods`).
 *
 * @param source - the XML
 * @param styles - those of `styles.xml`
 */
export function readOdfXml(source: XmlSource, styles = new OdfStyles()): readonly Sheet[] {
	const reader = new OdfReader(styles)
	readXml(source, { open: (tag) => reader.open(tag), close: (name) => reader.close(name), text: (text) => reader.text(text) })
	reader.end()
	return reader.sheets
}
