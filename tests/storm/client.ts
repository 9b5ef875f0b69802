// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode, TrousseauError } from '../../src/domain/errors.ts'
import type { Journal } from '../../src/journal/journal.ts'
import type { RevisionStore, StoredFile } from '../../src/journal/store.ts'
import type { Ledger } from './ledger.ts'
import type { Random } from './random.ts'
import type { Turns } from './scheduler.ts'
import type { Wire } from './wire.ts'

import { asTrousseauError } from '../../src/domain/errors.ts'
import { prune } from '../../src/journal/prune.ts'

/** A document as one client has it open. */
export interface OpenDocument {
	readonly journal: Journal
	/**
	 * Opens it, or reads what others wrote since.
	 *
	 * @param acceptOlder - whatever stands damaged on top
	 */
	refresh(acceptOlder?: boolean): Promise<void>
	/** Changes something and saves it. Resolves only once the server confirmed. */
	edit(): Promise<void>
	/** As after a crash or a reload of the page: nothing in memory is left but what the browser remembers. */
	reload(): void
	/** The content shown to this person, as text, to be compared with that of the others. */
	shown(): string
	/** Revisions that the view was made from. */
	heads(): readonly string[]
	/** Further actions that this person may take now, each with its weight. */
	more?(): MoreActions
	/** Error codes that are correct when opening, and when saving: the client gives up after one. */
	readonly whenOpening?: ReadonlySet<ErrorCode>
	readonly whenWriting?: ReadonlySet<ErrorCode>
}

/** Actions by name. */
export type MoreActions = readonly (readonly [name: string, weight: number, act: () => Promise<void>])[]

/** Dependencies of a client's document. */
export interface ClientNeeds {
	readonly owner: string
	/** Its number, for its values. */
	readonly number: number
	readonly store: RevisionStore
	readonly ledger: Ledger
	readonly random: Random
	/** This computer's clock, milliseconds since 1970: computers differ. */
	readonly now: () => number
	readonly sleep: () => Promise<void>
	/** Called before each attempt to save. */
	readonly begin?: () => void
}

/** A revision that was sent to the server, whatever became of it. */
interface SentFile {
	readonly name: string
	readonly size: number
}

/** A folder that a computer which was away for a while finds changed when it comes back. Writes down what is sent to it. */
export class MovedStore implements RevisionStore {
	current: RevisionStore
	/** For each save, the files by which it was tried. */
	readonly sent: SentFile[][] = []

	constructor(first: RevisionStore) {
		this.current = first
	}

	list(): Promise<readonly StoredFile[]> {
		return this.current.list()
	}

	read(name: string): Promise<Uint8Array> {
		return this.current.read(name)
	}

	create(name: string, bytes: Uint8Array): Promise<'created' | 'already'> {
		this.sent.at(-1)?.push({ name, size: bytes.length })
		return this.current.create(name, bytes)
	}

	remove(name: string): Promise<void> {
		return this.current.remove(name)
	}

	/** Another save begins. */
	begin(): void {
		this.sent.push([])
	}

	/** Saves that stand whole under two names: a retry must not make a second revision of one edit. */
	doubles(stored: readonly StoredFile[]): readonly string[] {
		const sizes = new Map(stored.map(({ name, size }) => [name, size]))
		return this.sent.flatMap((files) => {
			const whole = new Set(files.filter(({ name, size }) => sizes.get(name) === size).map(({ name }) => name))
			return whole.size > 1 ? [[...whole].join(' and ')] : []
		})
	}
}

/** Totals over the sessions of all clients. */
export interface Tally {
	saved: number
	refused: number
	pruned: number
}

/** Attempts at one action before the person gives up. */
const PATIENCE = 3

/** Refusals that no weather explains. */
const NEVER: ReadonlySet<ErrorCode> = new Set([
	'bad-passphrase',
	'kdf-bounds',
	'locked',
	'no-identity',
	'unsupported-version',
	'wrong-notebook',
	'not-a-member',
	'bad-signature',
	'not-allowed',
	'rolled-back',
	'invalid',
	'too-large',
	'other-user',
])

const NONE: ReadonlySet<ErrorCode> = new Set()

/** The error when the weather explains it, or when it is right; throws what comes from neither. */
export function explained(caught: unknown, right = NONE): TrousseauError {
	const error = asTrousseauError(caught)
	if ((NEVER.has(error.code) && !right.has(error.code)) || (error.code === 'unexpected-answer' && error.cause !== undefined)) {
		throw new Error(`${error.code} ${JSON.stringify(error.detail)}`, { cause: error })
	}
	return error
}

/**
 * Does something as a person does: signs in again when told to, looks again, gives up after a while. True when it was done.
 *
 * @param right - refusals that are right
 */
export async function insist(wire: Wire, random: Random, document: OpenDocument, action: () => Promise<void>, right = NONE): Promise<boolean> {
	for (let attempt = 1; attempt <= PATIENCE; attempt += 1) {
		try {
			await action()
			return true
		} catch (caught) {
			const { code } = explained(caught, right)
			if (right.has(code)) {
				return false
			}
			if (code === 'session-expired') {
				await wire.signIn()
			}
			if (attempt < PATIENCE && random.chance(0.5)) {
				await document.refresh().catch((refused: unknown) => explained(refused, document.whenOpening))
			}
		}
	}
	return false
}

/** Options of one session of a client. */
interface LiveOptions {
	readonly mayPrune: boolean
	/** It begins with what was open before the others went on. */
	readonly isAway: boolean
	readonly tally: Tally
	/** Called after each other action that was done. */
	readonly onDone: (name: string) => void
}

/** One person at one computer, for a while. */
export async function live(wire: Wire, scheduler: Turns, random: Random, document: OpenDocument, actions: number, { mayPrune, isAway, tally, onDone }: LiveOptions): Promise<void> {
	const look = (acceptOlder?: boolean): Promise<boolean> => insist(wire, random, document, () => document.refresh(acceptOlder), document.whenOpening)
	const menu: MoreActions = [
		['edit', 6, async () => {
			const done = document.heads().length > 0 && await insist(wire, random, document, () => document.edit(), document.whenWriting)
			tally[done ? 'saved' : 'refused'] += 1
		}],
		['refresh', 2, async () => void await look(random.chance(0.3))],
		['reload', 0.7, async () => {
			document.reload()
			await look(random.chance(0.3))
		}],
		['wait', 1.3, () => scheduler.turn(wire.owner, random.integer(1, 30))],
		['prune', mayPrune ? 9 : 0, async () => {
			tally.pruned += await pruneSome(random, document.journal)
		}],
	]
	if (!isAway) {
		await look()
	}
	for (let left = actions; left > 0; left -= 1) {
		const more = (document.more?.() ?? []).map(([name, weight, act]) => [name, weight, async () => {
			if (await insist(wire, random, document, act, document.whenWriting)) {
				onDone(name)
			}
		}] as const)
		await random.weighted([...menu, ...more].map(([, weight, act]) => [act, weight] as const))()
	}
}

const HOUR = 3_600_000

/** Prunes much more than a commune ever would, and is cut after a few deletions. */
async function pruneSome(random: Random, journal: Journal): Promise<number> {
	const last = random.integer(1, 4)
	const days = random.integer(0, 3)
	let allowed = random.integer(1, 12)
	try {
		const { removed } = await prune(journal, {
			dateOf: (name) => Number(name.slice(0, 8)) * 5 * HOUR,
			now: 200 * HOUR,
			policy: { last, days },
			mayGoOn: () => allowed-- > 0,
		})
		return removed.length
	} catch (caught) {
		explained(caught)
		return 0
	}
}
