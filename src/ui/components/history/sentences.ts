// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { TrousseauError } from '../../../domain/errors.ts'
import type { ChangedRecord, HistoryDocument, RevisionDetails } from '../../../stores/history/past.ts'

import { n, t } from '../../../platform/l10n.ts'
import { fieldLabel } from '../../words/fields.ts'

/** Kinds of change of a record, as people say them. */
export type ChangeKind = 'added' | 'removed' | 'changed' | 'settled' | 'trashed' | 'untrashed'

type Counted = Readonly<Record<'added' | 'removed' | 'changed', (count: number) => string>>

const WORDS: Readonly<Record<string, Counted>> = {
	tools: {
		added: (count) => n('trousseau', '%n tool added', '%n tools added', count),
		removed: (count) => n('trousseau', '%n tool removed', '%n tools removed', count),
		changed: (count) => n('trousseau', '%n tool changed', '%n tools changed', count),
	},
	accounts: {
		added: (count) => n('trousseau', '%n account added', '%n accounts added', count),
		removed: (count) => n('trousseau', '%n account removed', '%n accounts removed', count),
		changed: (count) => n('trousseau', '%n account changed', '%n accounts changed', count),
	},
	hostings: {
		added: (count) => n('trousseau', '%n hosting place added', '%n hosting places added', count),
		removed: (count) => n('trousseau', '%n hosting place removed', '%n hosting places removed', count),
		changed: (count) => n('trousseau', '%n hosting place changed', '%n hosting places changed', count),
	},
	suppliers: {
		added: (count) => n('trousseau', '%n supplier added', '%n suppliers added', count),
		removed: (count) => n('trousseau', '%n supplier removed', '%n suppliers removed', count),
		changed: (count) => n('trousseau', '%n supplier changed', '%n suppliers changed', count),
	},
	costs: {
		added: (count) => n('trousseau', '%n cost added', '%n costs added', count),
		removed: (count) => n('trousseau', '%n cost removed', '%n costs removed', count),
		changed: (count) => n('trousseau', '%n cost changed', '%n costs changed', count),
	},
	persons: {
		added: (count) => n('trousseau', '%n person added', '%n persons added', count),
		removed: (count) => n('trousseau', '%n person removed', '%n persons removed', count),
		changed: (count) => n('trousseau', '%n person changed', '%n persons changed', count),
	},
	backups: {
		added: (count) => n('trousseau', '%n backup added', '%n backups added', count),
		removed: (count) => n('trousseau', '%n backup removed', '%n backups removed', count),
		changed: (count) => n('trousseau', '%n backup changed', '%n backups changed', count),
	},
	domains: {
		added: (count) => n('trousseau', '%n domain name added', '%n domain names added', count),
		removed: (count) => n('trousseau', '%n domain name removed', '%n domain names removed', count),
		changed: (count) => n('trousseau', '%n domain name changed', '%n domain names changed', count),
	},
	contracts: {
		added: (count) => n('trousseau', '%n contract added', '%n contracts added', count),
		removed: (count) => n('trousseau', '%n contract removed', '%n contracts removed', count),
		changed: (count) => n('trousseau', '%n contract changed', '%n contracts changed', count),
	},
	credentials: {
		added: (count) => n('trousseau', '%n password added', '%n passwords added', count),
		removed: (count) => n('trousseau', '%n password removed', '%n passwords removed', count),
		changed: (count) => n('trousseau', '%n password changed', '%n passwords changed', count),
	},
}

const OTHERS: Counted = {
	added: (count) => n('trousseau', '%n item added', '%n items added', count),
	removed: (count) => n('trousseau', '%n item removed', '%n items removed', count),
	changed: (count) => n('trousseau', '%n item changed', '%n items changed', count),
}

/** Groups shown in one sentence; the rest is counted. */
const GROUPS = 3

/** The kind of change of a record: coming into the trash and out of it are told apart. */
export function changeKind({ kind, fields }: ChangedRecord): ChangeKind {
	const trash = fields.find(({ field }) => field === 'trashedAt')
	if (kind !== 'changed' || trash === undefined) {
		return kind
	}
	return trash.after === '' ? 'untrashed' : 'trashed'
}

/** A kind of change in a word or two. */
export function kindLabel(kind: ChangeKind): string {
	switch (kind) {
		case 'added': return t('trousseau', 'added')
		case 'removed': return t('trousseau', 'removed')
		case 'changed': return t('trousseau', 'changed')
		case 'settled': return t('trousseau', 'one of two values kept')
		case 'trashed': return t('trousseau', 'put in the trash')
		case 'untrashed': return t('trousseau', 'taken out of the trash')
	}
}

