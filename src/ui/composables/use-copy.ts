// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CredentialSummary } from '../../vault/model.ts'

import { asTrousseauError } from '../../domain/errors.ts'
import { t } from '../../platform/l10n.ts'
import { useClipboardStore } from '../../stores/clipboard.ts'
import { useNoticesStore } from '../../stores/notices.ts'
import { useVaultStore } from '../../stores/vault.ts'
import { errorMessage } from '../error-messages.ts'

/** Copies logins and passwords, and says so in one sentence. */
export function useCopy() {
	const clipboard = useClipboardStore()
	const notices = useNoticesStore()
	const vault = useVaultStore()

	async function copySecret(read: () => Promise<string>, done: string, doneForGood: string): Promise<void> {
		try {
			const erasable = await clipboard.copySecret(await read())
			notices.show(erasable ? done : doneForGood)
		} catch (caught) {
			const message = errorMessage(asTrousseauError(caught))
			notices.show(`${message.title} ${message.text}`)
		}
	}

	return {
		async copyLogin(credential: CredentialSummary): Promise<void> {
			try {
				await clipboard.copyPlain(credential.login)
				notices.show(t('trousseau', 'Login copied.'))
			} catch {
				notices.show(t('trousseau', 'The browser refused to copy. Select the text and copy it yourself.'))
			}
		},
		async copyPassword(credential: CredentialSummary): Promise<void> {
			await copySecret(
				() => vault.reveal(credential.id, 'password'),
				t('trousseau', 'Password copied. It will be erased from the clipboard in 30 seconds.'),
				t('trousseau', 'Password copied. Remember to copy something else afterwards.'),
			)
		},
	}
}
