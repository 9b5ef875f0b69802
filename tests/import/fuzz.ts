// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { zipSync } from 'fflate'
// Reads notebooks with bytes changed at random, and fails on a crash, on a reader slower than 2 s, or on memory over 512 MB:
// npx tsx tests/import/fuzz.ts [mutations] [seed]
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { TrousseauError } from '../../src/domain/errors.ts'
import { readNotebook } from '../../src/exchange/import/read.ts'
import { refusalOf } from '../../src/exchange/import/refusal.ts'
import { reportOf } from '../../src/exchange/import/report.ts'
import { understand } from '../../src/exchange/import/understand.ts'
import { openZip } from '../../src/exchange/import/zip.ts'
import { notebooks } from './golden.ts'

const MAX_MS = 2_000
const MAX_MEMORY = 512 * 1024 * 1024

/** Pieces that readers give a meaning to. */
const TOKENS = ['"', ';', '\n', '\t', ' : ', ' - ', '<', '>', '&lol;', '\0', '\u202E', '😀', 'mdp', 'identifiant', 'x'.repeat(500), '=1+1', ']]>', '{', '}', '[', ']', '"":', '999999999', '-1', 'é', '\uFEFF']

/** Numbers that come again with the same seed (mulberry32). */
function random(seed: number): () => number {
	let state = seed
	return () => {
		state = (state + 0x6D2B79F5) | 0
		let value = Math.imul(state ^ (state >>> 15), 1 | state)
		value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
		return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
	}
}

function mutated(bytes: Uint8Array, next: () => number): Uint8Array {
	let changed = Buffer.from(bytes)
	for (let count = 1 + Math.floor(next() * 6); count > 0; count -= 1) {
		const at = Math.floor(next() * changed.length)
		const length = Math.floor(next() * 40)
		switch (Math.floor(next() * 5)) {
			case 0:
				changed[at] = Math.floor(next() * 256)
				break
			case 1:
				changed = Buffer.concat([changed.subarray(0, at), Buffer.from(TOKENS[Math.floor(next() * TOKENS.length)] ?? ''), changed.subarray(at)])
				break
			case 2:
				changed = Buffer.concat([changed.subarray(0, at), changed.subarray(at + length)])
				break
			case 3:
				changed = Buffer.concat([changed.subarray(0, at), changed.subarray(Math.max(0, at - length), at), changed.subarray(at)])
				break
			default:
				changed = next() < 0.1 ? changed.subarray(0, at) : changed
		}
	}
	return changed
}

/** Half of the time what is inside a zip is changed, and the zip is made again: else its checksums stop everything. */
function mutant(bytes: Uint8Array, next: () => number): Uint8Array {
	const isZip = bytes[0] === 0x50 && bytes[1] === 0x4B
	if (!isZip || next() < 0.3) {
		return mutated(bytes, next)
	}
	const files = [...openZip(bytes)].filter(([name]) => !name.endsWith('/') && !/thumbnail|theme|\.png$/i.test(name))
	const chosen = files.filter(([name]) => /content\.xml|document\.xml|sheet\d|sharedStrings|styles\.xml|workbook|export\.data/.test(name))
	const [target] = chosen[Math.floor(next() * chosen.length)] ?? files[0] ?? ['']
	return zipSync(Object.fromEntries(files.map(([name, file]) => [name, name === target ? mutated(file.bytes(), next) : file.bytes()])), { level: 0 })
}

/** Description of the fault, or null. */
async function trial(bytes: Uint8Array, passphrase: string | undefined): Promise<string | null> {
	const start = performance.now()
	try {
		reportOf(understand(await readNotebook(bytes, passphrase === undefined ? {} : { passphrase })))
	} catch (error) {
		// A library may give up on a damaged file; an error of our own code is a fault.
		if (!(error instanceof TrousseauError) && !(error instanceof Error && ['KdbxError'].includes(error.name)) && !/fflate|kdbxweb|saxes|xmldom/.test(String((error as Error).stack).split('\n').slice(1, 4).join())) {
			return String((error as Error).stack)
		}
		refusalOf(error)
	}
	const took = performance.now() - start
	return took > MAX_MS ? `took ${Math.round(took)} ms` : null
}

/**
 * Runs mutations over every notebook in turn.
 *
 * @param mutations - how many in all
 * @param seed - the same seed makes the same mutations
 * @param isTimed - whether slowness and memory count as failures
 * @returns what failed, with the notebook and the number of the mutation
 */
export async function fuzz(mutations: number, seed: number, isTimed = true): Promise<{ readonly failures: readonly string[], readonly slowest: number, readonly memory: number }> {
	const folder = new URL('notebooks/', import.meta.url)
	const sources = notebooks().filter((name) => !name.startsWith('9')).map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, folder))) }))
	const failures: string[] = []
	let slowest = 0
	let memory = 0
	for (let count = 0; count < mutations && failures.length < 10; count += 1) {
		const source = sources[count % sources.length]
		if (source === undefined) {
			break
		}
		const next = random(seed + count)
		// A KeePass file takes a tenth of a second to open: most of its mutants are read without passphrase.
		const bytes = mutant(source.bytes, next)
		const start = performance.now()
		const failed = await trial(bytes, source.name.endsWith('.kdbx') && next() < 0.02 ? 'Phrase de test' : undefined)
		slowest = Math.max(slowest, performance.now() - start)
		memory = Math.max(memory, count % 50 === 0 ? process.memoryUsage().rss : 0)
		if (failed !== null && (isTimed || !failed.startsWith('took '))) {
			failures.push(`${source.name}, mutation ${count} of seed ${seed}: ${failed}`)
		}
	}
	return { failures: isTimed && memory > MAX_MEMORY ? [...failures, `memory ${memory}`] : failures, slowest, memory }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	const mutations = Number(process.argv[2] ?? 100_000)
	const seed = Number(process.argv[3] ?? 1)
	const start = performance.now()
	const { failures, slowest, memory } = await fuzz(mutations, seed)
	process.stdout.write(`${mutations} mutations, seed ${seed}: ${failures.length} failed, slowest ${Math.round(slowest)} ms, memory ${Math.round(memory / 1e6)} MB, `
		+ `${Math.round((performance.now() - start) / 1000)} s\n${failures.join('\n')}\n`)
	process.exitCode = failures.length === 0 ? 0 : 1
}
