// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CredentialSummary } from '../vault/model.ts'

/*
 * Encoding of a vault's list for postMessage. Structured cloning copies each field name and each text of each object,
 * which for thousands of credentials costs more than decryption. So the texts of a field are joined into one, with their
 * lengths, repeated values are omitted, and a list that the page already has is sent as a difference.
 */

/** Fields in the order of the text columns of {@link Rows}. */
const TEXTS = ['id', 'label', 'login', 'site', 'accountId', 'trashedAt', 'createdAt', 'updatedAt', 'passwordChangedAt', 'kind', 'expiresOn'] as const satisfies readonly (keyof CredentialSummary)[]

/** One for each of {@link TEXTS}. */
type ForEachText<V, T extends readonly unknown[] = typeof TEXTS> = { readonly [K in keyof T]: V }

const FLAGS = { favourite: 1, hasPassword: 2, hasNote: 4, passwordReplaced: 8, hasOtp: 16 } as const

/** In place of a length: the text is that of the credential before. No text is that long. */
const SAME = 0xFFFFFFFF

/** Of tags, and of holders: most entries have none. */
const NONE: readonly string[] = Object.freeze([])

/** The texts of a field. */
interface Column {
	/** One after the other. */
	readonly joined: string
	/** In UTF-16 units, or {@link SAME}. */
	readonly lengths: Uint32Array
}

/** Credentials by their fields, in the order of the list. */
interface Rows {
	/** For each of {@link TEXTS}. */
	readonly columns: readonly Column[]
	/** 0 for none. */
	readonly tags: readonly (readonly string[] | 0)[]
	/** Likewise. */
	readonly holders: readonly (readonly string[] | 0)[]
	readonly remindDays: Uint16Array
	/** Sum of {@link FLAGS}. */
	readonly flags: Uint8Array
	readonly reusedBy: Uint32Array
	readonly conflicts: Uint32Array
}

/** A list as it crosses. */
interface PackedList {
	/** One-based index of each credential in the list the page already has; 0 takes the next of `rows`. Absent: all are in `rows`. */
	readonly places?: Uint32Array
	readonly rows: Rows
}

/** Writes a {@link Column}. */
class ColumnWriter {
	private readonly told: string[] = []
	private readonly lengths: Uint32Array
	private before: string | null = null

	constructor(rows: number) {
		this.lengths = new Uint32Array(rows)
	}

	put(row: number, text: string): void {
		if (text === this.before) {
			this.lengths[row] = SAME
		} else {
			this.lengths[row] = text.length
			this.told.push(text)
			this.before = text
		}
	}

	column(): Column {
		return { joined: this.told.join(''), lengths: this.lengths }
	}
}

/** Row by row and field by field by name: twice as fast as one field after the other. */
function rowsOf(list: readonly CredentialSummary[]): Rows {
	const writers = TEXTS.map(() => new ColumnWriter(list.length))
	const [id, label, login, site, account, trashed, created, updated, changed, kind, expires] = writers as readonly ColumnWriter[] as ForEachText<ColumnWriter>
	const flags = new Uint8Array(list.length)
	const reusedBy = new Uint32Array(list.length)
	const conflicts = new Uint32Array(list.length)
	const remindDays = new Uint16Array(list.length)
	list.forEach((row, index) => {
		id.put(index, row.id)
		label.put(index, row.label)
		login.put(index, row.login)
		site.put(index, row.site)
		account.put(index, row.accountId)
		trashed.put(index, row.trashedAt)
		created.put(index, row.createdAt)
		updated.put(index, row.updatedAt)
		changed.put(index, row.passwordChangedAt)
		kind.put(index, row.kind)
		expires.put(index, row.expiresOn)
		flags[index] = (row.favourite ? FLAGS.favourite : 0) + (row.hasPassword ? FLAGS.hasPassword : 0) + (row.hasNote ? FLAGS.hasNote : 0)
			+ (row.passwordReplaced ? FLAGS.passwordReplaced : 0) + (row.hasOtp ? FLAGS.hasOtp : 0)
		remindDays[index] = row.remindDays
		reusedBy[index] = row.reusedBy
		conflicts[index] = row.conflicts
	})
	return {
		columns: writers.map((writer) => writer.column()),
		tags: list.map(({ tags }) => (tags.length === 0 ? 0 : tags)),
		holders: list.map(({ holderIds }) => (holderIds.length === 0 ? 0 : holderIds)),
		remindDays,
		flags,
		reusedBy,
		conflicts,
	}
}

function textsOf({ joined, lengths }: Column): string[] {
	const texts: string[] = []
	let [text, start] = ['', 0]
	for (const length of lengths) {
		if (length !== SAME) {
			text = joined.slice(start, start + length)
			start += length
		}
		texts.push(text)
	}
	return texts
}

