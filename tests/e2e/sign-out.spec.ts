// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { BrowserContextOptions, LaunchOptions, Page } from '@playwright/test'

import { chromium } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { addPassword, expectSaved, goTo, keptChanges, playFirstRun, unlock } from './support/notebook.ts'
import { openEmbedded } from './support/target.ts'
import { expect, test } from './support/test.ts'

test.setTimeout(300_000)

const PASSPHRASE = 'un ombrage quartz sous la valse 71'
const SECRET = 'pas-encore-parti-22'
/** Nextcloud tells a plain Chrome nothing; Chromium obeys whatever it says it is. */
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

async function logInByForm(page: Page, id: string, password: string): Promise<void> {
	await page.getByLabel('Nom du compte').fill(id)
	await page.getByLabel('Mot de passe').fill(password)
	await page.getByRole('button', { name: 'Se connecter' }).click()
}

async function askToLogOut(page: Page): Promise<void> {
	const entry = page.locator('#logout')
	// The menu stays open behind a question.
	if (!await entry.isVisible()) {
		await page.locator('#user-menu summary').click()
	}
	await entry.click()
}

/** Names of all that the cache storage of the page's origin keeps. */
function keptInBrowser(page: Page): Promise<readonly string[]> {
	return page.evaluate(async () => {
		const names = await caches.keys()
		return (await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat()
	})
}

test('signing out over https empties the browser: held back while something waits, taken along in a file, told afterwards, brought back', async ({}, info) => {
	const target = await openEmbedded({ https: true })
	const { launchOptions } = info.project.use as { readonly launchOptions: LaunchOptions }
	// Chromium empties nothing for an origin whose certificate it does not believe.
	const browser = await chromium.launch({ ...launchOptions, args: [...launchOptions.args ?? [], `--ignore-certificate-errors-spki-list=${target.fingerprint ?? ''}`] })
	try {
		const context = await browser.newContext({ ...info.project.use as BrowserContextOptions, baseURL: target.url, userAgent: FIREFOX })
		const page = await context.newPage()
		await page.goto('/index.php/apps/trousseau/')
		await logInByForm(page, target.secretary.id, target.secretary.password)
		await playFirstRun(page, { commune: 'Vauzelles-Essai', passphrase: PASSPHRASE, tools: ['Cosoluce'] })
		await addPassword(page, { label: 'Hélios', login: 'mairie', password: 'le-premier-11' })
		await expectSaved(page)
		let file = ''

		await test.step('while a change waits, signing out is held back, and says what would be lost', async () => {
			await page.route('**/remote.php/dav/**', (route) => route.request().method() === 'PUT' ? route.fulfill({ status: 423, headers: { 'X-User-Id': target.secretary.id } }) : route.fallback())
			const article = page.getByRole('article', { name: 'Hélios' })
			await article.getByRole('button', { name: 'Modifier' }).click()
			const form = page.locator('form.tr-form')
			await form.getByLabel('Mot de passe', { exact: true }).fill(SECRET)
			await form.getByRole('button', { name: 'Enregistrer' }).click()
			await expect(page.locator('.tr-save')).toContainText('Le serveur est occupé.')
			await askToLogOut(page)
			const dialog = page.getByRole('dialog', { name: 'tout n’est pas arrivé sur le serveur' })
			await expect(dialog).toContainText('1 modification que le serveur n’a pas encore')
			await page.keyboard.press('Escape')
			await expect(dialog).toHaveCount(0)
			await expect(page).toHaveURL(/\/apps\/trousseau/)
		})

		await test.step('it can be taken along, encrypted', async () => {
			await askToLogOut(page)
			const dialog = page.getByRole('dialog')
			const downloading = page.waitForEvent('download')
			await dialog.getByRole('button', { name: 'Emporter dans un fichier' }).click()
			file = await (await downloading).path()
			const text = readFileSync(file, 'utf8')
			expect(text).not.toContain(SECRET)
			expect(text).not.toContain('Hélios')
			await expect(dialog).toContainText('a été remis à votre navigateur')
			await dialog.getByRole('button', { name: 'Se déconnecter', exact: true }).click()
			await expect(page).toHaveURL(/\/login\?clear=1/)
			expect(await keptInBrowser(page)).toEqual([])
		})

		await test.step('the next opening says what is gone, and claims nothing', async () => {
			await page.unroute('**/remote.php/dav/**')
			await logInByForm(page, target.secretary.id, target.secretary.password)
			const lost = page.getByRole('region', { name: 'Ce que ce navigateur n’a plus' })
			await expect(lost).toContainText('1 modification')
			await expect(page.locator('body')).not.toContainText('Tout est enregistré')
			await goTo(page, 'Mots de passe')
			await expect(page.locator('.tr-unlock')).toContainText('une déconnexion l’a fait oublier')
			await unlock(page, PASSPHRASE)
		})

		await test.step('the file brings it back, and it is saved', async () => {
			const lost = page.getByRole('region', { name: 'Ce que ce navigateur n’a plus' })
			await lost.locator('input[type=file]').setInputFiles(file)
			await expect(keptChanges(page)).toContainText('« Hélios »')
			await expect(lost).toHaveCount(0)
			await keptChanges(page).getByRole('button', { name: 'Enregistrer maintenant' }).click()
			await expectSaved(page)
			await page.getByRole('link', { name: /^Hélios/ }).click()
			await page.getByRole('article', { name: 'Hélios' }).getByRole('button', { name: 'Montrer le mot de passe' }).click()
			await expect(page.getByRole('article', { name: 'Hélios' }).locator('output')).toContainText(SECRET)
		})

		await test.step('nothing waits any more: signing out asks nothing', async () => {
			await askToLogOut(page)
			await expect(page).toHaveURL(/\/login\?clear=1/)
		})
	} finally {
		await browser.close()
		await target.close()
	}
})
