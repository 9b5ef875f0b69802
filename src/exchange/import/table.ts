// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Cell, Column, Corrections, Grid, GridRow, Outcome, Place, TableView } from './model.ts'

import { columnsFromContent, columnsFromHeader, SAMPLE_ROWS } from './columns.ts'
import { leftOut } from './draft.ts'
import { folded, isOwnTitle, isSectionWord, meaningOf } from './lexicon.ts'
import { holdsPhone, isEmail, isUrl, passwordLikeness } from './looks.ts'
import { SURE } from './model.ts'
import { rowOutcomes, rowText } from './table-row.ts'

/** Context in which a table is read. */
export interface TableContext {
	readonly sheet: number
	readonly block: number
	/** Section of the document around it; "" for none. */
	readonly folder: string
	readonly corrections: Corrections
	/** The whole sheet is hidden. */
	readonly hidden: boolean
	/** False for lines that were cut at their separators: spaces there mean nothing. */
	readonly inCells: boolean
	/** Lines cut at their spaces: every row is in doubt. */
	readonly isGuess: boolean
}

const MAX_HEADER_TEXT = 45

function filled(row: GridRow): readonly { readonly cell: Cell, readonly index: number }[] {
	return row.cells
		.map((cell, index) => ({ cell, index })).filter(({ cell }) => cell.text.trim() !== '' && cell.covered !== 'above')
}

/** A year is no value: "MDP 2024" stands above a column. */
const YEAR = /\b(?:19|20)\d\d\b/g

/** A label with its value behind it: such a cell is of a row, whatever its words. */
function holdsValue(text: string): boolean {
	const words = text.split(/\s+/)
	return /[:=]\s*\S/.test(text) || /\d{3}/.test(text.replace(YEAR, '')) || (words.length > 1 && passwordLikeness(words.at(-1) ?? '') >= 0.85)
}

/** Words of a header that announce a secret or a login, of all its words, in a row; 0 when it is no header. */
function headerScore(row: GridRow): { readonly known: number, readonly secret: boolean, readonly all: number } {
	const texts = filled(row).map(({ cell }) => cell.text.trim())
	const isValue = (text: string): boolean => isEmail(text) || isUrl(text) || (meaningOf(text) === null ? text.length > MAX_HEADER_TEXT : holdsValue(text))
	if (texts.length < 2 || texts.some(isValue)) {
		return { known: 0, secret: false, all: texts.length }
	}
	const meanings = texts.map((text) => meaningOf(text)).filter((meaning) => meaning !== null)
	const secret = meanings.some(({ word }) => word === 'password' || word === 'both' || word === 'code' || word === 'login')
	return { known: meanings.length, secret, all: texts.length }
}

/** A row of column names: at least two known words, half of all, one of a login or a password. */
function isHeader(row: GridRow): boolean {
	const { known, secret, all } = headerScore(row)
	return secret && known >= 2 && known / all >= 0.5
}

/** Column names without any login or password: a list of telephone numbers, a table of something else. */
function isOtherHeader(row: GridRow): boolean {
	const { known, all } = headerScore(row)
	return known >= 2 && known / all >= 0.6
}

const isWide = (row: GridRow): boolean => row.cells.some((cell) => (cell.wide ?? 1) > 1)

/** The second line of a header in two: only column names, under a merged cell of the first. */
function continuesHeader(first: GridRow, second: GridRow | undefined): boolean {
	if (second === undefined || !isWide(first)) {
		return false
	}
	const texts = filled(second).map(({ cell }) => cell.text.trim())
	return texts.length > 0 && texts.every((text) => meaningOf(text) !== null)
}

/** Rows that stand under one header, or under none. */
interface Section {
	readonly headerAt: number
	readonly headers: readonly string[] | null
	readonly from: number
	readonly to: number
}

