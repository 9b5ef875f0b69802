// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Change, FieldsOf } from '../../domain/inventory/changes.ts'
import type { Account, Inventory } from '../../domain/inventory/model.ts'
import type { CredentialKind, CustomField, CustomName, WifiSecurity } from '../../domain/passwords/kinds.ts'
import type { CredentialDetails, CredentialDraft, CredentialSummary, VaultChange } from '../../vault/model.ts'
import type { Undo } from '../session/notices.ts'

import { defineStore } from 'pinia'
import { dayOf } from '../../domain/days.ts'
import { TrousseauError } from '../../domain/errors.ts'
import { putRecord } from '../../domain/inventory/changes.ts'
import { newId } from '../../domain/inventory/ids.ts'
import { CREDENTIAL_LIMITS } from '../../domain/limits.ts'
import { customFieldOf, customId, customName, isCustomName, REMIND_DAYS } from '../../domain/passwords/kinds.ts'
import { otpLink, readOtp } from '../../domain/passwords/otp.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useVaultStore } from './vault.ts'

/** Inventory fields of the account that a password opens. */
export interface AccountFields {
	/** Empty: no tool; {@link NEW_TOOL}: the one named in `newToolName`. */
	toolId: string
	newToolName: string
	kind: NonNullable<Account['kind']>
	mfa: NonNullable<Account['mfa']>
	holderIds: string[]
}

/** The fields of the form of a password. */
export interface CredentialFields extends AccountFields {
	label: string
	login: string
	password: string
	site: string
	note: string
	/** Kind of the entry; `kind` is that of the account. */
	entryKind: CredentialKind
	/** One address a line. */
	moreSites: string
	/** As typed, or the `otpauth:` link. */
	otp: string
	codePersonId: string
	codeTo: string
	contact: string
	/** `YYYY-MM-DD`, or empty. */
	expiresOn: string
	/** A number of days, as a list of choices has it. */
	remindDays: string
	wifi: WifiSecurity
	/** Each field of one's own as {@link customText} writes it; empty for one that is not there, or is taken away. */
	[custom: CustomName]: string
}

/** Fields of a credential that the list does not hold: its secrets, and what only its sheet shows. */
export interface Unlisted {
	readonly password: string
	readonly note: string
	readonly otp: string
	/** Null for a new one. */
	readonly details: CredentialDetails | null
	/** Hidden fields of one's own, by id. */
	readonly hidden: Readonly<Record<string, string>>
}

/** Nothing is known yet, or everything is forgotten. */
export const NOTHING_UNLISTED: Unlisted = { password: '', note: '', otp: '', details: null, hidden: {} }

/** A field of one's own, as a form holds it. */
export const customText = ({ kind, label, order, value }: CustomField): string => JSON.stringify({ kind, label, order, value })

/** Parses the text written by {@link customText}; null for an empty text. */
export function readCustom(text: string | undefined): CustomField | null {
	return text === undefined || text === '' ? null : customFieldOf(JSON.parse(text))
}

/** The records that a form writes. New ones have their ids from the start, so that saving again repeats nothing. */
export interface CredentialForm {
	/** Of the credential. */
	readonly id: string
	readonly isNew: boolean
	/** Of the account that it makes when there is none. */
	readonly accountId: string
	/** Of the tool that it makes when one is named. */
	readonly toolId: string
}

/** In the list of tools: "another one". No id can equal it (ids have no "+"). */
export const NEW_TOOL = '+new'

/** The fields of the vault, as the form shows them. */
const TEXTS = ['label', 'login', 'password', 'site', 'note'] as const
/** Of these, every sign counts. */
const EXACT: ReadonlySet<string> = new Set(['password', 'note'])
/** Those that a credential may lack, as the form names them. */
const MORE = ['entryKind', 'moreSites', 'otp', 'codePersonId', 'codeTo', 'contact', 'expiresOn', 'remindDays', 'wifi'] as const

