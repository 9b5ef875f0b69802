// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RejectedHead } from '../domain/errors.ts'
import type { ErrorCode } from '../domain/errors.ts'
import type { Journal, JournalState, LoadOptions } from './journal.ts'
import { ancestryOf } from './lineage.ts'
import type { Revision } from './lineage.ts'

import { asTrousseauError, TrousseauError } from '../domain/errors.ts'
import { isPastListedAncestors, MAX_ANCESTORS } from '../domain/lineage/ancestry.ts'
import { newestFirst, numberOf } from '../domain/lineage/names.ts'
import { ENDING } from './journal.ts'

/** Revisions given to the Worker, which opens a journal that the page cannot read. */
export interface JournalInput {
	readonly heads: readonly Revision[]
	/** Merge bases of the heads, and the revisions between the remembered head and them. */
	readonly others: readonly Revision[]
	/** Names set aside, which stand below the newest head. */
	readonly damaged: readonly string[]
	readonly foreign: readonly string[]
	readonly refused: readonly RejectedHead[]
}

/** How a journal is opened. */
export interface OpeningOptions {
	/** Names of revisions seen before: those remembered, and the heads that are open. */
	readonly seen: readonly string[]
	/** The person was told that the newest file is damaged, or ends the reading, and asked for what can be read. */
	readonly acceptOlder: boolean
	/** The person was told that the newest revision has no grant for them, and asked for its ancestors. */
	readonly belowUngranted?: boolean
}

/** Revisions read in parallel: as many as a browser sends to one server at once. */
const AT_ONCE = 6

/**
 * Reads what opening a journal needs. A damaged merge base gives way to the next older one; a link
 * that is damaged, or was pruned meanwhile, is left out: the chain is then judged without it.
 * Rejects with `altered` when a damaged file stands above every head, so hides what was written last, or was seen
 * before, unless the person accepted it (`previous` then names the newest that can be read), with
 * `wrong-notebook` when a foreign one does, and as `Journal.load` does.
 */
export async function openingInput(journal: Journal, { seen, acceptOlder }: OpeningOptions): Promise<JournalInput> {
	const state = await journal.load({ passOver: acceptOlder })
	refuseDamagedTop(state, seen, acceptOlder)
	const { heads, damaged, foreign } = asideOf(state)
	const { bases } = await journal.mergeInput(heads)
	const others = new Map(bases)
	const [oldest] = [...seen].sort()
	const links = oldest === undefined ? [] : journal.links(oldest, heads).filter((name) => !others.has(name))
	for (const revision of await readUsable(journal, links)) {
		others.set(revision.name, revision)
	}
	await completeBranches(journal, heads, others, seen)
	return { heads, others: [...others.values()], damaged, foreign, refused: [] }
}

/** Revisions that were passed over count as damaged: the person asked to open without them. */
function asideOf({ heads, damaged, foreign, passed }: JournalState): Pick<JournalState, 'heads' | 'damaged' | 'foreign'> {
	return { heads, damaged: [...damaged, ...passed], foreign }
}

/**
 * A branch that forked below the remembered head is judged from its fork point: adds its revisions, down to the first
 * common ancestor with the remembered head.
 */
async function completeBranches(journal: Journal, heads: readonly Revision[], others: Map<string, Revision>, seen: readonly string[]): Promise<void> {
	const known = [...heads, ...others.values()].filter(({ name }) => seen.includes(name))
	const add = async (names: readonly string[]): Promise<readonly Revision[]> => {
		const read = await readUsable(journal, names.filter((name) => !others.has(name) && !heads.some((head) => head.name === name)))
		read.forEach((revision) => others.set(revision.name, revision))
		return read
	}
	const lines = known.map((one) => ({ one, names: new Set([one.name, ...one.meta.ancestors]) }))
	// Compared with every remembered head: the identity, from which the Worker judges, may hold an older one than the browser.
	const undecided = (reached: readonly Revision[]): readonly Revision[] => reached.filter(({ name }) => !lines.every(({ names }) => names.has(name)))
	let reached: readonly Revision[] = known.length === 0 ? [] : [...heads, ...others.values()]
	let isDeep = false
	while (reached.length > 0) {
		if (!isDeep && undecided(reached).some(({ name }) => known.some((one) => isPastListedAncestors(ancestryOf(one), name)))) {
			isDeep = true
			for (const { one, names } of lines) {
				const further = await journal.further(one)
				await add(further.map(({ name }) => name))
				further.forEach(({ meta }) => meta.ancestors.forEach((name) => names.add(name)))
			}
		}
		reached = await add(journal.parents(undecided(reached)))
	}
}

