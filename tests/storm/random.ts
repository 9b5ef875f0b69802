// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Numbers that a seed decides: the same seed draws the same ones on every machine. */
export class Random {
	#state: number

	/** @param seed - an integer from 0 to 2^32 − 1 */
	constructor(seed: number) {
		this.#state = seed >>> 0
		// Neighbouring seeds must not begin alike.
		for (let warming = 0; warming < 8; warming += 1) {
			this.next()
		}
	}

	/** From 0 to 1, 1 excluded. */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
	}

	/** An integer from `from` to `to`, both included. */
	integer(from: number, to: number): number {
		return from + Math.floor(this.next() * (to - from + 1))
	}

	chance(probability: number): boolean {
		return this.next() < probability
	}

	/** One of several, which must not be none. */
	pick<T>(from: readonly T[]): T {
		const chosen = from[this.integer(0, from.length - 1)]
		if (chosen === undefined) {
			throw new RangeError('nothing to pick from')
		}
		return chosen
	}

	/** One of several, each as often as its weight says. */
	weighted<T>(from: readonly (readonly [T, number])[]): T {
		let left = this.next() * from.reduce((sum, [, weight]) => sum + weight, 0)
		for (const [value, weight] of from) {
			left -= weight
			if (left < 0) {
				return value
			}
		}
		return this.pick(from)[0]
	}

	/** Overwrites bytes. */
	fill(bytes: Uint8Array): void {
		for (let index = 0; index < bytes.length; index += 1) {
			bytes[index] = this.integer(0, 255)
		}
	}
}
