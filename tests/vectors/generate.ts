// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { Buffer } from 'node:buffer'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { generateSuite } from './all.ts'

/*
 * Writes `index.json` and `files/` again: `npx tsx tests/vectors/generate.ts`.
 * Everything is drawn from one seed, so that the same code gives the same bytes.
 */

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const { index, files } = generateSuite()
rmSync(here('files'), { recursive: true, force: true })
mkdirSync(here('files'))
files.forEach((bytes, name) => writeFileSync(here(`files/${name}`), bytes))
writeFileSync(here('index.json'), index)
const size = Buffer.byteLength(index) + [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0)
process.stdout.write(`${JSON.parse(index).vectors.length} vectors, ${files.size} files, ${size} bytes\n`)
