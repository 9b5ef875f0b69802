// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Descent } from './revision.ts'
import { contains, isBeyond } from './revision.ts'

/** A revision's name, those of its ancestors, and which of these are its parents. */
type Listed = Descent & { readonly parents: readonly string[] }

/** Whether a revision is, or follows, the one of this name. */
export type Follows = (revision: Listed, name: string) => boolean

/**
 * Tells what revisions follow (section 6 of docs/FORMAT.md): what they list, and where one is too late to list a name, what those
 * of its ancestors list that are at hand, and theirs in turn. Each of them is read once, the oldest first: most often
 * the first one tells.
 *
 * @param find - a revision at hand
 */
export function followsThrough(find: (name: string) => Listed | null): Follows {
	/** By revision, the names reached so far and those of them that were not looked into yet. */
	const walks = new Map<string, { readonly reached: Set<string>, readonly ahead: string[] }>()
	return (revision, name) => {
		if (contains(revision, name) || !isBeyond(revision, name)) {
			return contains(revision, name)
		}
		const walk = walks.get(revision.name) ?? { reached: new Set(revision.ancestors), ahead: [...revision.ancestors] }
		walks.set(revision.name, walk)
		while (!walk.reached.has(name)) {
			const next = walk.ahead.pop()
			if (next === undefined) {
				return false
			}
			const further = find(next)?.ancestors.filter((one) => !walk.reached.has(one)) ?? []
			further.forEach((one) => walk.reached.add(one))
			walk.ahead.push(...further)
		}
		return true
	}
}
