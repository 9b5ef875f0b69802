// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../../platform/l10n.ts'

/**
 * “by you”, or “by” and a name.
 *
 * @param name - of whoever did it
 * @param isMe - whether it is who looks
 */
export function byWhom(name: string, isMe: boolean): string {
	return isMe ? t('trousseau', 'by you') : t('trousseau', 'by {name}', { name })
}
