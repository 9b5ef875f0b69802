// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { dayOf } from '../../../domain/days.ts'
import type { TrousseauError } from '../../../domain/errors.ts'
import type { VaultNotice } from '../../../vault/model.ts'

/** The state when the support file is asked for. Empty texts and lists for unknown parts. */
export interface SupportFacts {
	/** Of the app. */
	readonly version: string
	readonly error: TrousseauError | null
	readonly at: Date
	readonly notebookId: string
	readonly vaultId: string
	/** Names of the heads now open. */
	readonly heads: readonly string[]
	/** Name of the head last seen, as this person's key remembers it. */
	readonly remembered: string
	readonly notices: readonly VaultNotice[]
}

/** A notice without the names of people. */
function plainNotice(notice: VaultNotice): object {
	switch (notice.kind) {
		case 'older-accepted':
			return { kind: notice.kind, revisions: [notice.revision] }
		case 'branch-quarantined':
			return { kind: notice.kind, loss: notice.loss, revisions: [notice.revision] }
		case 'split-met':
		case 'waiting-for-key':
			return { kind: notice.kind, revisions: notice.revisions }
		case 'refused':
			return { kind: notice.kind, refused: notice.refused }
		case 'long-absence':
			return { kind: notice.kind, revisions: [] }
	}
}

/**
 * The support file, for the host to look into a problem, as JSON: names of files, numbers and codes.
 * No password, no name of a person, no key, nothing that opens anything.
 */
export function supportFile(facts: SupportFacts): string {
	return `${JSON.stringify({
		application: 'trousseau',
		version: facts.version,
		date: facts.at.toISOString(),
		error: facts.error === null ? null : { code: facts.error.code, detail: facts.error.detail, rejected: facts.error.rejected },
		notebook: facts.notebookId,
		vault: facts.vaultId,
		heads: facts.heads,
		remembered: facts.remembered,
		notices: facts.notices.map(plainNotice),
	}, null, 2)}\n`
}

/** `trousseau-assistance-2026-11-22.json`. */
export const supportFileName = (at: Date): string => `trousseau-assistance-${dayOf(at)}.json`
