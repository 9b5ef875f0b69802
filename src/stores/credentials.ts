// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account } from '../domain/inventory/model.ts'
import type { CredentialSummary, VaultChange } from '../vault/model.ts'
import type { Undo } from './notices.ts'

import { defineStore } from 'pinia'
import { dayOf } from '../domain/days.ts'
import { TrousseauError } from '../domain/errors.ts'
import { putRecord } from '../domain/inventory/changes.ts'
import { newId } from '../domain/inventory/ids.ts'
import { useInventoryStore } from './inventory.ts'
import { useVaultStore } from './vault.ts'

/** What the inventory keeps of the account that a password opens. */
export interface AccountForm {
	/** Id of the account's record; new ones have theirs from the start, so that saving again repeats nothing. */
	readonly id: string
	/** Empty: no tool; {@link NEW_TOOL}: the one named in `newToolName`. */
	toolId: string
	readonly newToolId: string
	newToolName: string
	kind: NonNullable<Account['kind']>
	mfa: NonNullable<Account['mfa']>
	holderIds: string[]
}

/** What is being typed. Nothing of it leaves the page before "Save". */
export interface CredentialForm {
	/** Of the credential; a new one has its own from the start. */
	id: string
	readonly isNew: boolean
	label: string
	login: string
	password: string
	site: string
	note: string
	account: AccountForm
	/** As it was when the form opened. */
	readonly initial: { readonly label: string, readonly login: string, readonly site: string, password: string, note: string }
}

/** In the list of tools: "another one". No id can equal it (ids have no "+"). */
export const NEW_TOOL = '+new'

/** Saving a password writes the vault, then the account's record in the inventory. */
export const useCredentialsStore = defineStore('credentials', () => {
	const vault = useVaultStore()
	const inventory = useInventoryStore()

	/**
	 * The form of a credential, or of a new one; secrets come with {@link loadSecrets}.
	 *
	 * @param credential - the one to edit; null for a new one
	 * @param toolId - tool that a new one opens, if any
	 * @param newAccountId - account of the inventory that a new one opens, if any
	 */
	function startForm(credential: CredentialSummary | null, toolId: string, newAccountId = ''): CredentialForm {
		const accountId = credential === null ? newAccountId : credential.accountId
		const account = inventory.record('accounts', accountId)
		const initial = {
			label: credential?.label ?? account?.label ?? inventory.record('tools', toolId)?.name ?? '',
			login: credential?.login ?? '',
			site: credential?.site ?? '',
			password: '',
			note: '',
		}
		return {
			id: credential?.id ?? newId(),
			isNew: credential === null,
			...initial,
			initial,
			account: {
				id: account === null ? newId() : accountId,
				toolId: account?.toolId ?? toolId,
				newToolId: newId(),
				newToolName: '',
				kind: account?.kind ?? 'unknown',
				mfa: account?.mfa ?? 'unknown',
				holderIds: [...account?.holderIds ?? []],
			},
		}
	}

	/** Brings the secrets of an existing credential into its form. */
	async function loadSecrets(form: CredentialForm): Promise<void> {
		const [password, note] = await Promise.all([vault.reveal(form.id, 'password'), vault.reveal(form.id, 'note')])
		form.password = password
		form.note = note
		form.initial.password = password
		form.initial.note = note
	}

	function isTouched(form: CredentialForm): boolean {
		const { initial } = form
		return form.label !== initial.label || form.login !== initial.login || form.password !== initial.password
			|| form.site !== initial.site || form.note !== initial.note
	}

	/**
	 * Saves a form and returns the credential's id. The vault comes first: if the inventory
	 * then refuses, the password is safe, and saving again completes the rest.
	 */
	async function saveForm(form: CredentialForm): Promise<string> {
		const linked = inventory.canWrite && form.account.toolId !== ''
		const accountId = linked ? form.account.id : vault.live.find(({ id }) => id === form.id)?.accountId ?? ''
		await vault.change([{
			kind: 'put',
			id: form.id,
			draft: {
				label: form.label.trim(),
				login: form.login.trim(),
				password: form.password,
				site: form.site.trim(),
				note: form.note,
				accountId,
			},
		}])
		if (linked) {
			await saveAccount(form)
		}
		return form.id
	}

	async function saveAccount({ account, label, password, initial }: CredentialForm): Promise<void> {
		await inventory.change((current, change) => {
			let next = current
			let { toolId } = account
			if (toolId === NEW_TOOL) {
				const name = account.newToolName.trim() === '' ? label.trim() : account.newToolName.trim()
				toolId = account.newToolId
				next = putRecord(next, 'tools', toolId, { name, status: 'used' }, change)
			}
			return putRecord(next, 'accounts', account.id, {
				toolId,
				label: label.trim(),
				kind: account.kind,
				mfa: account.mfa,
				holderIds: [...account.holderIds],
				vaultState: 'vault',
				// A password copied in from a notebook is as old as it was: only one that takes the place of another was changed.
				...password === initial.password || initial.password === '' ? {} : { rotatedOn: dayOf(change.at) },
			}, change)
		})
	}

	/** Puts a password in the trash, or takes it out; gives back what undoes it. */
	function move(id: string, kind: 'trash' | 'restore'): Promise<Undo> {
		const isThere = (): boolean => vault.credentials.some((one) => one.id === id && (one.trashedAt === '') === (kind === 'restore'))
		return undoable([{ kind, id }], [{ kind: kind === 'trash' ? 'restore' : 'trash', id }], isThere)
	}

	/** @param isThere - whether what is to be undone is still so: otherwise it was changed since, and stays */
	async function undoable(changes: readonly VaultChange[], back: readonly VaultChange[], isThere: () => boolean): Promise<Undo> {
		const { place } = vault
		await vault.change(changes)
		return async () => {
			if (vault.place?.vaultId !== place?.vaultId) {
				throw new TrousseauError('gone')
			}
			if (!isThere()) {
				return 'changed'
			}
			await vault.change(back)
			return 'undone'
		}
	}

	return { move, startForm, loadSecrets, isTouched, saveForm }
})
