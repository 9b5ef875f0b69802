// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '@playwright/test'

import { visitNotebook } from './support/laid-notebook.ts'
import { addPassword, goTo, unlock } from './support/notebook.ts'
import { expect, test } from './support/test.ts'

// Each derives a key at full strength in several browsers.
test.setTimeout(300_000)

const COMMUNE = 'Vauzelles-Essai'
const PASSPHRASE = 'un ombrage quartz sous la valse 71'

/** Opens the sheet of the tool of these journeys. */
async function openTool(page: Page): Promise<void> {
	await goTo(page, 'Outils')
	await page.getByRole('link', { name: /^Cosoluce/ }).click()
	await expect(page.getByRole('article', { name: 'Cosoluce' })).toBeVisible()
}

test('a form begun and not saved: a lock, a search and a closed page lose nothing of it', async ({ target, visit }) => {
	const { context, page } = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: PASSPHRASE })
	await addPassword(page, { label: 'Comptabilité', login: 'mairie', password: 'ancien-mot-de-passe-1' })
	const form = page.locator('form.tr-form')

	await test.step('a new one, locked in the middle: it is there after unlocking', async () => {
		await page.getByRole('button', { name: 'Nouveau', exact: true }).click()
		await form.getByLabel('Nom', { exact: true }).fill('ANTS')
		await form.getByLabel('Mot de passe', { exact: true }).fill('déjà-changé-sur-le-site')
		await expect.poll(() => page.evaluate(() => Object.keys(localStorage).some((key) => key.includes('forms:')))).toBe(true)
		expect(await page.evaluate(() => Object.values(localStorage).join(' '))).not.toContain('"ANTS')
		await page.getByRole('button', { name: /^Verrouiller/ }).click()
		await unlock(page, PASSPHRASE)
		await expect(form).toContainText('Saisie reprise telle que vous l’aviez laissée')
		await expect(form.getByLabel('Nom', { exact: true })).toHaveValue('ANTS')
		await expect(form.getByLabel('Mot de passe', { exact: true })).toHaveValue('déjà-changé-sur-le-site')
	})

	await test.step('a search in between', async () => {
		await form.getByLabel('Identifiant', { exact: true }).fill('mairie-vauzelles')
		await page.getByRole('searchbox', { name: /^Chercher/ }).fill('compta')
		await expect(form).toHaveCount(0)
		await page.getByRole('searchbox', { name: /^Chercher/ }).fill('')
		await expect(form.getByLabel('Identifiant', { exact: true })).toHaveValue('mairie-vauzelles')
		await form.getByRole('button', { name: 'Enregistrer' }).click()
		await expect(page.getByRole('article', { name: 'ANTS' })).toBeVisible()
		await expect(page.locator('.tr-form-drafts')).toHaveCount(0)
	})

	const other = await test.step('an edit, and the page closed without a word', async () => {
		await page.getByRole('article', { name: 'ANTS' }).getByRole('button', { name: 'Modifier' }).click()
		await expect(form.getByLabel('Mot de passe', { exact: true })).toHaveValue('déjà-changé-sur-le-site')
		await form.getByLabel(/^Note/).fill('Rappeler la préfecture')
		await expect.poll(() => page.evaluate(() => Object.keys(localStorage).some((key) => key.includes('forms:')))).toBe(true)
		await page.close()
		const next = await context.newPage()
		await next.goto('/index.php/apps/trousseau/')
		return next
	})

	await test.step('it is offered, taken up, and given up', async () => {
		await goTo(other, 'Mots de passe')
		await unlock(other, PASSPHRASE)
		const note = other.locator('.tr-form-drafts')
		await expect(note).toContainText('« ANTS »')
		await note.getByRole('button', { name: 'Reprendre' }).click()
		const again = other.locator('form.tr-form')
		await expect(again.getByLabel(/^Note/)).toHaveValue('Rappeler la préfecture')
		await expect(again.getByLabel('Identifiant', { exact: true })).toHaveValue('mairie-vauzelles')
		await again.getByRole('button', { name: 'Revenir à ce qui est enregistré' }).click()
		await expect(again.getByLabel(/^Note/)).toHaveValue('')
		await again.getByRole('button', { name: 'Annuler' }).click()
		await expect(other.getByRole('article', { name: 'ANTS' })).toBeVisible()
		await expect(note).toHaveCount(0)
	})
})

