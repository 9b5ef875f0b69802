// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionMeta } from '../domain/document.ts'
import type { JournalState } from '../journal/journal.ts'
import type { RevisionStore } from '../journal/store.ts'
import type { OpenInput, RevisionFile } from '../worker/api.ts'

import { asTrousseauError, TrousseauError } from '../domain/errors.ts'
import { Journal } from '../journal/journal.ts'
import { MAX_FILE, peekIdentityHeader, peekVaultHeader } from '../vault/container.ts'

/** The journal of a person's identity. */
export function identityJournal(store: RevisionStore): Journal {
	return new Journal({ store, extension: 'identity', maxBytes: MAX_FILE, peek: peekIdentityHeader })
}

/** The journal of one vault. A revision of another vault is foreign to it. */
export function vaultJournal(store: RevisionStore, notebookId: string, vaultId: string): Journal {
	return new Journal({
		store,
		extension: 'vault',
		maxBytes: MAX_FILE,
		peek: (bytes): RevisionMeta => {
			const header = peekVaultHeader(bytes)
			if (header.notebook !== notebookId || header.vault !== vaultId) {
				throw new TrousseauError('wrong-notebook')
			}
			return header
		},
	})
}

/**
 * What the Worker needs to open a journal: its heads, and what stands between them and what was seen before;
 * and the names of the files set aside.
 * Rejects with `altered` when the newest file is damaged, unless the person asked for the one before
 * (`acceptOlder`), and with `wrong-notebook` when a file of another notebook stands above our own.
 *
 * @param journal - the journal
 * @param pin - name of the revision seen last, or an empty string
 * @param acceptOlder - the person was told that the newest file is damaged
 */
export async function openInput(journal: Journal, pin: string, acceptOlder: boolean): Promise<{ readonly input: OpenInput, readonly damaged: readonly string[] }> {
	const state = await journal.load()
	refuseDamagedTop(state, acceptOlder)
	const names = new Set([...journal.bases(state.heads), ...pin === '' ? [] : journal.links(pin, state.heads)])
	const others = await readAll(journal, [...names])
	const heads = state.heads.map(({ name, bytes }) => ({ name, bytes }))
	return { input: { heads, others }, damaged: [...state.damaged, ...state.foreign] }
}

/** Revisions by name; one that cannot be read any more (pruned, damaged) is left out: what needs it says so. */
export async function readAll(journal: Journal, names: readonly string[]): Promise<readonly RevisionFile[]> {
	const files: RevisionFile[] = []
	for (const name of names) {
		try {
			const { bytes } = await journal.read(name)
			files.push({ name, bytes })
		} catch (caught) {
			const { code } = asTrousseauError(caught)
			if (code !== 'altered' && code !== 'gone' && code !== 'wrong-notebook') {
				throw caught
			}
		}
	}
	return files
}

/** A damaged file above every head hides what was written last: nothing opens before the person was told. */
function refuseDamagedTop(state: JournalState, acceptOlder: boolean): void {
	const [head] = state.heads
	const number = head?.meta.number ?? 0
	const hiding = [...state.damaged, ...state.foreign].find((name) => Number(name.slice(0, 8)) > number)
	if (hiding === undefined || (acceptOlder && head !== undefined)) {
		return
	}
	throw new TrousseauError(state.foreign.includes(hiding) ? 'wrong-notebook' : 'altered', { file: hiding, previous: head?.name ?? '' })
}
