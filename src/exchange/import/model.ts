// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/*
 * Three shapes, one after the other: a reader turns a file into a {@link Notebook}, neutral and without any guess;
 * the understanding turns it into {@link Outcome}s, one or more per row; the wizard, or the command line, shows them.
 */

/** A fact about a cell that its text alone does not tell, found by a reader. */
export type Mark
	= | 'struck' // the whole text is struck through
		| 'partly-struck' // `gone` was struck through; `text` is what remains
		| 'deleted' // the whole text is deleted, in tracked changes
		| 'partly-deleted'
		| 'hidden' // hidden row, sheet or text
		| 'formula' // computed by the spreadsheet
		| 'long-number' // a number of more digits than a spreadsheet keeps
		| 'short-number' // a number: zeros in front of it would have been dropped
		| 'date' // the spreadsheet holds a date
		| 'nul' // NUL or other control characters were removed
		| 'quote' // the quotes of a CSV cell do not close

/** One cell, or one paragraph. */
export interface Cell {
	/** As shown, untrimmed; lines end in "\n". */
	readonly text: string
	/** Where its link leads. */
	readonly href?: string
	/** Struck or deleted text that is not in `text`. */
	readonly gone?: string
	/** A comment attached to it. */
	readonly comment?: string
	/** Covered by the cell on the left or by the one above: the merged cell holds the text. */
	readonly covered?: 'left' | 'above'
	/** Columns that it covers, itself included; absent for one. */
	readonly wide?: number
	readonly bold?: boolean
	readonly marks?: readonly Mark[]
}

/** One row of a table. */
export interface GridRow {
	readonly cells: readonly Cell[]
	/** The line that its cells were cut from. */
	readonly text?: string
	/** Its number in the file, from 1: what the wizard names it by. */
	readonly number: number
}

/** A table of a document, a sheet of a spreadsheet, a CSV. */
export interface Grid {
	readonly kind: 'grid'
	readonly rows: readonly GridRow[]
}

/** A paragraph of a document, a line of a text. An empty one separates. */
export interface Paragraph {
	readonly kind: 'paragraph'
	readonly cell: Cell
	/** 0 for the title of the document, 1 to 9 for a heading; absent for text. */
	readonly heading?: number
	readonly number: number
}

/** Blocks of a sheet, in reading order. */
export type Block = Grid | Paragraph

/** A sheet of a spreadsheet, or the whole of a document. */
export interface Sheet {
	/** Absent where the file gives none, or only the name a program gives by itself. */
	readonly name?: string
	readonly hidden?: boolean
	readonly blocks: readonly Block[]
}

/** Fields of one account. Each is trimmed; "" is absent. */
export interface ImportedEntry {
	readonly title: string
	readonly login: string
	readonly password: string
	readonly url: string
	readonly note: string
	/** Names from the outermost, joined by "/". */
	readonly folder: string
}

/** Why a row needs a look before it is imported; the French sentences are in `words.ts`. */
export type Doubt
	= | 'struck' | 'partly-struck' | 'deleted' | 'partly-deleted' | 'hidden'
		| 'formula' | 'long-number' | 'short-number' | 'nul' | 'quote'
		| 'several-passwords' // two values in the cell of the password
		| 'several-accounts' // the row holds more than one account
		| 'phone' // the password looks like a telephone number
		| 'date' // the password looks like a date, or is one
		| 'trimmed' // spaces around the password were removed
		| 'spaces' // spaces inside the password
		| 'typography' // signs that a word processor puts by itself
		| 'not-a-password' // a word such as "idem" or "voir le maire", an address
		| 'ditto' // "idem" replaced by the value above
		| 'no-password'
		| 'no-title'
		| 'continued' // the name was taken from the row above
		| 'swapped' // login and password seem exchanged
		| 'guessed' // nothing in the file says which value is which
		| 'too-much' // more cells than columns, or values that no column claims
		| 'odd-login' // the login holds several values or a sentence
		| 'odd-title' // the name looks like something else

/** Why a row is not imported. */
export type LeftReason
	= | 'title' // of the document or of the table
		| 'header' // of columns, repeated
		| 'section' // names a section in which nothing follows
		| 'text' // a sentence, no account
		| 'no-account' // a name without login, password nor address
		| 'phone' // a telephone number, no password
		| 'total' // a count or a date of the table
		| 'deleted' | 'kind' | 'trash' | 'comment' | 'attachment'

/** Where something stands in the file: for the wizard's row, and for corrections. */
export interface Place {
	/** Index of the sheet, and of the table inside it. */
	readonly sheet: number
	readonly block: number
	readonly row: number
}

/** How one row ends. No row ends without one. */
export type Outcome
	= | { readonly kind: 'entry', readonly entry: ImportedEntry, readonly doubts: readonly Doubt[], readonly place: Place }
		| { readonly kind: 'left', readonly reason: LeftReason, readonly text: string, readonly place: Place }

/** Role of a column. `extra` goes into the note, with its header as label. */
export type Role = 'title' | 'login' | 'password' | 'url' | 'note' | 'folder' | 'extra' | 'both' | 'ignored'

/** Under this confidence every row of a table is in doubt. */
export const SURE = 0.5

/** A column as understood; the wizard lets its role be changed. */
export interface Column {
	readonly index: number
	/** The words above it; "" without header. */
	readonly header: string
	readonly role: Role
	/** 0 to 1. Under `SURE`, every row of the table is in doubt. */
	readonly confidence: number
	/** The first value under it; "" when there is none. */
	readonly example?: string
}

/** A table as understood: from its header, or from its first row, to the next header. */
export interface TableView {
	readonly place: Place
	readonly columns: readonly Column[]
	/** Rows under these columns. */
	readonly rows: number
}

/** Roles chosen by the user, by table ("sheet:block:row" of its {@link Place}) and column index. */
export type Corrections = Readonly<Record<string, Readonly<Record<number, Role>>>>

/** A file read. A product's own export carries its rows already understood. */
export type Notebook
	= | { readonly kind: 'sheets', readonly format: string, readonly sheets: readonly Sheet[] }
		| { readonly kind: 'product', readonly format: string, readonly outcomes: readonly Outcome[] }

/** Result of reading a notebook, for the wizard. */
export interface Understanding {
	readonly format: string
	readonly tables: readonly TableView[]
	readonly outcomes: readonly Outcome[]
}

/** An entry with nothing in it. */
export const EMPTY_ENTRY: ImportedEntry = { title: '', login: '', password: '', url: '', note: '', folder: '' }
