// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Draft } from './draft.ts'
import type { Cell, Column, GridRow, ImportedEntry, Outcome, Place, Role } from './model.ts'

import { finished, leftOut, newDraft, takeMarks } from './draft.ts'
import { fillFrom } from './fields.ts'
import { holdsAccount, parseLabelled, splitPair } from './labelled.ts'
import { isAbsent, isDitto, isEmail, isUrl, passwordLikeness } from './looks.ts'

/** Context in which a row is read. */
export interface RowContext {
	readonly place: Place
	readonly folder: string
	/** The outcomes of this table so far: a row may continue the one above. A note may be added to the last. */
	readonly previous: Outcome[]
	/** False when nothing but the content told the columns. */
	readonly isSure: boolean
	readonly isHeaded: boolean
	readonly hidden: boolean
	readonly inCells: boolean
	/** An empty row stands between. */
	readonly afterGap: boolean
}

interface Filled {
	readonly column: Column
	readonly cell: Cell
	readonly text: string
}

/** Words of a cell that make it a sentence. */
const SENTENCE = 7

/** The text of a row, for the list of what is not imported. */
export function rowText(row: GridRow): string {
	return row.text ?? row.cells.filter((cell) => cell.covered !== 'above').map((cell) => cell.text.trim()).filter((text) => text !== '').join(' | ')
}

/** A login column and the password column that goes with it. */
interface Pair {
	readonly login: Filled | undefined
	readonly password: Filled | undefined
	readonly header: string
}

/** Every password column with the login column before it: one pair for each account that a row may hold. */
function pairsOf(columns: readonly Column[], cells: ReadonlyMap<number, Filled>): readonly Pair[] {
	const passwords = columns.filter((column) => column.role === 'password')
	const logins = columns.filter((column) => column.role === 'login')
	if (passwords.length === 0) {
		const [login] = logins
		return [{ login: login === undefined ? undefined : cells.get(login.index), password: undefined, header: '' }]
	}
	const pairs = passwords.map((password, order): Pair => {
		const before = passwords[order - 1]?.index ?? -1
		const own = logins.findLast((login) => login.index > before && login.index < password.index) ?? (passwords.length === 1 ? logins[0] : undefined)
		return { login: own === undefined ? undefined : cells.get(own.index), password: cells.get(password.index), header: password.header }
	})
	const held = pairs.filter(({ login, password }) => login !== undefined || password !== undefined)
	return held.length === 0 ? pairs.slice(0, 1) : held
}

const linesOf = (text: string): readonly string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '')

/** A name on several lines: addresses go to the address, the rest is one name. */
function takeTitle(draft: Draft, { cell, text }: Filled): void {
	const lines = linesOf(text)
	const url = lines.find((line) => isUrl(line))
	draft.title = lines.filter((line) => line !== url || lines.length === 1).join(' ')
	if (url !== undefined && draft.url === '') {
		draft.url = url
	}
	takeMarks(draft, cell, false)
}

function takeLink(draft: Draft, cell: Cell): void {
	const href = cell.href ?? ''
	if (/^https?:\/\//i.test(href)) {
		if (draft.url === '' || !isUrl(draft.url.trim())) {
			draft.url = href
		}
	} else if (/^mailto:/i.test(href) && !cell.text.includes('@')) {
		draft.notes.push(href.slice('mailto:'.length))
	}
}

/** Columns that say nothing of the account itself: each a line of the note. */
function takeNotes(draft: Draft, filled: readonly Filled[]): void {
	for (const { column, cell, text } of filled) {
		if (isAbsent(text)) {
			continue
		}
		if (column.role === 'note') {
			draft.notes.push(text)
			takeMarks(draft, cell, false)
		} else if (column.role === 'extra') {
			draft.notes.push(`${column.header} : ${text}`)
			takeMarks(draft, cell, false)
		} else if (column.role === 'folder') {
			draft.folder = [draft.folder, text.replaceAll('/', '-')].filter((part) => part !== '').join('/')
		}
	}
}

/** Logins and passwords on as many lines each: as many accounts. */
function splitLines(pair: Pair): readonly { readonly login: string, readonly password: string }[] | null {
	const logins = linesOf(pair.login?.cell.text ?? '')
	const passwords = linesOf(pair.password?.cell.text ?? '')
	return logins.length > 1 && logins.length === passwords.length
		? logins.map((login, index) => ({ login, password: passwords[index] ?? '' }))
		: null
}

/** "Idem" stands for the value above. */
function takeDitto(draft: Draft, above: ImportedEntry | null): void {
	for (const field of ['title', 'login', 'password'] as const) {
		if (above !== null && above[field] !== '' && isDitto(draft[field].trim())) {
			draft[field] = above[field]
			draft.doubts.add('ditto')
		}
	}
}

