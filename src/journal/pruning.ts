// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { LONGEST_LEAP } from '../domain/document.ts'
import { commonAncestors } from '../domain/lineage/ancestry.ts'
import { newestFirst, numberOf } from '../domain/lineage/names.ts'
import { ancestryOf } from './lineage.ts'

/** A stored revision, as pruning sees it. */
export interface DatedRevision {
	readonly name: string
	/** Time of the revision, in milliseconds since 1970; NaN if unknown: it is then kept. */
	readonly at: number
	/** Ancestors listed in the revision; they decide which revisions connect the history. */
	readonly ancestors: readonly string[]
}

/** Names to delete and names to keep, both newest first. */
export interface PruningPlan {
	readonly keep: readonly string[]
	readonly remove: readonly string[]
}

/** Retention limits. */
export interface PruningPolicy {
	/** Of the newest revisions, how many stay whatever their date. */
	readonly last: number
	/** For how many days the last revision of each day stays; then of each month. */
	readonly days: number
}

/** The last 30, then one a day for 30 days, then one a month. */
export const DEFAULT_POLICY: PruningPolicy = { last: 30, days: 30 }

const DAY = 86_400_000

/**
 * Plans a pruning. Kept: every head, the merge bases, the last 30, the last one of each day (UTC) for 30 days, the last
 * one of each month, those needed to recognise a kept one as an ancestor, and those without which the gap between two kept
 * numbers would exceed the largest leap. Damaged and foreign files must not be passed: they are never deleted.
 *
 * @param revisions - the readable revisions of one journal, in any order
 * @param now - milliseconds since 1970
 * @param policy - retention limits
 */
export function pruningPlan(revisions: readonly DatedRevision[], now: number, policy: PruningPolicy = DEFAULT_POLICY): PruningPlan {
	const sorted = [...revisions].sort((left, right) => newestFirst(left.name, right.name))
	const listed = new Set(sorted.flatMap((revision) => revision.ancestors))
	const periods = new Set<string>()
	const keep = new Set<string>(basesOf(sorted.filter(({ name }) => !listed.has(name)), new Set(sorted.map(({ name }) => name))))
	sorted.forEach((revision, rank) => {
		const isHead = !listed.has(revision.name)
		const period = periodOf(revision.at, now, policy)
		const opensPeriod = rank >= policy.last && !periods.has(period)
		if (rank < policy.last || isHead || opensPeriod || Number.isNaN(revision.at)) {
			keep.add(revision.name)
		}
		if (rank >= policy.last) {
			periods.add(period)
		}
	})
	keepSteps(sorted, keep)
	keepLinks(sorted, keep)
	return {
		keep: sorted.filter((revision) => keep.has(revision.name)).map((revision) => revision.name),
		remove: sorted.filter((revision) => !keep.has(revision.name)).map((revision) => revision.name),
	}
}

function basesOf(heads: readonly DatedRevision[], stored: ReadonlySet<string>): readonly string[] {
	const lineages = heads.map(({ name, ancestors }) => ({ name, meta: { number: 0, parents: [], ancestors } }))
	return commonAncestors(lineages.map(ancestryOf), (name) => stored.has(name))
}

/**
 * A revision states only its last 256 ancestors. A kept revision that no kept one lists would come back as a
 * head: the newest one that lists it is kept as well, and so on until each is held.
 */
function keepLinks(sorted: readonly DatedRevision[], keep: Set<string>): void {
	for (let grew = true; grew;) {
		grew = false
		const listed = new Set(sorted.filter((revision) => keep.has(revision.name)).flatMap((revision) => revision.ancestors))
		for (const { name } of sorted) {
			if (!keep.has(name) || listed.has(name)) {
				continue
			}
			const holder = sorted.find((revision) => revision.ancestors.includes(name))
			if (holder !== undefined && !keep.has(holder.name)) {
				keep.add(holder.name)
				grew = true
			}
		}
	}
}

/** Keeps revisions so that no gap between the numbers of two kept ones exceeds {@link LONGEST_LEAP}, unless it already did. */
function keepSteps(sorted: readonly DatedRevision[], keep: Set<string>): void {
	const rising = sorted.map(({ name }) => name).reverse()
	let below = Infinity
	for (const [index, name] of rising.entries()) {
		if (numberOf(rising[index + 1] ?? name) > below + LONGEST_LEAP) {
			keep.add(name)
		}
		below = keep.has(name) ? numberOf(name) : below
	}
}

function periodOf(at: number, now: number, { days }: PruningPolicy): string {
	if (Number.isNaN(at)) {
		return ''
	}
	const day = new Date(at).toISOString().slice(0, 10)
	return now - at < days * DAY ? day : day.slice(0, 7)
}
