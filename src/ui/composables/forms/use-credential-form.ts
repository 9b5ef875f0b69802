// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { shallowRef, watch } from 'vue'
import { isCustomName } from '../../../domain/passwords/kinds.ts'
import type { SealedForm } from '../../../stores/forms/form-drafts.ts'
import { useFormDraftsStore } from '../../../stores/forms/form-drafts.ts'
import type { CredentialFields, CredentialForm, Unlisted } from '../../../stores/vault/credentials.ts'
import { NOTHING_UNLISTED, useCredentialsStore } from '../../../stores/vault/credentials.ts'
import { useVaultStore } from '../../../stores/vault/vault.ts'
import type { CredentialSummary } from '../../../vault/model.ts'
import type { SealableDraft } from './use-form-draft.ts'
import { useFormDraft } from './use-form-draft.ts'

/** The form of a password. */
export interface CredentialDraftForm {
	readonly draft: SealableDraft<CredentialFields>
	/** Of the credential that it writes. */
	readonly id: () => string
	/** Brings the secrets and what was typed before; what is typed meanwhile stays. Rejects when they cannot be read. */
	load: () => Promise<void>
	/** Saves the fields touched; gives the id, null when somebody must choose first. */
	save: () => Promise<string | null>
	/** True if something is typed and not saved. */
	isTouched: () => boolean
}

/**
 * The form of a password, by the one mechanism of forms: what is typed is kept sealed, and the secrets that are saved are
 * read again when somebody changes the password meanwhile.
 *
 * @param credential - the one to edit; null for a new one
 * @param toolId - proposed for a new one
 * @param accountId - account of the inventory that a new one opens, if any
 */
export function useCredentialForm(credential: CredentialSummary | null, toolId: string, accountId = ''): CredentialDraftForm {
	const credentials = useCredentialsStore()
	const drafts = useFormDraftsStore()
	const vault = useVaultStore()
	const form = shallowRef<CredentialForm>(credentials.begin(credential, accountId))
	const unlisted = shallowRef<Unlisted>(NOTHING_UNLISTED)
	let isOver = false

	let last: CredentialFields | null = null

	/** One that a colleague deleted for good meanwhile is as it was last seen: saving writes it whole. */
	function saved(): CredentialFields {
		const isThere = form.value.isNew || vault.credentials.some(({ id }) => id === form.value.id)
		last = isThere || last === null ? credentials.fieldsOf(form.value, unlisted.value, toolId) : last
		return { ...last, holderIds: [...last.holderIds] }
	}

	const draft = useFormDraft<CredentialFields>({
		place: '',
		saved,
		exact: ['password', 'note'],
		comes: isCustomName,
		keeper: {
			keep: (kept) => {
				if (kept === null) {
					drafts.dropPassword(form.value.id)
				} else if (!isOver) {
					drafts.sealSoon(form.value.id, sealed)
				}
			},
			drop: () => void drafts.dropPassword(form.value.id),
			giveUp: async () => {
				// Sealed as it is now, so that nothing of it stays in the page for the sake of an undo.
				await drafts.seal(form.value.id, sealed())
				return drafts.dropPassword(form.value.id)
			},
			leave: () => {
				const typed = sealed()
				if (typed !== null && hasBegun && !isOver) {
					void drafts.seal(form.value.id, typed)
				}
				isOver = true
				unlisted.value = NOTHING_UNLISTED
				Object.assign(draft.values, { password: '', note: '', otp: '' })
				Object.keys(draft.values).filter(isCustomName).forEach((name) => draft.values[name] = '')
			},
		},
	})
	let hasBegun = false

	/** The form as typed, to be sealed; null when nothing is touched. */
	function sealed(): SealedForm | null {
		const { fields, base } = draft.kept()
		return Object.keys(fields).length === 0
			? null
			: { id: form.value.id, isNew: form.value.isNew, name: draft.values.label, fields, base }
	}

	async function readSecrets(): Promise<void> {
		const { id } = form.value
		if (vault.credentials.some((one) => one.id === id)) {
			const read = await credentials.unlistedOf(id)
			if (!isOver) {
				unlisted.value = read
			}
		}
	}

	let loading: Promise<void> | null = null

	/** Once; again after it failed. */
	function load(): Promise<void> {
		loading ??= bring().catch((error: unknown) => {
			loading = null
			throw error
		})
		return loading
	}

	async function bring(): Promise<void> {
		await readSecrets()
		const kept = await drafts.takeUp(form.value)
		if (isOver) {
			return
		}
		if (kept !== null) {
			form.value = { ...form.value, id: kept.recordId }
		}
		draft.begin(kept)
		hasBegun = true
	}

	async function save(): Promise<string | null> {
		// Which fields differ from what is saved is known once that is there.
		await load()
		if (credential !== null) {
			await readSecrets()
		}
		const isSaved = await draft.save((take, shown) => credentials.save(form.value, take, shown))
		isOver = isOver || isSaved
		return isSaved ? form.value.id : null
	}

	if (credential !== null) {
		watch(() => vault.credentials.find(({ id }) => id === credential.id)?.updatedAt, () => {
			if (hasBegun && !isOver) {
				readSecrets().catch(() => undefined)
			}
		})
	}

	return { draft, id: () => form.value.id, load, save, isTouched: () => Object.keys(draft.touched()).length > 0 }
}