/** Saving a password writes the fields that were touched: those of the vault, then those of the account's record in the inventory. */
export const useCredentialsStore = defineStore('credentials', () => {
	const vault = useVaultStore()
	const inventory = useInventoryStore()

	const summaryOf = (id: string): CredentialSummary | null => vault.credentials.find((credential) => credential.id === id) ?? null

	/**
	 * The ids of a form of a credential, or of a new one.
	 *
	 * @param credential - the one to edit; null for a new one
	 * @param accountId - account of the inventory that a new one opens, if any
	 */
	function begin(credential: CredentialSummary | null, accountId = ''): CredentialForm {
		const isThere = credential === null && inventory.record('accounts', accountId) !== null
		return { id: credential?.id ?? newId(), isNew: credential === null, accountId: isThere ? accountId : newId(), toolId: newId() }
	}

	/**
	 * Saved field values of a credential; initial values of the form for a new one.
	 *
	 * @param form - form of the credential
	 * @param unlisted - what the list does not hold of it
	 * @param toolId - tool preset for a new one
	 */
	function fieldsOf(form: CredentialForm, { password, note, otp, details, hidden }: Unlisted, toolId: string): CredentialFields {
		const credential = summaryOf(form.id)
		const account = inventory.record('accounts', credential?.accountId ?? form.accountId)
		return {
			label: credential?.label ?? account?.label ?? inventory.record('tools', toolId)?.name ?? '',
			login: credential?.login ?? '',
			site: credential?.site ?? '',
			password,
			note,
			otp,
			entryKind: credential?.kind ?? 'site',
			moreSites: (details?.moreSites ?? []).join('\n'),
			codePersonId: details?.codePersonId ?? '',
			codeTo: details?.codeTo ?? '',
			contact: details?.contact ?? '',
			expiresOn: credential?.expiresOn ?? '',
			remindDays: String(credential?.remindDays ?? REMIND_DAYS),
			wifi: details?.wifi ?? 'wpa',
			...Object.fromEntries((details?.custom ?? []).map(({ id, kind, label, order, value }) => [
				customName(id),
				customText({ kind, label, order, value: value ?? hidden[id] ?? '' }),
			])),
			toolId: account?.toolId ?? (credential === null ? toolId : ''),
			newToolName: '',
			kind: account?.kind ?? 'unknown',
			mfa: account?.mfa ?? 'unknown',
			holderIds: [...(account === null ? credential?.holderIds : account.holderIds) ?? []],
		}
	}

	/** Reads from the Worker the fields that the list does not hold, secrets included. */
	async function unlistedOf(id: string): Promise<Unlisted> {
		const details = await vault.details(id)
		const hiddenIds = details.custom.filter(({ value }) => value === null).map((field) => field.id)
		const [password, note, otp, ...hidden] = await Promise.all([
			vault.reveal(id, 'password'),
			vault.reveal(id, 'note'),
			vault.reveal(id, 'otp'),
			...hiddenIds.map((one) => vault.reveal(id, customName(one))),
		])
		return { password, note, otp, details, hidden: Object.fromEntries(hiddenIds.map((one, index) => [one, hidden[index] ?? ''])) }
	}

	/**
	 * Saves the fields that were touched. The vault comes first: if the inventory then refuses, the password is safe, and
	 * saving again completes the rest.
	 *
	 * @param form - the records
	 * @param take - the fields touched, at the moment when they are written
	 * @param shown - all fields, as the form shows them: of a credential that is not there any more, all are written
	 */
	async function save(form: CredentialForm, take: () => Partial<CredentialFields>, shown: CredentialFields): Promise<void> {
		const patch = take()
		const saved = summaryOf(form.id)
		const account = inventory.record('accounts', saved?.accountId ?? form.accountId)
		const isLinked = inventory.canWrite && shown.toolId !== '' && (account !== null || form.isNew || patch.toolId !== undefined)
		const isUnlinked = inventory.canWrite && patch.toolId === '' && account !== null
		const accountId = isLinked
			? account === null
				? form.accountId
				: (saved?.accountId ?? form.accountId)
			: isUnlinked
				? ''
				: (saved?.accountId ?? '')
		const texts = saved === null ? shown : patch
		const holderIds = isLinked ? undefined : texts.holderIds
		const draft: Partial<CredentialDraft> = {
			...Object.fromEntries(TEXTS.flatMap((field) => texts[field] === undefined ? [] : [[field, EXACT.has(field) ? texts[field] : texts[field].trim()]])),
			...moreDraft(texts),
			...(holderIds === undefined || (saved === null && holderIds.length === 0) ? {} : { holderIds }),
			...(accountId === (saved?.accountId ?? '') ? {} : { accountId }),
		}
		if (saved === null || Object.keys(draft).length > 0) {
			await vault.change([{ kind: 'put', id: form.id, draft }])
		}
		if (isLinked) {
			const isReplaced = saved?.hasPassword === true && patch.password !== undefined && patch.password !== ''
			await inventory.change((current, change) => putAccount(current, { form, accountId, patch, shown, formerLabel: saved?.label ?? '', isReplaced }, change))
		} else if (isUnlinked) {
			// Which of its passwords is where is not known any more.
			await inventory.change((current, change) => putRecord(current, 'accounts', saved?.accountId ?? '', { vaultState: 'unknown' }, change))
		}
	}

	/**
	 * Makes a copy of all that the vault holds of a credential, under another name. The account of the inventory stays with the
	 * first: one password opens it.
	 *
	 * @param credential - the one to copy
	 * @param label - name of the copy; where it is too long, the copy has the same name
	 * @return id of the copy, and what puts it in the trash again
	 */
	async function duplicate(credential: CredentialSummary, label: string): Promise<{ readonly id: string, readonly undo: Undo }> {
		const id = newId()
		const fields = fieldsOf(begin(credential), await unlistedOf(credential.id), '')
		const draft: Partial<CredentialDraft> = {
			...Object.fromEntries(TEXTS.map((field) => [field, fields[field]])),
			...moreDraft(fields),
			otp: fields.otp,
			label: label.length > CREDENTIAL_LIMITS.label ? credential.label : label,
			tags: [...credential.tags],
			...(fields.holderIds.length === 0 ? {} : { holderIds: fields.holderIds }),
		}
		const isUntouched = (): boolean => vault.credentials.some((one) => one.id === id && one.trashedAt === '' && one.updatedAt === one.createdAt)
		return { id, undo: await undoable([{ kind: 'put', id, draft }], [{ kind: 'trash', id }], isUntouched) }
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

	return { begin, fieldsOf, unlistedOf, save, duplicate, move }
})

/** Addresses typed one a line. */
export const sitesOf = (text: string): readonly string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '')

