// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'

// Written by the build (webpack.config.js): the names of the chunks follow the sources, so they are not repeated here.
const { page, styles, workers, strength } = JSON.parse(readFileSync(new URL('build/bundles.json', import.meta.url), 'utf8'))
if ([page, styles, workers, strength].some((files) => files.length === 0)) {
	throw new Error('The build has no page, no style sheet, no Worker or no dictionaries to measure')
}
const inJs = (files) => files.map((file) => `js/${file}`)
const isSodium = (file) => file.startsWith('trousseau-sodium.')
const sodium = workers.flat().filter(isSodium)
if (sodium.length !== 1) {
	throw new Error('libsodium has no chunk of its own')
}

export default [
	{ name: 'First load, scripts', path: inJs(page), limit: '165 kB', gzip: true },
	{ name: 'First load, styles', path: styles, limit: '14 kB', gzip: true },
	// As it is, whatever we write.
	{ name: 'libsodium', path: inJs(sodium), limit: '163 kB', gzip: true },
	// Loaded by its Worker when a password is typed or judged, never before.
	{ name: 'Dictionaries of the strength', path: inJs(strength), limit: '540 kB', gzip: true },
	...workers.map((files) => ({ name: `Worker ${files.at(-1)}, ours`, path: inJs(files.filter((file) => !isSodium(file))), limit: '45 kB', gzip: true })),
]
