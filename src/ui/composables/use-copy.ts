// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErasureOutcome, ErasurePromise } from '../../stores/vault/clipboard.ts'
import type { CredentialSummary } from '../../vault/model.ts'

import { asTrousseauError } from '../../domain/errors.ts'
import { t } from '../../platform/l10n.ts'
import { logCaught } from '../../platform/log.ts'
import { useNoticesStore } from '../../stores/session/notices.ts'
import { useClipboardStore } from '../../stores/vault/clipboard.ts'
import { useUsesStore } from '../../stores/vault/uses.ts'
import { useVaultStore } from '../../stores/vault/vault.ts'
import { errorMessage } from '../words/error-messages.ts'

/** The sentence after "copied": when the clipboard will be erased, as far as the browser allows it. */
const PROMISES: Readonly<Record<ErasurePromise, () => string>> = {
	ours: () => t('trousseau', 'It will be erased when you come back here, in 30 seconds at the earliest.'),
	'whatever-is-there': () => `${t('trousseau', 'It will be erased when you come back here, in 30 seconds at the earliest.')} ${t('trousseau', 'What you may copy elsewhere until then will be erased too: this browser does not let us tell them apart.')}`,
	never: () => t('trousseau', 'Over this connection the browser lets nobody erase it: copy something else afterwards.'),
}

/** Copies logins and passwords, and says so in one sentence that names the entry. */
export function useCopy() {
	const clipboard = useClipboardStore()
	const notices = useNoticesStore()
	const vault = useVaultStore()
	const uses = useUsesStore()

	const refused = (): void => notices.show(t('trousseau', 'The browser refused to copy. Select the text and copy it yourself.'))

	function told(outcome: ErasureOutcome): void {
		if (outcome === 'cannot-clear') {
			notices.show(t('trousseau', 'The browser did not let us erase what you copied: copy something else in its place.'))
		}
	}

	return {
		async copyLogin(credential: CredentialSummary): Promise<void> {
			try {
				await clipboard.copyPlain(credential.login)
				uses.note(credential.id)
				notices.show(t('trousseau', '“{name}”: login copied.', { name: credential.label }))
			} catch (error) {
				logCaught('clipboard.copy-login', error)
				refused()
			}
		},
		async copyPassword(credential: CredentialSummary): Promise<void> {
			let secret: string
			try {
				secret = await vault.reveal(credential.id, 'password')
			} catch (caught) {
				const message = errorMessage(asTrousseauError(caught))
				notices.show(`${message.title} ${message.text}`)
				return
			}
			try {
				const promise = await clipboard.copySecret(secret, told)
				uses.note(credential.id)
				notices.show(`${t('trousseau', '“{name}”: password copied.', { name: credential.label })} ${PROMISES[promise]()}`)
			} catch (error) {
				logCaught('clipboard.copy-password', error)
				refused()
			}
		},
		/** A secret that is shown was copied by hand: it is erased as the others are. */
		async copiedByHand(text: string, event: Event): Promise<void> {
			const promise = await clipboard.eraseSecret(text, told, event)
			notices.show(`${t('trousseau', 'Copied.')} ${PROMISES[promise]()}`)
		},
	}
}
