// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { recommended } from '@nextcloud/eslint-config'
import lineLength from './scripts/lint/line-length.js'

const CODE = ['**/*.ts', '**/*.vue']
const NODE = ['bench/**', 'host/**', 'scripts/**', 'tests/**', '**/*.spec.ts', '*.config.{js,ts}']
const NO_FORCED_TYPES = [
	{ selector: 'TSAsExpression > TSAnyKeyword', message: 'Narrow the value instead.' },
	{ selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
]

export default [
	...recommended,
	{
		name: 'trousseau/ignored',
		ignores: ['build/', 'js/', 'l10n/', 'tests/vectors/', 'tests/fixtures/', 'package.json', 'composer.json'],
	},
	{
		name: 'trousseau/code',
		files: CODE,
		plugins: { trousseau: { rules: { 'line-length': lineLength } } },
		rules: {
			'trousseau/line-length': ['error', 140],
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
			'@typescript-eslint/no-use-before-define': ['error', { functions: false, classes: false, variables: false }],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'none', varsIgnorePattern: '^_' }],
			eqeqeq: ['error', 'always'],
			'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
			'no-restricted-syntax': ['error', ...NO_FORCED_TYPES],
			'no-console': 'error',
			'prefer-const': 'error',
			// Tabs inside the text of a template are its own matter; indentation has its own rule.
			'@stylistic/no-tabs': 'off',
			'@stylistic/max-statements-per-line': ['error', { max: 2 }],
			// TypeScript knows no global of Nextcloud here; the rule mistakes the browser's Clipboard for one.
			'@nextcloud/no-deprecated-globals': 'off',
			// What is exported is documented; what is not explains itself.
			'jsdoc/require-jsdoc': 'off',
			'jsdoc/escape-inline-tags': 'off',
			'jsdoc/require-param': 'off',
			'jsdoc/require-param-description': 'off',
			'jsdoc/require-yields': 'off',
			'jsdoc/require-throws-type': 'off',
			'jsdoc/tag-lines': 'off',
			// Packages first, then what is ours; a type stands beside the values of its module.
			'perfectionist/sort-imports': ['error', {
				type: 'natural',
				newlinesBetween: 'ignore',
				partitionByComment: 'SPDX',
				partitionByNewLine: true,
				groups: [['type-builtin', 'type-external', 'builtin', 'external'], ['type-internal', 'type-parent', 'type-sibling', 'type-index', 'internal', 'parent', 'sibling', 'index'], 'unknown', 'side-effect', 'style'],
			}],
		},
	},
	{
		name: 'trousseau/long-lines',
		files: [
			// Letters are templates of several lines: their paragraphs are theirs to break.
			'src/content/fr/letters.ts',
			// Still to be broken; a folder that is done leaves the list.
			'**/*.spec.ts',
			'{bench,host,tests}/**',
			'src/{exchange,journal,stores,vault,worker}/**',
			'src/platform/dav/{locate,notebook-folder}.ts',
		],
		rules: { 'trousseau/line-length': 'off' },
	},
	{
		name: 'trousseau/documentation',
		files: CODE,
		// Where the shared configuration loads the plugin: not in tests.
		ignores: ['**/*.spec.*', '**/*.test.*', '**/test/**', '**/tests/**', '**/__tests__/**', '**/__mocks__/**'],
		rules: {
			'jsdoc/check-param-names': ['error', { checkDestructured: false, disableMissingParamChecks: true }],
		},
	},
	{
		name: 'trousseau/configurations',
		files: ['*.js', '*.cjs', '.*.js', '.*.cjs'],
		rules: {
			'jsdoc/require-jsdoc': 'off',
			'jsdoc/require-param': 'off',
			'perfectionist/sort-imports': 'off',
		},
	},
	{
		name: 'trousseau/node',
		files: NODE,
		languageOptions: { globals: { Buffer: 'readonly', process: 'readonly', URL: 'readonly' } },
		rules: {
			'no-console': 'off',
		},
	},
	{
		name: 'trousseau/specs',
		files: ['**/*.spec.ts', 'tests/**/*.ts'],
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			// A fixture of Playwright that needs no other takes an empty pattern.
			'no-empty-pattern': 'off',
			'no-loss-of-precision': 'off',
			'no-restricted-syntax': ['error', ...NO_FORCED_TYPES, {
				selector: 'MemberExpression[object.name=/^(describe|it|test)$/][property.name=/^(only|todo|fixme)$/]',
				message: 'A test runs, or is deleted.',
			}, {
				// With a condition first, Playwright's skip says what a real server cannot play.
				selector: 'CallExpression[callee.object.name=/^(describe|it|test)$/][callee.property.name="skip"][arguments.0.type=/Literal$/]',
				message: 'A test runs, or is deleted.',
			}],
		},
	},
	{
		name: 'trousseau/stores',
		files: ['src/stores/*.ts'],
		rules: {
			'no-restricted-imports': ['error', { paths: [{ name: 'vue', importNames: ['watch', 'watchEffect', 'watchPostEffect', 'watchSyncEffect'], message: 'Use watchState: see watching.ts.' }] }],
		},
	},
	{
		name: 'trousseau/components',
		files: ['src/**/*.vue'],
		rules: {
			'max-lines': ['error', { max: 200, skipBlankLines: false, skipComments: false }],
			'vue/block-lang': ['error', { script: { lang: 'ts' } }],
			'vue/component-api-style': ['error', ['script-setup']],
			'vue/define-props-declaration': ['error', 'type-based'],
			'vue/define-emits-declaration': ['error', 'type-literal'],
			'vue/no-bare-strings-in-template': ['error', { allowlist: ['.', '×', '•', '·', '–', '—', '/', ':', '…', '%', '€', '(', ')', ','] }],
			// {{ ' ' }} keeps a space that the compiler would drop.
			'vue/no-useless-mustaches': 'off',
			'vue/no-v-html': 'error',
			// An optional prop without a default is undefined, as its type says.
			'vue/require-default-prop': 'off',
			'vue/no-v-text-v-html-on-component': 'error',
		},
	},
]
