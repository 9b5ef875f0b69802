// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { VectorIndex } from './model.ts'

import { backups } from './classes/backups.ts'
import { bytes } from './classes/bytes.ts'
import { contradicting, decided } from './classes/decided.ts'
import { entering } from './classes/entering.ts'
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
	for (const add of [opens, identities, bytes, sealed, rights, entering, histories, lowered, several, older, backups, tooFar, decided, contradicting]) {
		restartChance(add.name)
		add(suite)
	}
	const people = Object.fromEntries([...suite.people].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, seed]) => [name, { seed }]))
	const vectors = [...suite.vectors].sort((a, b) => (a.id < b.id ? -1 : 1))
	const index: VectorIndex = { people, vectors }
	return { index: `${JSON.stringify(index, null, '\t')}\n`, files: suite.files }
}
