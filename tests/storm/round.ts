// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocumentContent } from '../../src/domain/document.ts'
import type { RevisionStore } from '../../src/journal/store.ts'
import type { OpenDocument, Tally } from './client.ts'
import type { Ledger } from './ledger.ts'
import type { Person, Town } from './member-document.ts'
import type { Keyholder } from './people.ts'
import type { Turns } from './scheduler.ts'
import type { Kind, Length, Templates } from './templates.ts'
import type { Session, Weather } from './wire.ts'

import { parseInventory } from '../../src/domain/inventory/schema.ts'
import { InventoryJournal } from '../../src/journal/inventory-journal.ts'
import { openInSteps } from '../../src/journal/opening.ts'
import { openRevisionStore } from '../../src/platform/dav/revision-store.ts'
import { vaultJournal } from '../../src/stores/session/journals.ts'
import { VAULT } from '../support/vault-people.ts'
import { insist, live, MovedStore } from './client.ts'
import { drawFrom } from './determinism.ts'
import { InventoryDocument, NOTEBOOK } from './inventory-document.ts'
import { MemberDocument, newPerson, newTown } from './member-document.ts'
import { Random } from './random.ts'
import { BEGINNING, extensionOf } from './templates.ts'
import { judgeTown } from './town.ts'
import { vaultContent, VaultDocument } from './vault-document.ts'
import { count, Wire } from './wire.ts'

/** Where rounds are played. */
export interface Stage {
	/** One for each client: each has its own computer. */
	readonly sessions: readonly Session[]
	readonly people: readonly Keyholder[]
	readonly templates: Templates
	/** Folder of a history, as every session reaches it. */
	readonly templateFolder: (kind: Kind, length: Length) => string
	/** Makes a folder that is a copy of a history. */
	readonly copyTemplate: (kind: Kind, length: Length, to: string) => Promise<void>
	/** Makes a folder that is a copy of somebody's identity journal. */
	readonly copyIdentity: (number: number, to: string) => Promise<void>
	readonly turnsOf: (random: Random) => Turns
	/** The server plays faults on demand, and listings come in any order. */
	readonly isEmbedded: boolean
	/** Histories that rounds may begin with. */
	readonly lengths: readonly Length[]
	/** Name of the folder of a round. */
	readonly folderOf: (seed: number) => string
}

/** Result of a round. */
export interface RoundResult {
	readonly seed: number
	readonly kind: Kind
	readonly length: Length
	readonly clients: number
	readonly tally: Tally
	/** Values confirmed, over the whole history. */
	readonly confirmed: number
	readonly met: ReadonlyMap<string, number>
	readonly seen: ReadonlyMap<string, number>
	/** Empty when all is well. */
	readonly faults: readonly string[]
}

interface Client {
	readonly wire: Wire
	readonly store: MovedStore
	readonly document: OpenDocument
	readonly isAway: boolean
}

const SIZES: readonly (readonly [number, number])[] = [[2, 4], [3, 4], [4, 3], [5, 1.5], [6, 1], [7, 0.5], [8, 0.5]]
const LENGTHS: readonly (readonly [Length, number])[] = [['short', 94], ['long', 2], ['beyond', 0.1]]

/**
 * Plays one interleaving and judges what is left.
 *
 * @param asked - the document that it is about; the seed decides unless told
 */
export async function playRound(stage: Stage, seed: number, asked?: Kind): Promise<RoundResult> {
	drawFrom(seed)
	const random = new Random(seed)
	const kind = asked ?? random.weighted<Kind>([['inventory', 6], ['vault', 1.5], ['members', 1.5]])
	const length = kind === 'members' ? 'short' : random.weighted(LENGTHS.filter(([length]) => stage.lengths.includes(length)))
	const size = stage.isEmbedded ? random.weighted(SIZES) : stage.sessions.length
	const turns = stage.turnsOf(random)
	const weather: Weather = { scheduler: turns, random, faultRate: 0, slowRate: random.pick([0, 0.1, 0.4]), canAsk: stage.isEmbedded, met: new Map(), seen: new Map(), truncated: new Set() }
	const tally: Tally = { saved: 0, refused: 0, pruned: 0 }
	const ledger = stage.templates[kind][length].ledger.copy()
	const folder = stage.folderOf(seed)
	await stage.copyTemplate(kind, length, folder)
	const round: Round = { stage, kind, length, folder, random, weather, ledger, town: newTown(), persons: [] }

	const clients: Client[] = []
	for (let number = 1; number <= size; number += 1) {
		clients.push(await makeClient(round, number))
	}
	weather.faultRate = random.pick([0.04, 0.12, 0.3])
	// On a real server, only the owner may delete: others are refused, which is as good a storm.
	const pruner = kind !== 'members' && random.chance(0.5) ? random.integer(0, size - 1) : -1
	const actions = length === 'short' ? Math.max(1, Math.round(7 / size)) : 2
	await turns.run(clients.map(({ wire, document, isAway }, index) => live(wire, turns, random, document, random.integer(1, actions + 1) + (index === pruner ? 3 : 0) + (kind === 'members' ? 4 : 0), {
		mayPrune: index === pruner,
		isAway,
		tally,
		onDone: (name) => count(weather.seen, name),
	})))
	weather.faultRate = 0
	const faults = await judge(round, clients)
	return { seed, kind, length, clients: size, tally, confirmed: ledger.confirmed, met: weather.met, seen: weather.seen, faults }
}

interface Round {
	readonly stage: Stage
	readonly kind: Kind
	readonly length: Length
	readonly folder: string
	readonly random: Random
	readonly weather: Weather
	readonly ledger: Ledger
	readonly town: Town
	readonly persons: Person[]
}

