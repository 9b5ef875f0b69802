// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { browserMemory } from '../../platform/browser-memory.ts'

/*
 * A restored notebook is older than the state its members last saw, which is also what a rollback by the server looks
 * like. Only the browser in which the person restored it may offer to open it.
 */

const keyOf = (notebookId: string): string => `restored:${notebookId}`

/** Remembers that this notebook was put back here, and of when the backup was (ISO 8601). */
export const rememberRestored = (notebookId: string, at: string): void => browserMemory().setPreference(keyOf(notebookId), at)

/** Date of the backup from which this browser restored the notebook; null if it did not, or if the notebook was opened since. */
export const restoredFrom = (notebookId: string): string | null => browserMemory().preference(keyOf(notebookId))

/** Once it opens, what is older than this state is refused again. */
export const forgetRestored = (notebookId: string): void => browserMemory().setPreference(keyOf(notebookId), null)
