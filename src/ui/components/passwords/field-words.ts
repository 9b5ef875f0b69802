// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { OptionalField } from '../../composables/forms/use-visible-fields.ts'

import { t } from '../../../platform/l10n.ts'

const FIELDS: Readonly<Record<OptionalField, () => string>> = {
	login: () => t('trousseau', 'Login'),
	password: () => t('trousseau', 'Password'),
	otp: () => t('trousseau', 'One-time code'),
	site: () => t('trousseau', 'Site address'),
	moreSites: () => t('trousseau', 'Other addresses'),
	holders: () => t('trousseau', 'Who knows this password?'),
	code: () => t('trousseau', 'Who receives the confirmation code?'),
	contact: () => t('trousseau', 'Whom to call'),
	expiry: () => t('trousseau', 'Valid until'),
}

/** A field that can be added, in words. */
export const optionalFieldLabel = (field: OptionalField): string => FIELDS[field]()
