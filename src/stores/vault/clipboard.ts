// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { copySecret, copyText, eraseSecret } from '../../platform/clipboard.ts'

export type { ErasureOutcome, ErasurePromise } from '../../platform/clipboard.ts'

/** Copies; a password is erased from the clipboard after a while, when the browser allows it. */
export const useClipboardStore = defineStore('clipboard', () => {
	return {
		/** Copies a text that is no secret. Rejects when the browser refuses. */
		copyPlain: copyText,
		/** Copies a secret. Resolves to what can be promised of its erasure. */
		copySecret,
		/** The same for a secret that was copied by hand. */
		eraseSecret,
	}
})
