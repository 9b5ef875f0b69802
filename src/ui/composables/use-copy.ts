// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErasureOutcome, ErasurePromise } from '../../stores/vault/clipboard.ts'
import type { CredentialSummary } from '../../vault/model.ts'

import { asTrousseauError } from '../../domain/errors.ts'
import { t } from '../../platform/l10n.ts'
import { logAnd, logCaught } from '../../platform/log.ts'
import { useNoticesStore } from '../../stores/session/notices.ts'
import { useClipboardStore } from '../../stores/vault/clipboard.ts'
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

	const refused = (): void => notices.show(t('trousseau', 'The browser refused to copy. Select the text and copy it yourself.'))

	function told(outcome: ErasureOutcome): void {
		if (outcome === 'cannot-clear') {
			notices.show(t('trousseau', 'The browser did not let us erase what you copied: copy something else in its place.'))
		}
	}

	/** Recent passwords are those that were used. In a chunk of the first screen, which is there by then. */
	async function used({ id }: CredentialSummary): Promise<void> {
		const { useUsesStore } = await import(/* webpackChunkName: "home" */ '../../stores/vault/uses.ts')
		useUsesStore().note(id)
	}

	async function copyPlain(credential: CredentialSummary, text: string, sentence: string): Promise<void> {
		try {
			await clipboard.copyPlain(text)
			used(credential).catch(logAnd('clipboard.used', undefined))
			notices.show(sentence)
		} catch (error) {
			logCaught('clipboard.copy-text', error)
			refused()
		}
	}

	async function copySecret(credential: CredentialSummary, read: () => Promise<string>, sentence: string): Promise<void> {
		let secret: string
		try {
			secret = await read()
		} catch (caught) {
			const message = errorMessage(asTrousseauError(caught))
			notices.show(`${message.title} ${message.text}`)
			return
		}
		try {
			const promise = await clipboard.copySecret(secret, told)
			used(credential).catch(logAnd('clipboard.used', undefined))
			notices.show(`${sentence} ${PROMISES[promise]()}`)
		} catch (error) {
			logCaught('clipboard.copy-secret', error)
			refused()
		}
	}

	return {
		copyLogin: (credential: CredentialSummary): Promise<void> => copyPlain(
			credential,
			credential.login,
			t('trousseau', '“{name}”: login copied.', { name: credential.label }),
		),
		copyPassword: (credential: CredentialSummary): Promise<void> => copySecret(
			credential,
			() => vault.reveal(credential.id, 'password'),
			t('trousseau', '“{name}”: password copied.', { name: credential.label }),
		),
		/** The code of the moment of the click. */
		copyCode: (credential: CredentialSummary): Promise<void> => copySecret(
			credential,
			async () => (await vault.code(credential.id)).code,
			t('trousseau', '“{name}”: one-time code copied.', { name: credential.label }),
		),
		/**
		 * Any other secret, present or former.
		 *
		 * @param credential - the entry
		 * @param what - its name on the screen
		 * @param read - reads it at the moment of the click
		 */
		copyField: (credential: CredentialSummary, what: string, read: () => Promise<string>): Promise<void> => copySecret(
			credential,
			read,
			t('trousseau', '“{name}”: copied ({what}).', { name: credential.label, what }),
		),
		/** Copies a text that is no secret. */
		copyOpen: (credential: CredentialSummary, what: string, text: string): Promise<void> => copyPlain(
			credential,
			text,
			t('trousseau', '“{name}”: copied ({what}).', { name: credential.label, what }),
		),
		/** A secret that is shown was copied by hand: it is erased as the others are. */
		async copiedByHand(text: string, event: Event): Promise<void> {
			const promise = await clipboard.eraseSecret(text, told, event)
			notices.show(`${t('trousseau', 'Copied.')} ${PROMISES[promise]()}`)
		},
	}
}
