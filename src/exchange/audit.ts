// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../domain/errors.ts'
import type { JournalKind } from './backup-paths.ts'
import type { Examined } from './examine.ts'

import { dayOf } from '../domain/days.ts'
import { newestFirst } from '../domain/lineage/names.ts'
import { DEFAULT_POLICY } from '../journal/pruning.ts'

/** A file that does not hold, and how that shows. */
export interface Damage {
	/** Path in the notebook's folder. */
	readonly path: string
	readonly code: ErrorCode
}

/** Result of reading a whole journal. */
export interface JournalReport {
	readonly kind: JournalKind
	/** Empty for the inventory and for the identity. */
	readonly vaultId: string
	/** Revisions read, the damaged ones included. */
	readonly read: number
	/** Of a vault: those that were decrypted, their author's right and signature checked. */
	readonly opened: number
	/** Of a vault: those sealed before this person came, or for others only; all but their content was checked. */
	readonly forOthers: number
	readonly damaged: readonly Damage[]
	/** Names of revisions that no cleaning takes away, and that are not there. */
	readonly missing: readonly string[]
}

/** Result of reading a whole notebook. Contains no secret. */
export interface NotebookReport {
	/** ISO 8601, UTC. */
	readonly at: string
	readonly notebookId: string
	/** Why the marker does not hold, or null. */
	readonly marker: ErrorCode | null
	readonly journals: readonly JournalReport[]
}

/**
 * Revisions that others name as ancestors, that are not there, and that no cleaning takes away: pruning keeps the
 * newest ones, and a new vault key takes away only what was sealed under a former one. A changed passphrase
 * takes away every former revision of an identity: there, nothing is ever missing.
 *
 * @param found - the readable revisions
 * @param present - every revision's name in the folder, the damaged ones included
 */
export function missingLinks(kind: JournalKind, found: readonly Examined[], present: readonly string[]): readonly string[] {
	if (kind === 'identity') {
		return []
	}
	const here = new Set(present)
	const known = new Set([...present, ...found.flatMap(({ meta }) => meta.ancestors)])
	const newest = [...known].sort(newestFirst).slice(0, DEFAULT_POLICY.last)
	const epoch = Math.max(0, ...found.map((revision) => revision.epoch))
	const oldest = found.filter((revision) => revision.epoch === epoch).map(({ name }) => name).sort()[0] ?? ''
	return newest.filter((name) => !here.has(name) && (kind === 'inventory' || numberOf(name) > numberOf(oldest)))
}

const numberOf = (name: string): number => Number(name.slice(0, 8))

/** Files read, in all. */
export const filesRead = ({ journals }: NotebookReport): number => journals.reduce((sum, { read }) => sum + read, 1)

/** Files that do not hold, in all, the marker included. */
export function damages({ marker, journals }: NotebookReport): readonly Damage[] {
	return [...marker === null ? [] : [{ path: 'trousseau.json', code: marker }], ...journals.flatMap(({ damaged }) => damaged)]
}

/** Names that are missing, in all. */
export const missing = ({ journals }: NotebookReport): readonly string[] => journals.flatMap((journal) => journal.missing)

/**
 * Report for the host's support, as JSON: file names, numbers and error codes. Contains no secret.
 *
 * @param version - version of the app
 */
export function reportFile(report: NotebookReport, version: string): string {
	return `${JSON.stringify({
		application: 'trousseau',
		version,
		date: report.at,
		notebook: report.notebookId,
		files: filesRead(report),
		intact: damages(report).length === 0 && missing(report).length === 0,
		marker: report.marker ?? 'intact',
		journals: report.journals.map(({ kind, vaultId, ...counts }) => ({ kind, ...vaultId === '' ? {} : { vault: vaultId }, ...counts })),
	}, null, 2)}\n`
}

/** `trousseau-verification-2026-11-22.json`. */
export const reportFileName = (report: NotebookReport): string => `trousseau-verification-${dayOf(report.at)}.json`
