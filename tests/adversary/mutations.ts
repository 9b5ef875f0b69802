// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Progress } from './mutation-process.ts'

import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/*
 * Random mutations of a large vault, each of which must be refused with a code:
 * npx tsx tests/adversary/mutations.ts [--count=100000] [--credentials=1000] [--seed=20261122]
 * Fails when one is accepted, hangs, or ends in anything but a code.
 */

/** Without news for so long, the reading of one part counts as hanging (milliseconds). */
const PATIENCE = 60_000
const TOLD_EVERY = 10_000
/** A reading that takes longer counts as hanging too. */
const SLOW = 5_000

function option(name: string, fallback: number): number {
	const given = process.argv.find((argument) => argument.startsWith(`--${name}=`))
	return given === undefined ? fallback : Number(given.slice(name.length + 3))
}

const count = option('count', 100_000)
const start = performance.now()
const player = fork(fileURLToPath(new URL('mutation-process.ts', import.meta.url)), [count, option('seed', 20_261_122), option('credentials', 1_000)].map(String))

let last: Progress = { done: 0, ends: {}, slowest: 0, bytes: 0 }
let watchdog: NodeJS.Timeout

function finish(hung: number, crashed: string): void {
	clearTimeout(watchdog)
	const accepted = last.ends.accepted ?? 0
	const unexpected = Object.entries(last.ends).filter(([end]) => end.startsWith('unexpected')).reduce((sum, [, number]) => sum + number, crashed === '' ? 0 : 1)
	const hangs = hung + (last.slowest > SLOW ? 1 : 0)
	const missing = count - last.done
	process.stdout.write(`${[
		`${last.done} mutations of a vault of ${last.bytes} bytes in ${((performance.now() - start) / 1_000).toFixed(0)} s, the slowest reading ${last.slowest.toFixed(0)} ms`,
		...Object.entries(last.ends).sort(([, a], [, b]) => b - a).map(([end, number]) => `  ${end}: ${number}`),
		...crashed === '' ? [] : [`  ${crashed}`],
		`accepted ${accepted}, hangs ${hangs}, unexpected exceptions ${unexpected}`,
	].join('\n')}\n`)
	process.exit(accepted + hangs + unexpected + missing === 0 ? 0 : 1)
}

function watch(): void {
	clearTimeout(watchdog)
	watchdog = setTimeout(() => {
		player.removeAllListeners('exit')
		player.kill('SIGKILL')
		finish(1, '')
	}, PATIENCE)
}

watch()
player.on('message', (progress: Progress) => {
	last = progress
	if (progress.done % TOLD_EVERY === 0) {
		process.stderr.write(`${progress.done}\n`)
	}
	watch()
})
player.on('exit', (code) => finish(0, code === 0 ? '' : `the process ended with ${code}`))
