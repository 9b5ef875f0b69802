// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Prints how every notebook of tests/import/notebooks is read, by format: npm run test:import
import { expectedOf, notebooks, reportNotebook, scoreOf } from './golden.ts'

interface Sum {
	files: number
	rows: number
	right: number
	flagged: number
	refused: number
	wrong: number
	lost: number
	clean: number
	needless: number
}

const sums = new Map<string, Sum>()
const problems: string[] = []
for (const name of notebooks()) {
	const expected = expectedOf(name)
	const score = scoreOf(name, expected, await reportNotebook(name))
	const format = name.slice(name.lastIndexOf('.') + 1)
	const sum = sums.get(format) ?? { files: 0, rows: 0, right: 0, flagged: 0, refused: 0, wrong: 0, lost: 0, clean: 0, needless: 0 }
	sum.files += 1
	sum.rows += score.rows
	sum.right += score.right + (score.refused ? 0 : expected.left.length - score.lost.filter((text) => expected.left.includes(text)).length)
	sum.flagged += score.flagged
	sum.refused += score.refused ? 1 : 0
	sum.wrong += score.wrong.length + score.surplus.length
	sum.lost += score.lost.length
	sum.clean += score.clean
	sum.needless += score.needless.length
	sums.set(format, sum)
	for (const [kind, list] of Object.entries({ wrong: score.wrong, lost: score.lost, surplus: score.surplus, needless: score.needless })) {
		problems.push(...list.map((text) => `  ${name}: ${kind}: ${text}`))
	}
}
const columns = ['files', 'rows', 'right', 'flagged', 'refused', 'wrong', 'lost', 'clean', 'needless'] as const
process.stdout.write(`${'format'.padEnd(10)}${columns.map((column) => column.padStart(9)).join('')}\n`)
for (const [format, sum] of sums) {
	process.stdout.write(`${format.padEnd(10)}${columns.map((column) => String(sum[column]).padStart(9)).join('')}\n`)
}
if (problems.length > 0) {
	process.stdout.write(`\n${problems.join('\n')}\n`)
	process.exitCode = 1
}
