// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const TOKENS = read('css/tokens.css')
const DEFAULT = read('host/public/theme-default.css')

/** The last value of a variable in style sheets, those it refers to included. */
function valueOf(name: string, sheets: readonly string[]): string {
	const value = sheets.flatMap((sheet) => [...sheet.matchAll(new RegExp(`^\\s*${name}: ([^;]+);`, 'gm'))]).at(-1)?.[1] ?? ''
	const other = /^var\((--[\w-]+)/.exec(value)?.[1]
	return other === undefined ? value : valueOf(other, sheets)
}

function luminance(hex: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => parseInt(hex.slice(from, from + 2), 16) / 255).map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
	const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((left, right) => right - left)
	return (light + 0.05) / (dark + 0.05)
}

/** The variable that gives a class its colour. */
const colourOf = (selector: string): string => new RegExp(`\\${selector} \\{[^}]*?color: var\\((--[\\w-]+)`, 's').exec(TOKENS)?.[1] ?? ''

describe.each([
	['light', DEFAULT, TOKENS.split('@media')[0] ?? ''],
	['dark', DEFAULT + read('host/public/theme-dark.css'), TOKENS],
	['light high contrast', DEFAULT + read('host/public/theme-light-highcontrast.css'), TOKENS.split('@media')[0] ?? ''],
	['dark high contrast', DEFAULT + read('host/public/theme-dark.css') + read('host/public/theme-dark-highcontrast.css'), TOKENS],
])('words in the %s theme', (_name, theme, tokens) => {
	it.each(['.tr-badge--warning', '.tr-badge--accent'])('%s holds 4.5:1 on the page, under the pointer and on the row that is open', (selector) => {
		const colour = valueOf(colourOf(selector), [theme, tokens])
		for (const background of ['--color-main-background', '--color-background-hover', '--color-primary-light', '--color-primary-light-hover']) {
			expect.soft(contrast(colour, valueOf(background, [theme])), `${colour} on ${background}`).toBeGreaterThanOrEqual(4.5)
		}
	})
})
