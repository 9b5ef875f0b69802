// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Locator, Page } from '@playwright/test'

import { visitNotebook } from './support/laid-notebook.ts'
import { addPassword, expectSaved, goTo, unlock } from './support/notebook.ts'
import { invite, join, share } from './support/people.ts'
import { expect, test } from './support/test.ts'

const COMMUNE = 'Vauzelles-Essai'
const SECRETARY = 'un ombrage quartz sous la valse 71'
const MAYOR = 'la mairie dort sur sept nuages verts'
const HISTORY = 'Historique et sauvegarde'

const panel = (page: Page): Locator => page.getByRole('region', { name: 'Historique', exact: true })
const line = (page: Page, text: string | RegExp): Locator => panel(page).getByRole('listitem').filter({ hasText: text })

/** The history, with its newest lines read. */
async function openHistory(page: Page): Promise<void> {
	await goTo(page, HISTORY)
	await expect(panel(page).getByRole('listitem').first()).toBeVisible()
	await expect(panel(page).getByText('Pas encore lue')).toHaveCount(0)
	await expect(panel(page).getByText('Lecture…')).toHaveCount(0)
}

async function openVersion(page: Page, text: string | RegExp): Promise<Locator> {
	await line(page, text).first().getByRole('link').click()
	const version = page.getByRole('article', { name: /^Version du/ })
	await expect(version).toBeVisible()
	return version
}

async function confirm(page: Page): Promise<void> {
	// The message of the one before would still offer its own undo.
	for (const close of (await page.locator('.tr-notice').getByRole('button', { name: 'Fermer' }).all()).reverse()) {
		await close.click()
	}
	const asked = page.getByRole('region', { name: /^Remettre comme/ })
	await asked.getByRole('button', { name: 'Rétablir', exact: true }).click()
	await expect(asked).toHaveCount(0)
	await expect(page.getByText('C’est rétabli.')).toBeVisible()
}

async function changePassword(page: Page, label: string, password: string): Promise<void> {
	await goTo(page, 'Mots de passe')
	await page.getByRole('link', { name: new RegExp(`^${label}`) }).click()
	await page.getByRole('article', { name: label }).getByRole('button', { name: 'Modifier' }).click()
	const form = page.locator('form.tr-form')
	await expect(form.getByLabel('Mot de passe', { exact: true })).not.toHaveValue('')
	await form.getByLabel('Mot de passe', { exact: true }).fill(password)
	await form.getByRole('button', { name: 'Enregistrer' }).click()
	await expect(page.getByRole('article', { name: label })).toBeVisible()
}

async function expectPassword(page: Page, label: string, password: string): Promise<void> {
	await goTo(page, 'Mots de passe')
	await page.getByRole('link', { name: new RegExp(`^${label}`) }).click()
	const detail = page.getByRole('article', { name: label })
	await detail.getByRole('button', { name: 'Montrer le mot de passe' }).click()
	await expect(detail.locator('dl output')).toContainText(password)
}

/** Opens a tool's sheet and writes its note. */
async function writeNote(page: Page, tool: string, note: string): Promise<void> {
	await goTo(page, 'Outils')
	await page.getByRole('link', { name: new RegExp(tool) }).first().click()
	const sheet = page.getByRole('article', { name: tool })
	await sheet.getByText('Importance, données, sauvegarde, note').click()
	await sheet.getByLabel(/^Note/).fill(note)
	await sheet.getByRole('button', { name: 'Enregistrer', exact: true }).click()
	await expect(page.getByRole('status').getByText('Enregistré.')).toBeVisible()
}