function cut(rows: readonly GridRow[]): readonly Section[] {
	const starts: { at: number, length: number }[] = []
	for (let index = 0; index < rows.length; index += 1) {
		const row = rows[index]
		if (row === undefined) {
			continue
		}
		const isHead = isHeader(row)
		const other = !isHead && index < 12 && starts.length === 0 && isOtherHeader(row)
		const first = !isHead && !other && continuesHeader(row, rows[index + 1]) && filled(row).length > 1
			&& filled(row).some(({ cell }) => meaningOf(cell.text) !== null || (cell.wide ?? 1) > 1)
		if (isHead || other || first) {
			const double = continuesHeader(row, rows[index + 1])
			starts.push({ at: index, length: double ? 2 : 1 })
			index += double ? 1 : 0
		}
	}
	const sections = starts.map(({ at, length }, order): Section => ({
		headerAt: at,
		headers: headersOf(rows.slice(at, at + length)),
		from: at + length,
		to: starts[order + 1]?.at ?? rows.length,
	}))
	const first = starts[0]?.at ?? rows.length
	return first === 0 ? sections : [{ headerAt: 0, headers: null, from: 0, to: first }, ...sections]
}

function headersOf(rows: readonly GridRow[]): readonly string[] {
	const width = Math.max(...rows.map((row) => row.cells.length))
	return Array.from({ length: width }, (_, index) => {
		const texts = rows.map((row) => row.cells[index]?.text.replace(/\s+/g, ' ').trim() ?? '')
		return texts.findLast((text) => text !== '') ?? ''
	})
}

function samplesOf(rows: readonly GridRow[], width: number): readonly (readonly string[])[] {
	const sample = rows.filter((row) => filled(row).length > 1).slice(0, SAMPLE_ROWS)
	return Array.from({ length: width }, (_, index) => sample.map((row) => row.cells[index]?.text.trim() ?? '').filter((text) => text !== ''))
}

/** Rows in which a cell covered from above holds the text of its merge. */
function withMerged(rows: readonly GridRow[]): readonly GridRow[] {
	let above: readonly Cell[] = []
	return rows.map((row) => {
		const cells = row.cells.map((cell, index): Cell => {
			const over = above[index]
			return cell.covered === 'above' && over !== undefined ? { ...over, covered: 'above' } : cell
		})
		above = cells
		return { ...row, cells }
	})
}

/** The name of a section, and where it stands. */
export interface SectionName {
	readonly name: string
	readonly text: string
	readonly place: Place
}

/** State carried from row to row, over the sections of a table. */
export interface TableState {
	folder: string
	/** Names of sections; those that no entry carries are listed as not imported. */
	readonly sections: SectionName[]
}

const isUpper = (text: string): boolean => /\p{L}{3}/u.test(text) && text === text.toUpperCase()

/** True if the only text of a row names a section. `names` are the names of the accounts around it. */
function isSection(row: GridRow, cell: Cell, around: { readonly before: boolean, readonly uppercase: boolean, readonly bold: boolean, readonly titleColumn: number }): boolean {
	const text = cell.text.trim()
	if (text.length > 70 || text.split(/\s+/).length > 8 || /[.!?]$/.test(text) || isEmail(text) || isUrl(text) || holdsPhone(text) || /\n/.test(text)) {
		return false
	}
	return (cell.wide ?? 1) > 1 || /:$/.test(text) || isSectionWord(text.replace(/:$/, ''))
		|| (isUpper(text) && !around.uppercase) || (cell.bold === true && !around.bold) || (around.before && row.cells.indexOf(cell) !== around.titleColumn)
}

/** A count, a date, a page number under or above a table. */
function isFooter(text: string): boolean {
	return /^(total|nombre|nb|page|p\.|mis(e)? [àa] jour|maj|derni[èe]re mise|fait le|imprim[ée]|document|confidentiel|ne pas diffuser)\b/i.test(text.trim()) || /^page \d+/i.test(text.trim())
}

/**
 * Reads a table: finds its headers, guesses its columns, and gives every row an end.
 *
 * @param grid - the table
 * @param context - where it stands
 */
