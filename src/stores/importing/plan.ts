// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Change } from '../../domain/inventory/changes.ts'
import type { Inventory } from '../../domain/inventory/model.ts'
import type { CredentialDraft, VaultChange } from '../../vault/model.ts'
import type { ImportRow } from './rows.ts'
import type { RecognisedTool } from './tools.ts'

import { CATALOGUE } from '../../domain/catalogue/entries.ts'
import { putRecord } from '../../domain/inventory/changes.ts'
import { addFromCatalogue } from '../../domain/inventory/from-catalogue.ts'
import { newId } from '../../domain/inventory/ids.ts'
import { CREDENTIAL_LIMITS } from '../../domain/limits.ts'
import { isTaken } from './rows.ts'

/** Changes of one revision. Each revision writes the whole vault again, so that there are few of them. */
export const PER_REVISION = 2_000

/** Digits of an id that all records of one import share: 88 random bits. */
const SHARED = 22
const ID_LENGTH = 32

/** Changes that one revision writes. */
export interface ImportPart {
	/** Keys of its rows. */
	readonly keys: ReadonlySet<number>
	readonly added: number
	/** Entries of the vault that take a value of the file. */
	readonly updated: readonly string[]
	/** Tools that enter the inventory. */
	readonly newTools: readonly string[]
	readonly changes: readonly VaultChange[]
	/** Null when the inventory gets nothing. */
	readonly inventory: ((current: Inventory, change: Change) => Inventory) | null
}

/** Gives ids that begin alike, so that the records of one import are found again by them. */
export interface ImportIds {
	readonly prefix: string
	readonly next: () => string
}

/** Ids of a new import. */
export function importIds(): ImportIds {
	const prefix = newId().slice(0, SHARED)
	let made = 0
	return { prefix, next: () => prefix + (made++).toString(16).padStart(ID_LENGTH - SHARED, '0') }
}

function sectionsOf(folder: string): readonly string[] {
	const names = folder.split('/').map((name) => name.replace(/\s+/g, ' ').trim())
	return [...new Set(names.filter((name) => name !== ''))]
}

/** The folder of a row as tags: each of its sections one, outermost first, but for those longer than a tag may be. */
export function tagsOf(folder: string): readonly string[] {
	return sectionsOf(folder).filter(({ length }) => length <= CREDENTIAL_LIMITS.tag).slice(0, CREDENTIAL_LIMITS.tags)
}

/** The note of a row, with the sections that cannot be tags below it, so that none is cut. */
function noteOf(note: string, folder: string): string {
	const tags = new Set(tagsOf(folder))
	return [note, ...sectionsOf(folder).filter((name) => !tags.has(name))].filter((line) => line !== '').join('\n')
}

function draftOf({ entry }: ImportRow, accountId: string): Partial<CredentialDraft> {
	const { title, login, password, url, note, folder } = entry
	return { label: title, login, password, site: url, note: noteOf(note, folder), tags: tagsOf(folder), accountId }
}

/** Only what the file says: an empty cell erases nothing. */
function updateOf({ entry }: ImportRow): Partial<CredentialDraft> {
	const { login, password, url } = entry
	return { ...login === '' ? {} : { login }, ...password === '' ? {} : { password }, ...url === '' ? {} : { site: url } }
}

/**
 * The changes of an import, one part for each revision, in order.
 *
 * @param rows - of the file
 * @param tools - recognised tools that the person left ticked
 * @param ids - of this import
 */
export function planImport(rows: readonly ImportRow[], tools: readonly RecognisedTool[], ids: ImportIds): readonly ImportPart[] {
	const taken = rows.filter(isTaken)
	const byRow = new Map(tools.flatMap((tool) => [...tool.accounts].map(([key, account]) => [key, { tool, account }] as const)))
	return Array.from({ length: Math.ceil(taken.length / PER_REVISION) }, (_, index) => (
		partOf(taken.slice(index * PER_REVISION, (index + 1) * PER_REVISION), byRow, ids)
	))
}

interface Link {
	readonly accountId: string
	readonly tool: RecognisedTool
}

function partOf(
	rows: readonly ImportRow[],
	byRow: ReadonlyMap<number, { readonly tool: RecognisedTool, readonly account: string | null }>,
	ids: ImportIds,
): ImportPart {
	const links: Link[] = []
	const updated: string[] = []
	const changes = rows.map((row): VaultChange => {
		if (row.fate === 'update' && row.twin !== null) {
			updated.push(row.twin.id)
			return { kind: 'put', id: row.twin.id, draft: updateOf(row) }
		}
		const link = byRow.get(row.key)
		const accountId = link === undefined ? '' : link.account ?? ids.next()
		if (link !== undefined) {
			links.push({ accountId, tool: link.tool })
		}
		return { kind: 'put', id: ids.next(), draft: draftOf(row, accountId) }
	})
	const newTools = new Set(links.flatMap(({ tool }) => tool.catalogueId === null ? [] : [tool.catalogueId]))
	return {
		keys: new Set(rows.map(({ key }) => key)),
		added: rows.length - updated.length,
		updated,
		newTools: [...newTools],
		changes,
		inventory: links.length === 0 ? null : (current, change) => writeLinks(current, links, change),
	}
}

function writeLinks(current: Inventory, links: readonly Link[], change: Change): Inventory {
	let next = current
	const ids = new Map<RecognisedTool, string>()
	for (const { tool } of links) {
		const entry = tool.catalogueId === null || ids.has(tool) ? undefined : CATALOGUE.find(({ id }) => id === tool.catalogueId)
		if (entry !== undefined) {
			const added = addFromCatalogue(next, entry, change)
			next = putRecord(added.inventory, 'tools', added.toolId, { status: 'used' }, change)
			ids.set(tool, added.toolId)
		} else if (!ids.has(tool)) {
			ids.set(tool, tool.id)
		}
	}
	for (const { accountId, tool } of links) {
		const toolId = ids.get(tool) ?? ''
		const record = next.collections.tools[toolId]
		const isNew = next.collections.accounts[accountId] === undefined
		// The name of a credential is secret, so a new account takes the name of its tool.
		next = record === undefined
			? next
			: putRecord(next, 'accounts', accountId, { vaultState: 'vault', ...isNew ? { toolId, label: record.name } : {} }, change)
	}
	return next
}
