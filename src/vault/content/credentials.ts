// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { sameJson } from '../../domain/canonical.ts'
import { openConflicts, reopenLast, settleConflict } from '../../domain/conflicts.ts'
import type { HistoryEntry } from '../../domain/document.ts'
import { TrousseauError } from '../../domain/errors.ts'
import type { JsonValue } from '../../domain/json.ts'
import { normaliseHistory } from '../../domain/merge.ts'
import { customFieldOf } from '../../domain/passwords/kinds.ts'
import { timeAfter } from '../../domain/stamps.ts'
import { ID } from '../file/container.ts'
import type { Credential, CredentialDraft, CredentialHistoryLine, CredentialSummary, SecretField, VaultChange, VaultContent } from '../model.ts'
import { checkContent } from './content.ts'
import { changedDetails, checkDraft, isKept, moreField, readable } from './details.ts'

/** Author and time of a change. */
export interface Writer {
	/** Member id. */
	readonly by: string
	/** ISO 8601, UTC. */
	readonly at: string
}

type Credentials = Map<string, Credential>

const DRAFT_FIELDS = ['label', 'login', 'password', 'site', 'note', 'accountId', 'favourite', 'tags'] as const satisfies readonly (keyof CredentialDraft)[]

const invalid = (): TrousseauError => new TrousseauError('invalid')

function existing(credentials: Credentials, id: string): Credential {
	const credential = credentials.get(id)
	if (credential === undefined) {
		throw new TrousseauError('invalid', { id })
	}
	return credential
}

function blank({ at, by }: Writer): Credential {
	return {
		accountId: '',
		createdAt: at,
		favourite: false,
		label: '',
		login: '',
		note: '',
		password: '',
		passwordChangedAt: '',
		site: '',
		tags: [],
		trashedAt: '',
		updatedAt: at,
		updatedBy: by,
	}
}

/** A draft over a credential: replaced texts go to its history. */
function write(credential: Credential, draft: Partial<CredentialDraft>, writer: Writer): Credential {
	checkDraft(draft, credential)
	const changed: readonly (readonly [string, JsonValue | undefined])[] = [
		...DRAFT_FIELDS.filter((field) => draft[field] !== undefined && !sameJson(draft[field], credential[field])).map((field) => [field, draft[field]] as const),
		...changedDetails(credential, draft),
	]
	if (changed.length === 0) {
		return credential
	}
	const replaced = changed.flatMap(([field]): readonly HistoryEntry[] => {
		const value = Object.hasOwn(credential, field) ? credential[field] : undefined
		return isKept(field) && readable(value) !== '' && value !== undefined ? [{ at: writer.at, by: credential.updatedBy, field, reason: 'edit', value }] : []
	})
	const history = normaliseHistory([...(credential.history ?? []), ...replaced])
	const kept = Object.entries(credential).filter(([field]) => changed.every(([name]) => name !== field))
	return {
		...Object.fromEntries([...kept, ...changed.filter(([, value]) => value !== undefined)]),
		...(history.length > 0 ? { history } : {}),
		...(changed.some(([field]) => field === 'password') ? { passwordChangedAt: writer.at } : {}),
		updatedAt: writer.at,
		updatedBy: writer.by,
	} as Credential
}

/** A choice among values typed at the same time, made or taken back; another password is a new one. */
function choose(credential: Credential, { kind, field, index }: Extract<VaultChange, { kind: 'reopen' | 'settle' }>, writer: Writer): Credential {
	const chosen = (kind === 'settle' ? settleConflict : reopenLast)(credential, field, index, writer) as Credential
	return chosen.password === credential.password ? chosen : { ...chosen, passwordChangedAt: writer.at }
}

/** A credential moved to the trash, or restored with an empty `trashedAt`. */
export const mark = (credential: Credential, trashedAt: string, { at, by }: Writer): Credential => ({ ...credential, trashedAt, updatedAt: at, updatedBy: by })

function apply(credentials: Credentials, change: VaultChange, { at, by }: Writer): void {
	const writer: Writer = { at: timeAfter(at, credentials.get(change.id)), by }
	if (change.kind === 'put') {
		if (!ID.test(change.id)) {
			throw invalid()
		}
		credentials.set(change.id, write(credentials.get(change.id) ?? blank(writer), change.draft, writer))
		return
	}
	const credential = existing(credentials, change.id)
	if (change.kind === 'settle' || change.kind === 'reopen') {
		credentials.set(change.id, choose(credential, change, writer))
	} else if (change.kind === 'purge') {
		if (credential.trashedAt === '') {
			throw new TrousseauError('invalid', { id: change.id })
		}
		credentials.delete(change.id)
	} else if (change.kind === 'trash') {
		credentials.set(change.id, credential.trashedAt === '' ? mark(credential, writer.at, writer) : credential)
	} else {
		credentials.set(change.id, credential.trashedAt === '' ? credential : mark(credential, '', writer))
	}
}

