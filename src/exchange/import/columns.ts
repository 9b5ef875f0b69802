// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Meaning, Word } from './lexicon.ts'
import type { Column, Role } from './model.ts'

import { meaningOf } from './lexicon.ts'
import { isEmail, isUrl, loginLikeness, passwordLikeness, titleLikeness } from './looks.ts'
import { SURE } from './model.ts'

/** Rows looked at to guess what a column holds. */
export const SAMPLE_ROWS = 300

/** The texts of a column that are not empty, trimmed. */
export type Samples = readonly (readonly string[])[]

const share = (texts: readonly string[], test: (text: string) => boolean): number => texts.length === 0 ? 0 : texts.filter(test).length / texts.length
const mean = (texts: readonly string[], score: (text: string) => number): number => texts.length === 0 ? 0 : texts.reduce((sum, text) => sum + score(text), 0) / texts.length
const distinct = (texts: readonly string[]): number => texts.length === 0 ? 0 : new Set(texts).size / texts.length

/** Numbers that follow each other: of rows, not of accounts. */
const isCounter = (texts: readonly string[]): boolean => texts.length > 2 && texts.every((text, row) => text === String(row + Number(texts[0])))

/** Roles given one after the other; a column has one. */
class Roles {
	readonly #roles: (Role | null)[]

	constructor(width: number) {
		this.#roles = Array.from({ length: width }, () => null)
	}

	give(index: number | null, role: Role): void {
		if (index !== null && this.#roles[index] === null) {
			this.#roles[index] = role
		}
	}

	isFree(index: number): boolean {
		return this.#roles[index] === null
	}

	has(role: Role): boolean {
		return this.#roles.includes(role)
	}

	role(index: number): Role {
		return this.#roles[index] ?? 'extra'
	}
}

/** The free column with the highest score above zero; the first one of equals. */
function best(roles: Roles, width: number, score: (index: number) => number): number | null {
	let found: number | null = null
	let highest = 0
	for (let index = 0; index < width; index += 1) {
		const value = roles.isFree(index) ? score(index) : 0
		if (value > highest) {
			found = index
			highest = value
		}
	}
	return found
}

/**
 * Role of each column from the words above it; the content decides where the words leave a choice.
 *
 * @param headers - one per column, "" without
 * @param samples - what stands under them
 */
