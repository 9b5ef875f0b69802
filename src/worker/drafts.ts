// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { asTrousseauError, TrousseauError } from '../domain/errors.ts'
import type { ErrorCode } from '../domain/errors.ts'
import { applyPatch, describePatch, diffContents, editJson, isEmptyPatch, readEdit } from '../domain/patch.ts'
import type { Edit } from '../domain/patch.ts'
import { checkContent } from '../vault/content/content.ts'
import { applyChanges } from '../vault/content/credentials.ts'
import { openDraft, sealDraft } from '../vault/content/draft.ts'
import { ID } from '../vault/file/container.ts'
import type { IdentityKeys } from '../vault/keys/identity.ts'
import type { VaultChange, VaultContent } from '../vault/model.ts'
import { myEntry } from '../vault/opening.ts'
import type { VaultState } from '../vault/opening.ts'
import type { DraftView, SealedDraft } from './api.ts'

/** An edit of a vault that is not saved yet. */
interface Pending extends Edit {
	readonly id: string
}

const viewOf = ({ id, at, patch }: Pending): DraftView => ({ id, at, records: describePatch(patch) })

function lastWritten({ heads }: VaultState): { readonly at: string, readonly by: string, readonly name: string } {
	const latest = heads.reduce((last, head) => (head.at >= last.at ? head : last))
	return { at: latest.at, by: latest.author, name: latest.name }
}

/** The edits of the open vaults that wait to be saved: kept in order, shown over what the server has. */
export class PendingDrafts {
	readonly #byVault = new Map<string, readonly Pending[]>()
	/** Cache of displayed states, valid until an edit is added or dropped. */
	#shown = new WeakMap<VaultState, VaultState>()

	/** A state with the edits that wait over it; the state itself when there is none, or when they no longer go together. */
	over(state: VaultState): VaultState {
		const pending = this.#of(state.vault)
		if (pending.length === 0) {
			return state
		}
		const known = this.#shown.get(state)
		if (known !== undefined) {
			return known
		}
		const shown = { ...state, content: pending.reduce((content, edit) => orWithout(state, content, edit), state.content) }
		this.#shown.set(state, shown)
		return shown
	}

	/**
	 * Seals changes made to what is shown, and shows them from now on.
	 *
	 * @throws TrousseauError `not-allowed` for a reader, `invalid`
	 */
	add(state: VaultState, id: string, changes: readonly VaultChange[], at: string, keys: IdentityKeys): { readonly bytes: Uint8Array, readonly draft: DraftView } {
		if (myEntry(state).role === 'reader') {
			throw new TrousseauError('not-allowed')
		}
		if (!ID.test(id)) {
			throw new TrousseauError('invalid')
		}
		const before = this.over(state).content
		const patch = diffContents(before, applyChanges(before, changes, { at, by: state.me }))
		const edit: Pending = { id, at, by: state.me, patch }
		const bytes = sealDraft({ notebook: state.notebook, vault: state.vault, id }, editJson(edit), keys)
		this.#set(state.vault, [...this.#of(state.vault).filter((other) => other.id !== id), edit])
		return { bytes, draft: viewOf(edit) }
	}

	/** Opens sealed drafts: these, in this order, are from now on those that wait. Says which cannot be opened, and why. */
	load(state: VaultState, sealed: readonly SealedDraft[], keys: IdentityKeys): { readonly opened: readonly DraftView[], readonly refused: Readonly<Record<string, ErrorCode>> } {
		const known = new Map(this.#of(state.vault).map((edit) => [edit.id, edit]))
		const refused: Record<string, ErrorCode> = {}
		const opened = sealed.flatMap(({ id, bytes }) => {
			try {
				return [known.get(id) ?? { id, ...readEdit(openDraft({ notebook: state.notebook, vault: state.vault, id }, bytes, keys)) }]
			} catch (error) {
				refused[id] = asTrousseauError(error).code
				return []
			}
		})
		this.#set(state.vault, opened)
		return { opened: opened.map(viewOf), refused }
	}

	/**
	 * Content of a vault with these edits applied; null if it already contains all of them.
	 *
	 * @throws TrousseauError `not-allowed` for a reader, `locked` for an edit that is not open, `invalid`
	 */
	contentWith(state: VaultState, ids: readonly string[]): VaultContent | null {
		if (myEntry(state).role === 'reader') {
			throw new TrousseauError('not-allowed')
		}
		const edits = this.#of(state.vault).filter(({ id }) => ids.includes(id))
		if (edits.length !== ids.length) {
			throw new TrousseauError('locked')
		}
		const content = checkContent(edits.reduce((before, edit) => merged(state, before, edit), state.content))
		return isEmptyPatch(diffContents(state.content, content)) ? null : content
	}

	/** Forgets edits: they are saved, or given up. */
	drop(vault: string, ids: readonly string[]): void {
		this.#set(vault, this.#of(vault).filter(({ id }) => !ids.includes(id)))
	}

	clear(): void {
		this.#byVault.clear()
		this.#shown = new WeakMap()
	}

	#of(vault: string): readonly Pending[] {
		return this.#byVault.get(vault) ?? []
	}

	#set(vault: string, pending: readonly Pending[]): void {
		this.#byVault.set(vault, pending)
		this.#shown = new WeakMap()
	}
}

function merged(state: VaultState, content: VaultContent, { patch, at, by }: Pending): VaultContent {
	return applyPatch({ content, ...lastWritten(state) }, patch, { at, by }) as VaultContent
}

/** Applies an edit, or leaves it out if it no longer applies to others' revisions; saving it reports the error. */
function orWithout(state: VaultState, content: VaultContent, edit: Pending): VaultContent {
	try {
		return checkContent(merged(state, content, edit))
	} catch {
		return content
	}
}
