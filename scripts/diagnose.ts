// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Prints the diagnostic of an inventory as JSON (docs/DIAGNOSTIC.md): npm run -s diagnose -- inventory.json [--date D] [--metrics m.json]
import type { DiagnosticMetrics } from '../src/domain/diagnostic/rule.ts'

import { readFileSync } from 'node:fs'
import { isRealDate, today } from '../src/domain/days.ts'
import { computeDiagnostic } from '../src/domain/diagnostic/engine.ts'
import { TrousseauError } from '../src/domain/errors.ts'
import { parseInventory } from '../src/domain/inventory/schema.ts'
import { fail } from './lib/run.ts'

const USAGE = 'Usage: npm run -s diagnose -- inventory.json [--date YYYY-MM-DD] [--metrics metrics.json]'

/** The value after an option, taken out of the arguments. */
function option(args: string[], name: string): string | undefined {
	const at = args.indexOf(name)
	const [, value] = at === -1 ? [] : args.splice(at, 2)
	return at !== -1 && value === undefined ? fail(USAGE) : value
}

function readJson(file: string): unknown {
	try {
		return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8').replace(/^\uFEFF/, '')) as unknown
	} catch (error) {
		return fail(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`)
	}
}

/** The content of a revision, or the inventory itself; without a schema number, that of this version. */
function contentOf(read: unknown): unknown {
	const fields = typeof read === 'object' && read !== null ? read as Readonly<Record<string, unknown>> : {}
	const content = typeof fields.content === 'object' && fields.content !== null ? fields.content as Readonly<Record<string, unknown>> : fields
	return 'collections' in content ? { schema: 1, ...content } : read
}

const args = process.argv.slice(2)
const date = option(args, '--date') ?? today()
const metricsFile = option(args, '--metrics')
const [file, ...others] = args
if (file === undefined || others.length > 0) {
	fail(USAGE)
}
if (!isRealDate(date)) {
	fail(`${date} is not a day (YYYY-MM-DD)`)
}
try {
	const inventory = parseInventory(contentOf(readJson(file)))
	const metrics = metricsFile === undefined ? undefined : readJson(metricsFile) as DiagnosticMetrics
	process.stdout.write(`${JSON.stringify(computeDiagnostic(inventory, date, metrics), null, '\t')}\n`)
} catch (error) {
	if (error instanceof TrousseauError) {
		fail(`${file} is refused: ${error.code} ${JSON.stringify(error.detail)}`)
	}
	throw error
}
