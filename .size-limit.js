// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'

// Written by the build (webpack.config.js): the names of the chunks follow the sources, so they are not repeated here.
const { page, workers } = JSON.parse(readFileSync(new URL('build/bundles.json', import.meta.url), 'utf8'))
if (page.length === 0 || workers.length === 0) {
	throw new Error('The build has no page or no Worker to measure')
}
const inJs = (files) => files.map((file) => `js/${file}`)

export default [
	{ name: 'First load', path: inJs(page), limit: '165 kB', gzip: true },
	// libsodium takes about 161 kB of it, whatever we write; ours has 45.
	...workers.map((files) => ({ name: `Worker ${files.at(-1)}`, path: inJs(files), limit: '206 kB', gzip: true })),
]
