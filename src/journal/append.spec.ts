// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { TrousseauError } from '../domain/errors.ts'
import { fileOfName } from '../domain/lineage/names.ts'
import { appendPrepared } from './append.ts'
import { Journal } from './journal.ts'
import { MemoryStore } from './memory-store.ts'
import { revisionName } from './names.ts'

/** A server that answers `offline` so many times, before or after it stored what it was sent. */
class CutStore extends MemoryStore {
	attempts = 0
	readonly #cuts: readonly ('before' | 'after' | 'refused' | '')[]

	constructor(cuts: readonly ('before' | 'after' | 'refused' | '')[]) {
		super()
		this.#cuts = cuts
	}

	override async create(name: string, bytes: Uint8Array): Promise<'created' | 'already'> {
		const cut = this.#cuts[this.attempts++] ?? ''
		if (cut === 'refused') {
			throw new TrousseauError('quota')
		}
		const answer = cut === 'before' ? 'created' : await super.create(name, bytes)
		if (cut !== '') {
			throw new TrousseauError('offline')
		}
		return answer
	}
}

async function play(cuts: ConstructorParameters<typeof CutStore>[0], answers: readonly boolean[]) {
	const store = new CutStore(cuts)
	const journal = new Journal({ store, extension: 'inventory', maxBytes: 1_000, readHeader: () => ({ number: 1, parents: [], ancestors: [] }), retry: { attempts: 1 } })
	const seen = { prepared: 0, discarded: 0, asked: 0 }
	const outcome = appendPrepared(journal, {
		prepare: async () => {
			const bytes = Uint8Array.of(++seen.prepared)
			return { name: revisionName(1, bytes), bytes }
		},
		discard: async () => void seen.discarded++,
		ask: async () => answers[seen.asked++] ?? false,
	})
	const [result] = await Promise.allSettled([outcome])
	return { result, seen, files: (await store.list()).map(({ name }) => name) }
}

describe('a write that nobody confirmed', () => {
	const only = fileOfName(revisionName(1, Uint8Array.of(1)), 'inventory')

	it.each([
		['before it was applied', ['before', 'before', '']],
		['after it was applied', ['after', 'before', '']],
		['after it was applied, twice', ['after', 'after', '']],
	] as const)('cut %s: the same bytes are sent until the server answers, and stand there once', async (_, cuts) => {
		const { result, seen, files } = await play(cuts, [true, true])
		expect(result.status).toBe('fulfilled')
		expect(seen).toEqual({ prepared: 1, discarded: 0, asked: 2 })
		expect(files).toEqual([only])
	})

	it('given up is said to be in doubt, whether it was applied or not', async () => {
		for (const [cut, stored] of [['before', []], ['after', [only]]] as const) {
			const { result, seen, files } = await play([cut, cut], [true, false])
			expect(result).toMatchObject({ status: 'rejected', reason: { code: 'offline', detail: { unconfirmed: 1 } } })
			expect(seen).toEqual({ prepared: 1, discarded: 1, asked: 2 })
			expect(files).toEqual(stored)
		}
	})

	it('refused for good is not asked about, and is in no doubt', async () => {
		const { result, seen, files } = await play(['refused'], [true])
		expect(result).toMatchObject({ status: 'rejected', reason: { code: 'quota' } })
		expect((result as PromiseRejectedResult).reason.detail).not.toHaveProperty('unconfirmed')
		expect([seen.asked, files]).toEqual([0, []])
	})
})
