// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionMeta } from '../domain/document.ts'
import { TrousseauError } from '../domain/errors.ts'

/** A revision's name without extension, and its bytes. */
export interface NamedFile {
	readonly name: string
	readonly bytes: Uint8Array
}

/** A revision's name: 8 digits, a dash, 32 hexadecimal digits. */
export const REVISION_NAME = /^\d{8}-[0-9a-f]{32}$/

/** How many ancestors a revision lists at most. */
export const MAX_ANCESTORS = 256

/** Number of the highest revision. */
const MAX_NUMBER = 99_999_999

/** The number that a revision's name starts with. */
export const numberOf = (name: string): number => Number.parseInt(name.slice(0, 8), 10)

/** The name of a revision, from its number and the hash of its bytes. */
export const revisionName = (number: number, hash: string): string => `${String(number).padStart(8, '0')}-${hash}`

/** A revision's name and those of its ancestors. */
export interface Descent {
	readonly name: string
	readonly ancestors: readonly string[]
}

/** Whether a revision is, or descends from, the one of this name. */
export const contains = (revision: Descent, name: string): boolean => revision.name === name || revision.ancestors.includes(name)

/** Whether a revision is so much later that its list of ancestors no longer reaches this name. A parent is listed however old. */
export function isBeyond(revision: Descent & { readonly parents: readonly string[] }, name: string): boolean {
	const oldest = revision.ancestors.findLast((ancestor) => !revision.parents.includes(ancestor))
	return revision.ancestors.length === MAX_ANCESTORS && oldest !== undefined && numberOf(oldest) > numberOf(name)
}

function strictly(names: readonly string[], inOrder: (a: string, b: string) => boolean): boolean {
	return names.every((name, index) => {
		const next = names[index + 1]
		return next === undefined || inOrder(name, next)
	})
}

/**
 * Checks what a revision says of its place in the journal (section 2 of docs/FORMAT.md).
 *
 * @throws TrousseauError `altered`
 */
export function checkMeta(meta: RevisionMeta): void {
	const { number, parents, ancestors } = meta
	const highest = parents.reduce((highest, name) => Math.max(highest, numberOf(name)), 0)
	const sound = number === highest + 1
		&& number <= MAX_NUMBER
		&& ancestors.length <= MAX_ANCESTORS
		&& (parents.length > 0 || ancestors.length === 0)
		&& strictly(parents, (a, b) => a < b)
		&& strictly(ancestors, (a, b) => a > b)
		&& parents.every((name) => ancestors.includes(name))
		&& ancestors.every((name) => numberOf(name) >= 1 && numberOf(name) < number)
	if (!sound) {
		throw new TrousseauError('altered')
	}
}

/**
 * The place in the journal of a revision that follows others. Parents are always
 * among the ancestors, even one older than the last 256: a merge of a very late
 * branch is then still read as its descendant.
 *
 * @param parents - name and ancestors of each head that it follows; none for the first revision
 * @throws TrousseauError `too-large` for more parents than ancestors can be listed, or a journal that has used all numbers
 */
export function nextMeta(parents: readonly Descent[]): RevisionMeta {
	const names = parents.map(({ name }) => name).sort()
	const older = new Set(parents.flatMap(({ ancestors }) => ancestors))
	names.forEach((name) => older.delete(name))
	const number = names.reduce((highest, name) => Math.max(highest, numberOf(name)), 0) + 1
	if (number > MAX_NUMBER || names.length > MAX_ANCESTORS) {
		throw new TrousseauError('too-large')
	}
	const kept = [...older].sort().reverse().slice(0, MAX_ANCESTORS - names.length)
	return { number, parents: names, ancestors: [...names, ...kept].sort().reverse() }
}
