// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'

/** Name of the file, in the data folder, that keeps the words of the example from one start to the next. */
export const DEMO_WORDS_FILE = 'demo.json'

const schema = v.object({
	passphrases: v.object({ secretaire: v.string(), maire: v.string() }),
	envelope: v.array(v.string()),
})

/** Passphrases and words that open the example's vault. */
export type DemoWords = v.InferOutput<typeof schema>

/**
 * The words of the example that was made in a data folder; null when there are none that can be read.
 *
 * @param folder - the data folder
 */
export async function readDemoWords(folder: string): Promise<DemoWords | null> {
	const text = await readFile(join(folder, DEMO_WORDS_FILE), 'utf8').catch(() => null)
	if (text === null) {
		return null
	}
	try {
		return v.parse(schema, JSON.parse(text))
	} catch {
		return null
	}
}

/**
 * Keeps the words of the example, readable by the user of this computer only.
 *
 * @param folder - the data folder
 * @param words - what {@link readDemoWords} will give
 */
export async function keepDemoWords(folder: string, words: DemoWords): Promise<void> {
	const file = join(folder, DEMO_WORDS_FILE)
	await writeFile(`${file}.new`, `${JSON.stringify(words, null, '\t')}\n`, { mode: 0o600 })
	await rename(`${file}.new`, file)
}
