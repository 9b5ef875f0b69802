// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '@playwright/test'

import { goTo, playFirstRun } from './support/notebook.ts'
import { expect, test } from './support/test.ts'

/** More than a window holds. */
const MANY = 24
/** Pixels of a page of A4 between its margins, at 96 to the inch. */
const PAGE_HEIGHT = 1_009

/** Pages of a PDF: each is an object of this type. */
const pagesOf = (pdf: Buffer): number => (pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length

/** Elements of this selector that lie outside of the paper, or are clipped by a scrolling ancestor. */
function cut(page: Page, selector: string): Promise<readonly string[]> {
	return page.locator(selector).evaluateAll((elements) => elements.filter((element) => {
		const box = element.getBoundingClientRect()
		for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
			const outer = parent.getBoundingClientRect()
			const clips = getComputedStyle(parent).overflow !== 'visible' && parent !== document.documentElement && parent !== document.body
			if (clips && (box.bottom > outer.bottom + 1 || box.right > outer.right + 1)) {
				return true
			}
		}
		return box.height === 0 || box.right > document.documentElement.clientWidth + 1
	}).map((element) => element.textContent?.trim().slice(0, 40) ?? ''))
}

test('printing: every tool, column, bar and action is on paper, on as many pages as it takes', async ({ target, visit }) => {
	const { page } = await visit(target.secretary)
	await playFirstRun(page, { commune: 'Vauzelles-Essai', tools: ['Canva', 'Gmail', 'Framagenda'] })
	await goTo(page, 'Outils')
	await page.getByRole('button', { name: 'Ajouter', exact: true }).click()
	for (let number = 1; number <= MANY; number++) {
		await page.getByLabel('Nom d’un outil qui n’est pas dans la liste').fill(`Logiciel ${number}`)
		await page.getByLabel('Nom d’un outil qui n’est pas dans la liste').press('Enter')
	}
	await page.getByRole('button', { name: 'Ajouter au carnet' }).click()
	await expect(page.getByRole('link', { name: `Logiciel ${MANY} `, exact: false }).first()).toBeVisible()

	for (const [screen, selector, least] of [
		['Hébergement', '.tr-table tbody tr, .tr-table th[scope=col], .tr-bar__track', MANY],
		['Diagnostic', '.tr-action, .tr-theme, .tr-interval, .tr-rule', 8],
	] as const) {
		await test.step(screen, async () => {
			await goTo(page, screen)
			expect(await page.locator(selector).count()).toBeGreaterThanOrEqual(least)
			await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
			await page.setViewportSize({ width: 718, height: PAGE_HEIGHT })
			expect(await cut(page, selector)).toEqual([])
			for (const bar of await page.locator('.tr-bar__fill, .tr-interval').all()) {
				await expect(bar).toHaveCSS('print-color-adjust', 'exact')
			}
			// Black on white, in the dark theme too.
			await expect(page.getByRole('heading', { level: 1 })).toHaveCSS('color', 'rgb(0, 0, 0)')
			await expect(page.locator('.tr-print-head')).toContainText('Vauzelles-Essai, imprimé le')
			const height = await page.locator('.tr-page').evaluate((element) => element.getBoundingClientRect().height)
			// A PDF is made with the media that is emulated, on screen too.
			await page.emulateMedia({ media: null, colorScheme: 'light' })
			await page.setViewportSize({ width: 1280, height: 800 })
			const pages = pagesOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }))
			expect(pages).toBeGreaterThanOrEqual(Math.floor(height / PAGE_HEIGHT))
			expect(pages).toBeLessThanOrEqual(3)
			if (screen === 'Hébergement') {
				expect(pages).toBeGreaterThanOrEqual(2)
			}
		})
	}
})
