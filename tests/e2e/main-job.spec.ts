// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Locator, Page } from '@playwright/test'
import type { Person, Target } from './support/target.ts'

import { addPassword, goTo, playFirstRun, unlock } from './support/notebook.ts'
import { expect, test } from './support/test.ts'

const COMMUNE = 'Vauzelles-Essai'

/** The card of one of the six facts of a tool. */
function fact(page: Page, question: string): Locator {
	return page.locator('section.tr-fact-card').filter({ has: page.getByRole('heading', { name: question }) })
}

/** Shares the notebook's folder as the Files app does. */
async function shareNotebook(target: Target, owner: Person, recipient: Person): Promise<void> {
	const answer = await fetch(`${target.url}/ocs/v2.php/apps/files_sharing/api/v1/shares?format=json`, {
		method: 'POST',
		headers: {
			Authorization: `Basic ${Buffer.from(`${owner.id}:${owner.password}`).toString('base64')}`,
			'Content-Type': 'application/json',
			'OCS-APIRequest': 'true',
		},
		body: JSON.stringify({ path: `/Trousseau/${COMMUNE}`, shareType: 0, shareWith: recipient.id, permissions: 1 }),
	})
	expect(answer.status, await answer.text()).toBe(200)
}

/** Whatever a hand selects of a text that is of use whole, it is this text, once; and so is its copy. */
async function takenByHand(page: Page, shown: Locator, text: string): Promise<void> {
	const { width, height } = await shown.boundingBox() ?? { width: 0, height: 0 }
	for (const clicks of [2, 3]) {
		for (const x of [3, width / 2, width - 3]) {
			await shown.click({ clickCount: clicks, position: { x, y: Math.min(12, height / 2) } })
			expect(await page.evaluate(() => getSelection()?.toString()), `${clicks} clicks`).toBe(text)
		}
	}
	await page.evaluate(() => getSelection()?.removeAllRanges())
	await page.keyboard.press('Control+a')
	await page.keyboard.press('Control+c')
	await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(text)
	await page.evaluate(() => {
		getSelection()?.selectAllChildren(document.querySelector('article') ?? document.body)
	})
	const whole = await page.evaluate(() => getSelection()?.toString() ?? '')
	expect(whole.split(text)).toHaveLength(2)
	await page.evaluate(() => getSelection()?.removeAllRanges())
}

