// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Random } from './random.ts'

interface Waiting {
	readonly owner: string
	/** Turns that must pass first. */
	readonly notBefore: number
	readonly release: () => void
}

/** Decides which client goes on next. */
export interface Turns {
	/** How often an owner gets its turn, beside others' 1: a slow line has less. */
	setWeight(owner: string, weight: number): void
	/** Resolves when it is this owner's turn, at the earliest after some turns. */
	turn(owner: string, after?: number): Promise<void>
	/** Runs a task that takes real time. */
	during<T>(task: () => Promise<T>): Promise<T>
	/** Lets these live to their end, and everything they left behind. */
	run(lives: readonly Promise<unknown>[]): Promise<void>
}

/** Everybody goes on when they like, after a moment that the dice decide: for a real server, whose own races count. */
export class FreeTurns implements Turns {
	readonly #random: Random
	#pending = new Set<Promise<unknown>>()

	constructor(random: Random) {
		this.#random = random
	}

	setWeight(): void {}

	turn(_owner: string, after = 0): Promise<void> {
		const pause = this.#random.integer(0, 20) + after * 20
		return new Promise((resolve) => {
			setTimeout(resolve, pause)
		})
	}

	async during<T>(task: () => Promise<T>): Promise<T> {
		const running = task()
		this.#pending.add(running)
		try {
			return await running
		} finally {
			this.#pending.delete(running)
		}
	}

	async run(lives: readonly Promise<unknown>[]): Promise<void> {
		await Promise.all(lives)
		// The longest pause of a request that comes late.
		await new Promise((resolve) => {
			setTimeout(resolve, 300)
		})
		await Promise.allSettled([...this.#pending])
	}
}

/**
 * Decides whose turn it is. Clients run by themselves until they wait for
 * something outside: the moment a server treats a request, the moment an answer
 * arrives, the end of a pause. One of those who wait goes on at a time, and
 * nobody else until everything it causes has come to rest: the order is that of the seed alone.
 */
export class SeededTurns implements Turns {
	readonly #random: Random
	readonly #weights = new Map<string, number>()
	#waiting: Waiting[] = []
	#turn = 0
	#underWay = 0
	#whenIdle: (() => void) | null = null

	constructor(random: Random) {
		this.#random = random
	}

	setWeight(owner: string, weight: number): void {
		this.#weights.set(owner, weight)
	}

	turn(owner: string, after = 0): Promise<void> {
		return new Promise((release) => {
			this.#waiting.push({ owner, notBefore: this.#turn + after, release })
		})
	}

	/** Nobody's turn comes before it ends. */
	async during<T>(task: () => Promise<T>): Promise<T> {
		this.#underWay += 1
		try {
			return await task()
		} finally {
			this.#underWay -= 1
			if (this.#underWay === 0) {
				this.#whenIdle?.()
				this.#whenIdle = null
			}
		}
	}

	async run(lives: readonly Promise<unknown>[]): Promise<void> {
		// A life that fails is reported at the end, when nobody is left in the middle of anything.
		const results = Promise.allSettled(lives)
		for (;;) {
			await this.#rest()
			if (this.#waiting.length === 0) {
				await results
				await Promise.all(lives)
				return
			}
			this.#turn += 1
			const next = this.#choose()
			this.#waiting = this.#waiting.filter((each) => each !== next)
			next.release()
		}
	}

	#choose(): Waiting {
		const ready = this.#waiting.filter(({ notBefore }) => notBefore <= this.#turn)
		if (ready.length > 0) {
			return this.#random.weighted(ready.map((each) => [each, this.#weights.get(each.owner) ?? 1]))
		}
		return this.#waiting.reduce((first, each) => (each.notBefore < first.notBefore ? each : first))
	}

	/** Until everything that the last turn caused waits again, or is over. */
	async #rest(): Promise<void> {
		for (;;) {
			await new Promise((resolve) => {
				setImmediate(resolve)
			})
			if (this.#underWay === 0) {
				return
			}
			await new Promise<void>((resolve) => {
				this.#whenIdle = resolve
			})
		}
	}
}
