// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RoundResult } from './round.ts'
import type { Kind } from './templates.ts'

import { ALL_FATES } from './wire.ts'

/** Which of its rounds failed, and why. */
export interface Failure {
	readonly seed: number
	/** The kind that it was asked to be, where its seed did not decide. */
	readonly asked?: Kind | undefined
	readonly faults: readonly string[]
}

/** Sums of the results of rounds. */
export interface Report {
	rounds: number
	/** Sums by name: `saved`, `confirmed`… */
	readonly sums: Record<string, number>
	/** Faults played, by kind. */
	readonly met: Record<string, number>
	/** Number of times that each situation occurred, seen by clients or by the server. */
	readonly seen: Record<string, number>
	readonly failures: Failure[]
}

/** Situations, beside every fault, that a whole storm on the embedded host must have played: else its coverage is too small. */
const MUST_BE_SEEN = [
	'slow answer',
	'listing out of order',
	'cut body kept',
	'revision pruned',
	'away for 100 revisions',
	'away for 256 revisions or more',
	'refused by a lock left behind',
	...[2, 3, 4, 5, 6, 7, 8].map((count) => `round of ${count} clients`),
	'PUT 201',
	'PUT 204',
	'PUT 412',
	'PUT 423',
	'PUT 507',
	'PUT 503',
	'PUT 429',
	'PUT 401',
]

export const emptyReport = (): Report => ({ rounds: 0, sums: {}, met: {}, seen: {}, failures: [] })

function addCounts(to: Record<string, number>, more: Readonly<Record<string, number>>): void {
	Object.entries(more).forEach(([name, count]) => {
		to[name] = (to[name] ?? 0) + count
	})
}

export function add(report: Report, more: Report): void {
	report.rounds += more.rounds
	report.failures.push(...more.failures)
	addCounts(report.sums, more.sums)
	addCounts(report.met, more.met)
	addCounts(report.seen, more.seen)
}

export function reportOf({ seed, kind, clients, tally, confirmed, met, seen, faults }: RoundResult, asked?: Kind): Report {
	return {
		rounds: 1,
		sums: { clients, ...tally, confirmed, [`rounds of ${kind}`]: 1 },
		met: Object.fromEntries(met),
		seen: { ...Object.fromEntries(seen), [`round of ${clients} clients`]: 1, 'revision pruned': tally.pruned },
		failures: faults.length === 0 ? [] : [{ seed, asked, faults }],
	}
}

/** A round that ended before it could be judged. */
export function brokenOff(seed: number, error: unknown, asked?: Kind): Report {
	const why = error instanceof Error ? error.stack ?? error.message : String(error)
	return { ...emptyReport(), rounds: 1, failures: [{ seed, asked, faults: [`broke off: ${why}`] }] }
}

const listed = (counts: Readonly<Record<string, number>>): string => Object.entries(counts).sort(([, a], [, b]) => b - a).map(([name, times]) => `${name} ${times}`).join(', ') || 'none'

/** Faults and sights that a storm on the embedded host should have had and had not. */
export function neverPlayed({ met, seen }: Report): readonly string[] {
	return [
		...ALL_FATES.filter((fate) => (met[fate] ?? 0) === 0),
		...MUST_BE_SEEN.filter((sight) => (seen[sight] ?? 0) === 0),
	]
}

/** The lines that close a storm. */
export function closingLines({ rounds, sums, met, seen, failures }: Report, seconds: number): readonly string[] {
	const faults = failures.flatMap((failure) => failure.faults)
	const count = (word: string): number => faults.filter((fault) => fault.includes(word)).length
	return [
		`faults played: ${listed(met)}`,
		`seen: ${listed(seen)}`,
		`sums: ${listed(sums)}`,
		`${rounds} rounds in ${seconds.toFixed(0)} s, ${sums.confirmed ?? 0} values confirmed: ${count('lost:')} lost, ${count('corrupt:')} corrupt, ${failures.length} rounds failed`,
	]
}
