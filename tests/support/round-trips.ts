// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Turns of the event loop without a new request, after which everything that could be asked is asked. */
const QUIET_TURNS = 25

interface Waiting {
	readonly release: () => void
	answered: boolean
}

/**
 * A line on which every answer takes the same time: requests sent together are answered together, and what
 * depends on an answer goes with the next round. So it counts exactly how often a person waits for the line.
 */
export class RoundTrips {
	requests: string[] = []
	sent = 0
	received = 0
	rounds = 0
	readonly #send: typeof fetch
	#waiting: Waiting[] = []
	#running = false

	/** @param send - what really answers */
	constructor(send: typeof fetch) {
		this.#send = send
	}

	reset(): void {
		this.requests = []
		this.sent = 0
		this.received = 0
		this.rounds = 0
	}

	readonly fetch: typeof fetch = async (input, init = {}) => {
		const { body, method = 'GET' } = init
		this.requests.push(method)
		this.sent += typeof body === 'string' ? Buffer.byteLength(body) : body instanceof ArrayBuffer ? body.byteLength : 0
		const turn = this.#turn()
		const answer = await this.#send(input, init).finally(() => { turn.waiting.answered = true })
		const { byteLength } = await answer.clone().arrayBuffer()
		this.received += byteLength
		await turn.released
		return answer
	}

	#turn(): { readonly waiting: Waiting, readonly released: Promise<void> } {
		let release = (): void => {}
		const released = new Promise<void>((resolve) => { release = resolve })
		const waiting = { release, answered: false }
		this.#waiting.push(waiting)
		if (!this.#running) {
			this.#running = true
			void this.#run()
		}
		return { waiting, released }
	}

	async #run(): Promise<void> {
		while (this.#waiting.length > 0) {
			let known = 0
			for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
				await new Promise((resolve) => { setImmediate(resolve) })
				if (this.#waiting.length !== known || this.#waiting.some(({ answered }) => !answered)) {
					known = this.#waiting.length
					quiet = 0
				}
			}
			const round = this.#waiting
			this.#waiting = []
			this.rounds += 1
			round.forEach(({ release }) => release())
			// Whoever was answered asks what comes next before it is decided whether the line is idle.
			for (let quiet = 0; quiet < QUIET_TURNS && this.#waiting.length === 0; quiet += 1) {
				await new Promise((resolve) => { setImmediate(resolve) })
			}
		}
		this.#running = false
	}

	toString(): string {
		const kinds = [...new Set(this.requests)].map((method) => `${this.requests.filter((each) => each === method).length} ${method}`)
		return `${this.rounds} round trip${this.rounds === 1 ? '' : 's'} in a row, ${kinds.join(' + ')}, ${(this.sent / 1024).toFixed(1)} KiB sent, ${(this.received / 1024).toFixed(1)} KiB received`
	}
}
