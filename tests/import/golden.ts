// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ImportReport, ReportedEntry } from '../../src/exchange/import/report.ts'

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { reportFile } from '../../src/exchange/import/report.ts'

/** Fields of an expected entry, in this order; the last says whether it is rightly in doubt. */
export type Expected = readonly [folder: string, title: string, login: string, password: string, url: string, note: string, doubtful?: boolean]

/** Expected reading of a notebook, written by hand beside it. */
export interface ExpectedNotebook {
	readonly entries: readonly Expected[]
	/** Texts that are no account. */
	readonly left: readonly string[]
	/** Words of the refusal; then nothing else counts. */
	readonly refused?: string
}

/** How a notebook was read, row by row. */
export interface Score {
	readonly name: string
	readonly rows: number
	readonly right: number
	readonly flagged: number
	/** Different from what is expected, without a mark. */
	readonly wrong: readonly string[]
	/** Expected, and neither imported nor listed. */
	readonly lost: readonly string[]
	/** Clean, and marked. */
	readonly needless: readonly string[]
	/** Read, and not expected. */
	readonly surplus: readonly string[]
	readonly clean: number
	readonly refused: boolean
}

const FOLDER = new URL('notebooks/', import.meta.url)

const keyOf = (entry: ReportedEntry): readonly string[] => [entry.folder, entry.title, entry.login, entry.password, entry.url, entry.note]

/** The notebooks of the folder: every file that has an expected result. */
export function notebooks(): readonly string[] {
	return readdirSync(FOLDER).filter((name) => existsSync(new URL(`${name}.expected.json`, FOLDER))).sort()
}

/** Expected result of a notebook. */
export function expectedOf(name: string): ExpectedNotebook {
	return JSON.parse(readFileSync(new URL(`${name}.expected.json`, FOLDER), 'utf8')) as ExpectedNotebook
}

/** Reads a notebook; a KeePass file finds its passphrase beside it. */
export function reportNotebook(name: string): Promise<ImportReport> {
	const passphrase = new URL(`${name}.passphrase`, FOLDER)
	return reportFile(readFileSync(new URL(name, FOLDER)), existsSync(passphrase) ? { passphrase: readFileSync(passphrase, 'utf8').trim() } : {})
}

/**
 * Compares what was read with what is expected.
 *
 * @param name - of the notebook
 * @param expected - by hand
 * @param report - as read
 */
export function scoreOf(name: string, expected: ExpectedNotebook, report: ImportReport): Score {
	if ('refused' in report) {
		const isRight = expected.refused !== undefined && report.refused.includes(expected.refused)
		return { name, rows: expected.entries.length, right: 0, flagged: 0, wrong: isRight ? [] : [`refused: ${report.refused}`], lost: [], needless: [], surplus: [], clean: 0, refused: true }
	}
	const open = [...report.entries]
	const take = (test: (entry: ReportedEntry) => boolean): ReportedEntry | undefined => {
		const at = open.findIndex(test)
		return at === -1 ? undefined : open.splice(at, 1)[0]
	}
	const wrong: string[] = expected.refused === undefined ? [] : ['not refused']
	const lost: string[] = []
	const needless: string[] = []
	let right = 0
	let flagged = 0
	const listed = report.notImported.map(({ text }) => text)
	const rest: Expected[] = []
	for (const row of expected.entries) {
		const exact = take((entry) => keyOf(entry).every((value, index) => value === row[index]) && (entry.flag !== undefined) === (row[6] === true))
			?? take((entry) => keyOf(entry).every((value, index) => value === row[index]))
		if (exact === undefined) {
			rest.push(row)
		} else if (exact.flag === undefined) {
			right += 1
			if (row[6] === true) {
				wrong.push(`should be in doubt: ${row.slice(0, 6).join(' | ')}`)
			}
		} else {
			flagged += 1
			if (row[6] !== true) {
				needless.push(`${row.slice(0, 6).join(' | ')} — ${exact.flag}`)
			}
		}
	}
	for (const row of rest) {
		const near = take((entry) => (row[3] !== '' && entry.password === row[3]) || (row[2] !== '' && entry.login === row[2]) || (row[1] !== '' && entry.title === row[1]))
		if (near === undefined) {
			if (listed.some((text) => text.includes(row[3] || row[1]))) {
				flagged += 1
				wrong.push(...(row[6] === true ? [] : [`listed as not imported: ${row.slice(0, 6).join(' | ')}`]))
			} else {
				lost.push(row.slice(0, 6).join(' | '))
			}
		} else if (near.flag === undefined || row[6] !== true) {
			wrong.push(`${row.slice(0, 6).join(' | ')}\n      read: ${keyOf(near).join(' | ')} ${near.flag ?? ''}`)
		} else {
			flagged += 1
		}
	}
	for (const text of expected.left) {
		if (!listed.some((other) => other.includes(text))) {
			lost.push(text)
		}
	}
	return {
		name,
		rows: expected.entries.length + expected.left.length,
		right,
		flagged,
		wrong,
		lost,
		needless,
		surplus: open.map((entry) => keyOf(entry).join(' | ')),
		clean: expected.entries.filter((row) => row[6] !== true).length,
		refused: false,
	}
}
