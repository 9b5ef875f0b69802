// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CatalogueFact, FactName } from './model.ts'

import { addMonths } from '../days.ts'

/** Months after which a fact must be read again; groups change hands more often than licences. */
const SHELF_LIFE = { licence: 12, publisher: 12, delivery: 12, hostingCountry: 12, parentCountry: 6 } as const satisfies Record<
	FactName,
	number
>

/** A fact as it may be shown: known, known once but to be read again, or not known. */
export type FactState = 'usable' | 'to-recheck' | 'unknown'

/**
 * The usable value of a fact on a given day. General knowledge that nobody checked is never known.
 *
 * @param fact - a fact of the catalogue
 * @param name - which one it is
 * @param today - ISO date
 */
export function factState(fact: CatalogueFact | undefined, name: FactName, today: string): FactState {
	if (fact === undefined || fact.value === null || fact.confidence === 'C') {
		return 'unknown'
	}
	return isExpired(fact.checkedOn, name, today) ? 'to-recheck' : 'usable'
}

/**
 * The value of a fact when it has a source, whatever its age; null otherwise.
 *
 * @param fact - a fact of the catalogue
 */
export function usableValue<T extends string>(fact: CatalogueFact<T> | undefined): T | null {
	return fact === undefined || fact.confidence === 'C' ? null : fact.value
}

/**
 * True if a fact read on some day must be read again.
 *
 * @param checkedOn - when it was read (ISO date)
 * @param name - which fact it is
 * @param today - ISO date
 */
export function isExpired(checkedOn: string, name: FactName, today: string): boolean {
	return today > addMonths(checkedOn, SHELF_LIFE[name])
}
