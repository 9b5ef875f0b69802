// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionMeta } from '../document.ts'
import type { JsonObject, JsonValue } from '../json.ts'

import { TrousseauError } from '../errors.ts'
import { HIGHEST_NUMBER, newestFirst, numberOf, parseRevisionName } from './names.ts'

/** A revision lists at most this many ancestors (FORMAT section 2). */
export const MAX_ANCESTORS = 256

/** A revision's name and its place in the journal, as its header states it. */
export interface Ancestry {
	readonly name: string
	readonly parents: readonly string[]
	/** Newest first, parents included. */
	readonly ancestors: readonly string[]
}

/**
 * The header fields of a revision that follows others. Parents are always among the ancestors, even one older than
 * the last 256: a merge of a very late branch is then still read as its descendant.
 *
 * @param parents - each head that it follows; none for the first revision of a journal
 * @throws TrousseauError `too-large` for more parents than ancestors can be listed, or a journal that has used all numbers
 */
export function nextMeta(parents: readonly Pick<Ancestry, 'name' | 'ancestors'>[]): RevisionMeta {
	const names = [...new Set(parents.map(({ name }) => name))].sort()
	const number = 1 + highestNumber(names)
	if (number > HIGHEST_NUMBER || names.length > MAX_ANCESTORS) {
		throw new TrousseauError('too-large')
	}
	const older = new Set(parents.flatMap(({ ancestors }) => ancestors))
	names.forEach((name) => older.delete(name))
	const listed = [...older].sort(newestFirst).slice(0, MAX_ANCESTORS - names.length)
	return { number, parents: names, ancestors: [...names, ...listed].sort(newestFirst) }
}

/**
 * Refuses with `altered` a header that FORMAT section 2 forbids: too many ancestors, a parent that is not among
 * them, an ancestor whose number is not below, a number that does not follow from the parents.
 */
export function checkMeta(meta: RevisionMeta): RevisionMeta {
	const { number, parents, ancestors } = meta
	const listed = new Set(ancestors)
	const isSound = ancestors.length <= MAX_ANCESTORS
		&& number === 1 + highestNumber(parents)
		&& number <= HIGHEST_NUMBER
		&& (parents.length > 0 || ancestors.length === 0)
		&& isStrictlySorted(ancestors, newestFirst)
		&& isStrictlySorted(parents, (left, right) => newestFirst(right, left))
		&& parents.every((name) => listed.has(name))
		&& ancestors.every((name) => numberOf(name) >= 1 && numberOf(name) < number)
	if (!isSound) {
		throw new TrousseauError('altered', { number })
	}
	return meta
}

/** Reads `number`, `parents` and `ancestors` of a decoded header; `altered` when they are not what FORMAT says. */
export function readMeta(header: JsonObject): RevisionMeta {
	const { number, parents, ancestors } = header
	if (typeof number !== 'number' || !isNameList(parents) || !isNameList(ancestors)) {
		throw new TrousseauError('altered')
	}
	return checkMeta({ number, parents, ancestors })
}

/** True if a revision is the one of this name, or lists it as an ancestor. */
export function contains(revision: Pick<Ancestry, 'name' | 'ancestors'>, name: string): boolean {
	return revision.name === name || revision.ancestors.includes(name)
}

/**
 * True if a revision's list of ancestors is full and ends above this name, so that not listing it tells nothing
 * (FORMAT section 6). Parents do not count: they are listed however old they are.
 */
export function isPastListedAncestors(revision: Ancestry, name: string): boolean {
	const oldest = revision.ancestors.findLast((ancestor) => !revision.parents.includes(ancestor))
	return revision.ancestors.length === MAX_ANCESTORS && oldest !== undefined && numberOf(oldest) > numberOf(name)
}

/**
 * The newest revision that both descend from and that `isUsable` accepts, or null.
 * Numbers grow along every line of descent, so the highest name of the common ones has no descendant among them.
 */
export function commonAncestor(left: Ancestry, right: Ancestry, isUsable: (name: string) => boolean): string | null {
	const known = new Set([left.name, ...left.ancestors])
	return [right.name, ...right.ancestors].sort(newestFirst).find((name) => known.has(name) && isUsable(name)) ?? null
}

/**
 * For each pair of heads, their newest usable common ancestor. Sorted from the newest. Any order of merging more than
 * two heads finds its bases among them.
 */
export function commonAncestors(heads: readonly Ancestry[], isUsable: (name: string) => boolean): readonly string[] {
	const pairs = heads.flatMap((left, index) => heads.slice(index + 1).map((right) => commonAncestor(left, right, isUsable)))
	return [...new Set(pairs.filter((base) => base !== null))].sort(newestFirst)
}

const highestNumber = (names: readonly string[]): number => names.reduce((highest, name) => Math.max(highest, numberOf(name)), 0)

function isStrictlySorted(names: readonly string[], compare: (left: string, right: string) => number): boolean {
	return names.every((name, index) => index === 0 || compare(names[index - 1] ?? '', name) < 0)
}

function isNameList(value: JsonValue | undefined): value is readonly string[] {
	return Array.isArray(value) && value.every((name) => typeof name === 'string' && parseRevisionName(name) !== null)
}
