// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Prints as JSON what the import wizard would show of each file, one object a line: npm run -s import:read -- FILE…
import { readFileSync, statSync } from 'node:fs'
import { MAX_FILE } from '../src/exchange/import/limits.ts'
import { reportFile } from '../src/exchange/import/report.ts'
import { REFUSAL_WORDS } from '../src/exchange/import/words.ts'
import { fail } from './lib/run.ts'

const PASSPHRASE = '--passphrase-file'
const args = process.argv.slice(2)
const at = args.indexOf(PASSPHRASE)
const passphraseFile = at === -1 ? undefined : args[at + 1]
const files = args.filter((_, index) => at === -1 || (index !== at && index !== at + 1))
if (files.length === 0 || (at !== -1 && passphraseFile === undefined)) {
	fail(`Usage: npm run -s import:read -- [${PASSPHRASE} FILE] FILE…`)
}
const passphrase = passphraseFile === undefined ? {} : { passphrase: readFileSync(passphraseFile, 'utf8').replace(/\r?\n$/, '') }
for (const file of files) {
	// A file too large is not loaded at all.
	const report = statSync(file).size > MAX_FILE ? { refused: REFUSAL_WORDS['too-large'] } : await reportFile(readFileSync(file), passphrase)
	process.stdout.write(`${JSON.stringify(report)}\n`)
}
