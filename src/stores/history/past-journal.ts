// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Journal, JournalState } from '../../journal/journal.ts'
import type { Revision } from '../../journal/lineage.ts'

import { asTrousseauError } from '../../domain/errors.ts'
import { newestFirst } from '../../domain/lineage/names.ts'

/** Revisions before a given one: its parents, and the bases over which they merge. */
export interface Predecessors {
	/** Its parents; when one of them is no longer kept, the nearest of its ancestors that is. Empty when none is. */
	readonly heads: readonly Revision[]
	readonly bases: readonly Revision[]
}

/** Null for a revision that was pruned, damaged, or belongs elsewhere. */
async function usable(journal: Journal, name: string): Promise<Revision | null> {
	try {
		return await journal.read(name)
	} catch (caught) {
		const { code } = asTrousseauError(caught)
		if (code === 'altered' || code === 'wrong-notebook' || code === 'gone') {
			return null
		}
		throw caught
	}
}

/**
 * Revisions before a given one, as far as they are still stored.
 *
 * @param journal - loaded
 * @param state - result of its last loading
 * @param revision - of this journal
 */
export async function predecessorsOf(journal: Journal, { names }: JournalState, { meta }: Revision): Promise<Predecessors> {
	const stored = new Set(names)
	if (meta.parents.length > 0 && meta.parents.every((name) => stored.has(name))) {
		const parents = await Promise.all(meta.parents.map((name) => usable(journal, name)))
		const heads = parents.filter((parent) => parent !== null)
		if (heads.length === parents.length) {
			return { heads, bases: heads.length === 1 ? [] : [...(await journal.mergeInput(heads)).bases.values()] }
		}
	}
	for (const name of meta.ancestors.filter((ancestor) => stored.has(ancestor))) {
		const nearest = await usable(journal, name)
		if (nearest !== null) {
			return { heads: [nearest], bases: [] }
		}
	}
	return { heads: [], bases: [] }
}

/**
 * The revisions that lead from the heads to one that is too old for their lists of ancestors, newest first.
 * Empty when the heads list it, and when nothing leads there.
 */
export async function linksTo(journal: Journal, { heads, names }: JournalState, target: string): Promise<readonly Revision[]> {
	const stored = new Set(names)
	const known = new Set(heads.flatMap(({ name, meta }) => [name, ...meta.ancestors]))
	const tried = new Set<string>()
	const links: Revision[] = []
	while (!known.has(target)) {
		const oldest = [...known].filter((name) => stored.has(name) && !tried.has(name) && name > target).sort(newestFirst).at(-1)
		if (oldest === undefined) {
			return []
		}
		tried.add(oldest)
		const link = await usable(journal, oldest)
		if (link !== null) {
			links.push(link)
			link.meta.ancestors.forEach((name) => known.add(name))
		}
	}
	return links
}
