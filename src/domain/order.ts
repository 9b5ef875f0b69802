// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Names as French sorts them; numbers by their value, so that “Salle 2” stands before “Salle 10”. */
const FRENCH = new Intl.Collator('fr', { numeric: true })

/** Compares two names of the commune's content, which is French in whatever language the page is. */
export function compareFrench(left: string, right: string): number {
	return FRENCH.compare(left, right)
}

/** Place in a sorted list before which something new goes. */
function placeOf<T>(item: T, sorted: readonly T[], compare: (left: T, right: T) => number): number {
	let [low, high] = [0, sorted.length]
	while (low < high) {
		const middle = (low + high) >> 1
		if (compare(sorted[middle] as T, item) <= 0) {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

/**
 * A list in order. Of what was in order before only the place is asked, not the comparison: comparing thousands of names
 * as people sort them takes longer than showing them.
 *
 * @param list - distinct objects, in any order
 * @param before - a list in this order, of which `list` may hold some; given back when it holds the same objects
 * @param compare - never changes its mind about two objects
 */
export function inOrder<T extends object>(list: readonly T[], before: readonly T[], compare: (left: T, right: T) => number): readonly T[] {
	const known = new Set(before)
	const news = list.filter((item) => !known.has(item)).sort(compare)
	if (news.length === 0 && list.length === before.length) {
		return before
	}
	const present = new Set(list)
	const kept = before.filter((item) => present.has(item))
	const ordered: T[] = []
	let from = 0
	for (const item of news) {
		const place = placeOf(item, kept, compare)
		for (; from < place; from++) {
			ordered.push(kept[from] as T)
		}
		ordered.push(item)
	}
	for (; from < kept.length; from++) {
		ordered.push(kept[from] as T)
	}
	return ordered
}
