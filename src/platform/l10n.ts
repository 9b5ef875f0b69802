// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { translate, translatePlural } from '@nextcloud/l10n'

/** Values for the `{places}` of a text. */
export type TextValues = Readonly<Record<string, number | string>>

/** Vue escapes what it shows; escaping here would show `&amp;` to people. */
const PLAIN = { escape: false, sanitize: false } as const

const LOCALE = 'fr-FR'

/** A text in the person's language. The app's id comes first, so that Nextcloud's tools find the texts. */
export function t(app: 'trousseau', text: string, values: TextValues = {}): string {
	return translate(app, text, values, PLAIN)
}

/** A text that depends on a number, which stands as `%n` in it. */
export function n(app: 'trousseau', singular: string, plural: string, count: number, values: TextValues = {}): string {
	return translatePlural(app, singular, plural, count, values, PLAIN)
}

const dateFormat = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long' })
const timeFormat = new Intl.DateTimeFormat(LOCALE, { hour: 'numeric', minute: '2-digit' })
const dateTimeFormat = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeStyle: 'short' })
const numberFormat = new Intl.NumberFormat(LOCALE)
const percentFormat = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 0 })
const euroFormat = new Intl.NumberFormat(LOCALE, { style: 'currency', currency: 'EUR' })
const wholeEuroFormat = new Intl.NumberFormat(LOCALE, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 })

const DAY_ALONE = /^\d{4}-\d{2}-\d{2}$/

/** `22 novembre 2026`, `1er novembre 2026`; empty for what is no date. A date without time is that day, in every time zone. */
export function formatDate(when: Date | string): string {
	return format(dateFormat, typeof when === 'string' && DAY_ALONE.test(when) ? `${when}T00:00:00` : when)
}

/** `14 h 32`; empty for what is no date. */
export function formatTime(when: Date | string): string {
	return format(timeFormat, when)
}

/** `22 novembre 2026 à 14 h 32`; empty for what is no date. */
export function formatDateTime(when: Date | string): string {
	return format(dateTimeFormat, when)
}

/** `1 234,5`. */
export function formatNumber(value: number): string {
	return numberFormat.format(value)
}

/** `71 %`, from 0.71. */
export function formatPercent(share: number): string {
	return percentFormat.format(share)
}

/** `1 234,50 €`; cents only when there are. */
export function formatEuros(amount: number): string {
	return (Number.isInteger(amount) ? wholeEuroFormat : euroFormat).format(amount)
}

function format(formatter: Intl.DateTimeFormat, when: Date | string): string {
	const date = new Date(when)
	return Number.isNaN(date.getTime()) ? '' : asInFrance(formatter, formatter.format(date))
}

/** Hours and the first of a month as French writes them, which Intl does not. */
function asInFrance(formatter: Intl.DateTimeFormat, text: string): string {
	return formatter.resolvedOptions().locale.startsWith('fr')
		? text.replace(/\b0?(\d{1,2}):(\d{2})\b/u, '$1\u00a0h\u00a0$2').replace(/^1 /u, '1er ')
		: text
}
