// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Extraction } from './extract.ts'

import { isRecord } from '../lib/project.ts'

export interface Catalogue {
	readonly translations: Readonly<Record<string, string | readonly string[]>>
	readonly pluralForm: string
}

/** French as Nextcloud ships it: one (0 and 1), round millions, other. */
const FORMS = 3

/**
 * Narrows the content of l10n/fr.json.
 *
 * @throws Error when it has not the shape that Nextcloud reads
 */
export function readCatalogue(value: unknown): Catalogue {
	if (!isRecord(value) || !isRecord(value.translations) || typeof value.pluralForm !== 'string') {
		throw new Error('l10n/fr.json: it must hold "translations" and "pluralForm"')
	}
	const translations: Record<string, string | readonly string[]> = {}
	for (const [key, translation] of Object.entries(value.translations)) {
		if (typeof translation !== 'string' && !(Array.isArray(translation) && translation.every((form) => typeof form === 'string'))) {
			throw new Error(`l10n/fr.json: “${key}” must be a text or a list of texts`)
		}
		translations[key] = translation
	}
	return { translations, pluralForm: value.pluralForm }
}

/**
 * The catalogue with the spaces of French typography: none of them may end a line before its sign.
 * A narrow one before ; ! ?, a full one before : » % € and after «.
 */
export function withFrenchSpaces(catalogue: Catalogue): Catalogue {
	const spaced = Object.entries(catalogue.translations)
		.map(([key, translation]) => [key, typeof translation === 'string' ? frenchSpaces(translation) : translation.map(frenchSpaces)] as const)
	return { translations: Object.fromEntries(spaced), pluralForm: catalogue.pluralForm }
}

function frenchSpaces(text: string): string {
	// "%n" and "%s" are places for a value, not per cent.
	return text.replace(/ (?=[;!?])/g, '\u202f').replace(/ (?=[:»€]|%(?![\dns]))/g, '\u00a0').replace(/« /g, '«\u00a0')
}

/** The catalogue as it is kept. */
export function renderCatalogue(catalogue: Catalogue): string {
	return `${JSON.stringify(catalogue, null, 2)}\n`
}

/** The script that the page loads, with the same content as the catalogue. */
export function renderScript(catalogue: Catalogue): string {
	const translations = JSON.stringify(catalogue.translations, null, 4)
	return `OC.L10N.register(\n    "trousseau",\n    ${translations.replaceAll('\n', '\n    ')},\n    ${JSON.stringify(catalogue.pluralForm)}\n);\n`
}

/** Keys that the code asks for and the catalogue lacks, each with the first place that asks. */
export function missing(catalogue: Catalogue, extraction: Extraction): ReadonlyMap<string, string> {
	const found = new Map<string, string>()
	for (const { key, place } of extraction.strings) {
		if (!Object.hasOwn(catalogue.translations, key) && !found.has(key)) {
			found.set(key, place)
		}
	}
	return found
}

/** Differences between the catalogue and the code, one line each. */
export function verify(catalogue: Catalogue, extraction: Extraction): readonly string[] {
	const asked = new Set(extraction.strings.map((string) => string.key))
	return [
		...extraction.problems,
		...[...missing(catalogue, extraction)].map(([key, place]) => `${place}: no French for “${key}”`),
		...Object.keys(catalogue.translations).filter((key) => !asked.has(key)).map((key) => `l10n/fr.json: nothing asks for “${key}”`),
		...Object.entries(catalogue.translations).flatMap(([key, translation]) => verifyEntry(key, translation)),
	]
}

function verifyEntry(key: string, translation: string | readonly string[]): readonly string[] {
	const sources = /^_(.+)_::_(.+)_$/s.exec(key)?.slice(1)
	const forms = typeof translation === 'string' ? [translation] : translation
	const found: string[] = []
	if ((sources !== undefined) !== (typeof translation !== 'string') || (sources !== undefined && forms.length !== FORMS)) {
		found.push(`l10n/fr.json: “${key}” needs ${sources === undefined ? 'one text' : `${FORMS} forms`}`)
	}
	if (forms.some((form) => form.trim() === '')) {
		found.push(`l10n/fr.json: “${key}” is empty`)
	}
	// A singular may leave its number out ("one tool"), so a plural is compared with its second source.
	const expected = placeholders(sources?.[1] ?? key)
	if (forms.some((form) => placeholders(form).some((name) => !expected.includes(name)))
		|| expected.some((name) => !forms.some((form) => placeholders(form).includes(name)))) {
		found.push(`l10n/fr.json: “${key}” and its French differ by their {placeholders}`)
	}
	return found
}

function placeholders(text: string): readonly string[] {
	return [...new Set(text.match(/\{\w+\}|%n|%\d?\$?s/g) ?? [])]
}
