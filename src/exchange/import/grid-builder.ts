// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Cell, Grid, GridRow } from './model.ts'

import { MAX_CELLS, MAX_COLUMNS, MAX_ROWS } from './limits.ts'
import { refused } from './refusal.ts'

const NOTHING: Cell = { text: '' }
const isEmpty = (cell: Cell): boolean => cell.text === '' && cell.covered === undefined && cell.gone === undefined && cell.comment === undefined

/** Cells and rows counted over a whole file. */
export interface Count {
	cells: number
	rows: number
}

/**
 * Builds a table row by row. Empty repeats, with which LibreOffice pads to 16,384 columns and a million rows, are
 * held back and written only when something follows.
 */
export class GridBuilder {
	readonly #rows: GridRow[] = []
	readonly #count: Count
	#cells: Cell[] = []
	#emptyCells = 0
	#number = 0

	/**
	 * @param count - shared by the tables of a file
	 */
	constructor(count: Count) {
		this.#count = count
	}

	/**
	 * @param cell - the next cell of the row
	 * @param times - how often it stands there
	 * @throws TrousseauError `invalid` with refusal `too-many-rows`
	 */
	cell(cell: Cell, times = 1): void {
		if (isEmpty(cell)) {
			this.#emptyCells += times
			return
		}
		this.#add(NOTHING, this.#emptyCells)
		this.#emptyCells = 0
		this.#add(cell, cell.covered === undefined ? times : Math.min(times, MAX_COLUMNS - this.#cells.length))
	}

	/** Fills up to a column, counted from 0: a spreadsheet leaves gaps. */
	upTo(column: number): void {
		const missing = column - this.#cells.length - this.#emptyCells
		if (missing > 0) {
			this.#emptyCells += missing
		}
	}

	/**
	 * Ends the row. Empty rows are kept as such between others: they separate.
	 *
	 * @param times - how often the row stands there
	 * @param number - its number in the file; the next one when absent
	 */
	row(times = 1, number = this.#number + 1): void {
		this.#emptyCells = 0
		if (this.#cells.length > 0) {
			for (let index = 0; index < times; index += 1) {
				this.#count.rows += 1
				this.#count.cells += index === 0 ? 0 : this.#cells.length
				if (this.#count.rows > MAX_ROWS || this.#count.cells > MAX_CELLS) {
					throw refused('too-many-rows')
				}
				this.#rows.push({ cells: this.#cells, number: number + index })
			}
			this.#cells = []
		} else if (this.#rows.at(-1)?.cells.length !== 0 && this.#rows.length > 0) {
			this.#rows.push({ cells: [], number })
		}
		this.#number = number + times - 1
	}

	/** The table so far, without empty rows at its end. */
	grid(): Grid {
		while (this.#rows.at(-1)?.cells.length === 0) {
			this.#rows.pop()
		}
		return { kind: 'grid', rows: this.#rows }
	}

	#add(cell: Cell, times: number): void {
		this.#count.cells += times
		if (this.#cells.length + times > MAX_COLUMNS || this.#count.cells > MAX_CELLS) {
			throw refused('too-many-rows')
		}
		for (let index = 0; index < times; index += 1) {
			this.#cells.push(cell)
		}
	}
}
