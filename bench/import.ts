// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Reading an old notebook, from its bytes to the rows of the wizard and the changes for the vault: 5,000 rows as French Excel
 * saves them, and 2,000 rows as a table of LibreOffice Writer.
 */
import type { Outcome } from '../src/exchange/import/model.ts'

import { createImportService } from '../src/exchange/import/import-service.ts'
import { importIds, planImport } from '../src/stores/importing/plan.ts'
import { rowOf } from '../src/stores/importing/rows.ts'
import { csvOf, odtOf, oldAccounts } from '../tests/e2e/support/old-notebooks.ts'
import { median, milliseconds } from './lib/median.ts'

const ROUNDS = 7

interface Measure {
	readonly name: string
	readonly rows: number
	/** Milliseconds that it may take on a calm machine. */
	readonly target: number
	readonly make: (rows: number) => Uint8Array
}

const MEASURES: readonly Measure[] = [
	{ name: 'CSV', rows: 5_000, target: 1_000, make: (rows) => csvOf(oldAccounts(rows)) },
	{ name: 'ODT', rows: 2_000, target: 2_000, make: (rows) => odtOf(oldAccounts(rows)) },
]

/** Entries that the vault would get, which are counted so that nothing can be left out. */
async function read(bytes: Uint8Array): Promise<number> {
	const service = createImportService()
	const { head } = await service.read({ bytes })
	const outcomes: Outcome[] = []
	while (head !== null && outcomes.length < head.total) {
		outcomes.push(...await service.outcomes({ from: outcomes.length, count: 500 }))
	}
	return planImport(outcomes.map(rowOf), [], importIds()).reduce((sum, { changes }) => sum + changes.length, 0)
}

let failed = false
for (const { name, rows, target, make } of MEASURES) {
	const bytes = make(rows)
	const times: number[] = []
	for (let round = 0; round < ROUNDS; round++) {
		const start = performance.now()
		const count = await read(bytes.slice())
		times.push(performance.now() - start)
		if (count !== rows) {
			throw new Error(`${name}: ${count} entries of ${rows}`)
		}
	}
	const middle = median(times)
	failed ||= middle > target
	process.stdout.write(`Import of ${rows} rows, ${name}: ${milliseconds(middle)} (at most ${milliseconds(target)})\n`)
}
process.exit(failed ? 1 : 0)
