// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../domain/errors.ts'
import { mergeHeads } from '../domain/merge.ts'
import { judgeHeads } from './chain.ts'
import type { Known } from './chain.ts'
import { checkContent } from './content.ts'
import type { IdentityKeys, Pin } from './identity.ts'
import { unite } from './members.ts'
import type { Member, MemberLists, VaultContent } from './model.ts'
import type { NamedFile } from './revision.ts'
import { sodium } from './sodium.ts'
import { listsHash, memberOf, openVaultFile } from './vault.ts'
import type { OpenedVault, VaultPlace } from './vault.ts'

/** A vault as it is open: its heads, and what they merge to. Never changed in place. */
export interface VaultState extends VaultPlace {
	/** Judged, in ascending order of names. */
	readonly heads: readonly OpenedVault[]
	readonly lists: MemberLists
	readonly content: VaultContent
	/** Id of the member that this identity is. */
	readonly me: string
}

/** A vault to open. */
export interface OpeningInput extends VaultPlace {
	readonly heads: readonly NamedFile[]
	/** Parents and common ancestors, as far as they are at hand. */
	readonly others: readonly NamedFile[]
	/** The vault as it is open already, or null. */
	readonly current: VaultState | null
	readonly pin: Pin | null
	readonly acceptOlder: boolean
}

/** The entry of this identity in the vault's list. */
export function myEntry({ lists, me }: VaultState): Member {
	const entry = lists.members[me]
	if (entry === undefined) {
		throw new TrousseauError('not-a-member')
	}
	return entry
}

/** Opens each supplied revision once, when it is first asked for. A revision sealed to others only counts as not supplied. */
function lazily(files: readonly NamedFile[], open: (file: NamedFile) => OpenedVault): (name: string) => OpenedVault | null {
	const byName = new Map(files.map((file) => [file.name, file]))
	const opened = new Map<string, OpenedVault | null>()
	return (name) => {
		const file = byName.get(name)
		if (file === undefined || opened.has(name)) {
			return opened.get(name) ?? null
		}
		let revision: OpenedVault | null = null
		try {
			revision = open(file)
		} catch (error) {
			if (!(error instanceof TrousseauError && error.code === 'not-a-member')) {
				throw error
			}
		}
		opened.set(name, revision)
		return revision
	}
}

const asHead = (revision: OpenedVault) => ({ content: revision.content, at: revision.at, name: revision.name, by: revision.author, ancestors: revision.ancestors })

/** The state that some judged heads make. */
export function stateOf(place: VaultPlace, heads: readonly OpenedVault[], find: (name: string) => OpenedVault | null, keys: IdentityKeys): VaultState {
	const lists = unite(heads)
	const me = memberOf(lists, keys)
	if (me === undefined) {
		throw new TrousseauError('not-a-member')
	}
	const content = heads.length === 1 && heads[0] !== undefined
		? heads[0].content
		: checkContent(mergeHeads(heads.map(asHead), (name) => find(name)?.content ?? null).content)
	return { notebook: place.notebook, vault: place.vault, heads, lists, content, me }
}

/**
 * Opens the heads of a vault, judges them and merges them.
 *
 * At the first opening (no pin, nothing open) the trust is that of first use:
 * see `judgeHeads`.
 *
 * @throws TrousseauError `not-a-member`, `altered`, `bad-signature`, `not-allowed`, `rolled-back`, `wrong-notebook`,
 * `unsupported-version`, `invalid`, `too-large`, `kdf-bounds`
 */
export function openVault(input: OpeningInput, keys: IdentityKeys): VaultState {
	const { current } = input
	const open = (file: NamedFile): OpenedVault => current?.heads.find(({ name }) => name === file.name) ?? openVaultFile(file, input, keys)
	const heads = input.heads.map(open).sort((a, b) => (a.name < b.name ? -1 : 1))
	if (heads.length === 0) {
		throw new TrousseauError('rolled-back')
	}
	const other = lazily(input.others, open)
	const known: Known = { trusted: current?.heads ?? [], pin: input.pin, acceptOlder: input.acceptOlder }
	judgeHeads(heads, other, known)
	// Only over what was supplied, so is stored: what this page alone remembers would show it another merge than everybody else.
	return stateOf(input, heads, other, keys)
}

/** The pin that remembers a state: its highest head. */
export function pinOf(state: VaultState, at: string): Pin {
	const head = state.heads.at(-1) as OpenedVault
	return { at, head: head.name, members: listsHash(head.lists), notebook: state.notebook }
}

/** Overwrites the keys of a state. */
export function wipeState(state: VaultState): void {
	state.heads.forEach(({ key }) => sodium.memzero(key))
}
