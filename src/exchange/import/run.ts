// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Line, LinesContext } from './line.ts'
import type { Cell, GridRow, Outcome, TableView } from './model.ts'
import type { SectionName } from './table.ts'

import { finished, leftOut, newDraft, takeMarks } from './draft.ts'
import { isOwnTitle, isSectionWord } from './lexicon.ts'
import { holdsPhone, isEmail, isPhone, isUrl, passwordLikeness } from './looks.ts'
import { spacedSplitter, splitAlone, splitterOf, withoutAside } from './separators.ts'
import { readTable } from './table.ts'

interface RunRead {
	readonly outcomes: readonly Outcome[]
	readonly tables: readonly TableView[]
	readonly folder: string
	readonly sections: readonly SectionName[]
}

/** Lines between empty ones. */
function blocksOf(lines: readonly Line[]): readonly (readonly Line[])[] {
	const blocks: Line[][] = [[]]
	for (const line of lines) {
		if (line.text === '') {
			blocks.push([])
		} else {
			blocks.at(-1)?.push(line)
		}
	}
	return blocks.filter((block) => block.length > 0)
}

function isPair(text: string): boolean {
	const parts = splitAlone(text)
	return parts.length === 2 && (isEmail(parts[0] ?? '') || !/\s/.test(parts[0] ?? '')) && passwordLikeness(parts[1] ?? '') > 0.3
}

/** A name on one line, its login and password together on the next. */
function areTitledPairs(blocks: readonly (readonly Line[])[]): boolean {
	const shaped = blocks.filter((block) => block.length === 2 && splitAlone(block[0]?.text ?? '').length === 1 && isPair(block[1]?.text ?? ''))
	return blocks.length > 1 && shaped.length >= blocks.length * 0.6
}

/** A name, a login and a password, each on its line. */
function areStacked(blocks: readonly (readonly Line[])[]): boolean {
	const shaped = blocks.filter((block) => block.length >= 2 && block.length <= 5 && block.slice(1).some((line) => passwordLikeness(line.text) > 0.3 || isEmail(line.text)))
	return blocks.length > 0 && shaped.length >= blocks.length * 0.5
}

/** The same without empty lines: names and values follow each other, three by three or two by two. */
function regular(lines: readonly Line[]): readonly (readonly Line[])[] | null {
	for (const size of [3, 2]) {
		if (lines.length >= size * 2 && lines.length % size === 0) {
			const blocks = Array.from({ length: lines.length / size }, (_, index) => lines.slice(index * size, index * size + size))
			const fits = blocks.filter((block) => passwordLikeness(block.at(-1)?.text ?? '') >= 0.5 && !isEmail(block[0]?.text ?? '')
				&& (size === 3 ? !/\s/.test(block[1]?.text ?? '') && passwordLikeness(block[0]?.text ?? '') < 0.8 : passwordLikeness(block[0]?.text ?? '') < 0.5))
			if (fits.length >= blocks.length * 0.8) {
				return blocks
			}
		}
	}
	return null
}

function readBlock(block: readonly Line[], context: LinesContext, folder: string, isSure: boolean): Outcome {
	const [first] = block
	const place = { sheet: context.sheet, block: context.block, row: first?.number ?? 0 }
	const draft = newDraft(place, folder, block.map((line) => line.text).join('\n'), false)
	draft.title = first?.text.replace(/\s*:$/, '') ?? ''
	const values: string[] = []
	for (const line of block.slice(1)) {
		const parts = splitAlone(line.text)
		if (isUrl(line.text) && draft.url === '') {
			draft.url = line.text
		} else if (isPhone(line.text) || (line.text.split(/\s+/).length > 3 && parts.length < 2)) {
			draft.notes.push(line.text)
		} else if (parts.length === 2 && isPair(line.text) && values.length === 0) {
			values.push(...parts)
		} else {
			values.push(line.text)
		}
	}
	for (const [index, line] of block.entries()) {
		takeMarks(draft, line.cell, index === block.length - 1)
	}
	const [one = '', two, ...rest] = values
	if (two === undefined) {
		draft[isEmail(one) ? 'login' : 'password'] = one
	} else {
		draft.login = one
		draft.password = two
		draft.notes.push(...rest)
	}
	if (context.hidden) {
		draft.marks.add('hidden')
	}
	if (!isSure || rest.length > 0 || passwordLikeness(draft.password) < 0.5) {
		draft.doubts.add('guessed')
	}
	return finished(draft)
}

