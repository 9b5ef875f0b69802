// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Block, Cell, Corrections, Grid, Notebook, Outcome, Paragraph, Sheet, TableView, Understanding } from './model.ts'
import type { SectionName } from './table.ts'

import { leftOut } from './draft.ts'
import { meaningOf } from './lexicon.ts'
import { readLines } from './lines.ts'
import { readTable } from './table.ts'

/** Layout of a table: one list under a header, or labels in front of values. */
type Shape = 'table' | 'list' | 'labels'

function shapeOf(grid: Grid): Shape {
	const used = grid.rows.map((row) => row.cells.map((cell, index) => cell.text.trim() === '' ? -1 : index).filter((index) => index !== -1))
	const columns = new Set(used.flat())
	if (columns.size <= 1) {
		return 'list'
	}
	const pairs = grid.rows.filter((_, index) => used[index]?.length === 2)
	const labels = pairs.map((row) => meaningOf(row.cells.find((cell) => cell.text.trim() !== '')?.text.replace(/\s*:\s*$/, '') ?? '')?.word)
	const logins = labels.filter((word) => word === 'login' || word === 'mail').length
	const passwords = labels.filter((word) => word === 'password' || word === 'code').length
	const known = labels.filter((word) => word !== undefined).length
	const bothSides = pairs.some((row) => row.cells.filter((cell) => cell.text.trim() !== '').every((cell) => meaningOf(cell.text) !== null))
	return used.every((row) => row.length <= 2) && passwords > 0 && logins + passwords > 1 && known >= pairs.length * 0.5 && !bothSides ? 'labels' : 'table'
}

/** The rows of a list, or of labels and values, as paragraphs: a cell of several lines stands apart. */
function paragraphsOf(grid: Grid, shape: Shape): readonly Paragraph[] {
	let last = 0
	return grid.rows.flatMap((row): Paragraph[] => {
		const cells = row.cells.filter((cell) => cell.text.trim() !== '' || cell.gone !== undefined)
		const isApart = row.number > last + 1 || cells.some((cell) => cell.text.includes('\n'))
		last = row.number
		const blank: Paragraph = { kind: 'paragraph', cell: { text: '' }, number: row.number }
		const [first, second] = cells
		const cell: Cell = first === undefined
			? { text: '' }
			: shape === 'labels' && second !== undefined
				? { ...first, ...second, text: `${first.text.trim().replace(/\s*:$/, '')} : ${second.text}` }
				: first
		const paragraph: Paragraph = { kind: 'paragraph', cell, number: row.number }
		return isApart ? [blank, paragraph, blank] : [paragraph]
	})
}

interface Reading {
	readonly tables: TableView[]
	readonly outcomes: Outcome[]
	readonly sections: SectionName[]
}

function readSheet(sheet: Sheet, index: number, folder: string, corrections: Corrections): Reading {
	const reading: Reading = { tables: [], outcomes: [], sections: [] }
	let headings: readonly string[] = folder === '' ? [] : [folder]
	let current = folder
	let lines: Paragraph[] = []
	let start = 0
	const hidden = sheet.hidden === true
	const flush = (paragraphs: readonly Paragraph[], block: number, isFollowed: boolean): void => {
		const read = readLines(paragraphs, { sheet: index, block, folder: current, corrections, hidden, isFollowed }, headings)
		reading.outcomes.push(...read.outcomes)
		reading.tables.push(...read.tables)
		reading.sections.push(...read.sections)
		headings = read.headings
		current = read.folder
	}
	const blocks: readonly Block[] = sheet.blocks
	for (const [at, block] of blocks.entries()) {
		if (block.kind === 'paragraph') {
			start = lines.length === 0 ? at : start
			lines.push(block)
			continue
		}
		if (lines.length > 0) {
			flush(lines, start, true)
			lines = []
		}
		const shape = shapeOf(block)
		if (shape !== 'table') {
			flush(paragraphsOf(block, shape), at, false)
		} else {
			for (const grid of besideEachOther(block)) {
				const read = readTable(grid, { sheet: index, block: at, folder: current, corrections, hidden, inCells: true, isGuess: false })
				reading.outcomes.push(...read.outcomes)
				reading.tables.push(...read.tables)
				reading.sections.push(...read.sections)
			}
		}
	}
	if (lines.length > 0) {
		flush(lines, start, false)
	}
	return reading
}

/** Two tables side by side have the same column names twice: each is a table of its own. */
function besideEachOther(grid: Grid): readonly Grid[] {
	for (const row of grid.rows.slice(0, 12)) {
		const names = row.cells.map((cell) => cell.text.trim().toLowerCase())
		const [first] = names
		const again = first === undefined || first === '' ? -1 : names.indexOf(first, 2)
		const part = names.slice(0, again === -1 ? 0 : again).filter((name) => name !== '')
		const isTwice = part.length > 1 && part.every((name, index) => names.slice(again).filter((other) => other !== '')[index] === name)
		if (isTwice && part.some((name) => meaningOf(name) !== null)) {
			const cutAt = (from: number, to?: number): Grid => ({ kind: 'grid', rows: grid.rows.map((one) => ({ ...one, cells: one.cells.slice(from, to) })) })
			return [cutAt(0, again), ...besideEachOther(cutAt(again))]
		}
	}
	return [grid]
}

/** Names of sections that no entry carries: nothing followed. */
function unused(sections: readonly SectionName[], outcomes: readonly Outcome[]): readonly Outcome[] {
	const folders = new Set(outcomes.flatMap((outcome) => outcome.kind === 'entry' ? outcome.entry.folder.split('/').map((name) => name.trim()) : []))
	return sections.filter(({ name }) => !name.split('/').every((part) => folders.has(part.replace(/\s+/g, ' ').trim()))).map(({ text, place }) => leftOut('section', text, place))
}

/**
 * Columns of a notebook and the outcome of each row, as the wizard shows them.
 *
 * @param notebook - as a reader gives it
 * @param corrections - roles that the user chose
 */
export function understand(notebook: Notebook, corrections: Corrections = {}): Understanding {
	if (notebook.kind === 'product') {
		return { format: notebook.format, tables: [], outcomes: notebook.outcomes }
	}
	const told = notebook.sheets.filter((sheet) => sheet.blocks.some((block) => block.kind === 'paragraph' || block.rows.length > 0))
	const readings = notebook.sheets.map((sheet, index) => readSheet(sheet, index, told.length > 1 ? sheet.name ?? '' : '', corrections))
	return {
		format: notebook.format,
		tables: readings.flatMap(({ tables }) => tables),
		outcomes: readings.flatMap(({ outcomes, sections }) => [...outcomes, ...unused(sections, outcomes)]),
	}
}
