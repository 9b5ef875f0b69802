// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Locator, Page } from '@playwright/test'

import { readFile } from 'node:fs/promises'
import { findings } from './support/axe.ts'
import { listFolders } from './support/host.ts'
import { deleteFileOf, forgeAbove, hideNews } from './support/hostile.ts'
import { visitNotebook } from './support/laid-notebook.ts'
import { addPassword, expectSaved, goTo, playFirstRun, unlock } from './support/notebook.ts'
import { expectSentences, invite, join, share } from './support/people.ts'
import { expect, test } from './support/test.ts'

// Each derives a key at full strength in several browsers.
test.setTimeout(300_000)

const COMMUNE = 'Vauzelles-Essai'
const PASSPHRASE = 'un ombrage quartz sous la valse 71'
const MAYOR = 'la mairie dort sur sept nuages verts'

const notices = (page: Page): Locator => page.getByRole('region', { name: 'À savoir sur ces mots de passe' })

/** Opens the page again, and the passwords; nothing stands in the way. */
async function openAgain(page: Page, passphrase: string): Promise<void> {
	await page.reload()
	await goTo(page, 'Mots de passe')
	await unlock(page, passphrase)
}

test('a file that must not be opened lies in the folder: the passwords open without it, it is said, and named for the support', async ({ target, visit }) => {
	const { page } = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: PASSPHRASE })
	await addPassword(page, { label: 'Comptabilité', login: 'mairie', password: 'Azerty-86-mairie' })
	await expectSaved(page)
	const [vault = ''] = await listFolders(target, target.secretary, `Trousseau/${COMMUNE}/vaults`)
	const folder = `Trousseau/${COMMUNE}/vaults/${vault}`
	const forged = await forgeAbove(target, target.secretary, folder)

	await test.step('it opens as before, and says what it left out', async () => {
		await openAgain(page, PASSPHRASE)
		await expect(page.getByRole('link', { name: /^Comptabilité/ })).toBeVisible()
		await goTo(page, 'Accueil')
		await expectSentences(notices(page), ['Un fichier qui ne doit pas être ouvert a été mis de côté', 'rien n’est perdu', 'Envoyez le fichier ci-dessous à votre hébergeur'])
		expect(await findings(page)).toEqual([])
		const [download] = await Promise.all([page.waitForEvent('download'), notices(page).getByRole('button', { name: 'Fichier pour l’assistance' }).click()])
		const file = JSON.parse(await readFile(await download.path(), 'utf8'))
		expect(file.notices).toEqual([{ kind: 'refused', refused: [{ code: 'altered', revision: forged }] }])
	})

	await test.step('what is saved then does not follow it, and it is said again', async () => {
		await addPassword(page, { label: 'Cantine', login: 'mairie', password: 'Qsdfgh-97-mairie' })
		await expectSaved(page)
		await openAgain(page, PASSPHRASE)
		await expect(page.getByRole('link', { name: /^Cantine/ })).toBeVisible()
		await goTo(page, 'Accueil')
		await expect(notices(page)).toContainText('Un fichier qui ne doit pas être ouvert a été mis de côté')
	})

	await test.step('once it is deleted, nothing more is said', async () => {
		await deleteFileOf(target, target.secretary, `${folder}/${forged}.vault`)
		await openAgain(page, PASSPHRASE)
		await expect(page.getByRole('link', { name: /^Cantine/ })).toBeVisible()
		await goTo(page, 'Accueil')
		await expect(page.getByRole('heading', { name: 'À faire' })).toBeVisible()
		await expect(notices(page)).toHaveCount(0)
	})
})

test('changes by somebody whose role was lowered meanwhile wait for a keeper, and say that it is the role', async ({ target, visit }) => {
	const { page, guard } = await visit(target.secretary)
	const mayor = await visit(target.mayor)
	for (const one of [guard, mayor.guard]) {
		one.allow(/Failed to load resource/)
	}
	await playFirstRun(page, { commune: COMMUNE, passphrase: PASSPHRASE })
	await share(page, target.mayor.name)
	const { code } = await invite(page, 'Maire', 'writer')
	await mayor.page.reload()
	await join(mayor.page, MAYOR, code)
	await mayor.page.getByRole('button', { name: 'Ce sont les mêmes' }).click()
	await expect(mayor.page.getByRole('button', { name: 'Nouveau', exact: true })).toBeVisible()

	await test.step('the server hides from the mayor that they only read from now on', async () => {
		await hideNews(mayor.context)
		await openAgain(mayor.page, MAYOR)
		await openAgain(page, PASSPHRASE)
		await goTo(page, 'Personnes et accès')
		await page.getByLabel(`Ce que ${target.mayor.name} peut faire`).selectOption('reader')
		await page.getByRole('alertdialog').getByRole('button', { name: 'Oui, changer' }).click()
		await expect(page.getByRole('alertdialog')).toHaveCount(0, { timeout: 60_000 })
		await addPassword(mayor.page, { label: 'Salle des fêtes', login: 'maire', password: 'Ecrit-sans-le-savoir-1' })
		await expectSaved(mayor.page)
	})

	await test.step('a keeper is told that it is the role, not the access, and accepts', async () => {
		await openAgain(page, PASSPHRASE)
		await expect(page.getByRole('link', { name: /^Salle des fêtes/ })).toHaveCount(0)
		await goTo(page, 'Accueil')
		await expectSentences(notices(page), [`Des modifications de ${target.mayor.name}, dont le rôle ne les permet plus, sont en attente`, 'rien n’est perdu', 'Appelez cette personne.'])
		await expect(notices(page)).not.toContainText('dont l’accès a été retiré')
		expect(await findings(page)).toEqual([])
		await notices(page).getByRole('button', { name: 'Accepter' }).click()
		await expect(notices(page)).toHaveCount(0, { timeout: 60_000 })
		await goTo(page, 'Mots de passe')
		await expect(page.getByRole('link', { name: /^Salle des fêtes/ })).toBeVisible()
	})
})
