// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Journal } from '../journal/journal.ts'
import type { OpeningInput, OpeningOptions } from '../journal/opening.ts'
import type { CryptoApi, EntryPlace, VaultView } from '../worker/api.ts'

import { openInSteps, openWithoutRefused, readUsable } from '../journal/opening.ts'
import { workerInput } from './journals.ts'

/** Which vault is opened, and what the person asked for. */
export interface Opening {
	readonly notebookId: string
	readonly vaultId: string
	/** What they had seen may be gone. */
	readonly acceptOlder: boolean
	/** Name of the head that the browser remembers; empty when it does not. */
	readonly browserPin: string
	/** Name of the head to follow; empty when none was asked for. */
	readonly follow: string
}

/** Opens a vault from its journal, with as few requests as the Worker is content with. Rejects as `openInSteps` does. */
export function openFromJournal(journal: Journal, client: CryptoApi, options: OpeningOptions, { notebookId, vaultId, acceptOlder, browserPin, follow }: Opening): Promise<{ readonly opening: OpeningInput, readonly opened: VaultView }> {
	return openInSteps(journal, options, async (opening, partial) => ({
		opening,
		opened: await client.openVault({
			notebookId,
			vaultId,
			journal: workerInput(opening),
			acceptOlder,
			partial,
			refused: opening.refused,
			...browserPin === '' ? {} : { browserPin },
			...follow === '' ? {} : { follow },
		}),
	}), ({ opened }) => opened.notices.flatMap((notice) => notice.kind === 'waiting-for-key' ? notice.revisions : []))
}

/** Hands everything that somebody needs to enter a vault to `enter`; once again without the heads that are refused. */
export function enterFromJournal<T>(journal: Journal, place: Omit<EntryPlace, 'journal'>, enter: (entry: EntryPlace) => Promise<T>): Promise<T> {
	return openWithoutRefused(journal, {}, async ({ heads, names }) => {
		const others = await readUsable(journal, names.filter((name) => !heads.some((head) => head.name === name)))
		return enter({ ...place, journal: workerInput({ heads, others }) })
	})
}
