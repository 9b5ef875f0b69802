// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CredentialKind } from '../../domain/passwords/kinds.ts'

import { t } from '../../platform/l10n.ts'

/*
 * Apart from the other words of kinds: every list shows them, from the first screen on.
 */

const KINDS: Readonly<Record<CredentialKind, () => string>> = {
	site: () => t('trousseau', 'Web site'),
	software: () => t('trousseau', 'Software'),
	mailbox: () => t('trousseau', 'Mailbox'),
	card: () => t('trousseau', 'Certificate or card of an agent'),
	door: () => t('trousseau', 'Door or safe code'),
	wifi: () => t('trousseau', 'Wi-Fi'),
	server: () => t('trousseau', 'Server or device'),
	note: () => t('trousseau', 'Secure note'),
}

/** A kind of entry in words. */
export const kindLabel = (kind: CredentialKind): string => KINDS[kind]()
