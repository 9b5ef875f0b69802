// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes l10n/fr.js from the hand-kept l10n/fr.json, after putting the spaces of French typography into it.
// --check changes nothing and fails when the catalogue, the script and the code disagree.
import type { Extraction } from './l10n/extract.ts'

import { existsSync, writeFileSync } from 'node:fs'
import { missing, readCatalogue, renderCatalogue, renderScript, verify, withFrenchSpaces } from './l10n/catalogue.ts'
import { extract } from './l10n/extract.ts'
import { at, projectFiles, read, readJson } from './lib/project.ts'
import { fail } from './lib/run.ts'

const CATALOGUE = 'l10n/fr.json'
const SCRIPT = 'l10n/fr.js'
const SOURCES = /^(src\/.*\.(ts|vue)|(lib|templates)\/.*\.php)$/

function extractAll(): Extraction {
	const results = projectFiles()
		.filter((path) => SOURCES.test(path) && !path.endsWith('.spec.ts'))
		.map((path) => extract(path, read(path)))
	return { strings: results.flatMap((result) => result.strings), problems: results.flatMap((result) => result.problems) }
}

const kept = readCatalogue(readJson(CATALOGUE))
const catalogue = withFrenchSpaces(kept)
const extraction = extractAll()
const script = renderScript(catalogue)

if (process.argv.includes('--check')) {
	const problems = [
		...verify(catalogue, extraction),
		...(renderCatalogue(catalogue) === read(CATALOGUE) ? [] : [`${CATALOGUE}: spaces or layout to put right, run npm run l10n`]),
		...(existsSync(at(SCRIPT)) && read(SCRIPT) === script ? [] : [`${SCRIPT}: stale, run npm run l10n`]),
	]
	if (problems.length > 0) {
		fail(problems.join('\n'))
	}
	process.stdout.write(`Translations: ${Object.keys(catalogue.translations).length} texts, all in French.\n`)
} else {
	writeFileSync(at(CATALOGUE), renderCatalogue(catalogue))
	writeFileSync(at(SCRIPT), script)
	const lacking = [...missing(catalogue, extraction).keys()]
	process.stdout.write(`${SCRIPT} written: ${Object.keys(catalogue.translations).length} texts.\n`)
	if (lacking.length > 0) {
		process.stdout.write(`${lacking.length} texts without French:\n${lacking.map((key) => `    ${JSON.stringify(key)}: "",`).join('\n')}\n`)
	}
}
