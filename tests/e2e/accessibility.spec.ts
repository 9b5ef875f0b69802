// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '@playwright/test'
import { findings } from './support/axe.ts'
import { addPassword, goTo, playFirstRun, unlock } from './support/notebook.ts'
import { expect, test } from './support/test.ts'

const PASSPHRASE = 'un ombrage quartz sous la valse 71'
const WIDTHS = [1280, 375] as const

/** The first part of the page whose backdrop is computed again for each picture of the window, if any. */
function costly(page: Page): Promise<string | undefined> {
	return page.evaluate(() => [...document.querySelectorAll('#content-vue, #content-vue *')]
		.find((element) => getComputedStyle(element).backdropFilter !== 'none')?.className)
}

async function expectAccessible(page: Page, screen: string): Promise<void> {
	for (const width of WIDTHS) {
		await page.setViewportSize({ width, height: 800 })
		for (const colorScheme of ['dark', 'light'] as const) {
			await page.emulateMedia({ colorScheme })
			expect.soft(await findings(page), `${screen} at ${width}, ${colorScheme}`).toEqual([])
		}
		expect.soft(await costly(page), `${screen} at ${width} has a backdrop filter`).toBeUndefined()
		const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
		expect.soft(overflow, `${screen} at ${width} scrolls sideways`).toBeLessThanOrEqual(0)
	}
	await page.setViewportSize({ width: 1280, height: 800 })
}

test('every screen holds WCAG 2.2 AA as axe sees it, light and dark', async ({ target, visit }) => {
	const { page } = await visit(target.secretary)
	await expect(page.getByRole('button', { name: 'Commencer' })).toBeVisible()
	await expectAccessible(page, 'welcome')
	await playFirstRun(page, { commune: 'Vauzelles-Essai', tools: ['Canva', 'Framagenda'], passphrase: PASSPHRASE })
	await expectAccessible(page, 'home')
	await addPassword(page, { label: 'Comptabilité', login: 'mairie', password: 'Azerty-86-mairie', site: 'https://exemple.fr', note: 'Une note' })
	await page.getByRole('button', { name: 'Montrer le mot de passe' }).click()
	await expectAccessible(page, 'password')
	await page.getByRole('button', { name: 'Modifier' }).click()
	await page.getByRole('button', { name: 'Proposer un mot de passe' }).click()
	await expectAccessible(page, 'form')
	await goTo(page, 'Outils')
	await page.getByRole('link', { name: /^Canva/ }).click()
	await expectAccessible(page, 'tool')
	await page.getByRole('link', { name: /^Framagenda/ }).click()
	await goTo(page, 'Hébergement')
	await expectAccessible(page, 'hosting')
	await goTo(page, 'Diagnostic')
	await page.locator('.tr-action button').first().click()
	await expectAccessible(page, 'diagnostic')
	await goTo(page, 'Personnes et accès')
	await page.getByRole('button', { name: 'Préparer l’enveloppe' }).click()
	await expect(page.getByRole('article', { name: 'Enveloppe de secours' })).toBeVisible()
	expect.soft(await findings(page, 'dialog'), 'sheet').toEqual([])
	await page.getByRole('button', { name: 'Je l’ai imprimée' }).click()
	await page.getByRole('button', { name: 'Inviter', exact: true }).click()
	await page.getByRole('button', { name: 'Changer ma phrase de passe…' }).click()
	await page.getByRole('button', { name: 'Ajouter une personne' }).click()
	await expectAccessible(page, 'people')
	await goTo(page, 'Historique et sauvegarde')
	await expectAccessible(page, 'keeping')
	await page.getByRole('button', { name: /^Verrouiller/ }).click()
	await goTo(page, 'Mots de passe')
	await page.getByLabel('Phrase de passe', { exact: true }).fill('une autre phrase')
	await page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
	await expect(page.getByRole('alert')).toContainText('Ce n’est pas la bonne phrase de passe.', { timeout: 60_000 })
	await expectAccessible(page, 'unlock')
})

test('everything by keyboard: search, copy, open, lock', async ({ target, visit }) => {
	const { page } = await visit(target.secretary)
	await playFirstRun(page, { commune: 'Vauzelles-Essai', passphrase: PASSPHRASE })
	await addPassword(page, { label: 'Comptabilité', login: 'mairie', password: 'Azerty-86-mairie' })
	await goTo(page, 'Accueil')
	await page.locator('body').press('/')
	await expect(page.getByRole('searchbox')).toBeFocused()
	await page.keyboard.type('compta')
	await page.keyboard.press('Enter')
	await expect(page.getByText(/: mot de passe copié/)).toBeVisible()
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Azerty-86-mairie')
	await page.keyboard.press('Escape')
	await expect(page.getByRole('searchbox')).toHaveValue('')
	await page.getByRole('button', { name: /^Verrouiller/ }).focus()
	await page.keyboard.press('Enter')
	await goTo(page, 'Mots de passe')
	await expect(page.getByLabel('Phrase de passe', { exact: true })).toBeFocused()
	await unlock(page, PASSPHRASE)
})
