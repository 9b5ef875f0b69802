// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionMeta } from '../domain/document.ts'
import type { ErrorCode } from '../domain/errors.ts'
import { ancestryOf } from './lineage.ts'
import type { Lineage, Revision } from './lineage.ts'
import type { RetryPolicy } from './retry.ts'
import type { RevisionStore } from './store.ts'

import { asTrousseauError, TrousseauError } from '../domain/errors.ts'
import { checkMeta, commonAncestor, commonAncestors, MAX_ANCESTORS } from '../domain/lineage/ancestry.ts'
import { countFar, fileOfName, nameOfFile, newestFirst, parseRevisionName } from '../domain/lineage/names.ts'
import { RevisionCache } from './cache.ts'
import { matchesName } from './names.ts'
import { RetryingStore } from './retry.ts'

/** Classification of the files in a journal's folder. */
export interface JournalState {
	/** The revisions that no other readable one lists as an ancestor, newest first. Empty in a new journal. */
	readonly heads: readonly Revision[]
	/** Names set aside: bytes that differ from the name, that do not decode, or that break a rule of the format; numbers out of reach. */
	readonly damaged: readonly string[]
	/** Names of sound revisions that belong to another notebook or vault. */
	readonly foreign: readonly string[]
	/** Names of files of a newer format, or with bounds out of ours, passed over because it was asked for. */
	readonly passed: readonly string[]
	/** Every revision's name in the folder, newest first. */
	readonly names: readonly string[]
}

/** Options for reading a folder. */
export interface LoadOptions {
	/** Names of rejected revisions: the heads are computed as if they did not exist. */
	readonly without?: ReadonlySet<string>
	/** True to list files of a newer format as passed instead of throwing; set after the person has been warned. */
	readonly passOver?: boolean
}

/** Heads and the revisions over which to merge them. */
export interface MergeInput {
	readonly heads: readonly { readonly revision: Revision, /** Names of bases. */ readonly ancestors: readonly string[] }[]
	/** By name. */
	readonly bases: ReadonlyMap<string, Revision>
}

/** Configuration of a journal: inventory, vault or identity. */
export interface JournalOptions {
	/** Retried according to `retry`, unless it is a {@link RetryingStore} already. */
	readonly store: RevisionStore
	/** Without the dot. */
	readonly extension: string
	/** A longer file is set aside unread. */
	readonly maxBytes: number
	/**
	 * Reads a file's metadata. Throws a TrousseauError: `altered`, `invalid` and `too-large` set the file aside,
	 * `wrong-notebook` counts it as foreign, any other code ends the loading (`unsupported-version`: files of a newer
	 * version are never skipped silently).
	 */
	readonly readHeader: (bytes: Uint8Array) => RevisionMeta
	/**
	 * A name whose number is further than this above the one before, and every name above it, is set aside as damaged. No
	 * limit by default.
	 */
	readonly longestLeap?: number
	readonly retry?: Partial<RetryPolicy>
}

type Finding = Revision | 'damaged' | 'foreign' | 'passed' | 'vanished'

/** A file listed a moment ago may have been pruned since: the listing is then read again, at most this many times in all. */
const LISTINGS = 3

/** Codes that end a reading unless `passOver` is set: a revision of a newer writer is never skipped silently. */
export const ENDING: ReadonlySet<string> = new Set<ErrorCode>(['kdf-bounds', 'unsupported-version'])

const SET_ASIDE: ReadonlySet<ErrorCode> = new Set(['altered', 'invalid', 'too-large'])

/** A folder of revisions, read and added to. Keeps what it verified, so that reading again costs one listing. */
export class Journal {
	readonly #options: JournalOptions
	readonly #store: RevisionStore
	readonly #cache = new RevisionCache()
	/** Names and sizes of the last listing. */
	#stored: ReadonlyMap<string, number> = new Map()
	#passOver = false

	constructor(options: JournalOptions) {
		this.#options = options
		this.#store = options.store instanceof RetryingStore ? options.store : new RetryingStore(options.store, options.retry)
	}

	/**
	 * Lists the folder and reads its heads. Rejects with `unsupported-version`, with any other refusal of
	 * `readHeader` that does not set a file aside, and with the errors of the store.
	 */
	async load({ without = new Set(), passOver = false }: LoadOptions = {}): Promise<JournalState> {
		this.#passOver = passOver
		for (let listing = 1; ; listing += 1) {
			this.#stored = await this.#list()
			this.#cache.keepOnly(this.#stored)
			const state = await this.#findHeads(without, listing === LISTINGS)
			if (state !== null) {
				return state
			}
		}
	}