async function makeClient(round: Round, number: number): Promise<Client> {
	const { stage, kind, length, folder, random, weather, ledger } = round
	const owner = `c${number}`
	const session = stage.sessions[(number - 1) % stage.sessions.length] as Session
	const wire = new Wire(owner, session, weather)
	weather.scheduler.setWeight(owner, random.pick([1, 1, 1, 0.2]))
	const open = (path: string): RevisionStore => openRevisionStore(wire.dav(), path, { sleep: wire.sleep })
	const isAway = length !== 'short' && number % 2 === 0
	const store = new MovedStore(open(isAway ? stage.templateFolder(kind, 'short') : folder))
	const skew = random.integer(-300_000, 300_000)
	let now = BEGINNING + skew
	const needs = { owner, number, store, ledger, random, now: () => now += random.integer(1, 40_000), sleep: wire.sleep, begin: () => store.begin() }
	const documents = {
		inventory: async () => new InventoryDocument(needs),
		vault: async () => new VaultDocument(needs, random.pick(stage.people.slice(0, 2))),
		members: async () => {
			const person = await personOf(round, number)
			return new MemberDocument(needs, person, open(person.folder), round.town)
		},
	}
	const document = await documents[kind]()
	if (isAway) {
		count(weather.seen, length === 'long' ? 'away for 100 revisions' : 'away for 256 revisions or more')
		await weather.scheduler.run([document.refresh()])
		store.current = open(folder)
	}
	return { wire, store, document, isAway }
}

/** Whoever sits at this computer: now and then somebody who has another one already. */
async function personOf({ stage, folder, random, persons }: Round, number: number): Promise<Person> {
	const second = number > 2 && random.chance(0.2) ? random.pick(persons) : undefined
	const who = stage.people[persons.length]
	if (second !== undefined || who === undefined) {
		return second ?? random.pick(persons)
	}
	const identities = `${folder}-identity-${who.number}`
	await stage.copyIdentity(who.number, identities)
	const person = newPerson(who, identities)
	persons.push(person)
	return person
}

/** Once everything is quiet: what everybody sees, what a newcomer reads, and what one more save makes of it. */
async function judge(round: Round, clients: readonly Client[]): Promise<readonly string[]> {
	const { weather: { scheduler }, random, ledger } = round
	const [first] = clients as readonly [Client]
	const faults: string[] = []
	if (round.kind === 'members') {
		faults.push(...await judgeTown({ scheduler, random, town: round.town }, clients.flatMap(({ wire, document }) => (document instanceof MemberDocument ? [{ wire, document }] : []))))
	} else {
		await scheduler.run(clients.map(async ({ wire, document }) => {
			if (!await insist(wire, random, document, () => document.refresh(true))) {
				faults.push(`refused: ${wire.owner} cannot open`)
			}
		}))
		const views = new Set(clients.map(({ document }) => document.shown()))
		if (views.size > 1) {
			faults.push(`quiet: ${views.size} different views`)
		}
	}
	faults.push(...await doublesOf(round, clients))
	const read = newcomer(round, first.wire)
	const quiet = await read()
	faults.push(...ledger.faults(quiet.content).map((fault) => `quiet: ${fault}`), ...quiet.strange.map((name) => `corrupt: ${name}`))
	await scheduler.run([insist(first.wire, random, first.document, () => first.document.edit()).then((done) => done || faults.push('refused: a save in quiet'))])
	const merged = await read()
	faults.push(...ledger.faults(merged.content).map((fault) => `merged: ${fault}`))
	if (merged.heads !== 1) {
		faults.push(`merged: ${merged.heads} heads`)
	}
	return faults
}

/** Values stored twice. None is reported after an altered answer: a client that could not read its own edit rightly writes it again. */
async function doublesOf({ folder, weather }: Round, clients: readonly Client[]): Promise<readonly string[]> {
	if (weather.met.has('alter-answer')) {
		return []
	}
	const [{ wire }] = clients as readonly [Client]
	const listing = openRevisionStore(wire.dav(), folder).list()
	await weather.scheduler.run([listing])
	const stored = await listing
	return clients.flatMap(({ store }) => store.doubles(stored)).map((names) => `twice: ${names}`)
}

interface Reading {
	readonly content: DocumentContent
	readonly heads: number
	readonly damaged: readonly string[]
	readonly foreign: readonly string[]
}

/** The document as somebody reads it who never opened it, and once more. */
function newcomer({ stage, kind, folder, weather }: Round, wire: Wire): () => Promise<Omit<Reading, 'damaged' | 'foreign'> & { readonly strange: readonly string[] }> {
	const store = openRevisionStore(wire.dav(), folder, { sleep: wire.sleep })
	const read = kind === 'inventory' ? inventoryReader(store) : vaultReader(store, stage.people[0] as Keyholder)
	return async () => {
		const reading = read()
		await weather.scheduler.run([reading])
		const { content, heads, damaged, foreign } = await reading
		damaged.forEach(() => count(weather.seen, 'cut body kept'))
		return { content, heads, strange: [...damaged.filter((name) => !weather.truncated.has(`${name}.${extensionOf(kind)}`)), ...foreign] }
	}
}

function inventoryReader(store: RevisionStore): () => Promise<Reading> {
	const inventory = new InventoryJournal({ store, notebookId: NOTEBOOK, validate: parseInventory })
	return async () => {
		const view = await inventory.open()
		return { ...view, heads: view.heads.length }
	}
}

function vaultReader(store: RevisionStore, who: Keyholder): () => Promise<Reading> {
	const journal = vaultJournal(store, NOTEBOOK, VAULT)
	return async () => openInSteps(journal, { seen: [], acceptOlder: true }, async ({ heads, others, damaged, foreign }) => (
		{ content: vaultContent(heads, others, who), heads: heads.length, damaged, foreign }
	))
}