test('the history tells who and what, and puts back a password, a tool, and everything', async ({ target, visit }) => {
	test.setTimeout(300_000)
	const { page } = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: SECRETARY, tools: ['Cosoluce'] })
	await addPassword(page, { label: 'Hélios', login: 'p.durand', password: 'premier-mot-de-passe' })
	await changePassword(page, 'Hélios', 'deuxieme-mot-de-passe')
	await writeNote(page, 'Cosoluce', 'première note')
	await writeNote(page, 'Cosoluce', 'seconde note')

	await test.step('every version says when, who and what, without a secret', async () => {
		await openHistory(page)
		await expect(line(page, 'Mot de passe « Hélios » changé')).toBeVisible()
		await expect(line(page, 'Mot de passe « Hélios » ajouté')).toBeVisible()
		await expect(line(page, '1 outil modifié : « Cosoluce »')).not.toHaveCount(0)
		await expect(line(page, 'Création du carnet')).toBeVisible()
		await expect(line(page, 'version actuelle')).toHaveCount(2)
		await panel(page).getByRole('button', { name: 'Outils et inventaire' }).click()
		await expect(line(page, 'Hélios')).toHaveCount(0)
		await panel(page).getByRole('button', { name: 'Tous', exact: true }).click()
	})

	await test.step('a password comes back, after saying what will change', async () => {
		const version = await openVersion(page, 'Mot de passe « Hélios » changé')
		await expect(version).toContainText('mot de passe changé')
		await expect(version).not.toContainText('premier-mot-de-passe')
		await version.getByRole('button', { name: 'Montrer l’ancienne valeur' }).click()
		await expect(version.locator('output')).toContainText('premier-mot-de-passe')
		await version.getByRole('button', { name: 'Remettre comme avant : Hélios' }).click()
		await expect(page.getByText('Voici ce qui va changer dans le carnet d’aujourd’hui : Mot de passe « Hélios » changé')).toBeVisible()
		await confirm(page)
		await expectPassword(page, 'Hélios', 'premier-mot-de-passe')
	})

	await test.step('a tool comes back, and this can be undone', async () => {
		await openHistory(page)
		const version = await openVersion(page, '1 outil modifié : « Cosoluce »')
		await expect(version.locator('del')).toContainText('première note')
		await expect(version.locator('ins')).toContainText('seconde note')
		await version.getByRole('button', { name: 'Remettre comme avant : Cosoluce' }).click()
		await confirm(page)
		await page.getByRole('button', { name: 'Annuler', exact: true }).click()
		await expect(page.getByText('Annulé : tout est comme avant.')).toBeVisible()
		await goTo(page, 'Outils')
		await page.getByRole('link', { name: /Cosoluce/ }).first().click()
		await page.getByRole('article', { name: 'Cosoluce' }).getByText('Importance, données, sauvegarde, note').click()
		await expect(page.getByRole('article', { name: 'Cosoluce' }).getByLabel(/^Note/)).toHaveValue('seconde note')
	})

	await test.step('all passwords as they were: what came since goes to the trash', async () => {
		await addPassword(page, { label: 'Chorus', login: 'mairie', password: 'venu-apres' })
		await openHistory(page)
		const version = await openVersion(page, 'Mot de passe « Hélios » ajouté')
		await version.getByText('Ce que contenait cette version').click()
		await expect(version.getByRole('listitem').filter({ hasText: 'p.durand' })).toContainText('identique aujourd’hui')
		await version.getByRole('button', { name: 'Remettre tous les mots de passe comme à cette date' }).click()
		await expect(page.getByText('Les mots de passe ajoutés depuis vont à la corbeille.')).toBeVisible()
		await confirm(page)
		await goTo(page, 'Mots de passe')
		await expect(page.getByRole('list', { name: 'Mots de passe' }).getByRole('listitem')).toHaveCount(1)
		await expectPassword(page, 'Hélios', 'premier-mot-de-passe')
	})

	await test.step('locked, the passwords have no history to show', async () => {
		await page.getByRole('button', { name: /^Verrouiller/ }).click()
		await goTo(page, HISTORY)
		await expect(panel(page).getByText('L’historique des mots de passe s’affiche une fois ceux-ci ouverts.')).toBeVisible()
		await expect(line(page, 'Création du carnet')).toBeVisible()
		await expect(line(page, 'Hélios')).toHaveCount(0)
		await panel(page).getByRole('button', { name: 'Ouvrir les mots de passe' }).click()
		await unlock(page, SECRETARY)
		await openHistory(page)
		await expect(line(page, 'Mot de passe « Hélios » ajouté')).toBeVisible()
	})
})

/** Shares the notebook with the mayor and lets him in. */
async function letIn(secretary: Page, mayor: Page, name: string): Promise<void> {
	await share(secretary, name)
	const { code } = await invite(secretary, 'Maire', 'writer')
	await mayor.reload()
	await join(mayor, MAYOR, code)
	await mayor.getByRole('button', { name: 'Ce sont les mêmes' }).click()
	await expect(mayor.getByRole('link', { name: /^Hélios/ })).toBeVisible()
}

