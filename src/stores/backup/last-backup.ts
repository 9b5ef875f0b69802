// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Inventory } from '../../domain/inventory/model.ts'

import { browserMemory } from '../../platform/browser-memory.ts'

/** Time of the last completed backup, and where it is recorded. */
export interface LastBackup {
	/** ISO 8601. */
	readonly at: string
	/** Display name; empty when only this browser knows. */
	readonly by: string
}

/**
 * Months after which a backup is called old. A quarter: what would have to be found again after a loss stays a few
 * passwords, and a reminder that comes four times a year, at the pace of the council's meetings, is still read.
 */
export const OLD_AFTER = 3

/** A clock may be a little wrong, not by more than this (milliseconds). */
const CLOCKS = 86_400_000

const keyOf = (notebookId: string): string => `backup:${notebookId}`

/** Remembers in this browser that a backup was taken away (ISO 8601). */
export const rememberBackup = (notebookId: string, at: string): void => browserMemory().setPreference(keyOf(notebookId), at)

/**
 * The last backup recorded in the inventory or in this browser, whichever is later. The inventory is not authenticated:
 * an invalid or future date is ignored, since it would suppress the reminder forever.
 *
 * @param now - milliseconds
 */
export function lastBackup(inventory: Inventory, notebookId: string, now: number): LastBackup | null {
	const [commune] = Object.values(inventory.collections.commune)
	const isPast = (at: string): boolean => Date.parse(at) <= now + CLOCKS
	const told = commune?.backupAt !== undefined && isPast(commune.backupAt) ? { at: commune.backupAt, by: commune.backupBy ?? '' } : null
	const here = browserMemory().preference(keyOf(notebookId))
	const own = here !== null && isPast(here) ? { at: here, by: '' } : null
	return told !== null && Date.parse(told.at) >= Date.parse(own?.at ?? told.at) ? told : own
}

/** Whole months since a backup. */
export function monthsSince({ at }: LastBackup, now: number): number {
	const [then, today] = [new Date(at), new Date(now)]
	const months = (today.getFullYear() - then.getFullYear()) * 12 + today.getMonth() - then.getMonth()
	return Math.max(0, today.getDate() < then.getDate() ? months - 1 : months)
}