export function columnsFromHeader(headers: readonly string[], samples: Samples): readonly Column[] {
	const width = headers.length
	const meanings = headers.map((header) => meaningOf(header))
	const weight = (index: number, ...words: readonly Word[]): number => {
		const meaning: Meaning | null | undefined = meanings[index]
		return meaning !== null && meaning !== undefined && words.includes(meaning.word) ? meaning.weight : 0
	}
	const texts = (index: number): readonly string[] => samples[index] ?? []
	const roles = new Roles(width)
	for (let index = 0; index < width; index += 1) {
		if (weight(index, 'password') > 0) {
			roles.give(index, 'password')
		} else if (headers[index] === '' && isCounter(texts(index))) {
			roles.give(index, 'ignored')
		} else if (weight(index, 'number') > 0 && share(texts(index), (text) => /^\d{1,3}$/.test(text)) > 0.9) {
			roles.give(index, 'ignored')
		}
	}
	roles.give(best(roles, width, (index) => weight(index, 'both')), 'both')
	const login = best(roles, width, (index) => weight(index, 'login'))
	roles.give(login, 'login')
	giveFurtherLogins(roles, width, (index) => weight(index, 'login'))
	if (!roles.has('password') && !roles.has('both')) {
		const code = best(roles, width, (index) => weight(index, 'code'))
			?? best(roles, width, (index) => headers[index] === '' && mean(texts(index), passwordLikeness) > 0.5 ? 0.3 : 0)
		const isPair = code !== null && login === null && share(texts(code), (text) => /\S\s+[/|–—-]\s+\S|\S\n\S/.test(text)) > 0.4
		roles.give(code, isPair ? 'both' : 'password')
	}
	roles.give(best(roles, width, (index) => weight(index, 'url') * (0.3 + share(texts(index), isUrl))), 'url')
	if (!roles.has('url')) {
		roles.give(best(roles, width, (index) => weight(index, 'address', 'title') > 0 && share(texts(index), isUrl) > 0.6 && titlesBeside(index) ? 0.5 : 0), 'url')
	}
	if (!roles.has('login') && !roles.has('both')) {
		const mail = best(roles, width, (index) => weight(index, 'mail') || (weight(index, 'address') > 0 && share(texts(index), isEmail) > 0.5 ? 0.5 : 0))
			?? best(roles, width, (index) => weight(index, 'code') > 0 ? 0.4 : 0)
			?? best(roles, width, (index) => /compte|account|utilisat/i.test(headers[index] ?? '') && titlesBeside(index) ? 0.4 : 0)
			?? best(roles, width, (index) => headers[index] === '' && mean(texts(index), loginLikeness) > 0.5 ? 0.3 : 0)
		roles.give(mail, 'login')
	}
	roles.give(best(roles, width, (index) => weight(index, 'title')), 'title')
	if (!roles.has('title')) {
		roles.give(best(roles, width, (index) => headers[index] === '' && texts(index).length > 0 ? mean(texts(index), titleLikeness) - index / 100 : 0)
			?? best(roles, width, (index) => weight(index, 'folder')) ?? best(roles, width, (index) => weight(index, 'address'))
			?? best(roles, width, (index) => meanings[index] === null && headers[index] !== '' ? mean(texts(index), titleLikeness) - index / 100 : 0)
			?? best(roles, width, (index) => weight(index, 'mail')), 'title')
	}
	for (let index = 0; index < width; index += 1) {
		const repeats = texts(index).length >= 4 && distinct(texts(index)) < 0.6
		if (weight(index, 'folder') > 0 || (weight(index, 'title') > 0 && repeats && !roles.has('folder'))) {
			roles.give(index, 'folder')
		} else if (weight(index, 'note') > 0 || headers[index] === '') {
			roles.give(index, 'note')
		} else if (weight(index, 'url') > 0 && roles.isFree(index) && share(texts(index), isUrl) > 0.5 && !roles.has('url')) {
			roles.give(index, 'url')
		}
	}
	return headers.map((header, index) => ({ index, header, role: roles.role(index), confidence: meanings[index]?.weight ?? (header === '' ? 0.5 : 0.8) }))

	function titlesBeside(column: number): boolean {
		return headers.some((header, index) => index !== column && (weight(index, 'title', 'folder') > 0 || (header === '' && mean(texts(index), titleLikeness) > 0.5)))
	}
}

/** Beside each further password column, the login column between it and the one before: several accounts in a row. */
function giveFurtherLogins(roles: Roles, width: number, weight: (index: number) => number): void {
	const passwords = Array.from({ length: width }, (_, index) => index).filter((index) => roles.role(index) === 'password' && !roles.isFree(index))
	for (const [order, password] of passwords.entries()) {
		const before = passwords[order - 1] ?? -1
		const between = Array.from({ length: password - before - 1 }, (_, offset) => before + 1 + offset)
		if (passwords.length > 1 && between.every((index) => roles.isFree(index) || roles.role(index) !== 'login')) {
			roles.give(between.findLast((index) => weight(index) > 0) ?? null, 'login')
		}
	}
}

