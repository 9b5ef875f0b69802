// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { existsSync, readFileSync } from 'node:fs'
import { isRecord } from './project.ts'

/** How many tests a step ran. */
export interface Counts {
	readonly passed: number
	readonly failed: number
	readonly skipped: number
}

/** The kinds of report that the tools write. */
export type ReportKind = 'vitest' | 'playwright' | 'junit' | 'storm'

/**
 * Reads the counts of a report.
 *
 * @return undefined when the tool ended before it could write it
 */
export function readCounts(kind: ReportKind, path: string): Counts | undefined {
	if (!existsSync(path)) {
		return undefined
	}
	const text = readFileSync(path, 'utf8')
	return kind === 'junit' ? countJunit(text) : countJson(kind, JSON.parse(text))
}

function countJson(kind: 'vitest' | 'playwright' | 'storm', report: unknown): Counts | undefined {
	if (kind === 'storm') {
		return isRecord(report) ? { passed: Number(report.passed), failed: Number(report.failed), skipped: 0 } : undefined
	}
	const source = isRecord(report) ? (kind === 'vitest' ? report : report.stats) : undefined
	if (!isRecord(source)) {
		return undefined
	}
	const sum = (...names: readonly string[]): number => names.reduce((total, name) => total + Number(source[name] ?? 0), 0)
	return kind === 'vitest'
		? { passed: sum('numPassedTests'), failed: sum('numFailedTests'), skipped: sum('numPendingTests', 'numTodoTests') }
		: { passed: sum('expected'), failed: sum('unexpected', 'flaky'), skipped: sum('skipped') }
}

/** The first <testsuite> of PHPUnit's report sums up all others. */
function countJunit(text: string): Counts | undefined {
	const suite = /<testsuite\s[^>]*>/.exec(text)?.[0]
	if (suite === undefined) {
		return undefined
	}
	const value = (name: string): number => Number(new RegExp(`\\s${name}="(\\d+)"`).exec(suite)?.[1] ?? 0)
	const failed = value('errors') + value('failures')
	return { passed: value('tests') - failed - value('skipped'), failed, skipped: value('skipped') }
}
