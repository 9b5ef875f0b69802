// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CredentialKind, WifiSecurity } from '../../domain/passwords/kinds.ts'
import type { OtpFault } from '../../domain/passwords/otp.ts'
import type { Option } from './choices.ts'

import { CREDENTIAL_KINDS, WIFI_SECURITIES } from '../../domain/passwords/kinds.ts'
import { t } from '../../platform/l10n.ts'
import { kindLabel } from './kind-names.ts'

type Words<K extends string> = Readonly<Record<K, () => string>>

/** The kinds of entries, the most frequent first. */
export function kindOptions(): readonly Option<CredentialKind>[] {
	return CREDENTIAL_KINDS.map((value) => ({ value, label: kindLabel(value) }))
}

/** Label of the field `login` for a kind. */
export function loginLabel(kind: CredentialKind): string {
	switch (kind) {
		case 'wifi': return t('trousseau', 'Name of the network')
		case 'mailbox': return t('trousseau', 'E-mail address')
		default: return t('trousseau', 'Login')
	}
}

/** Label of the field `password` for a kind. */
export function passwordLabel(kind: CredentialKind): string {
	switch (kind) {
		case 'card': return t('trousseau', 'PIN code')
		case 'door': return t('trousseau', 'Code')
		case 'software': return t('trousseau', 'Password or licence key')
		default: return t('trousseau', 'Password')
	}
}

/** Label of the field `site` for a kind. */
export function siteLabel(kind: CredentialKind): string {
	return kind === 'server' ? t('trousseau', 'Address of the server') : t('trousseau', 'Site address')
}

const WIFI: Words<WifiSecurity> = {
	wpa: () => t('trousseau', 'With a password (WPA, nearly always)'),
	wep: () => t('trousseau', 'With an old key (WEP)'),
	open: () => t('trousseau', 'Without password'),
}

/** Protections of a network. */
export function wifiOptions(): readonly Option<WifiSecurity>[] {
	return WIFI_SECURITIES.map((value) => ({ value, label: WIFI[value]() }))
}

/** When one is reminded of an end of validity; a number of days that is none of these is shown as it is. */
export function remindOptions(days: string): readonly Option<string>[] {
	const known = [
		{ value: '7', label: t('trousseau', 'A week before') },
		{ value: '30', label: t('trousseau', 'A month before') },
		{ value: '60', label: t('trousseau', 'Two months before') },
		{ value: '90', label: t('trousseau', 'Three months before') },
		{ value: '180', label: t('trousseau', 'Six months before') },
	]
	return known.some(({ value }) => value === days) ? known : [{ value: days, label: t('trousseau', '{days} days before', { days }) }, ...known]
}

const OTP_FAULTS: Words<OtpFault> = {
	'not-otp': () => t('trousseau', 'This is neither a key nor a link of one-time codes. On the site, look for “manual entry” or “cannot scan”.'),
	counter: () => t('trousseau', 'These codes follow a counter (HOTP): two people could not use them. Ask the site for time-based codes.'),
	steam: () => t('trousseau', 'Codes of this kind (Steam) are made of letters and work in its own application only.'),
	many: () => t('trousseau', 'This is the export of a whole application. Add the codes one by one, each with the key that its site gives.'),
	'bad-key': () => t('trousseau', 'This key is not whole: it has letters from A to Z and digits from 2 to 7. Copy it again from the site.'),
	'bad-parameters': () => t('trousseau', 'The site asks for codes that no application can compute. Ask it for a new key.'),
}

/** Why what was typed gives no one-time code. */
export const otpFaultText = (fault: OtpFault): string => OTP_FAULTS[fault]()
