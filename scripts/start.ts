// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Builds the page when it is missing or older than its sources, then starts the embedded host.
// Whatever follows "npm start --" goes to the host (see host/main.ts).
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { at } from './lib/project.ts'
import { run } from './lib/run.ts'

const OUTPUT = 'js/trousseau-main.js'
const SOURCES = ['src', 'css', 'package.json', 'package-lock.json', 'webpack.config.js', 'tsconfig.json']

/** The latest time, in milliseconds, at which a file of this path changed; generated style sheets do not count. */
function latestChange(path: string): number {
	if (!existsSync(path)) {
		return 0
	}
	const stat = statSync(path)
	if (!stat.isDirectory()) {
		return /trousseau-[^/\\]*\.css/.test(path) ? 0 : stat.mtimeMs
	}
	return Math.max(0, ...readdirSync(path).map((name) => latestChange(join(path, name))))
}

function isBuilt(): boolean {
	return existsSync(at(OUTPUT))
		&& statSync(at(OUTPUT)).mtimeMs >= Math.max(...SOURCES.map((source) => latestChange(at(source))))
}

if (!isBuilt()) {
	process.stdout.write('Building the page (about half a minute)…\n')
	const code = await run('npm', ['run', '--silent', 'build'])
	if (code !== 0) {
		process.exit(code)
	}
}
process.exit(await run(process.execPath, ['--import', 'tsx', 'host/main.ts', ...process.argv.slice(2)]))
