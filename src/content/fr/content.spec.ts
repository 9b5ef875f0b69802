// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { FAMILIES } from '../../domain/catalogue/families.ts'
import { THEMES } from '../../domain/diagnostic/model.ts'
import { RULES } from '../../domain/diagnostic/ruleset.ts'
import { DATA_CATEGORIES, USAGES } from '../../domain/inventory/usages.ts'
import { STRENGTH_REASONS } from '../../domain/passwords/strength.ts'
import { DATA_CATEGORY_LABELS } from './data-categories.ts'
import { ENVELOPE_TEXT, envelopeSteps } from './envelope.ts'
import { FAMILY_LABELS } from './families.ts'
import { HAND_OVER_TEXT, transferCommand } from './hand-over.ts'
import { README_TEXT } from './read-me.ts'
import { RULE_TEXTS } from './rules.ts'
import { STRENGTH_REASON_TEXTS } from './strength.ts'
import { THEME_TEXTS, THEME_WORDS } from './themes.ts'
import { USAGE_LABELS } from './usages.ts'

const sorted = (texts: Iterable<string>) => [...texts].sort()

/** Every text that a person may read, with the place where it stands. */
function texts(value: unknown, path: string): (readonly [string, string])[] {
	if (typeof value === 'string') {
		return [[path, value]]
	}
	return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}.${key}`)) : []
}

const ALL_TEXTS = texts(
	{
		rules: RULE_TEXTS,
		themes: THEME_TEXTS,
		words: THEME_WORDS,
		families: FAMILY_LABELS,
		usages: USAGE_LABELS,
		categories: DATA_CATEGORY_LABELS,
		strength: STRENGTH_REASON_TEXTS,
		readMe: README_TEXT,
		envelope: ENVELOPE_TEXT,
		envelopeSteps: envelopeSteps('https://exemple.fr/#/rejoindre', 'Trousseau/Exemple'),
		handOver: HAND_OVER_TEXT,
	},
	'',
).filter(([path]) => !path.endsWith('levels.0.when'))

describe('French content', () => {
	it.each([
		['rule', RULES.map(({ id }) => id), RULE_TEXTS],
		['theme', THEMES, THEME_TEXTS],
		['family', FAMILIES, FAMILY_LABELS],
		['usage', USAGES, USAGE_LABELS],
		['data category', DATA_CATEGORIES, DATA_CATEGORY_LABELS],
		['reason', STRENGTH_REASONS, STRENGTH_REASON_TEXTS],
	])('has one text for each %s, and none for another', (_, ids, labels) => {
		expect(sorted(Object.keys(labels))).toEqual(sorted(ids))
	})

	it.each(Object.entries(RULE_TEXTS))('%s says why, and gives three ways with their effort, training and loss', (_, { title, why, levels }) => {
		expect(title.length).toBeGreaterThan(10)
		expect(why.length).toBeGreaterThan(60)
		expect(levels).toHaveLength(3)
		levels.forEach((level, place) => {
			expect(level.text).toMatch(/^\p{Lu}.{20,}\.$/su)
			expect(level.when === '').toBe(place === 0)
			expect(['XS', 'S', 'M', 'L', 'XL']).toContain(level.effort)
			expect(level.training).toMatch(/^Formation/)
			expect(level.training.includes('aucune')).toBe(level.trainingHours === 0)
			expect(level.lose).toMatch(/^Ce que vous perdez/)
		})
	})

	it('never says "tu", never claims that something is illegal, and keeps the spaces of French typography', () => {
		for (const [path, text] of ALL_TEXTS) {
			expect(text.trim(), path).not.toBe('')
			expect(text, path).not.toMatch(/(?<!\p{L})(?:tu|ton|ta|tes|toi)(?!\p{L})/iu)
			expect(text, path).not.toMatch(/(?<!\p{L})(?:est|sont|serait) (?:illéga|interdit)/iu)
			expect(text, path).not.toMatch(/ [:;?!»]|« /)
			expect(text, path).not.toMatch(/\b(?:vault|KDF|item|cloud act)\b/i)
		}
	})

	it('says on the sheet where to type the words, in which folder, and what to do afterwards', () => {
		const steps = envelopeSteps('https://exemple.fr/#/rejoindre', 'Trousseau/Exemple')
		expect(steps).toHaveLength(5)
		steps.forEach((step) => expect(step).toMatch(/^\p{Lu}.{40,}\.$/su))
		expect(steps.filter((step) => step.includes('Trousseau/Exemple'))).toHaveLength(1)
		expect(steps.filter((step) => step.includes('https://exemple.fr/#/rejoindre'))).toHaveLength(1)
		expect(steps.at(-1)).toContain('une nouvelle feuille')
		expect(ENVELOPE_TEXT.words).toContain('dans cet ordre')
	})

	it('gives the host a command that a shell takes as it is', () => {
		expect(transferCommand('anne', 'Trousseau/L\'Étang')).toBe('occ files:transfer-ownership --path=\'Trousseau/L\'\\\'\'Étang\' \'anne\' <nouveau compte>')
	})

	it('says in three sentences what the folder is', () => {
		expect(README_TEXT.trim().split('\n')).toHaveLength(3)
	})
})