/**
 * Opens the heads of a journal. Heads that the judge rejects are dropped and the rest is opened again, until none is rejected:
 * a single bad file must not block everybody. The server gains nothing by this: it could have withheld the file.
 * The remembered head must be among what opens, else the first refusal is thrown.
 *
 * @param journal - whose heads
 * @param options - how the heads are looked for
 * @param open - judges the heads of a state; its error may name some of them (`rejected`)
 * @param ungrantedIn - names of heads left out for want of a grant: they must hide no older head either
 * @return result of the last call of `open`
 */
export async function openWithoutRefused<T>(
	journal: Journal,
	{ belowUngranted = false, ...options }: Pick<LoadOptions, 'passOver'> & Pick<OpeningOptions, 'belowUngranted'>,
	open: (state: JournalState, refused: readonly RejectedHead[]) => Promise<T>,
	ungrantedIn: (result: T) => readonly string[] = () => [],
): Promise<T> {
	const refused = new Map<string, RejectedHead>()
	const add = (heads: readonly RejectedHead[]): boolean => {
		const before = refused.size
		heads.forEach((head) => refused.set(head.revision, refused.get(head.revision) ?? head))
		return refused.size > before
	}
	let first: unknown = null
	let opened: { readonly result: T } | null = null
	for (;;) {
		const state = await journal.load({ ...options, without: new Set(refused.keys()) })
		try {
			if (state.heads.length === 0 && first !== null) {
				throw first
			}
			const result = await open(state, [...refused.values()])
			opened = { result }
			if (!add(ungrantedIn(result).map((revision) => ({ code: 'not-a-member', revision })))) {
				return result
			}
		} catch (caught) {
			const error = asTrousseauError(caught)
			const named = error.code === 'not-a-member' && !belowUngranted ? [] : error.rejected
			if (opened !== null && named.length === 0) {
				return opened.result
			}
			if (caught === first || named.some(({ code }) => ENDING.has(code) && options.passOver !== true) || !add(named)) {
				// The remembered head is an ancestor of rejected heads only: their refusal is the cause, unless it is `not-a-member`.
				throw error.code === 'rolled-back' && first !== null && asTrousseauError(first).code !== 'not-a-member' ? first : caught
			}
			first ??= caught
		}
	}
}

/**
 * Opens a journal with the fewest requests that a sound judgement needs: the heads, the revisions that are not common to all,
 * those newer than the remembered head (they prove who was removed meanwhile), then, if `open` still rejects with
 * `not-allowed` or `forked`, all listed ancestors, and the branches that forked earlier. Heads that are still rejected
 * are left out, see {@link openWithoutRefused}.
 *
 * @param journal - to open
 * @param options - remembered heads, and the overrides that the person accepted
 * @param open - judges; `partial` is true as long as more can be read, so that nothing may be taken on less than a whole proof
 * @param ungrantedIn - as for {@link openWithoutRefused}
 * @return what `open` gave
 */
export async function openInSteps<T>(
	journal: Journal,
	options: OpeningOptions,
	open: (input: JournalInput, partial: boolean) => Promise<T>,
	ungrantedIn?: (result: T) => readonly string[],
): Promise<T> {
	const { seen, acceptOlder, belowUngranted = false } = options
	return openWithoutRefused(journal, { passOver: acceptOlder, belowUngranted }, async (state, refused) => {
		refuseDamagedTop(state, seen, acceptOlder)
		return loadMoreHistory(journal, { ...asideOf(state), names: state.names, refused }, seen, open)
	}, ungrantedIn)
}

