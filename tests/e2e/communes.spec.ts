// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { addPassword, goTo, playFirstRun } from './support/notebook.ts'
import { expect, test } from './support/test.ts'

const PASSPHRASE = 'un ombrage quartz sous la valse 71'

test('one secretary, two communes, one passphrase: nothing is mixed', async ({ target, visit }) => {
	const { page } = await visit(target.secretary)
	await playFirstRun(page, { commune: 'Vauzelles-Essai', passphrase: PASSPHRASE, tools: ['Cosoluce'] })
	await addPassword(page, { label: 'Compte de Vauzelles', login: 'a', password: 'mot-de-passe-de-vauzelles' })

	await page.getByRole('button', { name: 'Ajouter une commune' }).click()
	await page.getByLabel('Nom de la commune').fill('Sainte-Test')
	await page.getByRole('button', { name: 'Suivant' }).click()
	await page.getByRole('button', { name: 'Créer le carnet' }).click()
	await expect(page.getByRole('heading', { level: 1, name: 'Sainte-Test' })).toBeVisible({ timeout: 60_000 })
	await addPassword(page, { label: 'Compte de Sainte', login: 'b', password: 'mot-de-passe-de-sainte' })
	await expect(page.getByRole('link', { name: /^Compte de Vauzelles/ })).toHaveCount(0)

	await page.getByLabel('Commune', { exact: true }).selectOption({ label: 'Vauzelles-Essai' })
	await goTo(page, 'Mots de passe')
	await expect(page.getByRole('link', { name: /^Compte de Vauzelles/ })).toBeVisible()
	await expect(page.getByRole('link', { name: /^Compte de Sainte/ })).toHaveCount(0)
})