function isSectionLine(line: Line): boolean {
	const text = line.text.replace(/\s*:$/, '')
	return text.length < 60 && !holdsPhone(text) && (isSectionWord(text) || text !== line.text || (/\p{L}{3}/u.test(text) && text === text.toUpperCase() && !/\d/.test(text)) || line.cell.bold === true)
}

function readBlocks(blocks: readonly (readonly Line[])[], context: LinesContext, isSure: boolean): RunRead {
	let folder = context.folder
	const outcomes: Outcome[] = []
	const sections: SectionName[] = []
	for (const block of blocks) {
		const [first] = block
		const place = { sheet: context.sheet, block: context.block, row: first?.number ?? 0 }
		if (block.length === 1 && first !== undefined) {
			if (isOwnTitle(first.text) && outcomes.length === 0) {
				outcomes.push(leftOut('title', first.text, place))
			} else if (isSectionLine(first)) {
				const name = first.text.replace(/\s*:$/, '')
				folder = [context.folder, name].filter((part) => part !== '').join('/')
				sections.push({ name, text: first.text, place })
			} else {
				outcomes.push(loneLine(first, context, folder))
			}
		} else {
			outcomes.push(readBlock(block, context, folder, isSure))
		}
	}
	return { outcomes, tables: [], folder, sections }
}

/** A line that no list and no block holds: an account in short when it can be one, else left out with its reason. */
function loneLine(line: Line, context: LinesContext, folder: string): Outcome {
	const place = { sheet: context.sheet, block: context.block, row: line.number }
	const [told, aside] = withoutAside(line.text)
	const parts = splitAlone(told)
	const last = parts.at(-1) ?? ''
	if (parts.length >= 2 && parts.length <= 4 && passwordLikeness(last) >= 0.5 && !holdsPhone(last)) {
		const draft = newDraft(place, folder, line.text, false)
		draft.title = parts[0] ?? ''
		draft.login = parts.length > 2 ? parts[1] ?? '' : ''
		draft.password = parts.length > 2 ? parts[2] ?? '' : last
		draft.notes.push(...parts.slice(3), aside)
		draft.doubts.add('guessed')
		takeMarks(draft, line.cell, true)
		return finished(draft)
	}
	const words = line.text.split(/\s+/).length
	return leftOut(holdsPhone(line.text) ? 'phone' : words > 5 ? 'text' : 'no-account', line.text, place)
}

/**
 * Reads lines without labels.
 *
 * @param lines - with the empty ones between
 * @param context - where they stand
 */
export function readRun(lines: readonly Line[], context: LinesContext): RunRead {
	const told = lines.filter((line) => line.text !== '')
	const blocks = blocksOf(lines)
	const split = splitterOf(told.map((line) => line.text))
	if (told.length === 1) {
		return readBlocks(blocks, context, false)
	}
	if (areTitledPairs(blocks)) {
		return readBlocks(blocks, context, true)
	}
	if (split !== null && told.filter((line) => split(line.text).length > 1).length >= told.length * 0.45) {
		const rows = lines.map((line): GridRow => ({ number: line.number, text: line.text, cells: line.text === '' ? [] : cellsOf(line, split(line.text)) }))
		return readTable({ kind: 'grid', rows }, { ...context, inCells: false, isGuess: false })
	}
	if (blocks.length > 1 && areStacked(blocks)) {
		return readBlocks(blocks, context, true)
	}
	const guessed = blocks.length === 1 ? regular(told) : null
	if (guessed !== null) {
		return readBlocks(guessed, context, false)
	}
	if (blocks.length === 1 && told.length <= 4 && areStacked(blocks)) {
		return readBlocks(blocks, context, false)
	}
	const spaced = spacedSplitter(told.map((line) => line.text))
	if (spaced !== null) {
		const rows = lines.map((line): GridRow => ({ number: line.number, text: line.text, cells: line.text === '' ? [] : cellsOf(line, spaced(line.text)) }))
		return readTable({ kind: 'grid', rows }, { ...context, inCells: false, isGuess: true })
	}
	return readBlocks(told.map((line) => [line]), context, false)
}

function cellsOf(line: Line, parts: readonly string[]): readonly Cell[] {
	return parts.map((text, index) => ({
		text,
		...(line.cell.marks === undefined ? {} : { marks: line.cell.marks }),
		...(line.cell.bold === undefined ? {} : { bold: line.cell.bold }),
		...(index > 0 || line.cell.href === undefined ? {} : { href: line.cell.href }),
		...(index > 0 || line.cell.gone === undefined ? {} : { gone: line.cell.gone }),
		...(index > 0 || line.cell.comment === undefined ? {} : { comment: line.cell.comment }),
	}))
}
