// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { openConflicts } from '../domain/conflicts.ts'
import { differences, placesOf, restoreRecords } from '../domain/differences.ts'
import type { RecordDifference, Restorer, RestoreRules } from '../domain/differences.ts'
import type { DocumentContent } from '../domain/document.ts'
import { TrousseauError } from '../domain/errors.ts'
import type { JsonValue } from '../domain/json.ts'
import { compareFrench } from '../domain/order.ts'
import { checkContent, emptyContent } from '../vault/content/content.ts'
import { credentialOf, mark, secretOf } from '../vault/content/credentials.ts'
import { isKept } from '../vault/content/details.ts'
import { parseVault } from '../vault/file/container.ts'
import { checkName } from '../vault/file/seal.ts'
import type { OpenedVault } from '../vault/file/vault-file.ts'
import type { IdentityKeys } from '../vault/keys/identity.ts'
import type { Credential, Member, MemberLists, SecretField, VaultContent } from '../vault/model.ts'
import { labelIn, mergedContent, myEntry, othersOf } from '../vault/opening.ts'
import type { VaultState } from '../vault/opening.ts'
import { prepareEdit } from '../vault/prepare-revision.ts'
import type { PreparedVault } from '../vault/prepare-revision.ts'
import { unite } from '../vault/trust/members.ts'
import type { ConflictView, PastDifference, PastField, PastMember, PastPlace, PastRecordView, PastSide, PastView } from './past-views.ts'

/** An opened past revision and the content before it; null if no earlier revision is available. */
interface Past {
	readonly revision: OpenedVault
	readonly after: VaultContent
	readonly before: VaultContent | null
	readonly parents: readonly OpenedVault[]
}

/** Side and credentials to restore; all credentials when `ids` is null. */
export interface Restoration {
	readonly side: PastSide
	readonly ids: readonly string[] | null
}

/** The values that the page may hold of any number of credentials. Whatever else a record has is taken for a secret. */
const OPEN_FIELDS: ReadonlySet<string> = new Set([
	'accountId',
	'codePersonId',
	'codeTo',
	'contact',
	'expiresOn',
	'favourite',
	'holderIds',
	'kind',
	'label',
	'login',
	'moreSites',
	'remindDays',
	'site',
	'tags',
	'trashedAt',
	'wifi',
])

/** A credential that the past does not have goes to the trash; values go to the history as by an edit. */
const RULES: RestoreRules = {
	keepsFormer: (field, value) => isKept(field) && value !== '',
	retire: (record, writer) => ((record as Credential).trashedAt === '' ? mark(record as Credential, writer.at, writer) : record),
}

const onlyCredentials = ({ collections, schema }: VaultContent): DocumentContent => ({ schema, collections: { credentials: collections.credentials } })

/**
 * Refuses a revision that the open vault does not descend from: each name is the hash of a file, so that
 * what the judged heads list, and what these list in turn, is what their authors had before them.
 */
function refuseUnknown(state: VaultState, { revision, links }: PastPlace): void {
	const known = new Set(state.heads.flatMap(({ name, ancestors }) => [name, ...ancestors]))
	for (const link of links) {
		const { header } = parseVault(link.bytes)
		checkName(link, header.number)
		if (known.has(link.name)) {
			header.ancestors.forEach((name) => known.add(name))
		}
	}
	if (!known.has(revision.name)) {
		throw new TrousseauError('rolled-back', { revision: revision.name })
	}
}

function memberIn(lists: readonly MemberLists[], id: string): Member | undefined {
	return lists.map(({ members }) => (Object.hasOwn(members, id) ? members[id] : undefined)).find((member) => member !== undefined)
}

function isKeeperIn(lists: MemberLists, id: string): boolean {
	const member = memberIn([lists], id)
	return member?.kind === 'person' && member.role === 'keeper'
}

/** Label of the signer; for an invitation or envelope, of the person it added. */
function authorLabel({ revision, parents }: Past): string {
	const author = memberIn([revision.lists, ...parents.map(({ lists }) => lists)], revision.author)
	if (author === undefined) {
		return ''
	}
	if (!revision.signedBy(author.sign)) {
		throw new TrousseauError('bad-signature', { revision: revision.name })
	}
	return author.kind === 'person' ? author.label : Object.values(revision.lists.members).find(({ invitedBy }) => invitedBy === revision.author)?.label ?? author.label
}

/** Opens a past revision, gives it to a task, and overwrites its keys. */
function withPast<T>(state: VaultState, place: PastPlace, keys: IdentityKeys, task: (past: Past) => T): T {
	refuseUnknown(state, place)
	const { revision: file, before } = place
	const { ancestors } = parseVault(file.bytes).header
	// A base that it does not descend from would show another past than the one that was.
	const files = othersOf(state, [file, ...[...before.heads, ...before.others].filter(({ name }) => ancestors.includes(name))], keys)
	try {
		const revision = files.find(file.name)
		if (revision === null) {
			throw new TrousseauError('not-a-member', { revision: file.name })
		}
		const parents = before.heads.flatMap(({ name }) => files.find(name) ?? [])
		const isWhole = parents.length === before.heads.length && parents.length > 0
		const content = isWhole ? mergedContent(parents, (name) => files.find(name)) : null
		return task({ revision, parents, after: revision.content, before: revision.parents.length === 0 ? emptyContent() : content })
	} finally {
		files.wipe([])
	}
}

