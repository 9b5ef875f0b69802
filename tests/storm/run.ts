// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Plays thousands of random interleavings of several clients, with every fault
 * the reference knows, and fails when a single confirmed value is neither shown
 * nor remembered afterwards: npm run test:storm [-- --seed N --rounds N --workers N --short]
 * Each round is decided by one seed: --seed N --rounds 1 plays a failed one again.
 * With TROUSSEAU_BASE_URL, a smaller number against that server, whose own races count.
 */
import type { RoundResult } from './round.ts'

import './determinism.ts'

import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { playRound } from './round.ts'
import { openStage } from './stage.ts'

/** What a worker tells of some rounds. */
interface Report {
	rounds: number
	clients: number
	saved: number
	refused: number
	pruned: number
	confirmed: number
	met: Record<string, number>
	failures: { seed: number, faults: readonly string[] }[]
}

const IS_REAL = (process.env.TROUSSEAU_BASE_URL ?? '') !== ''
const DEFAULT_ROUNDS = IS_REAL ? 10 : 10_000
const SHORT_ROUNDS = IS_REAL ? 3 : 300
/** Rounds between two sweeps of the host. */
const SWEEP_EVERY = 500
/** Rounds between two reports of a worker. */
const REPORT_EVERY = 50
const ENOUGH_FAILURES = 10

const { values: options } = parseArgs({
	options: {
		seed: { type: 'string' },
		rounds: { type: 'string' },
		workers: { type: 'string' },
		short: { type: 'boolean', default: false },
		step: { type: 'string', default: '1' },
	},
})
const rounds = Number(options.rounds ?? (options.short ? SHORT_ROUNDS : DEFAULT_ROUNDS))
const seed = Number(options.seed ?? Math.floor(Date.now() / 1000) % 1_000_000 * 1_000)

const emptyReport = (): Report => ({ rounds: 0, clients: 0, saved: 0, refused: 0, pruned: 0, confirmed: 0, met: {}, failures: [] })

function add(report: Report, more: Report): void {
	report.rounds += more.rounds
	report.clients += more.clients
	report.saved += more.saved
	report.refused += more.refused
	report.pruned += more.pruned
	report.confirmed += more.confirmed
	report.failures.push(...more.failures)
	Object.entries(more.met).forEach(([fate, count]) => {
		report.met[fate] = (report.met[fate] ?? 0) + count
	})
}

function reportOf({ seed, clients, tally, confirmed, met, faults }: RoundResult): Report {
	return {
		rounds: 1,
		clients,
		...tally,
		confirmed,
		met: Object.fromEntries(met),
		failures: faults.length === 0 ? [] : [{ seed, faults }],
	}
}

/** Plays the rounds of one process, and tells every so often. */
async function play(step: number, tell: (report: Report) => void): Promise<void> {
	const stage = await openStage()
	try {
		let report = emptyReport()
		for (let index = 0, played = 1; index < rounds; index += step, played += 1) {
			try {
				add(report, reportOf(await playRound(stage, seed + index)))
			} catch (error) {
				const why = error instanceof Error ? error.stack ?? error.message : String(error)
				add(report, { ...emptyReport(), rounds: 1, failures: [{ seed: seed + index, faults: [`broke off: ${why}`] }] })
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
	await Promise.all(Array.from({ length: workers }, (_, worker) => new Promise<void>((resolve, reject) => {
		const child = fork(self, ['--seed', String(seed + worker), '--rounds', String(rounds - worker), '--step', String(workers)])
		child.on('message', (report) => tell(report as Report))
		child.on('error', reject)
		child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))))
	})))
}

async function main(): Promise<number> {
	const workers = IS_REAL ? 1 : Math.max(1, Math.min(rounds, Number(options.workers ?? Math.min(4, availableParallelism()))))
	console.log(`${rounds} rounds from seed ${seed}${IS_REAL ? ` against ${process.env.TROUSSEAU_BASE_URL}` : `, ${workers} processes`}`)
	const start = performance.now()
	const total = emptyReport()
	let shown = 0
	const tell = (report: Report): void => {
		add(total, report)
		for (const failure of report.failures) {
			console.log(`seed ${failure.seed} failed; again: npm run test:storm -- --seed ${failure.seed} --rounds 1\n  ${failure.faults.join('\n  ')}`)
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
	await (workers === 1 ? play(1, tell) : playInParallel(workers, tell))
	return finish(total, start)
}

function finish(total: Report, start: number): number {
	const seconds = (performance.now() - start) / 1000
	const faults = total.failures.flatMap((failure) => failure.faults)
	const count = (word: string): number => faults.filter((fault) => fault.includes(word)).length
	const met = Object.entries(total.met).sort(([, a], [, b]) => b - a)
	console.log(`faults met: ${met.map(([fate, times]) => `${fate} ${times}`).join(', ') || 'none'}`)
	console.log(`${total.clients} clients, ${total.saved} actions saved, ${total.refused} refused for good, ${total.pruned} revisions pruned, ${total.confirmed} values confirmed`)
	console.log(`${total.rounds} rounds in ${seconds.toFixed(0)} s: ${count('lost:')} lost, ${count('corrupt:')} corrupt, ${total.failures.length} rounds failed`)
	return total.failures.length === 0 && total.rounds === rounds ? 0 : 1
}

if (process.send === undefined) {
	process.exitCode = await main()
} else {
	await play(Number(options.step), (report) => process.send?.(report))
	process.disconnect()
}