export function readTable(grid: Grid, context: TableContext): { readonly tables: readonly TableView[], readonly outcomes: readonly Outcome[], readonly folder: string, readonly sections: readonly SectionName[] } {
	const rows = withMerged(grid.rows)
	const tables: TableView[] = []
	const outcomes: Outcome[] = []
	const state: TableState = { folder: context.folder, sections: [] }
	let previousHeader = ''
	for (const section of cut(rows)) {
		const place = { sheet: context.sheet, block: context.block, row: rows[section.headerAt]?.number ?? 0 }
		const own = rows.slice(section.from, section.to)
		const width = Math.max(section.headers?.length ?? 0, ...own.map((row) => row.cells.length), 0)
		const samples = samplesOf(own, width)
		const isPreface = section.headers === null && section.to < rows.length
		const guessed = section.headers === null
			? columnsFromContent(samples)
			: columnsFromHeader(Array.from({ length: width }, (_, index) => section.headers?.[index] ?? ''), samples)
		const corrected = context.corrections[`${place.sheet}:${place.block}:${place.row}`]
		const columns = guessed.map((column) => ({
			...column,
			role: corrected?.[column.index] ?? column.role,
			confidence: corrected === undefined ? column.confidence : 1,
			example: samples[column.index]?.[0] ?? '',
		}))
		if (section.headers !== null) {
			const header = section.headers.map(folded).join('|')
			if (header === previousHeader || own.every((row) => filled(row).length === 0)) {
				outcomes.push(leftOut('header', section.headers.filter((text) => text !== '').join(' | '), place))
			}
			previousHeader = header
		}
		if (own.some((row) => filled(row).length > 1)) {
			tables.push({ place, columns, rows: own.filter((row) => filled(row).length > 0).length })
		}
		outcomes.push(...sectionOutcomes(own, columns, { context, state, isPreface, isHeaded: section.headers !== null }))
	}
	return { tables, outcomes, folder: state.folder, sections: state.sections }
}

interface SectionContext {
	readonly context: TableContext
	readonly state: TableState
	/** Rows above the first header: titles, not accounts. */
	readonly isPreface: boolean
	readonly isHeaded: boolean
}

function sectionOutcomes(rows: readonly GridRow[], columns: readonly Column[], { context, state, isPreface, isHeaded }: SectionContext): readonly Outcome[] {
	const outcomes: Outcome[] = []
	const titleColumn = columns.find((column) => column.role === 'title')?.index ?? 0
	const titles = rows.filter((row) => filled(row).length > 1).map((row) => row.cells[titleColumn]).filter((cell) => cell !== undefined && cell.text.trim() !== '')
	const most = (test: (cell: Cell) => boolean): boolean => titles.filter((cell) => cell !== undefined && test(cell)).length > titles.length / 2
	const around = { uppercase: most((cell) => isUpper(cell.text.trim())), bold: most((cell) => cell.bold === true), titleColumn }
	const isSure = !context.isGuess && (isHeaded || columns.every((column) => column.confidence >= SURE))
	const noSecret = !columns.some((column) => ['password', 'both'].includes(column.role) || (column.role === 'login' && isHeaded))
	let before = true
	for (const row of rows) {
		const cells = filled(row)
		const [only] = cells
		const place = { sheet: context.sheet, block: context.block, row: row.number }
		if (only === undefined) {
			before = true
			continue
		}
		const text = only.cell.text.trim()
		const single = cells.length === 1
		if (single && isFooter(text)) {
			outcomes.push(leftOut('total', text, place))
		} else if (single && outcomes.length === 0 && !isHeaded && isOwnTitle(text)) {
			outcomes.push(leftOut('title', text, place))
		} else if (single && isSection(row, only.cell, { ...around, before })) {
			const name = text.replace(/\s*:$/, '')
			state.folder = [context.folder, name].filter((part) => part !== '').join('/')
			state.sections.push({ name, text, place })
		} else if (single && isPreface) {
			outcomes.push(leftOut(text.split(/\s+/).length > 8 ? 'text' : 'title', text, place))
		} else if (noSecret && !cells.some(({ cell }) => /mdp|mot de passe|password/i.test(cell.text))) {
			outcomes.push(leftOut(holdsPhone(rowText(row)) ? 'phone' : 'no-account', rowText(row), place))
		} else {
			const made = rowOutcomes(row, columns, {
				place,
				folder: state.folder,
				previous: outcomes,
				isSure,
				isHeaded,
				hidden: context.hidden,
				inCells: context.inCells,
				afterGap: before,
			})
			outcomes.push(...made)
		}
		before = false
	}
	return outcomes
}