/** A cell under "Identifiant / mot de passe". */
function takeBoth(draft: Draft, { cell, text }: Filled): void {
	takeMarks(draft, cell, true)
	const parsed = parseLabelled(text)
	if (parsed !== null) {
		fillFrom(draft, parsed.fields)
		if (parsed.before !== '') {
			draft.notes.push(parsed.before)
		}
		return
	}
	const pair = splitPair(text)
	if (pair !== null) {
		draft.login = pair[0]
		draft.password = pair[1]
		if (/^\S+[^\S\n]+\S+$/.test(text) || isEmail(pair[1])) {
			draft.doubts.add('guessed')
		}
	} else {
		draft[isEmail(text) ? 'login' : 'password'] = text
		if (!isEmail(text)) {
			draft.doubts.add(/\s/.test(text) ? 'several-passwords' : 'guessed')
		}
	}
}

/** A password with its label in some cell of a row whose password column is empty, or that has none. */
function takeLabelled(draft: Draft, filled: readonly Filled[]): boolean {
	for (const item of filled) {
		const parsed = item.column.role === 'url' ? null : parseLabelled(item.text)
		if (parsed !== null && (holdsAccount(parsed) || (draft.password === '' && parsed.fields.some(({ word }) => word === 'password')))) {
			if (item.column.role === 'title') {
				draft.title = parsed.before
			} else if (parsed.before !== '') {
				draft.notes.push(parsed.before)
			}
			const index = draft.notes.findIndex((note) => note === item.text || note.endsWith(` : ${item.text}`))
			if (index !== -1) {
				draft.notes.splice(index, 1)
			}
			if (draft.login === item.text) {
				draft.login = ''
			}
			fillFrom(draft, parsed.fields)
			return true
		}
	}
	return false
}

/** Adds a line to the note of the entry above. */
function addToPrevious(previous: Outcome[], text: string): boolean {
	const last = previous.at(-1)
	if (last?.kind !== 'entry') {
		return false
	}
	previous[previous.length - 1] = { ...last, entry: { ...last.entry, note: [last.entry.note, text].filter((part) => part !== '').join('\n') } }
	return true
}

function doubtGuess(draft: Draft, context: RowContext): void {
	const login = draft.login.trim()
	if (!context.inCells && draft.password === '' && login !== '' && !isEmail(login) && passwordLikeness(login) > 0.3) {
		// A line shorter than the others of its list: "Wifi : Vauz3lles".
		draft.password = login
		draft.login = ''
		draft.doubts.add('guessed')
	}
	const password = draft.password.trim()
	if (!context.isSure || (!context.isHeaded && password !== '' && passwordLikeness(password) < 0.3)) {
		draft.doubts.add('guessed')
	}
}

/**
 * How one row of a table ends: an entry, several, a line in the note of the entry above, or left out.
 *
 * @param row - not empty
 * @param columns - what its columns hold
 * @param context - where it stands
 */
export function rowOutcomes(row: GridRow, columns: readonly Column[], context: RowContext): readonly Outcome[] {
	const source = rowText(row)
	const filled = row.cells.flatMap((cell, index): readonly Filled[] => {
		const column = columns[index]
		const text = cell.text.trim()
		return column === undefined || column.role === 'ignored' || (text === '' && cell.gone === undefined) ? [] : [{ column, cell, text }]
	})
	const byIndex = new Map(filled.map((item) => [item.column.index, item]))
	const role = (name: Role): Filled | undefined => filled.find((item) => item.column.role === name)
	const own = filled.filter(({ cell }) => cell.covered !== 'above')
	const last = context.previous.at(-1)
	const above = last?.kind === 'entry' ? last.entry : null
	const [onlyOwn] = own
	if (own.length > 0 && own.every(({ column }) => column.role === 'note' || column.role === 'extra') && !own.some(({ text }) => parseLabelled(text) !== null)
		&& onlyOwn !== undefined && !context.afterGap && addToPrevious(context.previous, own.map(({ column, text }) => column.role === 'extra' ? `${column.header} : ${text}` : text).join('\n'))) {
		return []
	}
	const pairs = pairsOf(columns, byIndex)
	const outcomes: Outcome[] = []
	for (const pair of pairs) {
		const accounts = splitLines(pair) ?? [{ login: pair.login?.cell.text ?? '', password: pair.password?.cell.text ?? '' }]
		for (const account of accounts) {
			const draft = newDraft(context.place, context.folder, source, context.inCells)
			draft.login = account.login
			draft.password = account.password
			if (accounts.length > 1 || pairs.length > 1) {
				draft.doubts.add('several-accounts')
			}
			fillDraft(draft, { filled, columns, pair, role, above, context })
			if (pairs.length > 1 && draft.title !== '' && pair.header !== '') {
				draft.notes.push(`Colonne : ${pair.header}`)
			}
			outcomes.push(asSentence(finished(draft), source))
		}
	}
	return outcomes
}

