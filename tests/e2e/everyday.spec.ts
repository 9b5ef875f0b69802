// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { findings } from './support/axe.ts'
import { addPassword, goTo, playFirstRun } from './support/notebook.ts'
import { expect, test } from './support/test.ts'

const PASSPHRASE = 'grenier bougie falaise mouton cuivre tabouret'

test('strength: the dictionaries lower what the shape alone finds good', async ({ target, visit }) => {
	const { page } = await visit(target.secretary)
	await playFirstRun(page, { commune: 'Vauzelles-Essai', passphrase: PASSPHRASE })
	await goTo(page, 'Mots de passe')
	await page.getByRole('button', { name: 'Nouveau', exact: true }).click()
	const form = page.locator('form.tr-form')
	const meter = form.locator('.tr-meter')
	await form.getByLabel('Mot de passe', { exact: true }).fill('G0uv3rnem3nt')
	await expect(meter).toContainText('Facile à deviner')
	await form.getByLabel('Mot de passe', { exact: true }).fill('Motdepasse')
	await expect(meter).toContainText('Très facile à deviner. Il est dans la liste des mots de passe les plus répandus')

	await test.step('French words, easy to dictate, are proposed and found good', async () => {
		await form.getByRole('button', { name: 'Proposer un mot de passe' }).click()
		await form.getByRole('radio', { name: 'Mots français, faciles à dicter' }).check()
		await expect(form.locator('output')).toHaveText(/^[a-z]+(?:-[a-z]+){5}$/)
		await expect(form.getByText('mettrait : des siècles')).toBeVisible()
		expect.soft(await findings(page), 'generator').toEqual([])
		await form.getByRole('button', { name: 'Utiliser ce mot de passe' }).click()
		await expect(meter).toContainText('Très solide')
	})
})

test('health: from the page to the site, the new password, and back to the next one', async ({ target, visit }) => {
	const { page, guard } = await visit(target.secretary)
	// The site is opened by the person, in a tab of its own.
	guard.allow(/https:\/\/cantine\.example\.org\//)
	await playFirstRun(page, { commune: 'Vauzelles-Essai', passphrase: PASSPHRASE })
	await addPassword(page, { label: 'Cantine', login: 'cantine', password: 'motdepasse', site: 'https://cantine.example.org' })
	await addPassword(page, { label: 'Messagerie', login: 'mairie', password: 'kX7#pQ2!vZm4' })
	await addPassword(page, { label: 'Photothèque', login: 'mairie', password: 'kX7#pQ2!vZm4' })
	await addPassword(page, { label: 'Urbanisme', login: 'mairie', password: 'G0uv3rnem3nt' })
	await addPassword(page, { label: 'Trésorerie', login: 'mairie' })

	await page.getByRole('button', { name: 'Santé des mots de passe' }).click()
	const health = page.getByRole('article', { name: 'Santé des mots de passe' })
	const section = (name: RegExp) => health.getByRole('region', { name })
	await expect(section(/^Parmi les mots de passe les plus répandus \(1\)/)).toContainText('Cantine')
	await expect(section(/^Le même à plusieurs endroits \(2\)/)).toContainText('Le même que : Photothèque')
	await expect(section(/^Trop faciles à deviner \(1\)/)).toContainText('Urbanisme')
	await expect(health.getByText('Urgents : 1')).toBeVisible()
	await expect(health.getByText('À revoir : 3')).toBeVisible()
	await expect(health.getByText('Sans reproche : 1')).toBeVisible()
	for (const width of [1280, 375]) {
		await page.setViewportSize({ width, height: 800 })
		expect.soft(await findings(page), `health at ${width}`).toEqual([])
		expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
	}
	await page.setViewportSize({ width: 1280, height: 800 })

	await test.step('to the site, and the question at return', async () => {
		const site = page.context().waitForEvent('page')
		await health.getByRole('link', { name: 'Ouvrir le site de Cantine dans un nouvel onglet' }).click()
		await (await site).close()
		await page.bringToFront()
		await page.evaluate(() => window.dispatchEvent(new Event('focus')))
		await expect(health.getByText('Avez-vous changé le mot de passe sur le site ?')).toBeVisible()
		await health.getByRole('button', { name: 'Oui, le noter ici' }).click()
		await page.getByRole('button', { name: 'Proposer un mot de passe' }).click()
		await page.getByRole('button', { name: 'Utiliser ce mot de passe' }).click()
		await page.getByRole('button', { name: 'Enregistrer' }).click()
		await expect(page.getByRole('article', { name: 'Cantine' })).toBeVisible()
	})

	await test.step('the list is one shorter, and leads to the next', async () => {
		await page.getByRole('navigation', { name: 'Mots de passe à revoir' }).getByRole('link', { name: 'Santé des mots de passe' }).click()
		await expect(section(/^Le même/)).toBeVisible()
		await expect(section(/^Parmi les mots de passe les plus répandus/)).toHaveCount(0)
		await section(/^Le même/).getByRole('link', { name: /^Messagerie/ }).click()
		await page.getByRole('link', { name: 'Suivant : Photothèque' }).click()
		await expect(page.getByRole('article', { name: 'Photothèque' })).toBeVisible()
	})
})