/** A secret of one-time codes as the vault holds it; one that gives no code as it was typed. */
function tidyOtp(typed: string): string {
	const read = readOtp(typed)
	return 'otp' in read ? otpLink(read.otp) : typed.trim()
}

/** The fields of a form that a credential may lack, as a change of the vault has them. */
function moreDraft(texts: Partial<CredentialFields>): Partial<CredentialDraft> {
	const fields = MORE.flatMap((field): (readonly [string, unknown])[] => {
		const text = texts[field]
		if (text === undefined) {
			return []
		}
		switch (field) {
			case 'entryKind': return [['kind', text]]
			case 'moreSites': return [[field, sitesOf(text)]]
			case 'remindDays': return [[field, Number(text)]]
			case 'otp': return [[field, tidyOtp(text)]]
			default: return [[field, text.trim()]]
		}
	})
	const custom = Object.keys(texts).filter(isCustomName).map((name) => [customId(name), readCustom(texts[name])])
	return {
		...Object.fromEntries(fields) as Partial<CredentialDraft>,
		...(custom.length === 0 ? {} : { custom: Object.fromEntries(custom) as CredentialDraft['custom'] }),
	}
}

/** Account fields of a form. */
interface AccountAnswer {
	readonly form: CredentialForm
	readonly accountId: string
	readonly patch: Partial<CredentialFields>
	readonly shown: CredentialFields
	/** Name of the credential before: an account of the same name follows. */
	readonly formerLabel: string
	/** A password that was there is replaced by another. */
	readonly isReplaced: boolean
}

function putAccount(
	inventory: Inventory,
	{ form, accountId, patch, shown, formerLabel, isReplaced }: AccountAnswer,
	change: Change,
): Inventory {
	const account = inventory.collections.accounts[accountId]
	const label = shown.label.trim()
	let next = inventory
	let { toolId } = shown
	if (toolId === NEW_TOOL) {
		toolId = form.toolId
		next = putRecord(
			next,
			'tools',
			toolId,
			{ name: shown.newToolName.trim() === '' ? label : shown.newToolName.trim(), status: 'used' },
			change,
		)
	}
	const { kind, mfa, holderIds } = patch
	const fields: FieldsOf<'accounts'> = {
		...(patch.toolId === undefined && account !== undefined ? {} : { toolId }),
		...(account === undefined || (patch.label !== undefined && account.label === formerLabel) ? { label } : {}),
		...(account === undefined || form.isNew || (patch.password !== undefined && patch.password !== '') ? { vaultState: 'vault' } : {}),
		...(kind === undefined ? {} : { kind }),
		...(mfa === undefined ? {} : { mfa }),
		...(holderIds === undefined ? {} : { holderIds }),
		...(isReplaced ? { rotatedOn: dayOf(change.at) } : {}),
	}
	return putRecord(next, 'accounts', accountId, fields, change)
}
