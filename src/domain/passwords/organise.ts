// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CredentialKind } from './kinds.ts'

import { compareFrench } from '../order.ts'

/** Orders of the list. */
export const LIST_ORDERS = ['name', 'used', 'changed'] as const
/** One of {@link LIST_ORDERS}. */
export type ListOrder = (typeof LIST_ORDERS)[number]

/** Of an entry, what the list is narrowed and sorted by. */
export interface Organised {
	readonly id: string
	readonly label: string
	readonly kind: CredentialKind
	readonly tags: readonly string[]
	/** ISO 8601. */
	readonly updatedAt: string
}

/** Filter of the list; an empty text filters nothing. */
export interface ListChoice {
	readonly tag: string
	readonly kind: CredentialKind | ''
	/** Id of a person of the inventory. */
	readonly holder: string
}

/**
 * The entries that a choice keeps, in their order.
 *
 * @param entries - all of them
 * @param choice - what to show
 * @param holdersOf - ids of the persons who know the password of an entry
 */
export function narrowed<T extends Organised>(
	entries: readonly T[],
	{ tag, kind, holder }: ListChoice,
	holdersOf: (entry: T) => readonly string[],
): readonly T[] {
	return tag === '' && kind === '' && holder === ''
		? entries
		: entries.filter((entry) => (tag === '' || entry.tags.includes(tag))
			&& (kind === '' || entry.kind === kind)
			&& (holder === '' || holdersOf(entry).includes(holder)))
}

/**
 * The entries in an order; equal ones, and those never used, stay as they were.
 *
 * @param entries - by name
 * @param order - of the list
 * @param usedAt - milliseconds since 1970 of the last use; 0 for never
 */
export function ordered<T extends Organised>(entries: readonly T[], order: ListOrder, usedAt: (id: string) => number): readonly T[] {
	switch (order) {
		case 'name': return entries
		case 'used': return [...entries].sort((one, other) => usedAt(other.id) - usedAt(one.id))
		case 'changed': return [...entries].sort((one, other) => Number(one.updatedAt < other.updatedAt) - Number(one.updatedAt > other.updatedAt))
	}
}

/** The tags of some entries, each once, as people sort them. */
export function tagsOf(entries: readonly Pick<Organised, 'tags'>[]): readonly string[] {
	return [...new Set(entries.flatMap(({ tags }) => tags))].sort(compareFrench)
}
