// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A storm that finds nothing proves something only if it can find: each rule on
 * which nothing is ever lost is broken here, one at a time, and the storm must say so.
 */
import type * as Merge from '../../src/domain/merge.ts'
import type * as Append from '../../src/journal/append.ts'
import type * as Journals from '../../src/journal/journal.ts'
import type * as Prune from '../../src/journal/prune.ts'
import type * as Retry from '../../src/journal/retry.ts'
import type { OpenStage } from './stage.ts'

import './determinism.ts'

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { playRound } from './round.ts'
import { openStage } from './stage.ts'

/** The rule that is broken at present; empty when all hold. */
const broken = vi.hoisted(() => ({ rule: '' }))

vi.mock('../../src/journal/append.ts', async (load) => {
	const whole = await load<typeof Append>()
	const appendPrepared: typeof whole.appendPrepared = async (journal, preparation) => {
		if (broken.rule === 'a save is told only once the server confirmed it') {
			const revision = await preparation.prepare()
			await (revision === null ? undefined : journal.append(revision.name, revision.bytes).catch(() => undefined))
			return revision
		}
		if (broken.rule === 'a retry keeps its name') {
			return whole.appendPrepared(journal, preparation).catch(() => whole.appendPrepared(journal, preparation))
		}
		return whole.appendPrepared(journal, preparation)
	}
	return { ...whole, appendPrepared }
})

vi.mock('../../src/domain/merge.ts', async (load) => {
	const whole = await load<typeof Merge>()
	const mergeHeads: typeof whole.mergeHeads = (heads, baseOf) => {
		if (broken.rule === 'the readers of a merge agree') {
			const [first] = [...heads].sort((a, b) => (a.by < b.by ? -1 : 1)) as [typeof heads[number]]
			return whole.mergeHeads([first], baseOf)
		}
		const merged = whole.mergeHeads(heads, baseOf)
		if (broken.rule !== 'a merge keeps the value that lost') {
			return merged
		}
		const collections = Object.entries(merged.content.collections).map(([name, records]) => [name, Object.fromEntries(Object.entries(records).map(([id, { history, ...shown }]) => {
			const kept = history?.filter(({ reason }) => reason !== 'conflict') ?? []
			return [id, kept.length === 0 ? shown : { ...shown, history: kept }]
		}))])
		return { ...merged, content: { ...merged.content, collections: Object.fromEntries(collections) } }
	}
	return { ...whole, mergeHeads }
})

vi.mock('../../src/journal/journal.ts', async (load) => {
	const whole = await load<typeof Journals>()
	class Journal extends whole.Journal {
		override async load() {
			const state = await super.load()
			return broken.rule === 'every head is read' ? { ...state, heads: state.heads.slice(0, 1) } : state
		}
	}
	return { ...whole, Journal }
})

vi.mock('../../src/journal/retry.ts', async (load) => {
	const whole = await load<typeof Retry>()
	class RetryingStore extends whole.RetryingStore {
		readonly #inner: ConstructorParameters<typeof whole.RetryingStore>[0]

		constructor(...[store, policy]: ConstructorParameters<typeof whole.RetryingStore>) {
			super(store, policy)
			this.#inner = store
		}

		override async create(name: string, bytes: Uint8Array) {
			if (broken.rule === 'a retry keeps its name') {
				return this.#inner.create(name, bytes)
			}
			if (broken.rule === 'what stands under our name is compared') {
				for (let attempt = 1; ; attempt += 1) {
					try {
						return await this.#inner.create(name, bytes)
					} catch (caught) {
						if (attempt === 6) {
							throw caught
						}
					}
				}
			}
			return super.create(name, bytes)
		}
	}
	return { ...whole, RetryingStore }
})

vi.mock('../../src/journal/prune.ts', async (load) => {
	const whole = await load<typeof Prune>()
	const prune: typeof whole.prune = async (journal, options) => {
		if (broken.rule !== 'pruning spares every head') {
			return whole.prune(journal, options)
		}
		const [, ...older] = (await journal.load()).names
		for (const name of older) {
			await journal.remove(name)
		}
		return whole.prune(journal, options)
	}
	return { ...whole, prune }
})

const FIRST_SEED = 20_260_000
/** Rounds within which a broken rule must show. */
const ROUNDS = 60

let stage: OpenStage

beforeAll(async () => {
	stage = await openStage()
}, 60_000)

afterAll(() => stage.close())

/** Faults of the first round that has any; empty when all rounds pass. */
async function firstFaults(rule: string, isMeant: (fault: string) => boolean, rounds = ROUNDS): Promise<readonly string[]> {
	broken.rule = rule
	try {
		for (let seed = FIRST_SEED; seed < FIRST_SEED + rounds; seed += 1) {
			const { faults } = await playRound(stage, seed, 'inventory').catch((error: unknown) => ({ faults: [String(error)] }))
			if (faults.some(isMeant)) {
				return faults
			}
		}
		return []
	} finally {
		broken.rule = ''
		await stage.sweep()
	}
}

describe('the storm', () => {
	it('finds nothing while every rule holds', async () => {
		expect(await firstFaults('', () => true, 20)).toEqual([])
	})

	it('keeps what an identity remembers when the passphrase is changed after its newest file came damaged over the line', async () => {
		expect((await playRound(stage, 49_775_665)).faults).toEqual([])
	})

	it.each([
		['a save is told only once the server confirmed it', 'lost: '],
		['a merge keeps the value that lost', 'lost: '],
		['every head is read', 'lost: '],
		['what stands under our name is compared', 'lost: '],
		['pruning spares every head', 'lost: '],
		['a retry keeps its name', 'twice: '],
		['the readers of a merge agree', 'lost: '],
	])('sees that "%s" is broken', async (rule, reported) => {
		const faults = await firstFaults(rule, (fault) => fault.includes(reported))
		expect(faults.filter((fault) => fault.includes(reported))).not.toEqual([])
	})
})