async function loadMoreHistory<T>(
	journal: Journal,
	{ names: stored, ...state }: Omit<JournalInput, 'others'> & Pick<JournalState, 'names'>,
	seen: readonly string[],
	open: (input: JournalInput, partial: boolean) => Promise<T>,
): Promise<T> {
	const { heads } = state
	const { bases } = await journal.mergeInput(heads)
	const listed = journal.links('', heads)
	// A full list of ancestors is truncated: older revisions may exist that neither it nor the remembered head lists.
	const unlisted = heads.some(({ meta }) => meta.ancestors.length >= MAX_ANCESTORS)
		? stored.filter((name) => seen.some((one) => name > one) && !listed.includes(name) && heads.every((head) => head.name !== name))
		: []
	const all = [...listed, ...unlisted].sort(newestFirst)
	const beside = journal.beside(heads)
	const needed = all.filter((name) => beside.includes(name) || seen.includes(name) || seen.some((one) => name > one))
	const others = new Map(bases)
	const read = async (names: readonly string[]): Promise<void> => {
		const found = await readUsable(journal, names.filter((name) => !others.has(name)))
		found.forEach((revision) => others.set(revision.name, revision))
	}
	const attempt = (isAll: boolean): Promise<T> => (
		// No remembered head: trust on first use, as long as the history is consistent.
		open({ ...state, others: [...others.values()] }, !isAll && seen.length > 0)
	)
	await read(needed)
	try {
		return await attempt(needed.length === all.length)
	} catch (caught) {
		throwUnlessMoreHelps(caught)
	}
	if (needed.length < all.length) {
		await read(all)
		try {
			return await attempt(true)
		} catch (caught) {
			throwUnlessMoreHelps(caught)
		}
	}
	await completeBranches(journal, heads, others, seen)
	return attempt(true)
}

/** Throws an error that reading more revisions cannot change. */
function throwUnlessMoreHelps(caught: unknown): void {
	const { code, rejected } = asTrousseauError(caught)
	if (code !== 'forked' && code !== 'not-allowed' && rejected.every((head) => head.code !== 'not-allowed')) {
		throw caught
	}
}

/** Revisions by name, a few at a time; one that cannot be used any more (pruned, damaged) is left out: what needs it says so. */
export async function readUsable(journal: Journal, names: readonly string[]): Promise<readonly Revision[]> {
	const found: Revision[] = []
	for (let start = 0; start < names.length; start += AT_ONCE) {
		const read = await Promise.all(names.slice(start, start + AT_ONCE).map((name) => readIfUsable(journal, name)))
		found.push(...read.filter((revision) => revision !== null))
	}
	return found
}

const UNUSABLE: readonly ErrorCode[] = ['altered', 'gone', 'kdf-bounds', 'unsupported-version', 'wrong-notebook']

async function readIfUsable(journal: Journal, name: string): Promise<Revision | null> {
	try {
		return await journal.read(name)
	} catch (caught) {
		const { code } = asTrousseauError(caught)
		if (UNUSABLE.includes(code)) {
			return null
		}
		throw caught
	}
}

/**
 * A damaged file that nobody saw, under the number of a head or below, hides nothing that the head does not follow
 * or stand beside: most often a body that was cut on its way, and went again under another name.
 */
function refuseDamagedTop(state: JournalState, seen: readonly string[], acceptOlder: boolean): void {
	const [head] = state.heads
	const number = head?.meta.number ?? 0
	const hiding = [...state.damaged, ...state.foreign].find((name) => numberOf(name) > number || seen.includes(name))
	if (hiding === undefined || (acceptOlder && head !== undefined)) {
		return
	}
	throw new TrousseauError(state.foreign.includes(hiding) ? 'wrong-notebook' : 'altered', { file: hiding, previous: head?.name ?? '' })
}
