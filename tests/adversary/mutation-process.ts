// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { loadSodium } from '../../src/vault/file/sodium.ts'
import { Dice, mutated, reading, targetOf } from './mutate.ts'

/*
 * Plays mutations in a process of their own: one that never ended could not be
 * counted otherwise.
 */

/** Progress sent to the parent process after each part of the work. */
export interface Progress {
	readonly done: number
	/** How many readings ended so, by their end. */
	readonly ends: Readonly<Record<string, number>>
	/** Milliseconds of the slowest reading. */
	readonly slowest: number
	readonly bytes: number
}

const PART = 250

const [count = 0, seed = 0, credentials = 0] = process.argv.slice(2).map(Number)

await loadSodium()
const target = targetOf(credentials)
const read = reading()
if (read(target.honest.file) !== 'accepted') {
	throw new Error('the honest vault does not open: nothing would be proved')
}
const dice = new Dice(seed)
const ends: Record<string, number> = {}
let slowest = 0
for (let done = 1; done <= count; done++) {
	const file = mutated(target, dice)
	const start = performance.now()
	const end = read(file)
	slowest = Math.max(slowest, performance.now() - start)
	ends[end] = (ends[end] ?? 0) + 1
	if (done % PART === 0 || done === count) {
		process.send?.({ done, ends, slowest, bytes: target.honest.file.bytes.length } satisfies Progress)
	}
}
