// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { KdfCost } from '../vault/keys/kdf-bounds.ts'
import { CREATION_COSTS } from '../vault/keys/kdf.ts'

/** Milliseconds that a derivation should cost on this computer. */
const TARGET = 1000

/** A dearer derivation is worth a new identity revision from this much more memory on: measures vary from one day to the next. */
const WORTHWHILE = 1.5

/** The cheapest cost that a new identity may have. */
export const CHEAPEST = CREATION_COSTS[0] as KdfCost

/** The dearest cost that stays under a second, from the time of the cheapest. */
export function costWithin(milliseconds: number): KdfCost {
	const affordable = CREATION_COSTS.filter(({ memory }) => (memory / CHEAPEST.memory) * milliseconds <= TARGET)
	return affordable.at(-1) ?? CHEAPEST
}

/** True if `one` costs more than `other` to guess, with no less memory. */
export const isDearer = (one: KdfCost, other: KdfCost): boolean => one.memory * one.passes > other.memory * other.passes && one.memory >= other.memory

/**
 * The cost that this computer could afford instead of the present one, or null
 * when it is not worth a change.
 *
 * @param present - the cost of a derivation that was just done
 * @param milliseconds - the time that it took
 */
export function dearerCost(present: KdfCost, milliseconds: number): KdfCost | null {
	const work = (present.memory / CHEAPEST.memory) * (present.passes / CHEAPEST.passes)
	const affordable = costWithin(milliseconds / work)
	return isDearer(affordable, present) && affordable.memory >= present.memory * WORTHWHILE ? affordable : null
}
