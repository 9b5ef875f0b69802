// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Strength } from '../../domain/passwords/strength.ts'

import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { TrousseauError } from '../../domain/errors.ts'
import { useStrength } from './use-strength.ts'

/** The strength Workers that were started: what each was asked, and the way to answer. */
interface FarWorker {
	readonly asked: string[]
	readonly told: (readonly string[])[]
	answer: (score: Strength['score']) => Promise<void>
	fail: () => Promise<void>
	isEnded: boolean
}

const far = vi.hoisted(() => ({ workers: [] as unknown[] }))
const workers = far.workers as FarWorker[]

vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))
vi.mock('../../worker/strength/strength-client.ts', () => ({
	createStrengthClient: () => {
		const waiting: { resolve: (strengths: readonly Strength[]) => void, reject: (error: Error) => void }[] = []
		const worker: FarWorker = {
			asked: [],
			told: [],
			isEnded: false,
			answer: async (score) => {
				waiting.shift()?.resolve([{ score, reasons: [] }])
				await vi.advanceTimersByTimeAsync(0)
			},
			fail: async () => {
				waiting.shift()?.reject(new TrousseauError('not-loaded'))
				await vi.advanceTimersByTimeAsync(0)
			},
		}
		workers.push(worker)
		return {
			know: async (words: readonly string[]) => void worker.told.push(words),
			judge: ([input]: readonly { readonly password: string }[]) => {
				worker.asked.push(input?.password ?? '')
				return new Promise<readonly Strength[]>((resolve, reject) => waiting.push({ resolve, reject }))
			},
			terminate: () => {
				worker.isEnded = true
				waiting.forEach(({ reject }) => reject(new TrousseauError('locked')))
			},
		}
	},
}))

const STRONG = 'grenier bougie falaise mouton'
let stop = (): void => {}

function follow(first = '') {
	const password = ref(first)
	const scope = effectScope()
	stop = () => scope.stop()
	const typed = scope.run(() => useStrength(() => password.value, () => ['ANTS']))
	if (typed === undefined) {
		throw new Error('No scope')
	}
	const type = async (text: string): Promise<void> => {
		password.value = text
		await nextTick()
	}
	return { typed, type }
}

beforeEach(() => {
	vi.useFakeTimers()
	workers.length = 0
	setActivePinia(createPinia())
})

afterEach(() => {
	stop()
	vi.useRealTimers()
})

describe('the strength of what is typed', () => {
	it('is known at once by its shape, then by the dictionaries', async () => {
		const { typed } = follow(STRONG)
		expect([typed.strength.value.score, typed.isSure.value]).toEqual([4, false])
		await workers[0]?.answer(1)
		expect([typed.strength.value.score, typed.isSure.value]).toEqual([1, true])
	})

	it('is never said better than the last answer, and one check runs at a time', async () => {
		const { typed, type } = follow(STRONG)
		await workers[0]?.answer(1)
		for (const text of ['g', 'gr', `${STRONG} encore`]) {
			await type(text)
		}
		expect(typed.strength.value.score).toBe(1)
		expect(workers[0]?.asked).toEqual([STRONG, 'g'])
		await workers[0]?.answer(0)
		expect(workers[0]?.asked.at(-1)).toBe(`${STRONG} encore`)
		expect(typed.isSure.value).toBe(false)
		await workers[0]?.answer(4)
		expect([typed.strength.value.score, typed.isSure.value]).toEqual([4, true])
		expect(workers[0]?.told).toHaveLength(1)
	})

	it('is that of its shape where the dictionaries do not come, and they are asked for again later', async () => {
		const { typed, type } = follow(STRONG)
		await workers[0]?.fail()
		expect([typed.strength.value.score, typed.isSure.value]).toEqual([4, true])
		await type(`${STRONG}!`)
		await workers[1]?.answer(3)
		expect(typed.strength.value.score).toBe(3)
	})

	it('does not wait for a Worker that hangs', async () => {
		const { typed, type } = follow(STRONG)
		await workers[0]?.answer(4)
		await type('azerty')
		await vi.advanceTimersByTimeAsync(2_000)
		expect(workers[0]?.isEnded).toBe(true)
		expect([typed.strength.value.score, typed.isSure.value]).toEqual([0, true])
	})

	it('is settled for whoever must decide, whatever is typed meanwhile', async () => {
		const { typed, type } = follow(STRONG)
		const settled = typed.settled()
		await type('autre')
		await workers[0]?.answer(4)
		await workers[0]?.answer(2)
		await expect(settled).resolves.toMatchObject({ score: 2 })
	})

	it('leaves no Worker behind once nobody types', async () => {
		follow(STRONG)
		await workers[0]?.answer(4)
		stop()
		expect(workers[0]?.isEnded).toBe(false)
		await vi.advanceTimersByTimeAsync(20_000)
		expect(workers[0]?.isEnded).toBe(true)
	})
})
