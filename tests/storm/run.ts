// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Plays thousands of random interleavings of several clients, with every fault
 * the reference knows, and fails when a single confirmed value is neither shown
 * nor remembered afterwards: npm run test:storm [-- --seed N --rounds N --minutes N --workers N --short --kind K --report FILE]
 * Each round is decided by one seed: --seed N --rounds 1 plays a failed one again.
 * --minutes ends it after a while, whatever is left of its rounds.
 * --short takes less than a minute: half of its rounds are always the same, the other half those of the day, or from --seed.
 * With TROUSSEAU_BASE_URL, a smaller number against that server, whose own races count.
 */
import type { Report } from './report.ts'
import type { Kind } from './templates.ts'

import './determinism.ts'

import { fork } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { add, brokenOff, closingLines, emptyReport, neverPlayed, reportOf } from './report.ts'
import { playRound } from './round.ts'
import { commandFor, seedOfDay } from './seeds.ts'
import { openStage } from './stage.ts'
import { KINDS } from './templates.ts'

const IS_REAL = (process.env.TROUSSEAU_BASE_URL ?? '') !== ''
const DEFAULT_ROUNDS = IS_REAL ? 40 : 10_000
const SHORT_ROUNDS = IS_REAL ? 3 : 400
/** Where the half of a short storm begins that is the same every time. */
const KNOWN_SEED = 20_260_000
/** A storm of this many rounds must have played everything. */
const WHOLE = 10_000
/** Rounds between two sweeps of the host. */
const SWEEP_EVERY = 500
/** Rounds between two reports of a worker. */
const REPORT_EVERY = IS_REAL ? 1 : 50
const ENOUGH_FAILURES = 10

const { values: options } = parseArgs({
	options: {
		seed: { type: 'string' },
		rounds: { type: 'string' },
		minutes: { type: 'string' },
		workers: { type: 'string' },
		short: { type: 'boolean', default: false },
		kind: { type: 'string' },
		/** Where to write how many rounds passed and failed, as JSON. */
		report: { type: 'string' },
		/** Of a worker: rounds with a seed known beforehand, its first round, and rounds from one of its own to the next. */
		known: { type: 'string' },
		first: { type: 'string', default: '0' },
		step: { type: 'string', default: '1' },
	},
})
const rounds = Number(options.rounds ?? (options.short ? SHORT_ROUNDS : DEFAULT_ROUNDS))
const seed = Number(options.seed ?? (options.short ? seedOfDay(Date.now()) : Math.floor(Date.now() / 1000) % 1_000_000 * 1_000))
const kind = KINDS.find((each) => each === options.kind)
/** When no further round begins, in milliseconds since the start. */
const until = options.minutes === undefined ? Infinity : Number(options.minutes) * 60_000
/** Rounds whose seeds are known beforehand. */
const known = Number(options.known ?? (options.short ? Math.floor(rounds / 2) : 0))

const seedOf = (index: number): number => (index < known ? KNOWN_SEED : seed - known) + index

/** In a short storm, members come and go in the rounds that are the same every time. */
function kindOf(index: number): Kind | undefined {
	return known > 0 && index >= known ? (index % 4 === 0 ? 'vault' : 'inventory') : undefined
}

/** Plays the rounds of one process, and tells every so often. */
async function play(first: number, step: number, tell: (report: Report) => void): Promise<void> {
	const stage = await openStage()
	try {
		let report = emptyReport()
		for (let index = first, played = 1; index < rounds && performance.now() < until; index += step, played += 1) {
			const its = seedOf(index)
			const asked = kind ?? kindOf(index)
			try {
				add(report, reportOf(await playRound(stage, its, asked), asked))
			} catch (error) {
				add(report, brokenOff(its, error, asked))
			}
			if (played % REPORT_EVERY === 0 || report.failures.length > 0) {
				tell(report)
				report = emptyReport()
			}
			if (played % SWEEP_EVERY === 0) {
				await stage.sweep()
			}
		}
		tell(report)
	} finally {
		await stage.close()
	}
}

/** Shares the rounds between processes, each with a host of its own. */
async function playInParallel(workers: number, tell: (report: Report) => void): Promise<void> {
	const self = fileURLToPath(import.meta.url)
	const same = ['--seed', String(seed), '--rounds', String(rounds), '--known', String(known), ...options.minutes === undefined ? [] : ['--minutes', options.minutes], ...kind === undefined ? [] : ['--kind', kind]]
	await Promise.all(Array.from({ length: workers }, (_, worker) => new Promise<void>((resolve, reject) => {
		const child = fork(self, [...same, '--first', String(worker), '--step', String(workers)])
		child.on('message', (report) => tell(report as Report))
		child.on('error', reject)
		child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))))
	})))
}

async function main(): Promise<number> {
	const workers = IS_REAL ? 1 : Math.max(1, Math.min(rounds, Number(options.workers ?? Math.min(4, availableParallelism()))))
	const seeds = known > 0 ? `${known} from seed ${KNOWN_SEED}, ${rounds - known} from seed ${seed}` : `from seed ${seed}`
	console.log(`${rounds} rounds ${seeds}${IS_REAL ? ` against ${process.env.TROUSSEAU_BASE_URL}` : `, ${workers} processes`}`)
	const start = performance.now()
	const total = emptyReport()
	let shown = 0
	const tell = (report: Report): void => {
		add(total, report)
		for (const failure of report.failures) {
			console.log(`seed ${failure.seed} failed; again: ${commandFor(failure.seed, failure.asked)}\n  ${failure.faults.join('\n  ')}`)
		}
		if (total.failures.length >= ENOUGH_FAILURES) {
			finish(total, start)
			process.exit(1)
		}
		if (total.rounds - shown >= rounds / 10) {
			shown = total.rounds
			console.log(`${String(total.rounds).padStart(6)} rounds, ${((performance.now() - start) / 1000).toFixed(0)} s`)
		}
	}
	await (workers === 1 ? play(0, 1, tell) : playInParallel(workers, tell))
	return finish(total, start)
}

function finish(total: Report, start: number): number {
	closingLines(total, (performance.now() - start) / 1000).forEach((line) => console.log(line))
	const missing = rounds >= WHOLE && !IS_REAL && kind === undefined ? neverPlayed(total) : []
	missing.forEach((name) => console.log(`never played: ${name}`))
	const failed = total.failures.length + missing.length + (until === Infinity ? rounds - total.rounds : 0)
	if (options.report !== undefined) {
		mkdirSync(dirname(options.report), { recursive: true })
		writeFileSync(options.report, JSON.stringify({ passed: total.rounds - total.failures.length, failed }))
	}
	return failed === 0 ? 0 : 1
}

if (process.send === undefined) {
	process.exitCode = await main()
} else {
	await play(Number(options.first), Number(options.step), (report) => process.connected && process.send?.(report))
	process.disconnect()
}
