// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs every benchmark of bench/ in turn, each in its own process, or only those named: npm run bench -- kdf
import { readdirSync } from 'node:fs'
import { at } from './lib/project.ts'
import { fail, run } from './lib/run.ts'

const asked = process.argv.slice(2)
const all = readdirSync(at('bench')).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts')).map((name) => name.slice(0, -3)).sort()
const unknown = asked.filter((name) => !all.includes(name))
if (unknown.length > 0 || all.length === 0) {
	fail(`No such benchmark: ${unknown.join(', ')}. There are: ${all.join(', ') || 'none'}.`)
}
let failed = 0
for (const name of all.filter((candidate) => asked.length === 0 || asked.includes(candidate))) {
	process.stdout.write(`\n── bench/${name}.ts\n`)
	if (await run(process.execPath, ['--import', 'tsx', `bench/${name}.ts`]) !== 0) {
		failed += 1
	}
}
process.exit(failed === 0 ? 0 : 1)