const visible = (field: string, value: JsonValue | undefined): JsonValue => (OPEN_FIELDS.has(field) || value === undefined || value === '' ? value ?? '' : null)

function differenceView({ id, kind, before, after, fields }: RecordDifference): PastDifference {
	const view = fields.map((one): PastField => ({ field: one.field, before: visible(one.field, one.before), after: visible(one.field, one.after) }))
	return { id, kind, label: ((after ?? before) as Credential).label, fields: view }
}

const differenceViews = (before: VaultContent, after: VaultContent): readonly PastDifference[] => differences(onlyCredentials(before), onlyCredentials(after)).map(differenceView)

function memberChanges(before: MemberLists, after: MemberLists): readonly PastMember[] {
	const changes = [...new Set([...Object.keys(before.members), ...Object.keys(after.members)])].map((id): PastMember | null => {
		const [was, now] = [memberIn([before], id), memberIn([after], id)]
		const { kind, label } = (now ?? was) as Member
		if (was === undefined || now === undefined) {
			return { kind, label, change: was === undefined ? 'added' : 'removed' }
		}
		return was.role === now.role ? null : { kind, label, change: 'role' }
	})
	return changes.filter((change) => change !== null)
}

/** Author, time and changes of a past revision. */
export function pastView(state: VaultState, place: PastPlace, keys: IdentityKeys): PastView {
	return withPast(state, place, keys, (past) => ({
		at: past.revision.at,
		author: authorLabel(past),
		byKeeper: [past.revision.lists, state.lists].every((lists) => isKeeperIn(lists, past.revision.author)),
		compared: past.before !== null,
		records: past.before === null ? [] : differenceViews(past.before, past.after),
		members: past.parents.length === 0 ? [] : memberChanges(unite(past.parents), past.revision.lists),
	}))
}

/** The credentials that a past revision held. */
export function pastRecords(state: VaultState, place: PastPlace, keys: IdentityKeys): readonly PastRecordView[] {
	return withPast(state, place, keys, ({ after }) => {
		const changed = new Set(differences(onlyCredentials(after), onlyCredentials(state.content)).filter(({ kind }) => kind !== 'settled').map(({ id }) => id))
		return Object.entries(after.collections.credentials)
			.map(([id, { label, login, trashedAt }]) => ({ id, label, login, trashed: trashedAt !== '', same: !changed.has(id) }))
			.sort((one, other) => compareFrench(one.label, other.label) || (one.id < other.id ? -1 : 1))
	})
}

function sideOf({ after, before, revision }: Past, side: PastSide): VaultContent {
	const content = side === 'after' ? after : before
	if (content === null) {
		throw new TrousseauError('invalid', { revision: revision.name })
	}
	return content
}

/** One secret of a credential in a past revision. */
export function revealPast(state: VaultState, place: PastPlace & { readonly side: PastSide, readonly id: string, readonly field: SecretField }, keys: IdentityKeys): string {
	return withPast(state, place, keys, (past) => secretOf(sideOf(past, place.side), place.id, place.field))
}

/**
 * The content of today with credentials as they were. The time of the last change of a password comes back with
 * it: who left and knew it still counts as knowing it.
 */
export function restoredContent(current: VaultContent, past: VaultContent, ids: readonly string[] | null, writer: Restorer): VaultContent {
	const credentials = onlyCredentials(past)
	const places = ids === null ? placesOf(onlyCredentials(current), credentials) : ids.map((id) => ({ collection: 'credentials', id }))
	const content = restoreRecords(current, credentials, places, writer, RULES)
	return content === current ? current : checkContent(content)
}

/** Differences between the current credentials and those to restore. */
export function planRestore(state: VaultState, place: PastPlace & Restoration, at: string, keys: IdentityKeys): readonly PastDifference[] {
	return withPast(state, place, keys, (past) => differenceViews(state.content, restoredContent(state.content, sideOf(past, place.side), place.ids, { at, by: state.me })))
}

/** Prepares a revision that restores credentials on top of what is open. */
export function prepareRestore(state: VaultState, place: PastPlace & Restoration, at: string, keys: IdentityKeys): PreparedVault {
	if (myEntry(state).role === 'reader') {
		throw new TrousseauError('not-allowed')
	}
	const content = withPast(state, place, keys, (past) => restoredContent(state.content, sideOf(past, place.side), place.ids, { at, by: state.me }))
	if (content === state.content) {
		throw new TrousseauError('invalid')
	}
	return prepareEdit(state, { content }, at, keys)
}

/** Fields of one credential with unresolved conflicts. */
export function conflictViews(state: VaultState, id: string): readonly ConflictView[] {
	const credential = credentialOf(state.content, id)
	return openConflicts(credential).map(({ field, lost }) => {
		const latest = lost.at(-1)?.at ?? ''
		const isUntouched = credential.updatedAt <= latest
		return {
			field,
			shown: isUntouched ? { by: labelIn(state.lists, credential.updatedBy), at: credential.updatedAt } : { by: '', at: '' },
			lost: lost.map(({ index, by, at }) => ({ index, by: labelIn(state.lists, by), at })),
		}
	})
}
