// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../domain/document.ts'

/** The heads and the common ancestors that the Worker needs to open a journal. */
export interface OpenInput {
	/** The heads, verified against their names. */
	readonly heads: readonly RevisionFile[]
	/** For two or more heads: the revisions that serve as merge bases and as links of the chain. */
	readonly others: readonly RevisionFile[]
}
