// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { visitNotebook } from './support/laid-notebook.ts'
import { addPassword, goTo, unlock } from './support/notebook.ts'
import { expectSentences, invite, join, remove, share, typeWords } from './support/people.ts'
import { expect, NO_ADMINISTRATOR, test } from './support/test.ts'

test.skip(NO_ADMINISTRATOR !== '', NO_ADMINISTRATOR)

const COMMUNE = 'Vauzelles-Essai'
const SECRETARY = 'un ombrage quartz sous la valse 71'
const MAYOR = 'la mairie dort sur sept nuages verts'
const DEPUTY = 'quatre tambours jouent dans la brume'

test('invitation and departure: three people, one vault', async ({ target, visit }) => {
	test.setTimeout(300_000)
	const secretary = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: SECRETARY, tools: ['Cosoluce'] })
	await addPassword(secretary.page, { label: 'Comptabilité', login: 'mairie', password: 'ancien-mot-de-passe-1' })
	await addPassword(secretary.page, { label: 'Site internet', login: 'mairie', password: 'ancien-mot-de-passe-2' })

	const mayor = await visit(target.mayor)
	const deputy = await visit(target.admin)

	await test.step('the mayor is invited to read and change, and comes in', async () => {
		await share(secretary.page, target.mayor.name)
		const { code, fingerprint } = await invite(secretary.page, 'Maire', 'writer')
		await mayor.page.reload()
		expect(await join(mayor.page, MAYOR, code)).toBe(fingerprint)
		await mayor.page.getByRole('button', { name: 'Ce sont les mêmes' }).click()
		await mayor.page.getByRole('link', { name: /^Comptabilité/ }).click()
		await mayor.page.getByRole('button', { name: 'Montrer le mot de passe' }).click()
		await expect(mayor.page.getByRole('article').locator('output')).toContainText('ancien-mot-de-passe-1')
	})

	await test.step('the same words do not serve twice', async () => {
		await share(secretary.page, target.admin.name)
		const { code } = await invite(secretary.page, 'Adjoint', 'reader')
		await deputy.page.reload()
		await join(deputy.page, DEPUTY, code)
		await deputy.page.getByRole('button', { name: 'Ils sont différents' }).click()
		await expectSentences(deputy.page.getByRole('alert'), ['Quelqu’un s’est peut-être glissé entre', 'Trousseau est de nouveau verrouillé', 'Ne tapez aucun mot de passe ici.'])
		await goTo(deputy.page, 'Mots de passe')
		await unlock(deputy.page, DEPUTY)
		await expect(deputy.page.getByRole('link', { name: /^Comptabilité/ })).toBeVisible()
		await deputy.page.goto('/index.php/apps/trousseau/#/rejoindre')
		await deputy.page.reload()
		await deputy.page.getByLabel('Phrase de passe', { exact: true }).fill(DEPUTY)
		await deputy.page.getByRole('button', { name: 'Suivant' }).click()
		await typeWords(deputy.page, code)
		await expectSentences(deputy.page.getByRole('alert'), ['Aucune invitation ne répond à ces mots.', 'Rien n’a été modifié.', 'demandez de nouveaux mots'])
	})

	await test.step('the mayor leaves: the list of passwords to change, ticked off by really changing them', async () => {
		await secretary.page.reload()
		await goTo(secretary.page, 'Mots de passe')
		await unlock(secretary.page, SECRETARY)
		await goTo(secretary.page, 'Personnes et accès')
		await remove(secretary.page, target.mayor.name)
		await expect(secretary.page.getByText(/0 sur 2 changés/)).toBeVisible({ timeout: 60_000 })

		await secretary.page.getByRole('link', { name: /^Comptabilité/ }).click()
		await secretary.page.getByRole('button', { name: 'Modifier' }).click()
		const form = secretary.page.locator('form.tr-form')
		await expect(form.getByLabel('Mot de passe', { exact: true })).toHaveValue('ancien-mot-de-passe-1')
		await form.getByLabel('Mot de passe', { exact: true }).fill('nouveau-mot-de-passe-1')
		await form.getByRole('button', { name: 'Enregistrer' }).click()
		await expect(secretary.page.getByRole('article', { name: 'Comptabilité' })).toBeVisible()
		await goTo(secretary.page, 'Personnes et accès')
		await expect(secretary.page.getByText(/1 sur 2 changés/)).toBeVisible()
	})

	await test.step('the mayor no longer opens the passwords, and still sees the inventory', async () => {
		await mayor.page.reload()
		await goTo(mayor.page, 'Mots de passe')
		await mayor.page.getByLabel('Phrase de passe', { exact: true }).fill(MAYOR)
		await mayor.page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
		await expect(mayor.page.getByText('La dernière version des mots de passe ne vous est plus ouverte')).toBeVisible({ timeout: 60_000 })
		await expect(mayor.page.locator('body')).not.toContainText('nouveau-mot-de-passe')
	})
})
