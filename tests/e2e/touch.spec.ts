// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '@playwright/test'

import { visitNotebook } from './support/laid-notebook.ts'
import { addPassword, expectSaved } from './support/notebook.ts'
import { expect, test } from './support/test.ts'

const COMMUNE = 'Vauzelles-Essai'
const PASSPHRASE = 'un ombrage quartz sous la valse 71'
const PHONE = { hasTouch: true, isMobile: true, viewport: { width: 375, height: 812 } }
/** Width and height, in pixels, that a finger hits. */
const FINGER = 24

/** Nothing makes the page wider than the phone. */
async function expectNoSideways(page: Page): Promise<void> {
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.viewport.width)
}

test('on a phone, by touch: an entry is found and copied, its sheet opened, and the way back leads to the list', async ({ target, visit }) => {
	test.setTimeout(300_000)
	const desk = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: PASSPHRASE })
	await addPassword(desk.page, { label: 'Portail des familles', login: 'mairie', password: 'Portail-42' })
	await addPassword(desk.page, { label: 'Cimetière en ligne', login: 'mairie', password: 'Cyprès-17' })
	await expectSaved(desk.page)
	const { page } = await visit(target.secretary, PHONE)
	await page.goto('/index.php/apps/trousseau/#/mots-de-passe')
	await page.getByLabel('Phrase de passe', { exact: true }).fill(PASSPHRASE)
	await page.getByRole('button', { name: 'Ouvrir', exact: true }).tap()
	await expect(page.getByRole('link', { name: /^Cimetière en ligne/ })).toBeVisible({ timeout: 60_000 })
	await expectNoSideways(page)

	await test.step('found and copied', async () => {
		await page.getByRole('searchbox').tap()
		await page.getByRole('searchbox').pressSequentially('famil')
		const found = page.getByRole('region', { name: 'Résultats de la recherche' })
		await expect(found.getByRole('link', { name: /^Portail des familles/ })).toBeVisible()
		await expectNoSideways(page)
		const copy = found.getByRole('button', { name: /^Copier le mot de passe/ })
		const box = await copy.boundingBox()
		expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(FINGER)
		await copy.tap()
		await expect(page.getByText(/copié/).first()).toBeVisible()
		expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Portail-42')
	})

	await test.step('its sheet alone, then the list again', async () => {
		await page.getByRole('region', { name: 'Résultats de la recherche' }).getByRole('link', { name: /^Portail des familles/ }).tap()
		const sheet = page.getByRole('article', { name: 'Portail des familles' })
		await expect(sheet).toBeVisible()
		await expectNoSideways(page)
		await sheet.getByRole('button', { name: 'Montrer le mot de passe' }).tap()
		await expect(sheet.locator('output')).toContainText('Portail-42')
		await page.getByRole('link', { name: 'Retour à la liste' }).tap()
		await expect(sheet).toHaveCount(0)
		await page.getByRole('link', { name: /^Cimetière en ligne/ }).tap()
		await expect(page.getByRole('article', { name: 'Cimetière en ligne' })).toBeVisible()
		await page.goBack()
		await expect(page.getByRole('link', { name: /^Portail des familles/ })).toBeVisible()
	})

	await test.step('names are whole, the head of a sheet is one line with a menu, the buttons of a form stay in view', async () => {
		const name = page.getByRole('link', { name: /^Portail des familles/ }).locator('.tr-row__name')
		expect(await name.evaluate((element) => element.scrollWidth <= element.clientWidth && element.scrollHeight <= element.clientHeight + 2)).toBe(true)
		await page.getByRole('link', { name: /^Portail des familles/ }).tap()
		const sheet = page.getByRole('article', { name: 'Portail des familles' })
		expect((await sheet.locator('header').boundingBox())?.height ?? Infinity).toBeLessThan(64)
		await sheet.getByRole('button', { name: 'Autres actions' }).tap()
		await sheet.getByRole('button', { name: 'Modifier' }).tap()
		await expect(page.locator('form.tr-form').getByRole('button', { name: 'Enregistrer' })).toBeInViewport()
		await page.locator('form.tr-form').getByLabel(/^Note/).scrollIntoViewIfNeeded()
		await expect(page.locator('form.tr-form').getByRole('button', { name: 'Enregistrer' })).toBeInViewport()
		await page.locator('form.tr-form').getByRole('button', { name: 'Annuler' }).tap()
	})

	await test.step('the navigation closes after a choice', async () => {
		await page.getByRole('button', { name: 'Ouvrir la navigation' }).tap()
		await page.getByRole('navigation', { name: 'Le carnet' }).getByRole('link', { name: /^Outils/ }).tap()
		await expect(page.getByRole('heading', { level: 1, name: 'Outils' })).toBeVisible()
		await expect(page.getByRole('button', { name: 'Ouvrir la navigation' })).toHaveAttribute('aria-expanded', 'false')
	})
})
