// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account, Inventory } from '../inventory/model.ts'

import { CATALOGUE } from '../catalogue/entries.ts'
import { recordOf } from '../inventory/references.ts'
import { fold } from './search.ts'

/** The fields of an entry of the vault that are compared: never its login, nor any secret. */
export interface MatchableCredential {
	readonly id: string
	readonly label: string
	/** As typed: an address, or the name of a site. */
	readonly site: string
	/** Account that it opens, or an empty string. */
	readonly accountId: string
}

/** An entry of the vault that seems to be of a tool. */
export interface LinkProposal {
	readonly credentialId: string
	readonly toolId: string
	/** Account of the tool that no other entry opens; null when one has to be made. */
	readonly accountId: string | null
}

/** Parts of addresses that name no service. */
const COMMON_PARTS: ReadonlySet<string> = new Set((
	'www app apps portail portal login connexion auth compte comptes espace client clients mon mes admin secure sso id mail webmail web service services intranet extranet '
	+ 'gouv com net org eu fr info gov mairie commune ville'
).split(' '))

/** A shorter name is met by chance. */
const SHORTEST_NAME = 3

/** No name of a tool is looked for over more words. */
const MOST_WORDS = 8

/** Words of a name, joined: what stands in an address. */
const joined = (name: string): string => fold(name).replaceAll(' ', '')

/** The host of an address as typed, without `www.` nor a final dot; an empty string when there is none with a dot. */
export function hostOf(site: string): string {
	const text = site.trim()
	const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@\s]*@)?([^/:?#\s]+)/i.exec(text)?.[1]?.toLowerCase() ?? ''
	return host.includes('.') ? host.replace(/^www\./, '').replace(/\.$/, '') : ''
}

/** Tools by what their name or address may look like. A name that two tools share names neither. */
class ToolNames {
	readonly #byName = new Map<string, string | null>()
	/** Other names of the catalogue, which stand for the tool only when they are the whole name of an entry. */
	readonly #byAlias = new Map<string, string | null>()
	readonly #byHost = new Map<string, string | null>()
	#joined: ReadonlyMap<string, string | null> | undefined

	constructor({ collections: { tools } }: Inventory) {
		const entries = new Map(CATALOGUE.map((entry) => [entry.id, entry]))
		for (const [id, tool] of Object.entries(tools)) {
			const entry = entries.get(tool.catalogueId ?? '')
			const names = [tool.name, ...entry === undefined ? [] : [entry.name, entry.id.replaceAll('-', ' ')]]
			for (const name of names.flatMap((text) => [text, ...text.split(/[()/–]/)])) {
				this.#put(this.#byName, fold(name), id)
			}
			entry?.aliases.forEach((alias) => this.#put(this.#byAlias, fold(alias), id))
			this.#put(this.#byHost, hostOf(tool.url ?? ''), id)
		}
	}

	#put(names: Map<string, string | null>, name: string, id: string): void {
		if (name.length >= SHORTEST_NAME) {
			const before = names.get(name)
			names.set(name, before === undefined || before === id ? id : null)
		}
	}

	/** The tool that a name tells: the whole of it, else the longest run of its words. */
	ofLabel(label: string): string | null {
		const words = fold(label).split(' ')
		const whole = words.join(' ')
		const exact = this.#byName.get(whole) ?? this.#byAlias.get(whole) ?? null
		if (exact !== null) {
			return exact
		}
		const [only = null, ...others] = new Set(this.#namedIn(words))
		return others.length === 0 ? only : null
	}

	/** Every tool that a run of words names; the words of a longer name name nothing else. */
	#namedIn(words: readonly string[]): readonly string[] {
		const left = [...words]
		const found: string[] = []
		for (let length = Math.min(words.length, MOST_WORDS); length > 0; length--) {
			for (let from = 0; from + length <= words.length; from++) {
				const tool = this.#byName.get(left.slice(from, from + length).join(' ')) ?? null
				if (tool !== null) {
					found.push(tool)
					left.fill('', from, from + length)
				}
			}
		}
		return found
	}

	/** The tool whose address, or whose name, stands in an address. */
	ofSite(site: string): string | null {
		const host = hostOf(site)
		if (host === '') {
			return site.trim() === '' ? null : this.ofLabel(site)
		}
		const parts = host.split('.')
		for (let from = 0; from < parts.length - 1; from++) {
			const tool = this.#byHost.get(parts.slice(from).join('.'))
			if (tool !== undefined && tool !== null && !COMMON_PARTS.has(parts[from] ?? '')) {
				return tool
			}
		}
		const names = this.#joined ??= new Map([...this.#byName].map(([name, tool]) => [joined(name), tool] as const))
		for (const part of parts.slice(0, -1)) {
			const tool = COMMON_PARTS.has(part) ? null : names.get(joined(part)) ?? null
			if (tool !== null) {
				return tool
			}
		}
		return null
	}
}

/** Accounts in order, by tool. */
function accountsByTool(accounts: Readonly<Record<string, Account>>, taken: ReadonlySet<string>): Map<string, string[]> {
	const byTool = new Map<string, string[]>()
	for (const [id, { toolId, disabledOn }] of Object.entries(accounts).sort(([left], [right]) => (left < right ? -1 : 1))) {
		if (disabledOn === undefined && !taken.has(id)) {
			byTool.set(toolId, [...byTool.get(toolId) ?? [], id])
		}
	}
	return byTool
}

/**
 * The entries of the vault that belong to no tool yet, and bear the name or the site of one of the inventory. An entry
 * that could be of two tools is not proposed.
 *
 * @param inventory - the inventory
 * @param credentials - entries outside the trash
 */
export function proposeLinks(inventory: Inventory, credentials: readonly MatchableCredential[]): readonly LinkProposal[] {
	const { accounts, tools } = inventory.collections
	const isLinked = ({ accountId }: MatchableCredential): boolean => recordOf(tools, recordOf(accounts, accountId)?.toolId) !== null
	const loose = credentials.filter((credential) => !isLinked(credential))
	if (loose.length === 0 || Object.keys(tools).length === 0) {
		return []
	}
	const names = new ToolNames(inventory)
	const free = accountsByTool(accounts, new Set(credentials.map(({ accountId }) => accountId)))
	return [...loose].sort((left, right) => (left.id < right.id ? -1 : 1)).flatMap(({ id, label, site }): LinkProposal[] => {
		const toolId = names.ofSite(site) ?? names.ofLabel(label)
		if (toolId === null) {
			return []
		}
		const open = free.get(toolId) ?? []
		const wanted = fold(label)
		const at = Math.max(0, open.findIndex((accountId) => fold(accounts[accountId]?.label ?? '') === wanted))
		return [{ credentialId: id, toolId, accountId: open.splice(at, 1)[0] ?? null }]
	})
}
