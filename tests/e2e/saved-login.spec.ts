// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '@playwright/test'

import { chromium } from '@playwright/test'
import { rm } from 'node:fs/promises'
import { addPassword, goTo, playFirstRun } from './support/notebook.ts'
import { profileWithLogin, SAVED } from './support/saved-login.ts'
import { expect, IS_EMBEDDED, logIn, test } from './support/test.ts'

/** The headless shell keeps no logins. */
const CHROMIUM = process.env.TROUSSEAU_CHROMIUM ?? '/usr/bin/chromium'
const PASSPHRASE = 'girafe violette sous la pluie 12'

/** Fields that the browser filled by itself, and each password field, which it would offer to save. */
function filled(page: Page): Promise<readonly string[]> {
	return page.evaluate(() => [...document.querySelectorAll<HTMLInputElement>('input, textarea')]
		.filter((field) => field.matches(':autofill') || field.type === 'password')
		.map((field) => `${field.labels?.[0]?.textContent ?? field.name}: ${field.value}`))
}

test('a browser that has saved the login of this Nextcloud writes it in no field, and finds no password to keep', async ({ target, launchOptions }) => {
	test.skip(!IS_EMBEDDED, 'the saved login is one of the embedded host')
	const folder = await profileWithLogin(target.url)
	// A browser that says it is driven by a program offers nothing to keep.
	const context = await chromium.launchPersistentContext(folder, { ...launchOptions, executablePath: CHROMIUM, locale: 'fr-FR', ignoreDefaultArgs: ['--enable-automation'] })
	try {
		await logIn(context, target.url, target.secretary)
		const page = await context.newPage()

		await test.step('it does fill a login form of this server', async () => {
			await page.route('**/form', (route) => route.fulfill({ contentType: 'text/html', body: '<form><input name="user"><input name="password" type="password"></form>' }))
			await page.goto(`${target.url}/form`)
			await page.mouse.click(5, 300)
			await expect.poll(() => page.locator('input').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))).toEqual([SAVED.user, SAVED.password])
		})

		await page.goto(`${target.url}/index.php/apps/trousseau/`)
		await playFirstRun(page, { commune: 'Lavoux', passphrase: PASSPHRASE })

		await test.step('nothing of it goes into a new entry', async () => {
			await goTo(page, 'Mots de passe')
			await page.getByRole('button', { name: 'Nouveau', exact: true }).click()
			await page.getByLabel('Nom', { exact: true }).click()
			await page.keyboard.type('ANTS')
			// A browser fills once the form is there and the person has done something.
			await page.waitForTimeout(1_000)
			expect(await filled(page)).toEqual([])
			await page.getByRole('button', { name: 'Enregistrer' }).click()
			const sheet = page.getByRole('article', { name: 'ANTS' })
			await expect(sheet).toBeVisible()
			await expect(sheet).not.toContainText(SAVED.user)
			await expect(sheet.getByRole('button', { name: 'Copier le mot de passe' })).toHaveCount(0)
		})

		await test.step('nor into one that is changed', async () => {
			await addPassword(page, { label: 'EDF', login: 'mairie', password: 'Xk9-pluie' })
			await page.getByRole('article', { name: 'EDF' }).getByRole('button', { name: 'Modifier' }).click()
			await expect(page.getByLabel('Mot de passe', { exact: true })).toHaveValue('Xk9-pluie')
			await page.getByLabel('Nom', { exact: true }).click()
			await page.waitForTimeout(1_000)
			expect(await filled(page)).toEqual([])
			await expect(page.getByLabel('Identifiant', { exact: true })).toHaveValue('mairie')
		})

		await test.step('nor where the passphrase is asked for', async () => {
			await page.reload()
			await goTo(page, 'Mots de passe')
			const field = page.getByLabel('Phrase de passe', { exact: true })
			await field.click()
			await page.waitForTimeout(1_000)
			expect(await filled(page)).toEqual([])
			await expect(field).toHaveValue('')
			await page.keyboard.type(PASSPHRASE)
			await page.keyboard.press('Enter')
			await expect(page.getByRole('button', { name: /^Verrouiller/ })).toBeVisible({ timeout: 60_000 })
		})
	} finally {
		await context.close()
		await rm(folder, { recursive: true, force: true })
	}
})
