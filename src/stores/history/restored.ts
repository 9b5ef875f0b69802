// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { browserMemory } from '../../platform/browser-memory.ts'

/*
 * A notebook that was put back from a backup is older than what its people last saw: that is what a server that
 * lies would show as well. Only the browser where somebody put it back, on purpose, may offer to open it.
 */

const keyOf = (notebookId: string): string => `restored:${notebookId}`

/** Remembers that this notebook was put back here, and of when the backup was (ISO 8601). */
export const rememberRestored = (notebookId: string, at: string): void => browserMemory().setPreference(keyOf(notebookId), at)

/** When the backup was made from which this notebook was put back in this browser; null when it was not, or was opened since. */
export const restoredFrom = (notebookId: string): string | null => browserMemory().preference(keyOf(notebookId))

/** Once it opens, what is older than this state is refused again. */
export const forgetRestored = (notebookId: string): void => browserMemory().setPreference(keyOf(notebookId), null)
