// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Cell, Mark } from './model.ts'

import { withoutControls } from './decode-text.ts'
import { MAX_CELL_TEXT } from './limits.ts'

/** A piece of text of one look. */
export interface Run {
	readonly text: string
	/** Struck through, or deleted in tracked changes: no longer part of what the author means. */
	readonly gone?: 'struck' | 'deleted' | undefined
	readonly href?: string | undefined
	readonly hidden?: boolean | undefined
	readonly bold?: boolean | undefined
}

/** Properties of a cell or paragraph beside its text. */
export interface CellFacts {
	readonly comment?: string | undefined
	readonly covered?: 'left' | 'above' | undefined
	readonly wide?: number | undefined
	readonly marks?: readonly Mark[] | undefined
}

const textOf = (runs: readonly Run[]): string => runs.map((run) => run.text).join('')
const isBlank = (text: string): boolean => text.trim() === ''

/**
 * The cell that runs make. Struck and deleted text leaves the cell's text, unless nothing else is in it.
 *
 * @param runs - in reading order; lines of the cell separated by "\n" runs
 * @param facts - what else is known
 */
export function cellOf(runs: readonly Run[], facts: CellFacts = {}): Cell {
	const gone = runs.filter((run) => run.gone !== undefined && !isBlank(run.text))
	const all = gone.length > 0 && runs.every((run) => run.gone !== undefined || isBlank(run.text))
	const kept = all ? runs : runs.filter((run) => run.gone === undefined)
	const raw = textOf(kept).slice(0, MAX_CELL_TEXT)
	const text = withoutControls(raw)
	const kind: 'struck' | 'deleted' = gone.some((run) => run.gone === 'struck') ? 'struck' : 'deleted'
	const told = kept.filter((run) => !isBlank(run.text))
	const href = kept.find((run) => run.href !== undefined && run.href !== '' && !run.href.startsWith('#'))?.href
	const marks: Mark[] = [
		...(gone.length === 0 ? [] : [all ? kind : `partly-${kind}` as const]),
		...(told.some((run) => run.hidden === true) ? ['hidden' as const] : []),
		...(text === raw.replace(/\r\n?/g, '\n') ? [] : ['nul' as const]),
		...(facts.marks ?? []),
	]
	return {
		text,
		...(href === undefined ? {} : { href }),
		...(gone.length === 0 || all ? {} : { gone: withoutControls(textOf(gone)) }),
		...(facts.comment === undefined || isBlank(facts.comment) ? {} : { comment: facts.comment.trim() }),
		...(facts.covered === undefined ? {} : { covered: facts.covered }),
		...(facts.wide === undefined || facts.wide < 2 ? {} : { wide: facts.wide }),
		...(told.length > 0 && told.every((run) => run.bold === true) ? { bold: true } : {}),
		...(marks.length === 0 ? {} : { marks }),
	}
}
