// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { LabelledText } from './labelled.ts'
import type { Cell, Corrections } from './model.ts'

/** Place and settings of the text that is read. */
export interface LinesContext {
	readonly sheet: number
	readonly block: number
	readonly folder: string
	readonly corrections: Corrections
	readonly hidden: boolean
	/** A table comes right after the last line. */
	readonly isFollowed: boolean
}

/** One line of the text. */
export interface Line {
	readonly text: string
	readonly cell: Cell
	readonly heading: number | null
	readonly number: number
	readonly parsed: LabelledText | null
	/** Holds the label of a login or a password. */
	readonly isLabelled: boolean
}
