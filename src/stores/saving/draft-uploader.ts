// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../../domain/errors.ts'
import type { DraftRepository, DraftRow } from './draft-repository.ts'

import { sameJson } from '../../domain/canonical.ts'
import { asTrousseauError, TrousseauError } from '../../domain/errors.ts'
import { mayPass } from '../../journal/retry.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useVaultStore } from '../vault/vault.ts'
import { withEdits } from './inventory-drafts.ts'

/** Refusals whose cause is the edit itself: only its author can do something about it. */
export const OWN_FAULT: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['invalid', 'not-allowed', 'too-large'])

/** Result of one round of sending. */
export interface Outcome {
	readonly saved: readonly string[]
	/** The last refusal, null when there was none. */
	readonly error: TrousseauError | null
}

/**
 * Sends drafts to the server: those of one document as one revision, merged with the server's content. If the response to
 * an earlier attempt was lost, the name of its revision tells whether it had arrived.
 */
export function useDraftUploader(repository: DraftRepository) {
	const inventory = useInventoryStore()
	const vault = useVaultStore()

	function holdsInventory(name: string): boolean {
		return inventory.unsaved.basis()?.view.heads.some((head) => head.name === name || head.meta.ancestors.includes(name)) ?? false
	}

	/** Drafts that no earlier attempt has stored. Asks the server only if one may have been. */
	async function notArrived(
		drafts: readonly DraftRow[],
		refresh: () => Promise<void>,
		holds: (name: string) => boolean,
	): Promise<readonly DraftRow[]> {
		if (drafts.every((draft) => repository.isUnsent(draft))) {
			return drafts
		}
		await refresh()
		return drafts.filter(({ sentAs }) => !sentAs.some(holds))
	}

	async function storeInventory(drafts: readonly DraftRow[]): Promise<void> {
		const left = await notArrived(drafts, inventory.refresh, holdsInventory)
		const edits = repository.editsOf(left)
		if (edits.length === 0) {
			return
		}
		const ids = left.map(({ id }) => id)
		await inventory.unsaved.store((view) => {
			if (inventory.unsaved.basis()?.notebookId !== left[0]?.notebookId) {
				// Another notebook was opened meanwhile.
				throw new TrousseauError('locked')
			}
			const next = withEdits(view, edits)
			return sameJson(next, view.content) ? view.content : next
		}, (name) => repository.announce(ids, name))
	}

	async function storeVault(drafts: readonly DraftRow[]): Promise<void> {
		const draftIds = (await notArrived(drafts, vault.refresh, vault.holds)).map(({ id }) => id)
		if (draftIds.length === 0) {
			return
		}
		await vault.write(async (api, vaultId) => {
			const revision = await api.prepareDrafts({ vaultId, draftIds })
			if (revision === null) {
				return null
			}
			await repository.announce(draftIds, revision.name)
			return { revision }
		}, true)
	}

	async function attempt(drafts: readonly DraftRow[], store: (drafts: readonly DraftRow[]) => Promise<void>): Promise<Outcome> {
		if (drafts.length === 0) {
			return { saved: [], error: null }
		}
		const ids = drafts.map(({ id }) => id)
		try {
			await store(drafts)
			await repository.remove(ids)
			return { saved: ids, error: null }
		} catch (caught) {
			const error = plainError(asTrousseauError(caught))
			if (OWN_FAULT.has(error.code) && drafts.length > 1) {
				return oneByOne(drafts, store)
			}
			// Locked meanwhile: the server refused nothing, they wait for the passphrase.
			if (error.code === 'locked') {
				repository.reopen()
				return { saved: [], error: null }
			}
			await repository.refuse(ids, error.code)
			return { saved: [], error }
		}
	}

	/** Sends drafts one by one, so that one that cannot be saved does not block the others. */
	async function oneByOne(drafts: readonly DraftRow[], store: (drafts: readonly DraftRow[]) => Promise<void>): Promise<Outcome> {
		const outcomes: Outcome[] = []
		for (const draft of drafts) {
			outcomes.push(await attempt([draft], store))
		}
		return joined(outcomes)
	}

	/** Sends drafts that can be opened. Never rejects. */
	async function send(drafts: readonly DraftRow[]): Promise<Outcome> {
		if (globalThis.navigator.onLine === false) {
			await repository.refuse(drafts.map(({ id }) => id), 'offline')
			return { saved: [], error: drafts.length === 0 ? null : new TrousseauError('offline') }
		}
		const ofVault = vault.status === 'open' ? drafts.filter(({ vaultId }) => vaultId === vault.place?.vaultId) : []
		return joined([
			await attempt(ofVault, storeVault),
			await attempt(drafts.filter(({ vaultId }) => vaultId === ''), storeInventory),
		])
	}

	return { send }
}

/** A server in trouble for a moment is a busy one: what is kept with an edit is the code alone. */
function plainError(error: TrousseauError): TrousseauError {
	return error.code === 'unexpected-answer' && mayPass(error) ? new TrousseauError('busy', error.detail, error) : error
}

function joined(outcomes: readonly Outcome[]): Outcome {
	return {
		saved: outcomes.flatMap(({ saved }) => saved),
		error: outcomes.reduce<TrousseauError | null>((last, { error }) => error ?? last, null),
	}
}
