// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '@playwright/test'

import { listFolders, relocate, shareFileOf, transfer, unshareFileOf } from './support/host.ts'
import { visitNotebook } from './support/laid-notebook.ts'
import { addPassword, goTo, unlock } from './support/notebook.ts'
import { sharedWith, shareWithGroup } from './support/people.ts'
import { expect, NO_ADMINISTRATOR, NO_COMMAND, test } from './support/test.ts'

const COMMUNE = 'Vauzelles-Essai'
const HOME = `Trousseau/${COMMUNE}`
const PASSPHRASE = 'un ombrage quartz sous la valse 71'
/** Console message for a folder that has moved. */
const MISSING = /status of 404/

const folderPanel = (page: Page) => page.locator('section.tr-folders')

/** As when somebody comes back to the tab: the folder is checked at once. */
const comeBack = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))

test('the folder is renamed in the middle of work, then copied: work goes on in one place', async ({ target, visit }) => {
	test.setTimeout(400_000)
	const { page, guard } = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: PASSPHRASE, tools: ['Cosoluce'] })
	guard.allow(MISSING)
	await goTo(page, 'Historique et sauvegarde')
	await expect(folderPanel(page)).toContainText(HOME)
	await expect(folderPanel(page)).toContainText('Si votre compte est supprimé, ce carnet l’est avec lui')
	await folderPanel(page).getByText('Si ce compte disparaît').click()
	await expect(folderPanel(page).getByText(/^occ files:transfer-ownership/)).toBeVisible()

	await relocate(target, target.secretary, 'MOVE', HOME, 'Trousseau/Autre nom')
	await addPassword(page, { label: 'Après le renommage', login: 'mairie', password: 'un-mot-de-passe-1' })
	expect(await listFolders(target, target.secretary, 'Trousseau')).toEqual(['.identity', 'Autre nom'])
	await goTo(page, 'Historique et sauvegarde')
	await expect(folderPanel(page)).toContainText('Trousseau/Autre nom')
	await page.reload()
	await goTo(page, 'Mots de passe')
	await unlock(page, PASSPHRASE)
	await expect(page.getByRole('link', { name: /^Après le renommage/ })).toBeVisible()

	await relocate(target, target.secretary, 'COPY', 'Trousseau/Autre nom', 'Copie de secours')
	await page.reload()
	await goTo(page, 'Historique et sauvegarde')
	await expect(folderPanel(page).getByRole('heading', { name: 'Copies de ce carnet' })).toBeVisible()
	await expect(folderPanel(page).getByRole('listitem')).toContainText('Copie de secours')

	const elsewhere = await visit(target.secretary)
	await expect(elsewhere.page.getByRole('heading', { level: 1, name: `Plusieurs dossiers contiennent le carnet de ${COMMUNE}` })).toBeVisible()
	await expect(elsewhere.page.getByText(/\d+ versions? des mots de passe/)).toHaveCount(2)
	await elsewhere.page.getByRole('button', { name: 'Ouvrir le dossier Trousseau/Autre nom' }).click()
	await expect(elsewhere.page.getByRole('heading', { level: 1, name: COMMUNE })).toBeVisible()
	await elsewhere.page.reload()
	await expect(elsewhere.page.getByRole('heading', { level: 1, name: COMMUNE })).toBeVisible()
})

test('what is received: read-only, withdrawn, a lone marker, then the notebook itself', async ({ target, visit }) => {
	test.skip(NO_COMMAND !== '', NO_COMMAND)
	test.setTimeout(400_000)
	await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: PASSPHRASE, tools: ['Cosoluce'] })

	const share = await shareFileOf(target, target.secretary, HOME, target.mayor, 1)
	const { page, guard } = await visit(target.mayor)
	guard.allow(MISSING)
	await expect(page.getByRole('heading', { level: 1, name: COMMUNE })).toBeVisible()
	await goTo(page, 'Historique et sauvegarde')
	await expect(folderPanel(page)).toContainText('Vous pouvez le lire. Pour le compléter, demandez-en le droit')
	await expect(folderPanel(page)).toContainText(`Ce carnet dépend du compte de ${target.secretary.name}`)

	await unshareFileOf(target, target.secretary, share)
	await comeBack(page)
	const notice = page.locator('.tr-lost')
	await expect(notice).toContainText(`Le carnet « ${COMMUNE} » n’est plus à sa place`)
	await expect(folderPanel(page)).toBeVisible()
	await notice.getByRole('button', { name: 'Chercher à nouveau' }).click()
	await expect(notice).toBeVisible()
	await page.reload()
	await expect(page.getByRole('heading', { level: 1, name: /n’est plus à sa place$/ })).toBeVisible()
	expect(await listFolders(target, target.mayor, '')).toEqual([])

	await shareFileOf(target, target.secretary, `${HOME}/trousseau.json`, target.mayor, 1)
	await page.getByRole('button', { name: 'Chercher à nouveau' }).click()
	await expect(page.locator('.tr-unreadable')).toContainText(`Du carnet « ${COMMUNE} », un seul fichier vous parvient`)
	await expect(page.locator('.tr-unreadable')).toContainText(`Demandez à ${target.secretary.name} de partager le dossier entier.`)

	await transfer(target, target.secretary, target.mayor, HOME)
	await page.getByRole('button', { name: 'Chercher à nouveau' }).click()
	await expect(page.getByRole('heading', { level: 1, name: 'Historique et sauvegarde' })).toBeVisible()
	await expect(folderPanel(page)).toContainText(`Transféré de ${target.secretary.name}`)
	await expect(folderPanel(page)).toContainText(`Dans votre compte, ${target.mayor.name}.`)
})

test('sharing: with a group, and with rights that were given elsewhere', async ({ target, visit }) => {
	test.skip(NO_ADMINISTRATOR !== '', NO_ADMINISTRATOR)
	test.setTimeout(300_000)
	const { page, guard } = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: PASSPHRASE })
	guard.allow(MISSING)
	await shareFileOf(target, target.secretary, HOME, target.mayor, 31)
	await goTo(page, 'Personnes et accès')
	const mayor = sharedWith(page, target.mayor.name)
	await expect(mayor).toContainText('consulte et complète · peut aussi écraser ou supprimer des fichiers · peut partager avec d’autres')
	await mayor.getByRole('button', { name: `Laisser consulter et compléter : ${target.mayor.name}` }).click()
	await expect(mayor).not.toContainText('écraser')
	await mayor.getByRole('button', { name: `Laisser seulement consulter : ${target.mayor.name}` }).click()
	await expect(mayor).toContainText('consulte seulement')

	await shareWithGroup(page, target.group)
})
