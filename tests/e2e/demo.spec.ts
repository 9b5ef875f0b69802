// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { watchContext } from './support/guard.ts'
import { goTo, unlock } from './support/notebook.ts'
import { openEmbedded } from './support/target.ts'
import { expect, logIn, test } from './support/test.ts'

test('demo: a newcomer searches, copies and reads a diagnostic in the example commune', async ({ browser, contextOptions }) => {
	const target = await openEmbedded({ demo: true })
	const context = await browser.newContext({ ...contextOptions, permissions: ['clipboard-read', 'clipboard-write'], locale: 'fr-FR', baseURL: target.url })
	const guard = await watchContext(context, target.url)
	try {
		await logIn(context, target.url, target.secretary)
		const page = await context.newPage()
		await page.goto('/index.php/apps/trousseau/')
		await expect(page.getByRole('heading', { level: 1, name: /Vauzelles-sur-Arce \(commune fictive\)/ })).toBeVisible()

		await test.step('the passphrase that was printed opens sixty passwords', async () => {
			await goTo(page, 'Mots de passe')
			await unlock(page, target.demo?.passphrases.secretaire ?? '')
			await expect(page.getByRole('link', { name: /^ANTS, titres sécurisés/ })).toBeVisible()
		})

		await test.step('found and copied', async () => {
			await page.getByRole('searchbox').fill('titres secu')
			await page.getByRole('searchbox').press('Enter')
			await expect(page.getByText(/ANTS, titres sécurisés\s»\s: mot de passe copié/)).toBeVisible()
			expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^\S{20}$/)
		})

		await test.step('what the former secretary knew, changed and still to change', async () => {
			await goTo(page, 'Accueil')
			await expect(page.getByText(/^Changez \d+ mots de passe que connaissent des personnes parties/)).toBeVisible()
		})

		await test.step('the diagnostic says what to do, and about what', async () => {
			await goTo(page, 'Diagnostic')
			await expect(page.locator('.tr-action')).toHaveCount(4)
			await page.locator('.tr-action').first().getByRole('button').first().click()
			await expect(page.locator('.tr-action').first().locator('.tr-objects li').first()).toBeVisible()
			const identifiers = page.locator('.tr-theme').filter({ hasText: 'Identifiants' })
			await expect(identifiers).toHaveCount(1)
		})
		expect(guard.problems).toEqual([])
	} finally {
		await context.close()
		await target.close()
	}
})
