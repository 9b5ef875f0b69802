// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { fail } from './run.ts'

/**
 * Reads an array of `{ id, input }` from the file named on the command line (`-`: standard input) and prints an object
 * of results by id. A case without an id, or whose id was met before, is printed under `#` and its place in the file.
 *
 * @param usage - how to call the script
 * @param resultOf - the result of one input, which may be anything
 */
export function answerCases(usage: string, resultOf: (input: unknown) => unknown): void {
	const [file, ...others] = process.argv.slice(2)
	if (file === undefined || others.length > 0) {
		return fail(usage)
	}
	const cases = parsed(file)
	if (!Array.isArray(cases)) {
		return fail(`${file} is not an array of { id, input }`)
	}
	const results = new Map<string, unknown>()
	cases.forEach((one: unknown, index) => {
		const { id, input } = typeof one === 'object' && one !== null ? one as { readonly id?: unknown, readonly input?: unknown } : {}
		const key = (typeof id === 'string' || typeof id === 'number') && !results.has(String(id)) ? String(id) : `#${index}`
		results.set(key, resultOf(input))
	})
	process.stdout.write(`${JSON.stringify(Object.fromEntries(results), null, '\t')}\n`)
}

function parsed(file: string): unknown {
	try {
		return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8').replace(/^\uFEFF/, '')) as unknown
	} catch (error) {
		return fail(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`)
	}
}