/** The credentials that {@link rowsOf} took apart. */
function listOf({ columns, tags, holders, remindDays, flags, reusedBy, conflicts }: Rows): readonly CredentialSummary[] {
	const [ids, labels, logins, sites, accounts, trashed, created, updated, changed, kinds, expires] = columns.map(textsOf) as readonly string[][] as ForEachText<string[]>
	return ids.map((id, index): CredentialSummary => {
		const flag = flags[index] as number
		return {
			id,
			label: labels[index] as string,
			login: logins[index] as string,
			site: sites[index] as string,
			accountId: accounts[index] as string,
			favourite: (flag & FLAGS.favourite) !== 0,
			tags: (tags[index] as readonly string[] | 0) || NONE,
			trashedAt: trashed[index] as string,
			createdAt: created[index] as string,
			updatedAt: updated[index] as string,
			passwordChangedAt: changed[index] as string,
			hasPassword: (flag & FLAGS.hasPassword) !== 0,
			passwordReplaced: (flag & FLAGS.passwordReplaced) !== 0,
			hasNote: (flag & FLAGS.hasNote) !== 0,
			reusedBy: reusedBy[index] as number,
			conflicts: conflicts[index] as number,
			kind: kinds[index] as CredentialSummary['kind'],
			hasOtp: (flag & FLAGS.hasOtp) !== 0,
			expiresOn: expires[index] as string,
			remindDays: remindDays[index] as number,
			holderIds: (holders[index] as readonly string[] | 0) || NONE,
		}
	})
}

const areSame = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((text, index) => text === other[index])

/** True if two credentials have the same summary. */
function isSame(one: CredentialSummary, other: CredentialSummary): boolean {
	const { tags, holderIds, ...fields } = one
	return (Object.keys(fields) as (keyof typeof fields)[]).every((field) => fields[field] === other[field])
		&& areSame(tags, other.tags) && areSame(holderIds, other.holderIds)
}

/** A list as it crosses to who has another. */
function changesOf(list: readonly CredentialSummary[], before: readonly CredentialSummary[]): PackedList {
	const places = new Uint32Array(list.length)
	const news: CredentialSummary[] = []
	let known: ReadonlyMap<string, number> | undefined
	list.forEach((row, index) => {
		const place = before[index]?.id === row.id ? index : (known ??= new Map(before.map(({ id }, at) => [id, at]))).get(row.id)
		const former = place === undefined ? undefined : before[place]
		if (place !== undefined && former !== undefined && isSame(row, former)) {
			places[index] = place + 1
		} else {
			news.push(row)
		}
	})
	return { places, rows: rowsOf(news) }
}

/** Applies the result of {@link changesOf}; returns `before` itself if nothing changed. */
function changed(before: readonly CredentialSummary[], places: Uint32Array, news: readonly CredentialSummary[]): readonly CredentialSummary[] {
	if (news.length === 0 && places.length === before.length && places.every((place, index) => place === index + 1)) {
		return before
	}
	let next = 0
	return Array.from(places, (place) => (place === 0 ? news[next++] : before[place - 1]) as CredentialSummary)
}

/** A vault's view, its list in either form. */
interface View {
	readonly vaultId: string
	readonly credentials: unknown
}

const isView = (value: unknown): value is View => typeof value === 'object' && value !== null && Object.hasOwn(value, 'vaultId') && Object.hasOwn(value, 'heads') && Object.hasOwn(value, 'credentials')

/** An answer of the Worker whose view, if it is or has one, was put in another form. */
function withView(answer: unknown, convert: (view: View) => View): unknown {
	if (isView(answer)) {
		return convert(answer)
	}
	const view = (answer as { readonly view?: unknown } | null | undefined)?.view
	return isView(view) ? { ...answer as object, view: convert(view) } : answer
}

/** Transformation of answers at one end of the channel. */
export type Form = (answer: unknown) => unknown

/** The list that crossed last, the same at both ends: answers arrive once each, in the order in which they leave. */
interface Last {
	readonly vaultId: string
	readonly list: readonly CredentialSummary[]
}

/**
 * Puts answers of the Worker into the form in which they cross: the list of a vault's view as what differs from the
 * last one, anything else as it is.
 */
export function createPacker(): Form {
	let last: Last | null = null
	return (answer) => withView(answer, (view) => {
		const list = view.credentials as readonly CredentialSummary[]
		const packed: PackedList = last?.vaultId === view.vaultId ? changesOf(list, last.list) : { rows: rowsOf(list) }
		last = { vaultId: view.vaultId, list }
		return { ...view, credentials: packed }
	})
}

/**
 * Gives back the answers that {@link createPacker} was given, all of them and in their order. What did not change
 * stays the same object.
 */
export function createUnpacker(): Form {
	let last: readonly CredentialSummary[] = []
	return (answer) => withView(answer, (view) => {
		const { places, rows } = view.credentials as PackedList
		last = places === undefined ? listOf(rows) : changed(last, places, listOf(rows))
		return { ...view, credentials: last }
	})
}