interface Filling {
	readonly filled: readonly Filled[]
	readonly columns: readonly Column[]
	readonly pair: Pair
	readonly role: (name: Role) => Filled | undefined
	readonly above: ImportedEntry | null
	readonly context: RowContext
}

function fillDraft(draft: Draft, { filled, columns, pair, role, above, context }: Filling): void {
	const title = role('title')
	const url = role('url')
	if (context.hidden) {
		draft.marks.add('hidden')
	}
	if (url !== undefined) {
		draft.url = url.text
		takeMarks(draft, url.cell, false)
	}
	if (title !== undefined) {
		takeTitle(draft, title)
	}
	for (const item of [pair.login, pair.password]) {
		if (item !== undefined) {
			takeMarks(draft, item.cell, item === pair.password)
		}
	}
	if (title === undefined && url !== undefined && !isUrl(url.text) && !/^[a-z]+:\/\//i.test(url.text)) {
		draft.title = url.text
		draft.url = ''
	}
	takeNotes(draft, filled)
	takeFolderAbove(draft, columns, role('folder'), above)
	const both = role('both')
	if (both !== undefined && pair.password === undefined) {
		takeBoth(draft, both)
	}
	takeSingleLabel(draft)
	takeLabelledPassword(draft)
	if (draft.password.trim() === '') {
		takeLabelled(draft, filled)
	}
	for (const { cell } of filled) {
		takeLink(draft, cell)
	}
	takeDitto(draft, above)
	takeName(draft, above, context)
	doubtGuess(draft, context)
	if (context.isHeaded && filled.some(({ column }) => column.header === '' && column.index > 0 && column.role === 'note' && column.confidence <= 0.5) && context.inCells) {
		const hasTail = filled.some(({ column }) => column.header === '' && filled.every((item) => item.column.index <= column.index))
		if (hasTail) {
			draft.doubts.add('too-much')
		}
	}
}

/** A category written once stands for the rows under it, when its column comes before the names. */
function takeFolderAbove(draft: Draft, columns: readonly Column[], folder: Filled | undefined, above: ImportedEntry | null): void {
	const at = columns.findIndex((column) => column.role === 'folder')
	if (folder === undefined && above !== null && at !== -1 && at < columns.findIndex((column) => column.role === 'title')) {
		draft.folder = above.folder
	}
}

/** "MDP : x" in the column of the password, "id : x" in that of the login. */
function takeSingleLabel(draft: Draft): void {
	const password = /^(?:mdp|mot de passe|pass|password|code)\s*[:=]\s*(\S+)$/i.exec(draft.password.trim())
	const login = /^(?:id|identifiant|login|user|utilisateur)\s*[:=]\s*(\S+)$/i.exec(draft.login.trim())
	draft.password = password?.[1] ?? draft.password
	draft.login = login?.[1] ?? draft.login
}

/** "id : x / mdp : y" in the column of the password. */
function takeLabelledPassword(draft: Draft): void {
	const parsed = parseLabelled(draft.password.trim())
	if (parsed !== null && parsed.fields.some(({ word }) => ['login', 'mail', 'password', 'code'].includes(word))) {
		draft.password = ''
		fillFrom(draft, parsed.fields)
		if (parsed.before !== '') {
			draft.notes.push(parsed.before)
		}
	}
}

/** Without a name of its own, a row with a login or a password continues the account above. */
function takeName(draft: Draft, above: ImportedEntry | null, context: RowContext): void {
	if (draft.title.trim() !== '' || draft.url.trim() !== '' || above === null || (draft.login.trim() === '' && draft.password.trim() === '')) {
		return
	}
	if (isEmail(draft.login.trim()) && above.title === above.login) {
		return
	}
	draft.title = above.title
	draft.url = above.url
	if (context.afterGap || draft.login.trim() === '' || draft.password.trim() === '') {
		draft.doubts.add('continued')
	}
}

function asSentence(outcome: Outcome, source: string): Outcome {
	return outcome.kind === 'left' && outcome.reason === 'no-account' && source.split(/\s+/).length > SENTENCE ? leftOut('text', source, outcome.place) : outcome
}
