// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { readCatalogue, renderScript, verify, withFrenchSpaces } from './catalogue.ts'
import { extract } from './extract.ts'

const PLURAL_FORM = 'nplurals=3; plural=(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;'

function keys(path: string, text: string): readonly string[] {
	return extract(path, text).strings.map((string) => string.key)
}

describe('extraction from TypeScript', () => {
	it('finds literals, sums and templates without holes', () => {
		expect(keys('a.ts', 't(\'trousseau\', \'One\'); t("trousseau", "Two " + \'three\'); t(`trousseau`, `Four`)')).toEqual(['One', 'Two three', 'Four'])
	})

	it('finds both texts of a plural', () => {
		expect(keys('a.ts', 'n(\'trousseau\', \'%n tool\', \'%n tools\', count)')).toEqual(['_%n tool_::_%n tools_'])
	})

	it('leaves other apps, other functions and comments alone', () => {
		expect(keys('a.ts', 't(\'files\', \'No\'); format(\'trousseau\', \'No\') // t(\'trousseau\', \'No\')')).toEqual([])
	})

	it('reports a text that is no literal, with its line', () => {
		expect(extract('a.ts', '\nt(\'trousseau\', label)').problems).toEqual(['a.ts:2: the text of t() is no literal'])
		expect(extract('a.ts', 't(\'trousseau\', `Hello ${name}`)').problems).toHaveLength(1)
		expect(extract('a.ts', 'n(\'trousseau\', \'one\', many, 2)').problems).toHaveLength(1)
	})
})

describe('extraction from a component', () => {
	const component = `
<script lang="ts">
export const title = t('trousseau', 'In the plain script')
</script>
<script setup lang="ts">
const label = t('trousseau', 'In the setup')
</script>
<template>
	<div :title="t('trousseau', 'In an attribute')" :style="{ content: t('trousseau', 'In an object') }">
		<p v-if="shown" :aria-label="shown ? t('trousseau', 'Shown &amp; read') : ''">{{ t('trousseau', 'In {place}', { place }) }}</p>
		<li v-for="item in [t('trousseau', 'In a loop')]" :key="item" @click="first(); say(t('trousseau', 'In a listener'))" />
		<template #[slot]="{ row }"><b>{{ n('trousseau', '%n row', '%n rows', row) }}</b></template>
		t('trousseau', 'Only text')
	</div>
</template>
`

	it('reads both scripts and every kind of template expression', () => {
		expect(keys('a.vue', component)).toEqual([
			'In the plain script',
			'In the setup',
			'In an attribute',
			'In an object',
			'Shown & read',
			'In {place}',
			'In a loop',
			'In a listener',
			'_%n row_::_%n rows_',
		])
	})

	it('says the line in the file, not in the block', () => {
		expect(extract('a.vue', component).strings.map((string) => string.place).slice(0, 3)).toEqual(['a.vue:3', 'a.vue:6', 'a.vue:9'])
	})
})

describe('extraction from PHP', () => {
	it('reads single-quoted texts', () => {
		expect(keys('a.php', '<?php p($l->t(\'It\\\'s open\')); $l->n(\'%n file\', \'%n files\', 2);')).toEqual(['It\'s open', '_%n file_::_%n files_'])
	})

	it('reports a variable', () => {
		expect(extract('a.php', '<?php $l->t($text);').problems).toEqual(['a.php:1: the text of ->t() is no literal'])
	})
})

describe('the catalogue', () => {
	const extraction = extract('a.ts', 't(\'trousseau\', \'Hello {name}\'); n(\'trousseau\', \'One tool\', \'%n tools\', count)')
	const complete = { 'Hello {name}': 'Bonjour {name}', '_One tool_::_%n tools_': ['Un outil', '%n d’outils', '%n outils'] }
	const problems = (translations: unknown) => verify(readCatalogue({ translations, pluralForm: PLURAL_FORM }), extraction)

	it('is right when it is complete', () => {
		expect(problems(complete)).toEqual([])
	})

	it.each([
		['a missing text', { ...complete, 'Hello {name}': undefined }, 'shape'],
		['a list where one text is due', { ...complete, 'Hello {name}': ['Bonjour {name}'] }, 'needs one text'],
		['two forms of a plural', { ...complete, '_One tool_::_%n tools_': ['Un outil', '%n outils'] }, 'needs 3 forms'],
		['a lost placeholder', { ...complete, 'Hello {name}': 'Bonjour' }, '{placeholders}'],
		['an invented placeholder', { ...complete, 'Hello {name}': 'Bonjour {name} {surname}' }, '{placeholders}'],
		['an empty text', { ...complete, 'Hello {name}': ' ' }, 'is empty'],
		['a text nobody asks for', { ...complete, Bye: 'Au revoir' }, 'nothing asks for “Bye”'],
	])('refuses %s', (_name, translations, reason) => {
		if (reason === 'shape') {
			expect(() => problems(translations)).toThrow('must be a text or a list of texts')
		} else {
			expect(problems(translations).join('\n')).toContain(reason)
		}
	})

	it('names the place that lacks its French', () => {
		expect(problems({ '_One tool_::_%n tools_': complete['_One tool_::_%n tools_'] })).toEqual(['a.ts:1: no French for “Hello {name}”'])
	})

	it('gets the spaces of French, and keeps the places for values', () => {
		const spaced = withFrenchSpaces(readCatalogue({
			translations: { a: 'Prêt ? Oui ! Nom : « {name} » ; 5 %, 3 €', '_a_::_b_': ['%n outil', 'de %n outils', 'à 10 : https://x'] },
			pluralForm: PLURAL_FORM,
		})).translations

		expect(spaced).toEqual({
			a: 'Prêt\u202f? Oui\u202f! Nom\u00a0: «\u00a0{name}\u00a0»\u202f; 5\u00a0%, 3\u00a0€',
			'_a_::_b_': ['%n outil', 'de %n outils', 'à 10\u00a0: https://x'],
		})
	})

	it('is rendered as one call that registers the same content', () => {
		const catalogue = readCatalogue({ translations: complete, pluralForm: PLURAL_FORM })
		const calls: unknown[] = []
		new Function('OC', renderScript(catalogue))({ L10N: { register: (...args: unknown[]) => calls.push(args) } })

		expect(calls).toEqual([['trousseau', catalogue.translations, PLURAL_FORM]])
	})
})
