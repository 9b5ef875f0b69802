// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Locator, Page } from '@playwright/test'
import type { Person } from './support/target.ts'
import type { Visit, Visitor } from './support/test.ts'

import { deleteAccount, makeTeamFolder, relocate, setDisabled, shareFileOf, transfer, withoutTeamFolders } from './support/host.ts'
import { visitNotebook } from './support/laid-notebook.ts'
import { expectSaved, goTo, playFirstRun } from './support/notebook.ts'
import { expect, NO_ADMINISTRATOR, NO_COMMAND, test } from './support/test.ts'

/*
 * Actions of an administrator on accounts and folders while people work.
 */

const COMMUNE = 'Vauzelles-Essai'
const HOME = `Trousseau/${COMMUNE}`
const PASSPHRASE = 'un ombrage quartz sous la valse 71'
/** Refusals that these journeys provoke show in the console as failed loads. */
const REFUSALS = /Failed to load resource/
/** Read and create, as the app shares with whoever completes. */
const COMPLETE = 5

const folderPanel = (page: Page): Locator => page.locator('section.tr-folders')
const lostNotice = (page: Page): Locator => page.locator('.tr-lost')

/** As when somebody comes back to the tab: the folder is checked at once. */
const comeBack = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))

/** Somebody begins the notebook of the commune. */
async function beginNotebook(visit: Visit, person: Person): Promise<Visitor> {
	const visitor = await visit(person)
	visitor.guard.allow(REFUSALS)
	await playFirstRun(visitor.page, { commune: COMMUNE, passphrase: PASSPHRASE, tools: ['Cosoluce'] })
	return visitor
}

/** Somebody with whom the notebook is shared opens it. */
async function openNotebook(visit: Visit, person: Person): Promise<Visitor> {
	const visitor = await visit(person)
	visitor.guard.allow(REFUSALS)
	await expect(visitor.page.getByRole('heading', { level: 1, name: COMMUNE })).toBeVisible()
	return visitor
}

/** Writes to the inventory, which needs no passphrase. */
async function addPerson(page: Page, name: string): Promise<void> {
	await goTo(page, 'Personnes et accès')
	await page.getByRole('button', { name: /Ajouter une personne/ }).click()
	await page.getByLabel('Nom', { exact: true }).fill(name)
	await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
	await expect(page.getByRole('listitem').filter({ hasText: name, has: page.getByRole('button', { name: 'Modifier' }) })).toBeVisible()
}

test('the account of the owner is closed, then deleted: others go on, then it is said that the notebook is gone', { tag: '@long' }, async ({ target, visit }) => {
	test.skip(NO_ADMINISTRATOR !== '', NO_ADMINISTRATOR)
	test.setTimeout(300_000)
	const secretary = await beginNotebook(visit, target.secretary)
	await shareFileOf(target, target.secretary, HOME, target.mayor, COMPLETE)
	const { page } = await openNotebook(visit, target.mayor)

	await test.step('closed: the owner is asked to sign in, others read and write', async () => {
		await setDisabled(target, target.secretary, true)
		await addPerson(page, 'Premier adjoint')
		await expectSaved(page)
		await comeBack(secretary.page)
		await expect(secretary.page).toHaveURL(/\/login\?redirect_url=.*trousseau/, { timeout: 60_000 })
	})

	await test.step('deleted: what is open stays on screen, and nothing is created again', async () => {
		await deleteAccount(target, target.secretary)
		await comeBack(page)
		await expect(lostNotice(page)).toContainText(`Le carnet « ${COMMUNE} » n’est plus à sa place`, { timeout: 60_000 })
		await goTo(page, 'Outils')
		await expect(page.getByText('Cosoluce').first()).toBeVisible()
		await page.reload()
		await expect(page.getByRole('heading', { level: 1, name: /n’est plus à sa place$/ })).toBeVisible()
	})
})

test('the folder is handed over to a colleague while both work: one goes on, the other is told', { tag: '@long' }, async ({ target, visit }) => {
	test.skip(NO_COMMAND !== '', NO_COMMAND)
	test.setTimeout(300_000)
	const secretary = await beginNotebook(visit, target.secretary)
	await shareFileOf(target, target.secretary, HOME, target.mayor, COMPLETE)
	const { page } = await openNotebook(visit, target.mayor)

	await transfer(target, target.secretary, target.mayor, HOME)
	await addPerson(page, 'Premier adjoint')
	await expectSaved(page)
	await goTo(page, 'Historique et sauvegarde')
	await expect(folderPanel(page)).toContainText(`Dans votre compte, ${target.mayor.name}.`)

	await comeBack(secretary.page)
	await expect(lostNotice(secretary.page)).toContainText(`Le carnet « ${COMMUNE} » n’est plus à sa place`, { timeout: 60_000 })
})

test('a notebook in a team folder: found by its members, written by each, and it says whose it is', async ({ target, visit }) => {
	test.skip(NO_COMMAND !== '', NO_COMMAND)
	const missing = await withoutTeamFolders(target)
	test.skip(missing !== '', missing)
	test.setTimeout(300_000)
	const secretary = await beginNotebook(visit, target.secretary)
	const team = await makeTeamFolder(target)
	await relocate(target, target.secretary, 'MOVE', HOME, `${team}/${COMMUNE}`)

	await addPerson(secretary.page, 'Premier adjoint')
	await expectSaved(secretary.page)
	await goTo(secretary.page, 'Historique et sauvegarde')
	await expect(folderPanel(secretary.page)).toContainText(`${team}/${COMMUNE}`)
	await expect(folderPanel(secretary.page)).toContainText('dossier d’équipe')

	const { page } = await openNotebook(visit, target.mayor)
	await addPerson(page, 'Agent technique')
	await expectSaved(page)
	await secretary.page.reload()
	await goTo(secretary.page, 'Personnes et accès')
	await expect(secretary.page.getByRole('listitem').filter({ hasText: 'Agent technique', has: secretary.page.getByRole('button', { name: 'Modifier' }) })).toBeVisible()
})

test('the app is updated while a page is open: a screen that is no longer there says so, and opens once reloaded', async ({ target, visit }) => {
	const { page, guard, context } = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: PASSPHRASE })
	guard.allow(/Failed to load resource|ChunkLoadError|Loading chunk/)
	const script = '**/trousseau-page-keeping.*.js*'
	await context.route(script, (route) => route.fulfill({ status: 404, contentType: 'text/html', body: '<!DOCTYPE html><title>Page introuvable</title>' }))
	await goTo(page, 'Historique et sauvegarde')
	const alert = page.getByRole('alert')
	await expect(alert).toContainText('Une partie de Trousseau n’a pas pu être chargée.')
	await expect(alert).toContainText('Rien de ce qui est enregistré n’est perdu.')
	await context.unroute(script)
	await alert.getByRole('button', { name: 'Recharger la page' }).click()
	await expect(folderPanel(page)).toBeVisible()
})
