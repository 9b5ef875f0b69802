// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Cell, Grid, GridRow, Mark } from './model.ts'

import { withoutControls } from './decode-text.ts'
import { MAX_CELLS, MAX_COLUMNS, MAX_ROWS } from './limits.ts'
import { refused } from './refusal.ts'

/** Separators looked for, the likeliest first: French Excel writes semicolons. */
const SEPARATORS = [';', '\t', ',', '|'] as const

/** Lines looked at to choose the separator. */
const SAMPLE_LINES = 50

/** Lines that one quoted cell may hold; more means that its quotes do not close where they should. */
const MAX_QUOTED_LINES = 60

/**
 * How often each row of the sample holds the separator outside quotes. A quoted cell may go over several lines; when quotes
 * do not close, each line is counted by itself.
 */
function counts(lines: readonly string[], separator: string): readonly number[] {
	const rows: number[] = []
	const alone: number[] = []
	let quoted = false
	for (const line of lines) {
		let [count, own] = [0, 0]
		let isQuoted = false
		const continues = quoted
		for (const sign of line) {
			if (sign === '"') {
				quoted = !quoted
				isQuoted = !isQuoted
			} else if (sign === separator) {
				count += quoted ? 0 : 1
				own += isQuoted ? 0 : 1
			}
		}
		alone.push(own)
		if (continues && rows.length > 0) {
			rows.push((rows.pop() ?? 0) + count)
		} else {
			rows.push(count)
		}
	}
	return quoted ? alone : rows
}

/**
 * The separator of a text in columns, or null when no separator stands in most of its lines as often.
 *
 * @param text - decoded text
 */
export function separatorOf(text: string): string | null {
	const named = /^sep=(.)\r?\n/i.exec(text)
	if (named?.[1] !== undefined) {
		return named[1]
	}
	const lines = text.split(/\r\n?|\n/, SAMPLE_LINES).filter((line) => line.trim() !== '')
	let best: string | null = null
	let bestScore = 0
	for (const separator of SEPARATORS) {
		const found = counts(lines, separator)
		const usual = new Map<number, number>()
		for (const count of found) {
			usual.set(count, (usual.get(count) ?? 0) + (count > 0 ? 1 : 0))
		}
		const [columns, agreeing] = [...usual].sort((one, other) => other[1] - one[1])[0] ?? [0, 0]
		const share = agreeing / Math.max(found.length, 1)
		// A comma stands in sentences too: it must be regular.
		const needed = separator === ',' || separator === '|' ? 0.6 : 0.4
		const score = share >= needed ? share * (1 + Math.min(columns, 12) / 24) : 0
		if (score > bestScore + 0.05) {
			best = separator
			bestScore = score
		}
	}
	return best
}

interface RawCell {
	readonly text: string
	readonly next: number
	readonly broken: boolean
}

/** The quoted cell that starts at `start`, or null when its quotes do not close before a separator or a line end. */
function quotedCell(text: string, start: number, separator: string): RawCell | null {
	let lines = 0
	let index = start + 1
	let from = index
	const parts: string[] = []
	for (; index < text.length; index += 1) {
		const sign = text[index]
		if (sign === '\n') {
			lines += 1
			if (lines > MAX_QUOTED_LINES) {
				return null
			}
		} else if (sign === '"') {
			if (text[index + 1] === '"') {
				parts.push(text.slice(from, index + 1))
				index += 1
				from = index + 1
				continue
			}
			let after = index + 1
			while (text[after] === ' ') {
				after += 1
			}
			if (after >= text.length || text[after] === separator || text[after] === '\n') {
				parts.push(text.slice(from, index))
				return { text: parts.join(''), next: after, broken: false }
			}
			return null
		}
	}
	return null
}

/** A quote in front of a cell that never closes is a sign like another, and the row is marked. */
function cellAt(text: string, start: number, separator: string): RawCell {
	const isQuoted = text[start] === '"'
	const quoted = isQuoted ? quotedCell(text, start, separator) : null
	if (quoted !== null) {
		return quoted
	}
	let end = start
	while (end < text.length && text[end] !== separator && text[end] !== '\n') {
		end += 1
	}
	const raw = text.slice(start, end)
	// Excel's way to keep a text that looks like a number: ="00123"
	const kept = /^="([^"]*)"$/.exec(raw)
	return { text: kept?.[1] ?? raw, next: end, broken: isQuoted }
}

/**
 * The rows of a text in columns (RFC 4180, and what programs and people make of it). Never throws on quotes: a
 * cell whose quotes do not close is taken as it stands and marked.
 *
 * @param raw - decoded text
 * @param separator - one character
 * @throws TrousseauError `invalid` with refusal `too-many-rows`
 */
export function readCsv(raw: string, separator: string): Grid {
	const text = raw.replace(/^sep=.\r?\n/i, '').replace(/\r\n?/g, '\n')
	const rows: GridRow[] = []
	let cells: Cell[] = []
	let index = 0
	let line = 1
	let total = 0
	while (index <= text.length) {
		const start = index
		const cell = cellAt(text, index, separator)
		index = cell.next
		const clean = withoutControls(cell.text)
		const marks: Mark[] = [...(cell.broken ? ['quote'] as const : []), ...(clean === cell.text ? [] : ['nul'] as const)]
		cells.push(marks.length === 0 ? { text: clean } : { text: clean, marks })
		total += 1
		if (total > MAX_CELLS || cells.length > MAX_COLUMNS) {
			throw refused('too-many-rows')
		}
		if (index >= text.length || text[index] === '\n') {
			rows.push({ cells, number: line })
			if (rows.length > MAX_ROWS) {
				throw refused('too-many-rows')
			}
			line += 1 + newlines(text, start, index)
			cells = []
			if (index >= text.length) {
				break
			}
		}
		index += 1
	}
	return { kind: 'grid', rows }
}

function newlines(text: string, from: number, to: number): number {
	let count = 0
	for (let index = text.indexOf('\n', from); index !== -1 && index < to; index = text.indexOf('\n', index + 1)) {
		count += 1
	}
	return count
}
