// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A slow line in front of a server: an HTTP proxy that every request of a browser crosses, those of its Workers included
 * (Chromium's own emulation slows the page alone), and that counts what crosses.
 */
import type { Page } from '@playwright/test'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { request as ask, createServer } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

/** Latency and rate of a simulated line. */
export interface LineSpeed {
	/** Milliseconds from a request to the first byte of its answer. */
	readonly latency: number
	/** Bits a second, for all answers together. */
	readonly bits: number
}

/** One request that crossed the line; times in milliseconds of `performance.now()`. */
interface Crossing {
	readonly method: string
	readonly url: string
	readonly start: number
	/** Infinity while the answer is on its way. */
	end: number
	/** Bytes of the answer, its headers included. */
	bytes: number
}

/** Requests and bytes of one step. */
export interface Step {
	readonly title: string
	readonly seconds: number
	readonly requests: number
	/** Bytes of the answers, compressed as the server sent them, headers included. */
	readonly bytes: number
	/** The longest series of requests of which each began after the one before it had ended: what latency multiplies. */
	readonly roundTrips: number
}

/** A line that is open. */
export interface SlowLine {
	/** Where the browser goes instead of the server. Without a slash at the end. */
	readonly url: string
	/** Runs a part of a journey, and tells what crossed the line from its start to its end. */
	step(title: string, action: () => Promise<unknown>): Promise<Step>
	/** Resolves once nothing has crossed the line for so many milliseconds. */
	quiet(milliseconds: number): Promise<void>
	close(): Promise<void>
}

const PIECE = 2_048

function longestSeries(crossings: readonly Crossing[]): number {
	let [length, free] = [0, Number.NEGATIVE_INFINITY]
	for (const { start, end } of [...crossings].sort((a, b) => a.end - b.end)) {
		if (start >= free && Number.isFinite(end)) {
			[length, free] = [length + 1, end]
		}
	}
	return length
}

const headerBytes = (raw: readonly string[]): number => raw.reduce((total, text) => total + Buffer.byteLength(text) + 2, 0)

/**
 * Opens a line to a server of this computer.
 *
 * @param target - its address
 * @param speed - of the line
 */
export async function openLine(target: string, { latency, bits }: LineSpeed): Promise<SlowLine> {
	const to = new URL(target)
	const crossings: Crossing[] = []
	let last = performance.now()
	let bytesSoFar = 0
	/** When the line has carried all that was given to it. */
	let busyUntil = 0

	/** Waits for the turn of some bytes: the line carries one piece after the other. */
	const carry = (bytes: number): Promise<void> => {
		busyUntil = Math.max(busyUntil, performance.now()) + bytes * 8_000 / bits
		return delay(busyUntil - performance.now())
	}

	/** The server sees its own origin, and the browser the line's. */
	const asked = (headers: IncomingHttpHeaders): IncomingHttpHeaders => {
		const own = { ...headers, host: to.host }
		return headers.origin === undefined ? own : { ...own, origin: target }
	}

	const answered = async (answer: IncomingMessage, response: ServerResponse, crossing: Crossing): Promise<void> => {
		const headers = answer.rawHeaders.map((text) => text.replace(target, line.url))
		response.writeHead(answer.statusCode ?? 502, headers)
		const count = async (bytes: number): Promise<void> => {
			await carry(bytes)
			crossing.bytes += bytes
			bytesSoFar += bytes
		}
		await count(headerBytes(headers))
		response.flushHeaders()
		for await (const chunk of answer) {
			const bytes = chunk as Buffer
			for (let from = 0; from < bytes.length; from += PIECE) {
				const piece = bytes.subarray(from, from + PIECE)
				await count(piece.length)
				response.write(piece)
			}
		}
		response.end()
	}

	const server = createServer((request, response) => {
		const crossing: Crossing = { method: request.method ?? '', url: request.url ?? '', start: performance.now(), end: Number.POSITIVE_INFINITY, bytes: 0 }
		crossings.push(crossing)
		const cut = (): void => void response.destroy()
		const inner = ask({ host: to.hostname, port: to.port, method: request.method, path: request.url, headers: asked(request.headers) }, (answer) => {
			delay(latency - (performance.now() - crossing.start)).then(() => answered(answer, response, crossing)).then(() => {
				crossing.end = last = performance.now()
			}, cut)
		})
		inner.on('error', cut)
		request.pipe(inner)
	})
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve)
	})

	const line: SlowLine = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async step(title, action) {
			const start = performance.now()
			const [from, bytesBefore] = [crossings.length, bytesSoFar]
			await action()
			const seconds = (performance.now() - start) / 1_000
			const during = crossings.slice(from)
			if (process.env.BENCH_VERBOSE !== undefined) {
				during.forEach(({ method, url, start: begun, end, bytes }) => console.log(`        ${(begun - start).toFixed(0).padStart(6)} … ${(end - start).toFixed(0).padStart(6)} ms ${String(bytes).padStart(7)} B ${method} ${url}`))
			}
			return { title, seconds, requests: during.length, bytes: bytesSoFar - bytesBefore, roundTrips: longestSeries(during) }
		},
		async quiet(milliseconds) {
			while (crossings.some(({ end }) => end === Number.POSITIVE_INFINITY) || performance.now() - last < milliseconds) {
				await delay(100)
			}
		},
		async close() {
			server.closeAllConnections()
			await new Promise<void>((resolve) => {
				server.close(() => resolve())
			})
		},
	}
	return line
}

/** Makes a page as slow as an old computer's; its Workers are not slowed. */
export async function slowDown(page: Page, rate: number): Promise<void> {
	const session = await page.context().newCDPSession(page)
	await session.send('Emulation.setCPUThrottlingRate', { rate })
}

const row = ({ title, seconds, requests, bytes, roundTrips }: Step): string => `      ${title.padEnd(44)} ${seconds.toFixed(1).padStart(6)} s ${String(requests).padStart(4)} requests ${(bytes / 1_000).toFixed(0).padStart(6)} kB ${String(roundTrips).padStart(4)} round trips`

/** Prints the steps of a journey, and their sum. */
export function tell(title: string, steps: readonly Step[]): void {
	const sum = (of: (step: Step) => number): number => steps.reduce((total, step) => total + of(step), 0)
	console.log(`${title}:\n${steps.map(row).join('\n')}`)
	console.log(row({ title: 'together', seconds: sum(({ seconds }) => seconds), requests: sum(({ requests }) => requests), bytes: sum(({ bytes }) => bytes), roundTrips: sum(({ roundTrips }) => roundTrips) }))
}
