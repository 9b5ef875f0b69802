// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Ancestry } from './ancestry.ts'

import { contains, isPastListedAncestors } from './ancestry.ts'

/** True if a revision is the one of this name, or descends from it. */
export type DescendsFrom = (revision: Ancestry, name: string) => boolean

/**
 * Tells descent beyond the 256 listed ancestors (FORMAT section 6): where a revision's list is full and ends above the
 * name, the lists of its ancestors that are available are walked, and theirs in turn. Each revision is read once, the oldest
 * first: most often the first one tells.
 *
 * @param find - an available revision by its name
 */
export function descentThrough(find: (name: string) => Ancestry | null): DescendsFrom {
	/** By revision: the names reached so far, and those of them whose lists were not read yet. */
	const walks = new Map<string, { readonly reached: Set<string>, readonly unread: string[] }>()
	return (revision, name) => {
		if (contains(revision, name) || !isPastListedAncestors(revision, name)) {
			return contains(revision, name)
		}
		const walk = walks.get(revision.name) ?? { reached: new Set(revision.ancestors), unread: [...revision.ancestors] }
		walks.set(revision.name, walk)
		while (!walk.reached.has(name)) {
			const next = walk.unread.pop()
			if (next === undefined) {
				return false
			}
			const further = find(next)?.ancestors.filter((one) => !walk.reached.has(one)) ?? []
			further.forEach((one) => walk.reached.add(one))
			walk.unread.push(...further)
		}
		return true
	}
}
