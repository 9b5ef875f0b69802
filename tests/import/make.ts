// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes the notebooks of tests/import/notebooks again from their sources, with LibreOffice: tsx tests/import/make.ts [name…]
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SOURCES = fileURLToPath(new URL('sources/', import.meta.url))
const NOTEBOOKS = fileURLToPath(new URL('notebooks/', import.meta.url))

/** Import filter by extension of the source, and by kind of program. */
const INFILTER: Readonly<Record<string, string>> = { 'html writer': 'HTML (StarWriter)', 'html calc': 'HTML (StarCalc)' }
const TARGETS: Readonly<Record<string, { readonly program: string, readonly filter: string }>> = {
	odt: { program: 'writer', filter: 'odt:writer8' },
	docx: { program: 'writer', filter: 'docx:MS Word 2007 XML' },
	ods: { program: 'calc', filter: 'ods:calc8' },
	xlsx: { program: 'calc', filter: 'xlsx:Calc MS Excel 2007 XML' },
}

function convert(source: string, target: string): void {
	const { program, filter } = TARGETS[target] ?? { program: '', filter: '' }
	const extension = source.slice(source.lastIndexOf('.') + 1)
	const base = source.slice(0, source.lastIndexOf('.'))
	const folder = mkdtempSync(join(tmpdir(), 'notebook-'))
	const infilter = INFILTER[`${extension} ${program}`]
	const args = ['--headless', `-env:UserInstallation=file://${folder}/profile`, '--convert-to', filter, '--outdir', folder, ...(infilter === undefined ? [] : [`--infilter=${infilter}`]), join(SOURCES, source)]
	const { status } = spawnSync('soffice', args, { stdio: 'inherit', timeout: 120_000 })
	if (status !== 0 || !existsSync(join(folder, `${base}.${target}`))) {
		throw new Error(`soffice did not make ${base}.${target}`)
	}
	renameSync(join(folder, `${base}.${target}`), join(NOTEBOOKS, `${base}.${target}`))
}

const asked = process.argv.slice(2)
for (const source of readdirSync(SOURCES)) {
	const base = source.slice(0, source.lastIndexOf('.'))
	if (asked.length > 0 && !asked.some((name) => base.startsWith(name))) {
		continue
	}
	for (const target of Object.keys(TARGETS).filter((name) => existsSync(join(NOTEBOOKS, `${base}.${name}.expected.json`)))) {
		convert(source, target)
	}
}
