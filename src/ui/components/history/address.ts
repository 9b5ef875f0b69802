// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { HistoryDocument, ListedRevision } from '../../../stores/history/past.ts'

/** In the address of the screen: French, since it can be read. */
const WORDS: Readonly<Record<HistoryDocument, string>> = { inventory: 'inventaire', vault: 'coffre' }

/** The part of the address that names a revision. */
export function revisionAddress({ document, name }: Pick<ListedRevision, 'document' | 'name'>): string {
	return `${WORDS[document]}.${name}`
}

/** The revision that an address names, or null. */
export function revisionAt(id: string): Pick<ListedRevision, 'document' | 'name'> | null {
	const match = /^(inventaire|coffre)\.(\d{8}-[0-9a-f]{32})$/.exec(id)
	return match === null ? null : { document: match[1] === 'coffre' ? 'vault' : 'inventory', name: match[2] ?? '' }
}