/**
 * The content after some changes, in their order. The content given is left as it is.
 *
 * @throws TrousseauError `invalid` for an unknown id, a purge outside the trash, or a value beyond its limit
 */
export function applyChanges(content: VaultContent, changes: readonly VaultChange[], writer: Writer): VaultContent {
	const credentials: Credentials = new Map(Object.entries(content.collections.credentials))
	changes.forEach((change) => apply(credentials, change, writer))
	return checkContent({ ...content, collections: { ...content.collections, credentials: Object.fromEntries(credentials) } })
}

/**
 * For each credential, in order, a number that those of one password share, and
 * for each number how many of them are outside the trash. Each password is looked up once.
 */
function passwordUses(credentials: readonly Credential[]): { readonly groups: Uint32Array, readonly counts: Uint32Array } {
	const byPassword = new Map<string, number>()
	const groups = new Uint32Array(credentials.length)
	const counts = new Uint32Array(credentials.length)
	credentials.forEach(({ password, trashedAt }, index) => {
		if (password === '') {
			return
		}
		const group = byPassword.get(password) ?? index
		if (group === index) {
			byPassword.set(password, index)
		}
		groups[index] = group
		counts[group] = (counts[group] as number) + (trashedAt === '' ? 1 : 0)
	})
	return { groups, counts }
}

/** True if the credential's history holds a different former password. */
function isReplaced({ password, history }: Credential): boolean {
	return password !== '' && history !== undefined
		&& history.some(({ field, reason, value }) => field === 'password' && reason === 'edit' && value !== '' && value !== password)
}

/** Summaries of all credentials for the page (no password, no note), in no defined order. */
export function summaries(content: VaultContent): readonly CredentialSummary[] {
	const { credentials } = content.collections
	const ids = Object.keys(credentials)
	const records = ids.map((id) => credentials[id] as Credential)
	const { groups, counts } = passwordUses(records)
	return records.map((credential, index) => ({
		id: ids[index] as string,
		label: credential.label,
		login: credential.login,
		site: credential.site,
		accountId: credential.accountId,
		favourite: credential.favourite,
		tags: credential.tags,
		trashedAt: credential.trashedAt,
		createdAt: credential.createdAt,
		updatedAt: credential.updatedAt,
		passwordChangedAt: credential.passwordChangedAt,
		hasPassword: credential.password !== '',
		passwordReplaced: isReplaced(credential),
		hasNote: credential.note !== '',
		reusedBy: credential.password === '' ? 0 : (counts[groups[index] as number] as number) - (credential.trashedAt === '' ? 1 : 0),
		conflicts: credential.history === undefined ? 0 : openConflicts(credential).length,
		kind: moreField(credential, 'kind'),
		hasOtp: moreField(credential, 'otp') !== '',
		expiresOn: moreField(credential, 'expiresOn'),
		remindDays: moreField(credential, 'remindDays'),
		holderIds: moreField(credential, 'holderIds'),
	}))
}

/** One credential. Throws `invalid` for an unknown id. */
export function credentialOf(content: VaultContent, id: string): Credential {
	const { credentials } = content.collections
	const credential = Object.hasOwn(credentials, id) ? credentials[id] : undefined
	if (credential === undefined) {
		throw new TrousseauError('invalid', { id })
	}
	return credential
}

/**
 * One secret of one credential, or one former value of any of its fields.
 *
 * @param content - the open vault
 * @param id - the credential
 * @param field - the secret to read when no former value is asked for
 * @param index - place in the record's history, as {@link historyLines} gives it; what is no text is given as {@link readable} writes it
 * @throws TrousseauError `invalid` for an unknown credential or entry
 */
export function secretOf(content: VaultContent, id: string, field: SecretField, index?: number): string {
	const credential = credentialOf(content, id)
	if (index === undefined) {
		return readable(Object.hasOwn(credential, field) ? credential[field] : undefined)
	}
	const entry = credential.history?.[index]
	if (entry === undefined) {
		throw new TrousseauError('invalid', { id, index })
	}
	return readable(entry.value)
}

/**
 * The history of one credential without its values, oldest first.
 *
 * @param content - the open vault
 * @param id - the credential
 * @param labelOf - label of a member, past or present
 * @throws TrousseauError `invalid` for an unknown credential
 */
export function historyLines(content: VaultContent, id: string, labelOf: (member: string) => string): readonly CredentialHistoryLine[] {
	return (credentialOf(content, id).history ?? []).map(({ field, at, by, reason, value }, index) => ({
		index,
		field,
		name: customFieldOf(value)?.label ?? '',
		at,
		by: labelOf(by),
		reason,
	}))
}
