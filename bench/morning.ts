// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The morning of a secretary on an old computer and a slow line (bench/lib/first-list.ts). Sign-in, list, first search result,
 * copy, save; with an empty cache, then with the cache of the day before. Times, requests and bytes of each step.
 */
import type { BrowserContext } from '@playwright/test'
import type { SlowNotebook } from './lib/first-list.ts'
import type { Step } from './lib/slow-line.ts'

import { ACCOUNTS, launch, LINE, PATIENCE, SLOWER, slowNotebook } from './lib/first-list.ts'
import { slowDown, tell } from './lib/slow-line.ts'

async function morning(context: BrowserContext, { line, account }: SlowNotebook, round: number): Promise<readonly Step[]> {
	const page = await context.newPage()
	page.setDefaultTimeout(PATIENCE)
	await slowDown(page, SLOWER)
	const steps: Step[] = []
	const step = async (title: string, action: () => Promise<unknown>): Promise<void> => void steps.push(await line.step(title, action))
	await page.goto(`${line.url}/index.php/apps/trousseau/`)
	await page.locator('#user').fill(account.user)
	await page.locator('#password').fill(account.password)
	const [open, field] = [page.getByRole('button', { name: 'Ouvrir les mots de passe' }).first(), page.getByLabel('Phrase de passe', { exact: true })]
	const list = page.getByRole('list', { name: 'Mots de passe' })
	const article = page.getByRole('article')
	await step('sign-in, until the passphrase can be typed', async () => {
		await page.getByRole('button', { name: 'Se connecter' }).click()
		await open.or(field).first().waitFor()
		if (!await field.isVisible()) {
			await open.click()
			await field.waitFor()
		}
	})
	await field.fill(account.passphrase)
	await step('passphrase, until the vault is open', async () => {
		await page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
		await page.getByRole('button', { name: /^Verrouiller/ }).waitFor()
	})
	await step('list of passwords', async () => {
		await page.getByRole('navigation', { name: 'Le carnet' }).getByRole('link', { name: /^Mots de passe/ }).click()
		await list.getByRole('listitem').first().waitFor()
	})
	await step('search, until the first result', async () => {
		await page.getByRole('searchbox').first().pressSequentially('compte 77')
		await page.getByRole('region', { name: 'Résultats de la recherche' }).getByRole('link', { name: /^Compte 77/ }).first().waitFor()
	})
	await step('its sheet', async () => {
		await page.getByRole('region', { name: 'Résultats de la recherche' }).getByRole('link', { name: /^Compte 77/ }).first().click()
		await article.first().waitFor()
	})
	await step('copy of the password', async () => {
		await article.getByRole('button', { name: 'Copier le mot de passe' }).click()
		await page.getByText(/copié/).first().waitFor()
	})
	await article.getByRole('button', { name: 'Modifier' }).first().click()
	const form = page.locator('form.tr-form')
	await form.getByLabel('Identifiant', { exact: true }).fill(`matin-${round}@exemple.fr`)
	await step('save, until "saved" is said', async () => {
		await form.getByRole('button', { name: 'Enregistrer' }).click()
		await article.filter({ hasText: `matin-${round}@exemple.fr` }).waitFor()
		await page.locator('.tr-save').filter({ hasText: /Enregistré/ }).waitFor()
	})
	await page.close()
	return steps
}

const browser = await launch()
const notebook = await slowNotebook()
const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] })
console.log(`Chromium ${browser.version()}, ${SLOWER} times slower, ${LINE.bits / 1_000_000} Mbit/s, ${LINE.latency} ms, ${ACCOUNTS} passwords`)
for (const [round, title] of ['The cache is empty', 'The cache of the day before'].entries()) {
	tell(title, await morning(context, notebook, round))
	await context.clearCookies()
}
await context.close()
await browser.close()
await notebook.close()
