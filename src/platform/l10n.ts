// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { getCanonicalLocale, getLanguage, translate, translatePlural } from '@nextcloud/l10n'

/** Values for the `{places}` of a text. */
export type TextValues = Readonly<Record<string, number | string>>

/** Vue escapes what it shows; escaping here would show `&amp;` to people. */
const PLAIN = { escape: false, sanitize: false } as const

/** A text in the person's language. The app's id comes first, so that Nextcloud's tools find the texts. */
export function t(app: 'trousseau', text: string, values: TextValues = {}): string {
	return translate(app, text, values, PLAIN)
}

/** A text that depends on a number, which stands as `%n` in it. */
export function n(app: 'trousseau', singular: string, plural: string, count: number, values: TextValues = {}): string {
	return translatePlural(app, singular, plural, count, values, PLAIN)
}

/**
 * The locale of everything that `Intl` writes: the person's own, as far as it is of the language of the texts, since a
 * date stands in the middle of a sentence.
 */
export function pageLocale(): string {
	const [language, locale] = [getLanguage().replace('_', '-'), getCanonicalLocale()]
	const [isoLanguage = ''] = language.split('-')
	return supported(locale.split('-')[0] === isoLanguage ? locale : language) ?? supported(isoLanguage) ?? 'fr-FR'
}

function supported(locale: string): string | null {
	try {
		return Intl.DateTimeFormat.supportedLocalesOf(locale)[0] ?? null
	} catch {
		return null
	}
}

/** Language of the long texts, which exist in French only, for the `lang` of what shows them; undefined on a page that is French anyway. */
export function contentLang(): 'fr' | undefined {
	return getLanguage().toLowerCase().startsWith('fr') ? undefined : 'fr'
}

const made = new Map<string, unknown>()

/** A formatter, made once for each locale. */
function formatter<T>(kind: string, make: (locale: string) => T): T {
	const locale = pageLocale()
	const key = `${kind} ${locale}`
	const known = made.get(key) as T | undefined ?? make(locale)
	made.set(key, known)
	return known
}

const dateFormat = () => formatter('date', (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long' }))
const timeFormat = () => formatter('time', (locale) => new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }))
function dateTimeFormat() {
	return formatter('date and time', (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }))
}
const numberFormat = () => formatter('number', (locale) => new Intl.NumberFormat(locale))
const percentFormat = () => formatter('percent', (locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }))
const euroFormat = () => formatter('euros', (locale) => new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }))
function wholeEuroFormat() {
	return formatter('whole euros', (locale) => new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 }))
}
const daysFormat = () => formatter('days', (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }))
const nameOrder = () => formatter('names', (locale) => new Intl.Collator(locale, { numeric: true }))
const regionNames = () => formatter('regions', (locale) => new Intl.DisplayNames(locale, { type: 'region' }))

const DAY_ALONE = /^\d{4}-\d{2}-\d{2}$/

/** `22 novembre 2026`, `1er novembre 2026`; empty for what is no date. A date without time is that day, in every time zone. */
export function formatDate(when: Date | string): string {
	return format(dateFormat(), typeof when === 'string' && DAY_ALONE.test(when) ? `${when}T00:00:00` : when)
}

/** `14 h 32`; empty for what is no date. */
export function formatTime(when: Date | string): string {
	return format(timeFormat(), when)
}

/** `22 novembre 2026 à 14 h 32`; empty for what is no date. */
export function formatDateTime(when: Date | string): string {
	return format(dateTimeFormat(), when)
}

/** `1 234,5`. */
export function formatNumber(value: number): string {
	return numberFormat().format(value)
}

/** `71 %`, from 0.71. */
export function formatPercent(share: number): string {
	return percentFormat().format(share)
}

/** `1 234,50 €`; cents only when there are. */
export function formatEuros(amount: number): string {
	return (Number.isInteger(amount) ? wholeEuroFormat() : euroFormat()).format(amount)
}

/** `dans 7 jours`, `demain`. */
export function formatDays(days: number): string {
	return daysFormat().format(days, 'day')
}

/** A country, from its ISO 3166-1 alpha-2 code. */
export function formatCountry(code: string): string {
	return regionNames().of(code) ?? code
}

/** Compares two names as the person's language orders them. */
export function compareNames(left: string, right: string): number {
	return nameOrder().compare(left, right)
}

function format(style: Intl.DateTimeFormat, when: Date | string): string {
	const date = new Date(when)
	return Number.isNaN(date.getTime()) ? '' : asInFrance(style, style.format(date))
}

/** Hours and the first of a month as French writes them, which Intl does not. */
function asInFrance(style: Intl.DateTimeFormat, text: string): string {
	return style.resolvedOptions().locale.startsWith('fr')
		? text.replace(/\b0?(\d{1,2}):(\d{2})\b/u, '$1\u00a0h\u00a0$2').replace(/^1 /u, '1er ')
		: text
}
