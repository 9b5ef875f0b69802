// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { MAX_LOOKED_AT } from './limits.ts'
import { isEmail, passwordLikeness } from './looks.ts'

/** Separators between the values of one line, the least ambiguous first. */
const SEPARATORS: readonly RegExp[] = [
	/\s*\t+\s*/,
	/\s+[—–]\s+/,
	/\s*\|\s*/,
	/\s+-\s+/,
	/\s*;\s*/,
	/\s+\/\s+/,
	/\s*(?:→|->|=>)\s*/,
	/\s*:\s+|\s+:\s*/,
	/\s*,\s+/,
	/ {2,}/,
	/\s*=\s+/,
	/\s*;\s*|\s*,\s*/,
	/\s*\/\s*(?!\/)/,
]

/** Any sign between spaces: lists in which the sign changes from line to line. */
const ANY_SIGN = /\s+(?:[|–—-]|\/{1,2})\s+/

/** Cuts a line into its values. */
export type Splitter = (line: string) => readonly string[]

function partsOf(line: string, separator: RegExp): readonly string[] {
	if (line.length > MAX_LOOKED_AT) {
		return [line]
	}
	const parts = line.trim().split(separator).map((part) => part.trim())
	while (parts.length > 1 && parts.at(-1) === '') {
		parts.pop()
	}
	return parts
}

/** Lines of which a separator makes at least that many values. */
const holding = (lines: readonly string[], separator: RegExp, values: number): number => lines.filter((line) => partsOf(line, separator).length >= values).length

/** A separator that also stands inside addresses and sentences. */
const cutsUrls = (lines: readonly string[], separator: RegExp): boolean => lines.some((line) => /https?:\/\//.test(line) && partsOf(line, separator).some((part) => /^https?:?$/.test(part)))

/**
 * How the lines of a list are cut into values, or null when they are not a list. Two separators may serve
 * together: "Ameli : mairie85 / Soleil2024".
 *
 * @param lines - without empty ones
 */
export function splitterOf(lines: readonly string[]): Splitter | null {
	let best: { separator: RegExp, score: number, three: number } | null = null
	for (const separator of SEPARATORS) {
		const two = holding(lines, separator, 2)
		const three = holding(lines, separator, 3)
		const score = two + three * 1.5
		if (two >= lines.length * 0.45 && !cutsUrls(lines, separator) && (best === null || score > best.score * 1.1)) {
			best = { separator, score, three }
		}
	}
	if (best === null) {
		return null
	}
	const { separator, three } = best
	const plain: Splitter = (line) => partsOf(line, separator)
	const pairs = lines.map(plain).filter((parts) => parts.length === 2)
	if (three >= lines.length * 0.5 || pairs.length === 0) {
		return plain
	}
	const tails = pairs.map((parts) => parts[1] ?? '')
	const heads = pairs.map((parts) => parts[0] ?? '')
	for (const second of [ANY_SIGN, ...SEPARATORS].filter((other) => other !== separator)) {
		if (holding(tails, second, 2) >= tails.length * 0.6 && !cutsUrls(tails, second)) {
			return (line) => plain(line).flatMap((part, index) => index === 0 ? [part] : partsOf(part, second))
		}
		if (holding(heads, second, 2) >= heads.length * 0.6 && !cutsUrls(heads, second)) {
			return (line) => plain(line).flatMap((part, index) => index === 0 ? partsOf(part, second) : [part])
		}
	}
	return plain
}

/**
 * Cuts a single line that stands alone.
 *
 * @param line - any
 */
export function splitAlone(line: string): readonly string[] {
	return splitterOf([line])?.(line) ?? [line.trim()]
}

/**
 * A line without the words in brackets at its end, and these words.
 *
 * @param line - any
 */
export function withoutAside(line: string): readonly [string, string] {
	const open = line.endsWith(')') ? line.lastIndexOf(' (') : -1
	const words = line.slice(open + 2, -1)
	return open <= 0 || words.includes(')') ? [line, ''] : [line.slice(0, open).trimEnd(), words]
}

/**
 * Lines whose last two words are a login and a password, without any separator: "Ameli pro mairie85 Soleil2024".
 * Null when few are.
 *
 * @param lines - without empty ones
 */
export function spacedSplitter(lines: readonly string[]): Splitter | null {
	const isAccount = (line: string): boolean => {
		const words = line.split(/\s+/)
		const login = words.at(-2) ?? ''
		return words.length >= 3 && words.length <= 7 && passwordLikeness(words.at(-1) ?? '') >= 0.5 && (isEmail(login) || /^[\w.-]*[\d._-][\w.-]*$|^[a-z]+$/.test(login))
	}
	return lines.filter((line) => isAccount(withoutAside(line)[0])).length < lines.length * 0.6
		? null
		: (text) => {
				const [line, aside] = withoutAside(text)
				const words = line.split(/\s+/)
				if (aside !== '' && isAccount(line)) {
					return [words.slice(0, -2).join(' '), ...words.slice(-2), aside]
				}
				return isAccount(line) ? [words.slice(0, -2).join(' '), ...words.slice(-2)] : [line]
			}
}

/**
 * The line without the bullet or number in front of it.
 *
 * @param text - any line
 */
export function withoutBullet(text: string): string {
	return text.replace(/^\s*(?:[•◦▪‣➢➤✓·*]\s*|[-–—]\s+|\(?\d{1,3}[.)/]\s+|[a-z]\)\s+|o\s+(?=[A-ZÀ-Ý]))/, '')
}
