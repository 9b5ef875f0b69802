// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Something that enters a weighted mean with a value and a weight known within bounds. */
export interface Term {
	readonly low: number
	readonly high: number
	/** 0 when it may not count at all. */
	readonly minWeight: number
	readonly maxWeight: number
}

/** The least and the most that a mean can be. */
export interface Bounds {
	readonly floor: number
	readonly ceiling: number
}

/**
 * The exact bounds of a weighted mean over everything that the values and weights
 * may turn out to be; null when nothing can count. Whatever is learned only
 * narrows them.
 *
 * @param terms - in any order; weights are 0 or more
 */
export function meanBounds(terms: readonly Term[]): Bounds | null {
	const floor = leastMean(terms.map(({ low, minWeight, maxWeight }) => ({ value: low, minWeight, maxWeight })))
	const highest = leastMean(terms.map(({ high, minWeight, maxWeight }) => ({ value: -high, minWeight, maxWeight })))
	return floor === null || highest === null ? null : { floor, ceiling: 0 - highest }
}

/**
 * The mean is least when the lowest values weigh all they can and the others as
 * little as they can: only where to draw the line has to be tried.
 */
function leastMean(terms: readonly { readonly value: number, readonly minWeight: number, readonly maxWeight: number }[]): number | null {
	const sorted = [...terms].sort((left, right) => (
		left.value - right.value || left.minWeight - right.minWeight || left.maxWeight - right.maxWeight
	))
	let sum = 0
	let weight = 0
	for (const term of sorted) {
		sum += term.value * term.minWeight
		weight += term.minWeight
	}
	let least = weight > 0 ? sum / weight : null
	for (const term of sorted) {
		sum += term.value * (term.maxWeight - term.minWeight)
		weight += term.maxWeight - term.minWeight
		if (weight > 0 && (least === null || sum / weight < least)) {
			least = sum / weight
		}
	}
	return least
}
