// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Draft } from './draft.ts'
import type { LabelledText } from './labelled.ts'
import type { Line, LinesContext } from './line.ts'
import type { Cell, Outcome, Paragraph, Place, TableView } from './model.ts'
import type { SectionName } from './table.ts'

import { finished, leftOut, newDraft, takeMarks } from './draft.ts'
import { fillFrom } from './fields.ts'
import { holdsAccount, parseLabelled, urlIn, withoutBracket } from './labelled.ts'
import { isOwnTitle, isSectionWord } from './lexicon.ts'
import { MAX_LOOKED_AT } from './limits.ts'
import { holdsPhone, isEmail, isUrl, passwordLikeness } from './looks.ts'
import { readRun } from './run.ts'
import { splitAlone, withoutBullet } from './separators.ts'

const LONG = 90

/** A title between signs: "** Impôts **", "=== École ===". */
const DECORATED = /^\s*([*=#~_-]{2,})\s*(\p{L}[^*=#~_]{1,80}?)\s*[*=#~_-]{2,}\s*$/u

/** Level of such a title: under the one of the document. */
const FRAMED_LEVEL = 2

/** A value with a label that the lexicon does not have. */
const DETAIL = /^[\p{L}\p{N}][^:]{1,28}\s?:\s*\S/u

function linesOf(paragraphs: readonly Paragraph[]): readonly Line[] {
	return paragraphs.flatMap((paragraph) => {
		const pieces = paragraph.cell.text.split('\n')
		return pieces.map((piece): Line => {
			const framed = DECORATED.exec(piece)?.[2] ?? null
			const raw = framed ?? (/[\p{L}\p{N}]/u.test(piece) ? withoutBullet(piece).trimEnd() : '')
			const text = raw.replace(/[\u00A0\u202F]/g, ' ')
			const heading = paragraph.heading ?? (framed === null ? null : FRAMED_LEVEL)
			const parsed = heading === null && text.length <= MAX_LOOKED_AT ? parseLabelled(raw) : null
			const isLabelled = parsed !== null && parsed.fields.some(({ word, value }) => ['login', 'password', 'code', 'both', 'mail'].includes(word) && value !== '')
				&& (parsed.fields.some(({ word }) => word !== 'mail') && (!parsed.isLoose || holdsAccount(parsed) || parsed.before.split(/\s+/).length < 6))
			return { text: text.trim(), cell: pieces.length > 1 ? { ...paragraph.cell, text: piece } : paragraph.cell, heading, number: paragraph.number, parsed, isLabelled }
		})
	})
}

/** A name, a login and a password in one line. */
function holdsThree(text: string): boolean {
	const parts = splitAlone(text)
	return parts.length === 3 && passwordLikeness(parts[2] ?? '') >= 0.85
}

/** Reads paragraphs one after the other. */
class LineReader {
	readonly outcomes: Outcome[] = []
	readonly tables: TableView[] = []
	readonly sections: SectionName[] = []
	readonly #lines: readonly Line[]
	readonly #context: LinesContext
	readonly #headings: string[]
	folder: string
	#draft: Draft | null = null
	#title: { text: string, cell: Cell, place: Place } | null = null
	#lastTitle = ''
	#gap = true
	/** The account under way stood whole on one line, with its name: the next line is none of its own. */
	#isOneLine = false

	constructor(lines: readonly Line[], context: LinesContext, headings: readonly string[]) {
		this.#lines = lines
		this.#context = context
		this.folder = context.folder
		this.#headings = [...headings]
	}

	/** Names of the headings in force, outermost first. */
	get headings(): readonly string[] {
		return this.#headings
	}

	read(): void {
		for (let index = 0; index < this.#lines.length;) {
			index = this.#line(index)
		}
		this.#close()
		this.#dropTitle()
	}

	#place(line: Line): Place {
		return { sheet: this.#context.sheet, block: this.#context.block, row: line.number }
	}

	/** The first line after this one that is not empty. */
	#next(index: number): Line | undefined {
		return this.#lines.slice(index + 1, index + 8).find((line) => line.text !== '')
	}

	/** True if labelled values follow, directly or after an address. */
	#leads(index: number): boolean {
		const next = this.#next(index)
		if (next === undefined || next.heading !== null) {
			return false
		}
		let at = this.#lines.indexOf(next)
		for (let steps = 0; steps < 4; steps += 1, at += 1) {
			const line = this.#lines[at]
			if (line === undefined || line.heading !== null || line.text === '') {
				return false
			}
			if (line.isLabelled) {
				return (line.parsed?.before ?? '') === ''
			}
			if (!isLink(line) && !isUrl(line.text) && !isEmail(line.text) && line.parsed?.before !== '' && !DETAIL.test(line.text)) {
				return false
			}
		}
		return false
	}

	#line(index: number): number {
		const line = this.#lines[index]
		if (line === undefined || line.text === '') {
			this.#gap = true
			return index + 1
		}
		if (line.text.length > MAX_LOOKED_AT) {
			this.#close()
			this.#dropTitle()
			this.outcomes.push(leftOut('text', line.text, this.#place(line)))
			return index + 1
		}
		const isPart = this.#draft !== null || this.#title !== null
		if (line.heading !== null) {
			this.#heading(line, index)
		} else if (line.isLabelled && line.parsed !== null) {
			this.#labelled(line, line.parsed)
		} else if (line.parsed !== null && line.parsed.before === '' && (isPart || line.parsed.fields[0]?.word === 'title')) {
			this.#labelled(line, line.parsed)
		} else if (isPart && !this.#gap && isLink(line) && (this.#draft === null || this.#draft.url === '')) {
			takeHref(this.#open(line), line.cell)
		} else if (isPart && isUrl(line.text) && (this.#draft === null || this.#draft.url === '')) {
			this.#open(line).url = line.text
		} else if (isPart && isEmail(line.text) && !this.#gap && (this.#draft?.login ?? '') === '') {
			this.#open(line).login = line.text
		} else if (this.#title !== null && this.#draft === null && !this.#gap && DETAIL.test(line.text)) {
			this.#open(line).notes.push(line.text)
		} else if (this.#leads(index) && line.text.length < LONG) {
			this.#setTitle(line)
		} else if (this.#draft !== null && !this.#gap && !this.#isOneLine) {
			this.#draft.notes.push(line.text)
			// "Anydesk : 123 456 / Any-85": perhaps an account of its own.
			if (holdsThree(line.text)) {
				this.#draft.doubts.add('guessed')
			}
			takeMarks(this.#draft, line.cell, false)
		} else {
			return this.#run(index)
		}
		this.#gap = false
		return index + 1
	}

	#heading(line: Line, index: number): void {
		this.#close()
		if (this.#leads(index)) {
			this.#setTitle(line)
			return
		}
		this.#dropTitle()
		const level = line.heading ?? 0
		if (level === 0 || (this.outcomes.length === 0 && this.#headings.length === 0 && isOwnTitle(line.text))) {
			this.outcomes.push(leftOut('title', line.text, this.#place(line)))
			return
		}
		this.#headings.length = Math.min(this.#headings.length, level - 1)
		while (this.#headings.length < level - 1) {
			this.#headings.push('')
		}
		const heading = line.text.replace(/\s*:$/, '')
		this.#headings.push(heading)
		this.sections.push({ name: heading, text: line.text, place: this.#place(line) })
		this.folder = this.#headings.filter((name) => name !== '').join('/')
	}

	#setTitle(line: Line): void {
		this.#close()
		this.#dropTitle()
		this.#title = { text: line.text.replace(/\s*:$/, ''), cell: line.cell, place: this.#place(line) }
	}

	/** A title that no value followed names a section, or is left out. */
	#dropTitle(): void {
		if (this.#title !== null) {
			this.outcomes.push(leftOut('no-account', this.#title.text, this.#title.place))
			this.#title = null
		}
	}

	#open(line: Line): Draft {
		if (this.#draft === null) {
			this.#draft = newDraft(this.#place(line), this.folder, '', false)
			if (this.#title !== null) {
				const url = urlIn(this.#title.text)
				this.#draft.title = url === null ? this.#title.text : this.#title.text.replace(url, '').replace(/[\s:(–—-]+\)?$/, '') || url
				this.#draft.url = url ?? ''
				this.#draft.source = this.#title.text
				takeMarks(this.#draft, this.#title.cell, false)
				takeHref(this.#draft, this.#title.cell)
				this.#lastTitle = this.#draft.title
				this.#title = null
			}
			if (this.#context.hidden) {
				this.#draft.marks.add('hidden')
			}
		}
		this.#draft.source += `${this.#draft.source === '' ? '' : '\n'}${line.text}`
		return this.#draft
	}

	#close(): void {
		if (this.#draft !== null) {
			this.#lastTitle = this.#draft.title
			this.outcomes.push(finished(this.#draft))
			this.#draft = null
		}
	}

	#labelled(line: Line, parsed: LabelledText): void {
		const { before, fields } = parsed
		this.#isOneLine = before !== '' && holdsAccount(parsed)
		const [first] = fields
		const words = fields.map(({ word }) => word)
		if (before !== '' && !(this.#draft === null && this.#title !== null && !holdsAccount(parsed))) {
			this.#close()
			if (this.#title !== null) {
				this.folder = [this.#headings.filter((name) => name !== '').join('/'), this.#title.text].filter((name) => name !== '').join('/')
				this.#title = null
			}
			this.#title = { text: before, cell: line.cell, place: this.#place(line) }
		} else if (first?.word === 'title' && this.#draft !== null && (this.#draft.password !== '' || this.#draft.login !== '')) {
			this.#close()
		} else if (this.#draft !== null && this.#draft.password !== '' && words.includes('login')) {
			this.#another(line, words.includes('password'))
		} else if (this.#draft !== null && this.#draft.password !== '' && words.every((word) => word === 'code') && (this.#gap || /^(?:codes?|cl[ée]s?)\s+(?!pin|puk|secret|perso|confid)/i.test(first?.label ?? ''))) {
			this.#close()
		}
		const draft = this.#open(line)
		if (draft.title === '' && first?.word === 'code' && !words.includes('login')) {
			draft.title = first.label
		}
		takeMarks(draft, line.cell, words.includes('password') || words.includes('code'))
		takeHref(draft, line.cell)
		const last = fields.at(-1)
		fillFrom(draft, fields.map((field) => field === last ? { ...field, value: withoutBracket(line.text, field.value) } : field))
		if (draft.title === '' && draft.login === '' && draft.password === '' && draft.url !== '') {
			draft.title = ''
		}
	}

	/** A further account of the same tool. */
	#another(line: Line, isWhole: boolean): void {
		const title = this.#lastTitle
		const draft = this.#draft
		this.#close()
		const next = this.#open(line)
		next.source = line.text
		next.title = draft?.title ?? title
		next.url = draft?.url ?? ''
		if (this.#gap && !isWhole) {
			next.doubts.add('continued')
		}
	}

	/** Lines without labels: a list with separators, or blocks of lines. */
	#run(index: number): number {
		this.#close()
		this.#dropTitle()
		let end = index
		while (end < this.#lines.length) {
			const line = this.#lines[end]
			if (line === undefined || line.heading !== null || line.isLabelled || line.text.length > MAX_LOOKED_AT || (line.text !== '' && end > index && this.#leads(end))) {
				break
			}
			end += 1
		}
		const lines = this.#lines.slice(index, end)
		const [only, ...more] = lines.filter((line) => line.text !== '')
		if (only !== undefined && more.length === 0 && this.#lone(only, end)) {
			return end
		}
		const read = readRun(lines, { ...this.#context, folder: this.folder })
		this.outcomes.push(...read.outcomes)
		this.tables.push(...read.tables)
		this.sections.push(...read.sections)
		this.folder = read.folder
		this.#gap = true
		return end
	}

	/** A line alone between others: a title, a section, or a sentence. */
	#lone(line: Line, end: number): boolean {
		const text = line.text
		const isShort = text.length < 60 && !isEmail(text) && !isUrl(text) && !holdsPhone(text) && !/[.!?]$/.test(text)
		const isLast = end >= this.#lines.length
		if (this.outcomes.length === 0 && isShort && isOwnTitle(text)) {
			this.outcomes.push(leftOut('title', text, this.#place(line)))
			return true
		}
		const isName = isSectionWord(text.replace(/\s*:$/, '')) || /:$/.test(text) || (/\p{L}{3}/u.test(text) && text === text.toUpperCase()) || line.cell.bold === true
		if (isShort && (isLast ? this.#context.isFollowed && text.split(/\s+/).length < 7 : isName)) {
			const name = text.replace(/\s*:$/, '')
			this.folder = [...this.#headings.filter((part) => part !== ''), name].join('/')
			this.sections.push({ name, text, place: this.#place(line) })
			return true
		}
		return false
	}
}

/** A line that is nothing but a link, "ouvrir" or an address. */
function isLink(line: Line): boolean {
	return /^https?:/i.test(line.cell.href ?? '') && line.text.split(/\s+/).length < 5
}

function takeHref(draft: Draft, cell: Cell): void {
	if (cell.href !== undefined && /^https?:/i.test(cell.href) && draft.url === '') {
		draft.url = cell.href
	}
}

/**
 * Reads paragraphs that stand outside tables.
 *
 * @param paragraphs - in reading order
 * @param context - where they stand
 * @param headings - the headings in force before them
 */
export function readLines(paragraphs: readonly Paragraph[], context: LinesContext, headings: readonly string[] = []): {
	readonly outcomes: readonly Outcome[]
	readonly tables: readonly TableView[]
	readonly folder: string
	readonly headings: readonly string[]
	readonly sections: readonly SectionName[]
} {
	const reader = new LineReader(linesOf(paragraphs), context, headings)
	reader.read()
	return { outcomes: reader.outcomes, tables: reader.tables, folder: reader.folder, headings: reader.headings, sections: reader.sections }
}