test('forms of the inventory begun and not saved: another screen, a search, a lock and a closed page lose nothing of them', async ({ target, visit }) => {
	const { context, page } = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: PASSPHRASE, tools: ['Cosoluce'] })
	await openTool(page)
	const sheet = page.getByRole('article', { name: 'Cosoluce' })
	const more = sheet.locator('.tr-more')
	const note = more.getByLabel(/^Note/)
	const resumed = 'Saisie reprise telle que vous l’aviez laissée'

	await test.step('another screen, then a search', async () => {
		await more.getByText('Importance, données, sauvegarde, note').click()
		await note.fill('Rappeler l’éditeur')
		await goTo(page, 'Accueil')
		await openTool(page)
		await expect(note).toHaveValue('Rappeler l’éditeur')
		await expect(more).toContainText(resumed)
		await page.getByRole('searchbox', { name: /^Chercher/ }).fill('quelque chose')
		await expect(sheet).toHaveCount(0)
		await page.getByRole('searchbox', { name: /^Chercher/ }).fill('')
		await expect(note).toHaveValue('Rappeler l’éditeur')
	})

	await test.step('a lock, then the page loaded again: nobody has to unlock to find it', async () => {
		await sheet.getByRole('button', { name: /^Répondre.*Combien/ }).click()
		await sheet.getByLabel(/^Montant en euros/).fill('1 234,50')
		await page.getByRole('button', { name: /^Verrouiller/ }).click()
		await page.reload()
		await openTool(page)
		await expect(note).toHaveValue('Rappeler l’éditeur')
		await expect(sheet.getByLabel(/^Montant en euros/)).toHaveValue('1 234,50')
	})

	await test.step('one is saved, the other given up', async () => {
		await more.getByRole('button', { name: 'Enregistrer' }).click()
		await expect(page.getByText('Enregistré.', { exact: true })).toBeVisible()
		await expect(more).not.toContainText(resumed)
		const cost = sheet.locator('.tr-fact-card').filter({ hasText: 'Combien coûte-t-il' })
		await cost.getByRole('button', { name: 'Revenir à ce qui est enregistré' }).click()
		await expect(cost.getByLabel(/^Montant en euros/)).toHaveValue('')
		await cost.getByRole('button', { name: 'Annuler' }).click()
	})

	const later = await test.step('a person half-written, and the page closed without a word', async () => {
		await goTo(page, 'Personnes et accès')
		await page.getByRole('button', { name: /Ajouter une personne/ }).click()
		await page.getByLabel('Nom', { exact: true }).fill('Adjointe aux écoles')
		await page.close()
		const next = await context.newPage()
		await next.goto('/index.php/apps/trousseau/')
		await goTo(next, 'Personnes et accès')
		await expect(next.getByLabel('Nom', { exact: true })).toHaveValue('Adjointe aux écoles')
		await next.getByRole('button', { name: 'Enregistrer', exact: true }).click()
		await expect(next.getByRole('button', { name: /^Modifier.*Adjointe aux écoles/ })).toBeVisible()
		return next
	})

	await test.step('what is saved is saved, and nothing comes back', async () => {
		await later.reload()
		await goTo(later, 'Personnes et accès')
		await expect(later.getByRole('button', { name: /^Modifier.*Adjointe aux écoles/ })).toHaveCount(1)
		await expect(later.locator('form').getByLabel('Nom', { exact: true })).toHaveCount(0)
		await openTool(later)
		const panel = later.locator('.tr-more')
		await expect(panel).not.toHaveAttribute('open')
		await panel.getByText('Importance, données, sauvegarde, note').click()
		await expect(panel.getByLabel(/^Note/)).toHaveValue('Rappeler l’éditeur')
		expect(await later.evaluate(() => Object.keys(localStorage).filter((key) => key.endsWith(':preference:inputs')))).toEqual([])
	})
})