	/** Names, still stored, of the revisions that serve as bases to merge these heads, two by two. */
	bases(heads: readonly Lineage[]): readonly string[] {
		return commonAncestors(heads.map(ancestryOf), (name) => this.#stored.has(name))
	}

	/**
	 * Names, still stored, of the revisions that may lie between a revision seen before and these heads:
	 * the ancestors of the heads that are newer than it, and itself. Newest first.
	 */
	links(since: string, heads: readonly Lineage[]): readonly string[] {
		const own = new Set(heads.map((head) => head.name))
		const names = new Set(heads.flatMap((head) => head.meta.ancestors))
		return [...names].filter((name) => name >= since && this.#stored.has(name) && !own.has(name)).sort(newestFirst)
	}

	/** Names, still stored, of the parents of these revisions. */
	parents(revisions: readonly Lineage[]): readonly string[] {
		return [...new Set(revisions.flatMap(({ meta }) => meta.parents))].filter((name) => this.#stored.has(name)).sort(newestFirst)
	}

	/**
	 * Revisions that extend a full list of ancestors: the oldest available one listed (parents excepted, which are listed
	 * at any age), then the oldest one that it lists, and so on to a revision whose list is not full.
	 */
	async further(revision: Lineage): Promise<readonly Lineage[]> {
		const found: Lineage[] = []
		for (let last: Lineage | undefined = revision; last !== undefined && last.meta.ancestors.length >= MAX_ANCESTORS;) {
			const { ancestors, parents }: RevisionMeta = last.meta
			const candidates: string[] = ancestors.filter((name) => this.#stored.has(name) && !parents.includes(name))
			let next: Lineage | undefined
			while (candidates.length > 0 && next === undefined) {
				const name = candidates.pop() ?? ''
				const meta = await this.#metaOf(name)
				next = meta === null ? undefined : { name, meta }
			}
			found.push(...next === undefined ? [] : [next])
			last = next
		}
		return found
	}

	/**
	 * Names, still stored, of ancestors that only some of the heads have, and of the newest ancestor common to all: needed at
	 * any age to tell branches from a linear history. Empty for one head. Newest first.
	 */
	beside(heads: readonly Lineage[]): readonly string[] {
		if (heads.length < 2) {
			return []
		}
		const own = new Set(heads.map((head) => head.name))
		const lines = heads.map((head) => new Set([head.name, ...head.meta.ancestors]))
		const stored = [...new Set(heads.flatMap((head) => head.meta.ancestors))].filter((name) => this.#stored.has(name) && !own.has(name)).sort(newestFirst)
		const isShared = (name: string): boolean => lines.every((line) => line.has(name))
		const newestShared = stored.find(isShared)
		return stored.filter((name) => name === newestShared || !isShared(name))
	}

	/**
	 * Input of a merge of these heads, the same on every screen with the same files: the verified bases, and for each head
	 * the bases that it descends from. A damaged base is replaced by the next older one.
	 */
	async mergeInput(heads: readonly Revision[]): Promise<MergeInput> {
		const bases = new Map<string, Revision>()
		const pairs = heads.flatMap((left, index) => heads.slice(index + 1).map((right) => [left, right] as const))
		const deep = new Map<string, Lineage>(heads.map((head) => [head.name, head]))
		for (const [left, right] of pairs) {
			let base = await this.#nearest(left, right)
			if (base === null) {
				const [deepLeft, deepRight] = [await this.#deepen(left), await this.#deepen(right)]
				deep.set(left.name, deepLeft).set(right.name, deepRight)
				base = await this.#nearest(deepLeft, deepRight)
			}
			if (base !== null) {
				bases.set(base.name, base)
			}
		}
		return {
			bases,
			heads: heads.map((revision) => ({
				revision,
				ancestors: (deep.get(revision.name) ?? revision).meta.ancestors.filter((name) => bases.has(name)),
			})),
		}
	}

	/** One revision, verified. Rejects with `altered`, `wrong-notebook` or `gone` when it cannot be used. */
	async read(name: string): Promise<Revision> {
		const finding = await this.#obtain(name)
		if (typeof finding === 'object') {
			return finding
		}
		const codes = { damaged: 'altered', foreign: 'wrong-notebook', passed: 'unsupported-version', vanished: 'gone' } as const
		throw new TrousseauError(codes[finding], { file: name })
	}

	/**
	 * Adds one revision: an exclusive create, tried again with the same bytes while the server is busy.
	 * Both answers mean that it is stored. Rejects with `invalid` for bytes that this journal would not
	 * read back, with `altered` when the server kept other bytes under this name, and with the errors of the store.
	 */
	async append(name: string, bytes: Uint8Array): Promise<'created' | 'already'> {
		if (!matchesName(name, bytes) || bytes.length > this.#options.maxBytes) {
			throw new TrousseauError('invalid', { file: name })
		}
		const meta = this.#examine(name, bytes)
		const outcome = await this.#store.create(fileOfName(name, this.#options.extension), bytes)
		this.#stored = new Map([...this.#stored, [name, bytes.length]])
		this.#cache.put({ name, bytes, meta })
		return outcome
	}

	/** Deletes one revision; `busy` means "not today". Only names that a pruning plan gives may come here. */
	async remove(name: string): Promise<void> {
		await this.#store.remove(fileOfName(name, this.#options.extension))
		this.#stored = new Map([...this.#stored].filter(([stored]) => stored !== name))
		this.#cache.keepOnly(this.#stored)
	}

	async #list(): Promise<ReadonlyMap<string, number>> {
		const sizes = new Map<string, number>()
		for (const file of await this.#store.list()) {
			const name = nameOfFile(file.name, this.#options.extension)
			if (name !== null) {
				sizes.set(name, file.size)
			}
		}
		return sizes
	}

	/** The state, or null when a file vanished since the listing (a vanished file of the last listing counts as damaged). */
	async #findHeads(without: ReadonlySet<string>, isLast: boolean): Promise<JournalState | null> {
		const all = [...this.#stored.keys()].sort(newestFirst)
		const far = countFar(all, this.#options.longestLeap ?? Infinity)
		const names = all.slice(far).filter((name) => !without.has(name))
		const covered = new Set<string>()
		const found = { heads: [] as Revision[], damaged: all.slice(0, far), foreign: [] as string[], passed: [] as string[] }
		for (const name of names) {
			if (covered.has(name) || await this.#isOldAncestor(name, names, found.heads, covered)) {
				continue
			}
			const finding = await this.#obtain(name)
			if (typeof finding === 'object') {
				found.heads.push(finding)
				finding.meta.ancestors.forEach((ancestor) => covered.add(ancestor))
			} else if (finding === 'vanished' && !isLast) {
				return null
			} else {
				found[finding === 'vanished' ? 'damaged' : finding].push(name)
			}
		}
		return { ...found, names: all }
	}

	/**
	 * A revision states only its last 256 ancestors, so an old one that is still kept looks like a head. Looks for a
	 * revision that lists it, from both ends: just above it in a plain history, near the top after a late merge.
	 */
	async #isOldAncestor(name: string, names: readonly string[], heads: readonly Revision[], covered: Set<string>): Promise<boolean> {
		if (!heads.some((head) => head.meta.ancestors.length >= MAX_ANCESTORS)) {
			return false
		}
		const between = names.slice(0, names.indexOf(name)).filter((other) => covered.has(other))
		for (let fromBelow = true; between.length > 0 && !covered.has(name); fromBelow = !fromBelow) {
			const other = (fromBelow ? between.pop() : between.shift()) ?? ''
			const meta = await this.#metaOf(other)
			meta?.ancestors.forEach((ancestor) => covered.add(ancestor))
		}
		return covered.has(name)
	}

	async #nearest(left: Lineage, right: Lineage): Promise<Revision | null> {
		const unusable = new Set<string>()
		for (;;) {
			const name = commonAncestor(ancestryOf(left), ancestryOf(right), (candidate) => this.#stored.has(candidate) && !unusable.has(candidate))
			if (name === null) {
				return null
			}
			const finding = await this.#obtain(name)
			if (typeof finding === 'object') {
				return finding
			}
			unusable.add(name)
		}
	}

	/** The revision with its truncated list of ancestors extended from the stored revisions. */
	async #deepen(head: Lineage): Promise<Lineage> {
		const ancestors = new Set(head.meta.ancestors)
		for (const { meta } of await this.further(head)) {
			meta.ancestors.forEach((name) => ancestors.add(name))
		}
		return { name: head.name, meta: { ...head.meta, ancestors: [...ancestors].sort(newestFirst) } }
	}

	async #metaOf(name: string): Promise<RevisionMeta | null> {
		const known = this.#cache.metaOf(name)
		if (known !== undefined) {
			return known
		}
		const finding = await this.#obtain(name)
		return typeof finding === 'object' ? finding.meta : null
	}

	async #obtain(name: string): Promise<Finding> {
		const known = this.#cache.get(name)
		if (known !== undefined) {
			return known
		}
		if ((this.#stored.get(name) ?? 0) > this.#options.maxBytes) {
			return 'damaged'
		}
		let bytes: Uint8Array
		try {
			bytes = await this.#store.read(fileOfName(name, this.#options.extension))
		} catch (caught) {
			const error = asTrousseauError(caught)
			if (error.code === 'gone') {
				return 'vanished'
			}
			throw error
		}
		return this.#verify(name, bytes)
	}

	#verify(name: string, bytes: Uint8Array): Finding {
		if (!matchesName(name, bytes)) {
			return 'damaged'
		}
		try {
			const revision = { name, bytes, meta: this.#examine(name, bytes) }
			this.#cache.put(revision)
			return revision
		} catch (caught) {
			const error = asTrousseauError(caught)
			if (error.code === 'wrong-notebook') {
				return 'foreign'
			}
			if (SET_ASIDE.has(error.code)) {
				return 'damaged'
			}
			if (this.#passOver && ENDING.has(error.code)) {
				return 'passed'
			}
			throw new TrousseauError(error.code, { ...error.detail, file: name }, error)
		}
	}

	#examine(name: string, bytes: Uint8Array): RevisionMeta {
		const meta = checkMeta(this.#options.readHeader(bytes))
		if (meta.number !== parseRevisionName(name)?.number) {
			throw new TrousseauError('altered', { file: name })
		}
		return meta
	}
}
