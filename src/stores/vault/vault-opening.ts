// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../../domain/document.ts'
import type { Journal } from '../../journal/journal.ts'
import type { Revision } from '../../journal/lineage.ts'
import type { JournalInput, OpeningOptions } from '../../journal/opening.ts'
import type { RevisionStore } from '../../journal/store.ts'
import type { CryptoApi, EntryPlace, OpenFile, VaultView } from '../../worker/api.ts'
import type { Acceptance } from './acceptance.ts'

import { asTrousseauError } from '../../domain/errors.ts'
import { openInSteps, openWithoutRefused, readUsable } from '../../journal/opening.ts'
import { fileOf, workerInput } from '../session/journals.ts'

/** The vault of the open notebook, and the store of its revisions. */
export interface OpenVaultPlace {
	readonly notebookId: string
	readonly vaultId: string
	readonly store: RevisionStore
}

/** Result of a call of the Worker that prepares a revision to store. */
export interface Prepared {
	readonly revision: RevisionFile
}

/** Which vault is opened, and what the person asked for. */
export interface Opening {
	readonly notebookId: string
	readonly vaultId: string
	/** The person accepted that the server serves an older state than the one they saw. */
	readonly acceptOlder: boolean
	/** Name of the head that the browser remembers; empty when it does not. */
	readonly browserPin: string
	/** Name of the head to follow; empty when none was asked for. */
	readonly follow: string
}

/** Heads of a vault on their way to the Worker before they can be opened. */
export interface Ahead {
	/** Settled once they were handed over; rejects with what keeps the journal from being read. */
	readonly read: Promise<void>
	/** Names of those that the Worker has; emptied by the opening that uses them. */
	readonly names: Set<string>
	/** Nothing is opened after all. */
	cancel(): void
}

/** Reads the heads of a vault and hands them to the Worker, which checks their names while the key is derived. */
export function prefetchHeads(journal: Journal, client: CryptoApi): Ahead {
	const names = new Set<string>()
	let isWanted = true
	const hand = async (): Promise<void> => {
		const { heads } = await journal.load({ passOver: true })
		if (isWanted && heads.length > 0) {
			heads.forEach(({ name }) => names.add(name))
			// Whatever goes wrong there, the opening then hands them over itself.
			client.prefetch(heads.map(fileOf)).catch(() => names.clear())
		}
	}
	const cancel = (): void => {
		isWanted = false
		names.clear()
	}
	const read = hand()
	read.catch(() => undefined)
	return { read, names, cancel }
}

/** The heads, without the bytes that the Worker has: once, since it then has them no longer. */
function openFiles(heads: readonly Revision[], ahead: Set<string>): readonly OpenFile[] {
	const files = heads.map((head) => (ahead.has(head.name) ? { name: head.name, bytes: null } : fileOf(head)))
	ahead.clear()
	return files
}

/** Opens a vault from its journal, with as few requests as the Worker is content with. Rejects as `openInSteps` does. */
export function openFromJournal(
	journal: Journal,
	client: CryptoApi,
	options: OpeningOptions,
	{ notebookId, vaultId, acceptOlder, browserPin, follow }: Opening,
	ahead: Set<string> = new Set(),
): Promise<{ readonly opening: JournalInput, readonly opened: VaultView }> {
	return openInSteps(
		journal,
		options,
		async (opening, partial) => ({
			opening,
			opened: await client.openVault({
				notebookId,
				vaultId,
				journal: { ...workerInput(opening), heads: openFiles(opening.heads, ahead) },
				acceptOlder,
				partial,
				refused: opening.refused,
				...(browserPin === '' ? {} : { browserPin }),
				...(follow === '' ? {} : { follow }),
			}),
		}),
		({ opened }) => opened.notices.flatMap((notice) => (notice.kind === 'waiting-for-key' ? notice.revisions : [])),
	)
}

/**
 * Passes everything that somebody needs to enter a vault to `enter`; once again without the heads that are refused. What ends
 * the reading is told, and passed over once the person asked for the rest.
 */
export async function enterFromJournal<T>(
	journal: Journal,
	acceptance: Acceptance,
	place: Omit<EntryPlace, 'journal'>,
	enter: (entry: EntryPlace) => Promise<T>,
): Promise<T> {
	try {
		return await openWithoutRefused(journal, { passOver: acceptance.damaged('vault') }, async ({ heads, names }) => {
			const others = await readUsable(
				journal,
				names.filter((name) => !heads.some((head) => head.name === name)),
			)
			return enter({ ...place, journal: workerInput({ heads, others }) })
		})
	} catch (caught) {
		acceptance.tellEntry(asTrousseauError(caught))
		throw caught
	}
}
