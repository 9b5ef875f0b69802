// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the repository. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** An absolute path from one relative to the repository. */
export function at(...parts: readonly string[]): string {
	return resolve(ROOT, ...parts)
}

/** The text of a file of the repository. */
export function read(path: string): string {
	return readFileSync(at(path), 'utf8')
}

/** The parsed content of a JSON file of the repository, to be narrowed by the caller. */
export function readJson(path: string): unknown {
	return JSON.parse(read(path))
}

/** Files that git tracks or would track (relative, sorted): what is ignored is no part of the project. */
export function projectFiles(): readonly string[] {
	const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'], { cwd: ROOT, encoding: 'utf8' })
	const deleted = new Set(execFileSync('git', ['ls-files', '-z', '--deleted'], { cwd: ROOT, encoding: 'utf8' }).split('\0'))
	return listed.split('\0').filter((path) => path !== '' && !deleted.has(path)).sort()
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}
