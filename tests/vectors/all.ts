// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { VectorIndex } from './model.ts'

import { backups } from './classes/backups.ts'
import { bytes } from './classes/bytes.ts'
import { contradicting, decided } from './classes/decided.ts'
import { entering } from './classes/entering.ts'
import { growth } from './classes/growth.ts'
import { histories, lowered, older, several, tooFar } from './classes/histories.ts'
import { identities } from './classes/identities.ts'
import { opens } from './classes/opens.ts'
import { rights } from './classes/rights.ts'
import { sealed } from './classes/sealed.ts'
import { Suite } from './suite.ts'
import { restartChance } from './writer.ts'

/** Every vector, as the text of `index.json`, and every file by its name. */
export function generateSuite(): { readonly index: string, readonly files: ReadonlyMap<string, Uint8Array> } {
	const suite = new Suite()
	for (const add of [opens, identities, bytes, sealed, rights, entering, histories, lowered, several, older, backups, tooFar, decided, contradicting, growth]) {
		restartChance(add.name)
		add(suite)
	}
	const people = Object.fromEntries([...suite.people].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, seed]) => [name, { seed }]))
	const vectors = [...suite.vectors].sort((a, b) => (a.id < b.id ? -1 : 1))
	return { index: text({ people, vectors }), files: suite.files }
}

/** A person and a vector a line: half of an indented text would be its margins. */
function text({ people, vectors }: VectorIndex): string {
	const lines = (values: readonly string[]): string => values.map((value) => `\t\t${value}`).join(',\n')
	const persons = Object.entries(people).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
	return `{\n\t"people": {\n${lines(persons)}\n\t},\n\t"vectors": [\n${lines(vectors.map((vector) => JSON.stringify(vector)))}\n\t]\n}\n`
}
