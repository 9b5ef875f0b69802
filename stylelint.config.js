// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

const PHYSICAL = ['top', 'bottom', /-top$/, /-bottom$/, /-top-/, /-bottom-/, 'width', 'max-width', 'min-width', 'height', 'max-height', 'min-height']

/** Of four values of a shorthand, the second and the fourth are the two ends of a line: they must not differ. */
const VALUE = '(?:[^\\s()]|\\((?:[^()]|\\([^()]*\\))*\\))+'
const UNEVEN = new RegExp(`^${VALUE}\\s+(${VALUE})\\s+${VALUE}\\s+(?!\\1$)${VALUE}$`)

/** @type {import('stylelint').Config} */
export default {
	extends: ['@nextcloud/stylelint-config'],
	ignoreFiles: ['css/trousseau-*.css', 'build/**', 'js/**'],
	reportDescriptionlessDisables: true,
	reportNeedlessDisables: true,
	rules: {
		'color-named': 'never',
		'csstools/use-logical': ['always', { except: PHYSICAL }],
		'declaration-property-value-disallowed-list': { '/^(margin|padding|inset|border-width)$/': [UNEVEN] },
		'rule-empty-line-before': null,
	},
	overrides: [{
		files: ['**/*.vue'],
		// A component takes its colours from the theme; those of our own stand in css/, with their dark and high-contrast forms.
		rules: { 'color-no-hex': true },
	}],
}