/** How well the columns fit together without a header: their content, and the order people write in. */
function fit(samples: Samples, title: number | null, login: number | null, password: number | null): number {
	const texts = (index: number): readonly string[] => samples[index] ?? []
	const filled = (index: number): number => Math.min(1, texts(index).length / Math.max(1, ...samples.map((column) => column.length)))
	let score = 0
	if (title !== null) {
		score += mean(texts(title), titleLikeness) * filled(title) + (title === 0 ? 0.35 : -0.05 * title)
	}
	if (login !== null) {
		score += mean(texts(login), loginLikeness) * filled(login) + share(texts(login), isEmail) * 0.5
	}
	if (password !== null) {
		score += mean(texts(password), passwordLikeness) * 1.4 * filled(password) - share(texts(password), isEmail) + distinct(texts(password)) * 0.1
		score -= title !== null && title > password ? 0.6 : 0
		score += login !== null && login < password ? 0.35 + (password === login + 1 ? 0.2 : 0) : 0
	}
	return score
}

/**
 * Role of each column without any header, from the content and the usual order (name, login, password).
 * Columns without password among them have no `password`.
 *
 * @param samples - the columns
 */
export function columnsFromContent(samples: Samples): readonly Column[] {
	const width = samples.length
	const used = samples.map((texts, index) => ({ texts, index })).filter(({ texts }) => texts.length > 0)
	const url = used.map(({ texts, index }) => ({ index, part: share(texts, isUrl) })).filter(({ part }) => part > 0.5).sort((one, other) => other.part - one.part)[0]?.index ?? null
	const counters = new Set(used.filter(({ texts }) => isCounter(texts)).map(({ index }) => index))
	const free = used.map(({ index }) => index).filter((index) => index !== url && !counters.has(index)).slice(0, 8)
	const choices: readonly (number | null)[] = [...free, null]
	let chosen: { title: number | null, login: number | null, password: number | null } = { title: null, login: null, password: null }
	let highest = 0
	for (const title of choices) {
		for (const login of choices.filter((index) => index === null || index !== title)) {
			for (const password of choices.filter((index) => index === null || (index !== title && index !== login))) {
				const score = fit(samples, title, login, password)
				if (score > highest) {
					highest = score
					chosen = { title, login, password }
				}
			}
		}
	}
	const secret = chosen.password === null ? 0 : mean(samples[chosen.password] ?? [], passwordLikeness)
	const named = chosen.title === null ? (url === null ? 0.4 : 0.7) : mean(samples[chosen.title] ?? [], titleLikeness)
	const confidence = Math.min(1, secret * 0.8 + named * 0.3 + (chosen.login === null ? 0 : mean(samples[chosen.login] ?? [], loginLikeness) * 0.2))
	const hasSecret = secret > 0.15
	// The same name over several rows, and beside it another for each: the first is the section.
	const section = chosen.title
	const beside = section === null ? -1 : used.find(({ index }) => index > section)?.index ?? -1
	const isSection = section !== null && beside > section && beside !== chosen.login && beside !== chosen.password && beside !== url
		&& distinct(samples[section] ?? []) < 0.7 && distinct(samples[beside] ?? []) > 0.9 && mean(samples[beside] ?? [], titleLikeness) > 0.5
	const title = isSection ? beside : section
	const isPlain = used.length === 2 && chosen.title !== null && chosen.password !== null && chosen.login === null && chosen.title < chosen.password
	const isFew = Math.max(0, ...samples.map((texts) => texts.length)) < 3 && secret < 0.8
	const isTurned = chosen.title !== null && chosen.password !== null && chosen.title > chosen.password
	// Of two roles for one column, the later one in this list stands.
	const roles = new Map<number | null, Role>([
		...(hasSecret ? [[chosen.password, 'password'] as const] : []),
		[chosen.login, 'login'],
		...(isSection ? [[section, 'folder'] as const] : []),
		[title, 'title'],
		...[...counters].map((index) => [index, 'ignored'] as const),
		[url, 'url'],
	])
	const sure = isFew || isTurned ? Math.min(confidence, SURE / 2) : isPlain ? Math.max(confidence, SURE) : confidence
	return Array.from({ length: width }, (_, index): Column => ({ index, header: '', role: roles.get(index) ?? 'note', confidence: sure }))
}