test('two people at once: both values are kept, one is chosen, and the history tells who', async ({ target, visit }) => {
	test.setTimeout(300_000)
	const secretary = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: SECRETARY, tools: ['Cosoluce'] })
	await addPassword(secretary.page, { label: 'Hélios', login: 'p.durand', password: 'le-premier' })
	const mayor = await visit(target.mayor)
	await letIn(secretary.page, mayor.page, target.mayor.name)

	await test.step('they change one password and one tool, neither seeing the other', async () => {
		await secretary.page.reload()
		await goTo(secretary.page, 'Mots de passe')
		await unlock(secretary.page, SECRETARY)
		// Both pages' folder checks fail, so that neither sees the other's revisions.
		for (const { page, guard } of [secretary, mayor]) {
			guard.allow(/Failed to load resource|net::ERR/)
			await page.route('**/remote.php/dav/**', async (route) => route.request().method() === 'PROPFIND' ? route.abort() : route.continue())
		}
		await changePassword(secretary.page, 'Hélios', 'celui-de-la-secretaire')
		await changePassword(mayor.page, 'Hélios', 'celui-du-maire')
		await writeNote(secretary.page, 'Cosoluce', 'note de la secrétaire')
		await writeNote(mayor.page, 'Cosoluce', 'note du maire')
		await secretary.page.unrouteAll({ behavior: 'wait' })
		await mayor.page.unrouteAll({ behavior: 'wait' })
	})

	const { page } = secretary
	await test.step('it is a thing to do, and both values are there with who and when', async () => {
		await page.reload()
		await goTo(page, 'Mots de passe')
		await unlock(page, SECRETARY)
		await goTo(page, 'Accueil')
		await expect(page.getByRole('link', { name: /Choisissez entre deux valeurs saisies en même temps \(2 endroits\)/ })).toBeVisible()
		await page.getByRole('link', { name: /Choisissez entre deux valeurs/ }).click()
		await expect(page.getByText('Filtre : deux valeurs tapées en même temps (2)')).toBeVisible()
		await page.getByRole('link', { name: /^Hélios/ }).click()
		const asked = page.getByRole('region', { name: 'Deux valeurs ont été saisies' })
		await expect(asked).toContainText('Deux personnes ont modifié « Hélios » en même temps. Les deux valeurs sont gardées : choisissez celle à utiliser.')
		await expect(asked).toContainText('saisie par Maire')
		const mine = asked.locator('.tr-conflict__value').filter({ hasText: 'remplacée le' })
		await mine.getByRole('button', { name: 'Montrer' }).click()
		await expect(mine.locator('output')).toContainText('celui-de-la-secretaire')
		await mine.getByRole('button', { name: 'Utiliser celle-ci' }).click()
		await expect(asked).toHaveCount(0)
		await page.locator('.tr-notice').getByRole('button', { name: 'Annuler' }).click()
		await expect(asked).toContainText('choisissez celle à utiliser.')
		await expect(page.getByText('C’est annulé.')).toBeVisible()
		await asked.locator('.tr-conflict__value').filter({ hasText: 'remplacée le' }).getByRole('button', { name: 'Utiliser celle-ci' }).click()
		await expect(asked).toHaveCount(0)
		await expectPassword(page, 'Hélios', 'celui-de-la-secretaire')
	})

	await test.step('the tool asks too, on its sheet', async () => {
		await goTo(page, 'Outils')
		await page.getByRole('link', { name: /Cosoluce/ }).first().click()
		const asked = page.getByRole('region', { name: 'Deux valeurs ont été saisies' })
		await expect(asked).toContainText('note du maire')
		await expect(asked).toContainText('note de la secrétaire')
		await asked.getByRole('button', { name: 'Garder celle-ci' }).click()
		await expect(asked).toHaveCount(0)
		await goTo(page, 'Accueil')
		await expect(page.getByRole('link', { name: /Choisissez entre deux valeurs/ })).toHaveCount(0)
	})

	await test.step('the history names both', async () => {
		await openHistory(page)
		await expect(line(page, 'Mot de passe « Hélios » changé').filter({ hasText: 'Maire' })).toHaveCount(1)
		await expect(line(page, 'Mot de passe « Hélios » ajouté').filter({ hasText: 'Secr' })).not.toHaveCount(0)
		await expect(line(page, '1 outil modifié : « Cosoluce »').filter({ hasText: 'Maire' })).not.toHaveCount(0)
	})

	await test.step('a form that one left open while the other changed the password changes what was typed in it, and no more', async () => {
		await mayor.page.reload()
		await goTo(mayor.page, 'Mots de passe')
		await unlock(mayor.page, MAYOR)
		await mayor.page.getByRole('link', { name: /^Hélios/ }).click()
		await mayor.page.getByRole('article', { name: 'Hélios' }).getByRole('button', { name: 'Modifier' }).click()
		const form = mayor.page.locator('form.tr-form')
		await expect(form.getByLabel('Mot de passe', { exact: true })).not.toHaveValue('')
		await changePassword(page, 'Hélios', 'pendant-que-le-formulaire-est-ouvert')
		await expectSaved(page)
		await form.getByLabel('Nom', { exact: true }).fill('Hélios Finances')
		await form.getByRole('button', { name: 'Enregistrer' }).click()
		await expectSaved(mayor.page)
		await page.reload()
		await goTo(page, 'Mots de passe')
		await unlock(page, SECRETARY)
		await expectPassword(page, 'Hélios Finances', 'pendant-que-le-formulaire-est-ouvert')
	})
})
