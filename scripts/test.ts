// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs everything, in order, and stops after the first step that fails: npm test [-- --only=unit,php]
// Steps of one thread run two at a time, and their output is shown when they end.
// The last line is "N passed, N failed", the sum of the tests; a step without tests that fails counts as one.
import type { Counts, ReportKind } from './lib/reports.ts'
import type { Need } from './lib/tools.ts'

import { mkdirSync, rmSync } from 'node:fs'
import { at } from './lib/project.ts'
import { readCounts } from './lib/reports.ts'
import { fail, run } from './lib/run.ts'
import { ensure, systemBrowser } from './lib/tools.ts'

interface Step {
	readonly group: string
	/** The npm script and its arguments. */
	readonly script: readonly string[]
	readonly report?: { readonly kind: ReportKind, readonly path: string }
	/** Keeps every core busy by itself, or drives a browser: runs alone. */
	readonly alone?: true
}

interface Outcome {
	readonly step: string
	readonly ok: boolean
	readonly seconds: number
	readonly counts: Counts | undefined
}

const REPORTS = at('build/reports')
const NEEDS: Readonly<Record<string, Need>> = { php: 'php', firefox: 'firefox', e2e: 'browser' }

function withVitest(group: string): Step {
	const path = `${REPORTS}/${group}.json`
	return { group, script: [group, '--', '--reporter=default', '--reporter=json', `--outputFile=${path}`], report: { kind: 'vitest', path }, alone: true }
}

const STEPS: readonly Step[] = [
	{ group: 'types', script: ['types'] },
	...['lint:js', 'lint:css', 'lint:imports', 'lint:files', 'lint:l10n'].map((script) => ({ group: 'lint', script: [script] })),
	{ group: 'storm', script: ['test:storm', '--', '--short', '--report', `${REPORTS}/storm.json`], report: { kind: 'storm', path: `${REPORTS}/storm.json` } },
	{ group: 'php', script: ['php:style'] },
	{ group: 'php', script: ['php:types'] },
	{ group: 'php', script: ['php:unit', '--', '--log-junit', `${REPORTS}/php.xml`], report: { kind: 'junit', path: `${REPORTS}/php.xml` } },
	{ group: 'build', script: ['build'] },
	// Alone, because it measures what the build wrote.
	{ group: 'size', script: ['size'], alone: true },
	withVitest('unit'),
	withVitest('proofs'),
	withVitest('contract'),
	withVitest('firefox'),
	{ group: 'e2e', script: ['e2e', '--', '--grep-invert=@long', '--reporter=list,json', '--fail-on-flaky-tests'], report: { kind: 'playwright', path: `${REPORTS}/e2e.json` }, alone: true },
]

/** The steps asked for by --only, or all. */
function chosenSteps(): readonly Step[] {
	const only = process.argv.slice(2).find((argument) => argument.startsWith('--only='))?.slice('--only='.length).split(',')
	const groups = new Set(STEPS.map((step) => step.group))
	const unknown = only?.filter((group) => !groups.has(group)) ?? []
	if (unknown.length > 0 || process.argv.slice(2).some((argument) => !argument.startsWith('--only='))) {
		fail(`Usage: npm test [-- --only=${[...groups].join(',')}]`)
	}
	return STEPS.filter((step) => only?.includes(step.group) ?? true)
}

async function play(step: Step): Promise<Outcome> {
	const name = step.script[0] ?? ''
	const title = `\n── ${name}\n`
	if (step.alone === true) {
		process.stdout.write(title)
	}
	const start = performance.now()
	const browser = systemBrowser()
	const code = await run('npm', ['run', '--silent', ...step.script], {
		...step.alone === true ? {} : { shownAtTheEnd: title },
		env: { PLAYWRIGHT_JSON_OUTPUT_NAME: `${REPORTS}/e2e.json`, ...browser === undefined ? {} : { TROUSSEAU_CHROMIUM: browser } },
	})
	const counts = step.report === undefined ? undefined : readCounts(step.report.kind, step.report.path)
	// A step that should have counted and did not has failed, whatever it says.
	const ok = code === 0 && (step.report === undefined || (counts !== undefined && counts.failed === 0 && counts.passed > 0))
	return { step: name, ok, seconds: (performance.now() - start) / 1000, counts }
}

function summary(outcomes: readonly Outcome[]): string {
	const width = Math.max(...outcomes.map((outcome) => outcome.step.length))
	return outcomes.map(({ step, ok, seconds, counts }) => {
		const tests = counts === undefined ? '' : `${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`
		return `${step.padEnd(width)}  ${ok ? 'ok    ' : 'FAILED'}  ${seconds.toFixed(1).padStart(6)} s  ${tests}`.trimEnd()
	}).join('\n')
}

const steps = chosenSteps()
rmSync(REPORTS, { recursive: true, force: true })
mkdirSync(REPORTS, { recursive: true })
const lacking = await ensure([...new Set(steps.flatMap((step) => NEEDS[step.group] ?? []))])
if (lacking.length > 0) {
	process.stderr.write(`${lacking.join('\n')}\n`)
	fail('0 passed, 1 failed')
}
const outcomes: Outcome[] = []
const queue = [...steps]
/** Takes the next steps off the queue until one fails; a step that runs alone is left in it. */
async function playSingleThreaded(): Promise<void> {
	while (queue[0] !== undefined && queue[0].alone !== true && outcomes.every(({ ok }) => ok)) {
		outcomes.push(await play(queue.shift() as Step))
	}
}
while (queue.length > 0 && outcomes.every(({ ok }) => ok)) {
	await Promise.all([playSingleThreaded(), playSingleThreaded()])
	const next = outcomes.every(({ ok }) => ok) ? queue.shift() : undefined
	if (next !== undefined) {
		outcomes.push(await play(next))
	}
}
const passed = outcomes.reduce((total, { counts }) => total + (counts?.passed ?? 0), 0)
const failed = outcomes.reduce((total, { ok, counts }) => total + (ok ? 0 : Math.max(1, counts?.failed ?? 0)), 0)
const left = steps.length - outcomes.length
process.stdout.write(`\n${summary(outcomes)}\n${left > 0 ? `${left} steps were not run.\n` : ''}${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