test('main-job: a commune’s notebook from nothing, two people, two browsers', async ({ target, visit }) => {
	test.setTimeout(300_000)
	const { page } = await visit(target.secretary)

	const passphrase = await test.step('first run: passphrase in French words, commune, tools', () => playFirstRun(page, {
		commune: COMMUNE,
		insee: '86239',
		population: '172',
		tools: ['Cosoluce', 'Framagenda'],
	}))

	await test.step('a tool by its name alone, and what we know of it', async () => {
		await goTo(page, 'Outils')
		await page.getByRole('button', { name: 'Ajouter', exact: true }).click()
		await page.getByLabel('Nom d’un outil qui n’est pas dans la liste').fill('Logiciel du cimetière')
		await page.getByRole('button', { name: 'Ajouter', exact: true }).click()
		await page.getByRole('button', { name: 'Ajouter au carnet' }).click()
		await expect(page.getByRole('article', { name: 'Logiciel du cimetière' })).toBeVisible()

		const hosting = fact(page, 'Où est-il hébergé ?')
		await hosting.getByRole('button', { name: /^Répondre/ }).click()
		await hosting.getByLabel('Quel genre de lieu ?').selectOption('nas')
		await hosting.getByLabel('Dans quel pays ?').selectOption('FR')
		await hosting.getByLabel('En êtes-vous sûr ?').selectOption('proven')
		await hosting.getByRole('button', { name: 'Enregistrer' }).click()
		await expect(hosting).toContainText('France')

		const supplier = fact(page, 'Qui l’édite ?')
		await supplier.getByRole('button', { name: /^Répondre/ }).click()
		await supplier.getByLabel('Nom de l’éditeur ou du fournisseur').fill('Éditeur d’essai')
		await supplier.getByLabel('Pays du groupe qui le possède').selectOption('FR')
		await supplier.getByRole('button', { name: 'Enregistrer' }).click()
		await expect(supplier).toContainText('Éditeur d’essai')

		const cost = fact(page, 'Combien coûte-t-il par an ?')
		await cost.getByRole('button', { name: /^Répondre/ }).click()
		await cost.getByLabel(/^Montant/).fill('1 234,50')
		await cost.getByRole('button', { name: 'Enregistrer' }).click()
		await expect(cost).toContainText(/1\s234,50\s€/)

		const users = fact(page, 'Qui s’en sert ?')
		await users.getByRole('button', { name: /^Je ne sais pas/ }).click()
		await expect(users).toContainText('Nous ne savons pas')
	})

	const password = await test.step('an account with a generated password, linked to the tool', async () => {
		const made = await addPassword(page, {
			label: 'Cimetière en ligne',
			login: 'mairie-vauzelles',
			site: 'https://cimetiere.example.org/connexion',
			note: 'Le code du portail est chez le maire.',
			tool: 'Logiciel du cimetière',
		})
		expect(made.length).toBeGreaterThanOrEqual(20)
		await expect(page.getByRole('article').getByRole('link', { name: 'Logiciel du cimetière' })).toBeVisible()
		return made
	})

	await test.step('found, revealed, copied in three actions', async () => {
		const article = page.getByRole('article', { name: 'Cimetière en ligne' })
		await expect(article).not.toContainText(password)
		await article.getByRole('button', { name: 'Montrer le mot de passe' }).click()
		await expect(article.locator('output')).toHaveText(password)
		await takenByHand(page, article.locator('output'), password)
		await takenByHand(page, article.getByText('mairie-vauzelles', { exact: true }), 'mairie-vauzelles')
		await goTo(page, 'Accueil')
		await page.getByRole('searchbox').fill('cimetiere')
		await page.getByRole('searchbox').press('Enter')
		await expect(page.getByText(/: mot de passe copié\. Il sera effacé à votre retour ici, au plus tôt dans 30 secondes\.$/)).toBeVisible()
		expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(password)
		await expect.poll(() => page.evaluate(() => navigator.clipboard.readText()), { timeout: 40_000, intervals: [5_000] }).toBe('')
	})

	await test.step('edited, put in the trash, restored', async () => {
		await page.getByRole('searchbox').fill('cimetiere')
		await page.getByRole('link', { name: /^Cimetière en ligne/ }).click()
		await page.getByRole('button', { name: 'Modifier' }).click()
		const form = page.locator('form.tr-form')
		await expect(form.getByLabel('Mot de passe', { exact: true })).toHaveValue(password)
		await form.getByLabel('Identifiant', { exact: true }).fill('secretariat')
		await form.getByRole('button', { name: 'Enregistrer' }).click()
		const article = page.getByRole('article', { name: 'Cimetière en ligne' })
		await expect(article).toContainText('secretariat')
		await article.getByRole('button', { name: 'Mettre à la corbeille' }).click()
		await expect(page.getByText('Mis à la corbeille.')).toBeVisible()
		await expect(page.getByRole('listitem').filter({ hasText: 'Cimetière en ligne' })).toHaveCount(0)
		await page.getByRole('button', { name: /^Corbeille \(1\)/ }).click()
		await page.getByRole('button', { name: 'Supprimer Cimetière en ligne définitivement' }).dblclick()
		const question = page.getByRole('alertdialog', { name: /^Supprimer « Cimetière en ligne » définitivement/ })
		await expect(question.getByRole('button', { name: 'Annuler' })).toBeFocused()
		await page.keyboard.press('Escape')
		await expect(question).toHaveCount(0)
		await page.getByRole('button', { name: 'Restaurer Cimetière en ligne' }).click()
		await expect(page.getByRole('article', { name: 'Cimetière en ligne' })).toContainText('secretariat')
	})

	await test.step('locked, refused, unlocked, reloaded', async () => {
		await page.getByRole('button', { name: /^Verrouiller/ }).click()
		await expect(page.getByLabel('Phrase de passe', { exact: true })).toBeVisible()
		await expect(page.locator('body')).not.toContainText('secretariat')
		await page.getByLabel('Phrase de passe', { exact: true }).fill('ce ne sont pas les bons mots')
		await page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
		await expect(page.getByRole('alert')).toContainText('Ce n’est pas la bonne phrase de passe.', { timeout: 60_000 })
		await unlock(page, passphrase)
		await page.reload()
		await unlock(page, passphrase)
		await expect(page.getByRole('article', { name: 'Cimetière en ligne' })).toContainText('secretariat')
	})

	await test.step('the same from another browser', async () => {
		const other = await visit(target.secretary)
		await goTo(other.page, 'Mots de passe')
		await unlock(other.page, passphrase.toUpperCase())
		await other.page.getByRole('link', { name: /^Cimetière en ligne/ }).click()
		await other.page.getByRole('button', { name: 'Montrer le mot de passe' }).click()
		await expect(other.page.getByRole('article').locator('output')).toContainText(password)
	})

	await test.step('the diagnostic, computed from the inventory', async () => {
		await goTo(page, 'Diagnostic')
		await expect(page.getByText(/^Ce que nous savons/)).toBeVisible()
		await expect(page.locator('.tr-theme')).not.toHaveCount(0)
		const actions = await page.locator('.tr-action').count()
		expect(actions).toBeGreaterThan(0)
		expect(actions).toBeLessThanOrEqual(4)
		await page.locator('.tr-action').first().getByRole('button').first().click()
		await expect(page.locator('.tr-action').first().locator('.tr-objects li')).not.toHaveCount(0)
	})

	await test.step('the mayor sees the inventory and the hosting, and no password', async () => {
		await shareNotebook(target, target.secretary, target.mayor)
		const mayor = await visit(target.mayor)
		await expect(mayor.page.getByRole('heading', { level: 1, name: COMMUNE })).toBeVisible()
		const navigation = mayor.page.getByRole('navigation', { name: 'Le carnet' })
		await expect(navigation.getByRole('link', { name: /Mots de passe/ })).toHaveCount(0)
		await expect(mayor.page.getByRole('button', { name: /^Verrouiller/ })).toHaveCount(0)
		await goTo(mayor.page, 'Outils')
		await mayor.page.getByRole('link', { name: /^Logiciel du cimetière/ }).click()
		await expect(mayor.page.getByRole('article', { name: 'Logiciel du cimetière' })).toContainText('Éditeur d’essai')
		await expect(mayor.page.getByRole('button', { name: /^Répondre/ })).toHaveCount(0)
		await goTo(mayor.page, 'Hébergement')
		await expect(mayor.page.getByRole('row', { name: /Logiciel du cimetière/ })).toContainText('France')
		await expect(mayor.page.locator('body')).not.toContainText('secretariat')
	})

	await test.step('locked by itself after ten idle minutes', async () => {
		await page.clock.install()
		await page.reload()
		await goTo(page, 'Mots de passe')
		await unlock(page, passphrase)
		await page.clock.fastForward('09:00')
		await expect(page.getByRole('button', { name: /^Verrouiller \(1 min\)/ })).toBeVisible()
		await goTo(page, 'Accueil')
		await page.clock.fastForward('10:05')
		await expect(page.getByText(/^Verrouillé après 10 minutes sans activité/)).toBeVisible()
		await expect(page.getByLabel('Phrase de passe', { exact: true })).toBeFocused()
	})
})
