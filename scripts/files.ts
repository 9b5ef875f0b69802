// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Every source file says whose it is and under which licence, and stays short enough to be read at once.
import { existsSync } from 'node:fs'
import { at, projectFiles, read } from './lib/project.ts'
import { fail } from './lib/run.ts'

const MAX_LINES = 400
const HEADER_LINES = 12
const WITH_HEADER = /\.(ts|vue|js|cjs|mjs|css|php|xml|xsd|svg|neon|html)$|(^|\/)\.ci\/[^/]+$/
const MEASURED = /^((src|host|scripts|tests|bench|lib)\/.*\.(ts|vue|php)|src\/.*\.css)$/

/** The path patterns of REUSE.toml: files that carry no header of their own. */
function coveredByReuse(): readonly RegExp[] {
	const globs = [...read('REUSE.toml').matchAll(/^path = \[([^\]]*)\]/gms)]
		.flatMap((block) => [...(block[1] ?? '').matchAll(/"([^"]+)"/g)].map((entry) => entry[1] ?? ''))
	return globs.map((glob) => new RegExp(`^${glob
		.split('**').map((part) => part.split('*').map((literal) => literal.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('[^/]*')).join('.*')}$`))
}

function problems(): readonly string[] {
	const covered = coveredByReuse()
	const found: string[] = []
	for (const path of projectFiles()) {
		if (path === 'LICENSE' || path.startsWith('LICENSES/')) {
			continue
		}
		const isCovered = covered.some((pattern) => pattern.test(path))
		if (!WITH_HEADER.test(path)) {
			if (!isCovered) {
				found.push(`${path}: neither a source file with a header nor covered by REUSE.toml`)
			}
			continue
		}
		const text = read(path)
		const head = text.split('\n', HEADER_LINES).join('\n')
		if (!isCovered && !(head.includes('SPDX-FileCopyrightText: ') && head.includes('SPDX-License-Identifier: '))) {
			found.push(`${path}: no SPDX header in the first ${HEADER_LINES} lines`)
		}
		for (const [, name] of text.slice(0, 1500).matchAll(/SPDX-License-Identifier: ([\w.+-]+)/g)) {
			if (!existsSync(at(`LICENSES/${name}.txt`))) {
				found.push(`${path}: LICENSES/${name}.txt is missing`)
			}
		}
		const lines = text.split('\n').length - 1
		if (MEASURED.test(path) && !isCovered && lines > MAX_LINES) {
			found.push(`${path}: ${lines} lines, at most ${MAX_LINES}`)
		}
	}
	return found
}

const found = problems()
if (found.length > 0) {
	fail(found.join('\n'))
}
process.stdout.write('Licence headers and file lengths: all right.\n')
