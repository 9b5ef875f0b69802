// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionMeta } from '../domain/document.ts'
import type { JsonObject, JsonValue } from '../domain/json.ts'

import { TrousseauError } from '../domain/errors.ts'
import { newestFirst, parseRevisionName } from './names.ts'

/** A revision states at most this many ancestors. */
export const MAX_ANCESTORS = 256

/** A revision's name and what it says of itself. */
export interface Lineage {
	readonly name: string
	readonly meta: RevisionMeta
}

/** A revision whose bytes were checked against its name. */
export interface Revision extends Lineage {
	readonly bytes: Uint8Array
}

/**
 * What a revision that follows these parents must state.
 * Parents are always among the ancestors, even a parent older than the last 256:
 * a merge of a very late branch is then still read as its descendant.
 *
 * @param parents - the heads that the new revision replaces; none for the first revision of a journal
 */
export function nextMeta(parents: readonly Lineage[]): RevisionMeta {
	const names = [...new Set(parents.map((parent) => parent.name))].sort()
	const older = new Set(parents.flatMap((parent) => parent.meta.ancestors))
	for (const name of names) {
		older.delete(name)
	}
	const kept = [...older].sort(newestFirst).slice(0, Math.max(0, MAX_ANCESTORS - names.length))
	return {
		number: 1 + highestNumber(names),
		parents: names,
		ancestors: [...names, ...kept].sort(newestFirst),
	}
}

/**
 * Refuses with `altered` a statement that FORMAT section 2 forbids: too many ancestors, a parent
 * that is not among them, an ancestor whose number is not below, a number that does not follow from the parents.
 */
export function checkMeta(meta: RevisionMeta): RevisionMeta {
	const { number, parents, ancestors } = meta
	const known = new Set(ancestors)
	const holds = ancestors.length <= MAX_ANCESTORS
		&& isStrictlySorted(ancestors, newestFirst)
		&& isStrictlySorted(parents, (left, right) => newestFirst(right, left))
		&& ancestors.every((name) => (parseRevisionName(name)?.number ?? number) < number)
		&& parents.every((name) => known.has(name))
		&& (parents.length > 0 || ancestors.length === 0)
		&& number === 1 + highestNumber(parents)
	if (!holds) {
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

/**
 * For each pair of heads, the newest revision that both descend from and that `isUsable` accepts.
 * Sorted from the newest. Any order of merging more than two heads finds its bases among them.
 */
export function commonAncestors(heads: readonly Lineage[], isUsable: (name: string) => boolean): readonly string[] {
	const bases = new Set<string>()
	heads.forEach((left, index) => {
		for (const right of heads.slice(index + 1)) {
			const base = commonAncestor(left, right, isUsable)
			if (base !== null) {
				bases.add(base)
			}
		}
	})
	return [...bases].sort(newestFirst)
}

/**
 * The newest revision that both descend from, or null.
 * Numbers grow along every line of descent, so the highest name of the common ones has no descendant among them.
 */
export function commonAncestor(left: Lineage, right: Lineage, isUsable: (name: string) => boolean): string | null {
	const known = new Set(withAncestors(left))
	return withAncestors(right).sort(newestFirst).find((name) => known.has(name) && isUsable(name)) ?? null
}

/** Whether a revision comes so much later than the one of this name that its list of ancestors no longer reaches there. */
export function isTooLateFor({ meta }: Lineage, name: string): boolean {
	const oldest = meta.ancestors.findLast((ancestor) => !meta.parents.includes(ancestor))
	return meta.ancestors.length >= MAX_ANCESTORS && oldest !== undefined && oldest > name
}

/** Whether this revision is one of the heads or an ancestor that one of them states. */
export function isContained(heads: readonly Lineage[], name: string): boolean {
	return heads.some((head) => head.name === name || head.meta.ancestors.includes(name))
}

function withAncestors(revision: Lineage): string[] {
	return [revision.name, ...revision.meta.ancestors]
}

function highestNumber(names: readonly string[]): number {
	return names.reduce((highest, name) => Math.max(highest, parseRevisionName(name)?.number ?? Number.NaN), 0)
}

function isStrictlySorted(names: readonly string[], compare: (left: string, right: string) => number): boolean {
	return names.every((name, index) => index === 0 || compare(names[index - 1] ?? '', name) < 0)
}

function isNameList(value: JsonValue | undefined): value is readonly string[] {
	return Array.isArray(value) && value.every((name) => typeof name === 'string' && parseRevisionName(name) !== null)
}