function onePassword(change: ChangedRecord): string {
	const name = change.label
	switch (changeKind(change)) {
		case 'added': return t('trousseau', 'Password “{name}” added', { name })
		case 'removed': return t('trousseau', 'Password “{name}” deleted for good', { name })
		case 'trashed': return t('trousseau', 'Password “{name}” put in the trash', { name })
		case 'untrashed': return t('trousseau', 'Password “{name}” taken out of the trash', { name })
		case 'settled': return t('trousseau', 'Choice between two values: “{name}”', { name })
		case 'changed': return change.fields.length === 1 && change.fields[0]?.field === 'password'
			? t('trousseau', 'Password “{name}” changed', { name })
			: t('trousseau', '“{name}” changed: {fields}', {
					name,
					fields: change.fields.map(({ field }) => fieldLabel('credentials', field).toLocaleLowerCase('fr')).join(', '),
				})
	}
}

function group(collection: string, kind: 'added' | 'removed' | 'changed', changes: readonly ChangedRecord[]): string {
	const [first, ...more] = changes
	if (first === undefined) {
		return ''
	}
	if (collection === 'commune') {
		return t('trousseau', 'commune changed')
	}
	const what = (WORDS[collection] ?? OTHERS)[kind](changes.length)
	return more.length > 0 || first.label === '' ? what : t('trousseau', '{what}: “{name}”', { what, name: first.label })
}

function groups(changes: readonly ChangedRecord[]): readonly string[] {
	const found = new Map<string, ChangedRecord[]>()
	for (const change of changes) {
		const kind = change.kind === 'settled' ? 'changed' : change.kind
		const key = `${change.collection} ${kind}`
		found.set(key, [...found.get(key) ?? [], change])
	}
	return [...found].map(([key, list]) => {
		const [collection = '', kind = 'changed'] = key.split(' ')
		return group(collection, kind as 'added' | 'removed' | 'changed', list)
	})
}

function memberSentence({ kind, change, label }: RevisionDetails['members'][number]): string {
	if (kind === 'person') {
		switch (change) {
			case 'added': return t('trousseau', '{name} can open the passwords', { name: label })
			case 'removed': return t('trousseau', '{name} can no longer open the passwords', { name: label })
			case 'role': return t('trousseau', '{name} may do something else', { name: label })
		}
	}
	if (kind === 'invitation') {
		return change === 'added' ? t('trousseau', 'Invitation of {name}', { name: label }) : ''
	}
	return change === 'added' ? t('trousseau', 'Recovery envelope prepared') : t('trousseau', 'Recovery envelope withdrawn')
}

/** Some changes in one sentence; empty when nothing is to be seen. */
export function changesSentence(changes: readonly ChangedRecord[]): string {
	const [only, ...others] = changes
	if (only?.collection === 'credentials' && others.length === 0) {
		return onePassword(only)
	}
	const parts = groups(changes)
	const rest = parts.length - GROUPS
	return [
		...parts.slice(0, GROUPS),
		...(rest > 0 ? [n('trousseau', '%n other kind of change', '%n other kinds of change', rest)] : []),
	].join(' · ')
}

/** A revision in one sentence. */
export function revisionSentence(document: HistoryDocument, details: RevisionDetails): string {
	if (!details.compared) {
		return t('trousseau', 'The versions before this one are no longer kept')
	}
	if (details.parents === 0) {
		return document === 'inventory' ? t('trousseau', 'Notebook created') : t('trousseau', 'Vault created')
	}
	const sentence = [changesSentence(details.changes), ...details.members.map(memberSentence)].filter((part) => part !== '').join(' · ')
	if (sentence !== '') {
		return sentence
	}
	return details.parents > 1 ? t('trousseau', 'Two versions brought together') : t('trousseau', 'Nothing that shows')
}

/** Why a line cannot be read. */
export function unreadableSentence({ code }: TrousseauError): string {
	switch (code) {
		case 'not-a-member': return t('trousseau', 'From before you could open the passwords: only the others can read it')
		case 'gone': return t('trousseau', 'No longer kept')
		case 'altered':
		case 'bad-signature':
		case 'invalid': return t('trousseau', 'Damaged, or changed outside Trousseau: left aside')
		case 'rolled-back': return t('trousseau', 'Not part of what is open: left aside')
		default: return t('trousseau', 'Could not be read this time')
	}
}

/** The name of a document. */
export function documentLabel(document: HistoryDocument): string {
	return document === 'vault' ? t('trousseau', 'Passwords') : t('trousseau', 'Tools and inventory')
}
