// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '@playwright/test'
import type { Target } from './support/target.ts'

import { readFile } from 'node:fs/promises'
import { findings } from './support/axe.ts'
import { listFolders } from './support/host.ts'
import { alterInventory, hideNews, keepFolder, putFolderBack, putLaterFormat, setClockAhead } from './support/hostile.ts'
import { visitNotebook } from './support/laid-notebook.ts'
import { addPassword, goTo, playFirstRun, unlock } from './support/notebook.ts'
import { enter, expectSentences, invite, join, makeKey, remove, share, typeWords, wordsField } from './support/people.ts'
import { expect, NO_ADMINISTRATOR, test } from './support/test.ts'

const COMMUNE = 'Vauzelles-Essai'
const OTHER_COMMUNE = 'Sainte-Test'
const PASSPHRASE = 'un ombrage quartz sous la valse 71'
const MAYOR = 'la mairie dort sur sept nuages verts'
const DEPUTY = 'quatre tambours jouent dans la brume'

/** Refusals that these journeys provoke show in the console as failed loads. */
const REFUSALS = /Failed to load resource/

async function vaultFolder(target: Target, commune: string): Promise<string> {
	const [id] = await listFolders(target, target.secretary, `Trousseau/${commune}/vaults`)
	return `Trousseau/${commune}/vaults/${id ?? ''}`
}

/** Opens the page again, as the next day, and types the passphrase; the outcome is the test's. */
async function tryToUnlock(page: Page, passphrase: string): Promise<void> {
	await page.reload()
	await goTo(page, 'Mots de passe')
	await page.getByLabel('Phrase de passe', { exact: true }).fill(passphrase)
	await page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
}

test('the server presents an older state: nothing opens, it is explained, a confirmed restoration opens', async ({ target, visit }) => {
	const { page } = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: PASSPHRASE })
	await addPassword(page, { label: 'Kanari-premier', login: 'kanari-login', password: 'kanari-mot-1', site: 'https://kanari.example.org' })
	const folder = await vaultFolder(target, COMMUNE)
	const older = await keepFolder(target, target.secretary, folder)
	await addPassword(page, { label: 'Kanari-second', login: 'kanari-login', password: 'kanari-mot-2' })
	const newer = await keepFolder(target, target.secretary, folder)

	const refused = async () => {
		await tryToUnlock(page, PASSPHRASE)
		await expectSentences(page.getByRole('alert'), [
			'Le serveur a présenté une version plus ancienne que celle que vous aviez vue.',
			'Par prudence, rien n’est ouvert.',
			'Demandez à votre hébergeur si ce dossier a été restauré',
		])
		await expect(page.getByRole('alert')).toContainText('La dernière version que vous avez ouverte (n° 3) n’est plus dans le dossier.')
		await expect(page.locator('body')).not.toContainText('Kanari')
	}

	await test.step('rolled back: nothing opens, and the support gets a file without any secret', async () => {
		await putFolderBack(target, target.secretary, folder, older)
		await refused()
		expect(await findings(page)).toEqual([])
		const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Fichier pour l’assistance' }).click()])
		expect(download.suggestedFilename()).toMatch(/^trousseau-assistance-\d{4}-\d\d-\d\d\.json$/)
		const text = await readFile(await download.path(), 'utf8')
		expect(text.toLowerCase()).not.toContain('kanari')
		expect(text).not.toContain(PASSPHRASE)
		expect(text).not.toContain(COMMUNE)
		const lastSeen = [...newer.keys()].at(-1)?.replace(/\.vault$/, '')
		expect(JSON.parse(text)).toMatchObject({ application: 'trousseau', error: { code: 'rolled-back', detail: { revision: lastSeen } }, vault: folder.split('/').at(-1) })
	})

	await test.step('what was there comes back: it opens, whole', async () => {
		await putFolderBack(target, target.secretary, folder, newer)
		await tryToUnlock(page, PASSPHRASE)
		await expect(page.getByRole('link', { name: /^Kanari-second/ })).toBeVisible({ timeout: 60_000 })
		await expect(page.getByRole('link', { name: /^Kanari-premier/ })).toBeVisible()
	})

	await test.step('a restoration that the host confirms opens on request, and stays said', async () => {
		await putFolderBack(target, target.secretary, folder, older)
		await refused()
		await expect(page.getByRole('button', { name: 'Ouvrir la version restaurée' })).toBeHidden()
		await page.getByText('Mon hébergeur confirme une restauration').click()
		await page.getByRole('button', { name: 'Ouvrir la version restaurée' }).click()
		await expect(page.getByRole('link', { name: /^Kanari-premier/ })).toBeVisible({ timeout: 60_000 })
		await expect(page.getByRole('link', { name: /^Kanari-second/ })).toHaveCount(0)
		await goTo(page, 'Accueil')
		await expect(page.locator('section.tr-notices')).toContainText('Vous regardez une version plus ancienne')
		await page.reload()
		await goTo(page, 'Mots de passe')
		await unlock(page, PASSPHRASE)
		await expect(page.getByRole('link', { name: /^Kanari-premier/ })).toBeVisible()
	})
})

test('the vault of another notebook is put in place: it is not opened', async ({ target, visit }) => {
	const { page } = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: PASSPHRASE })
	await page.getByRole('button', { name: 'Ajouter une commune' }).click()
	await page.getByLabel('Nom de la commune').fill(OTHER_COMMUNE)
	await page.getByRole('button', { name: 'Suivant' }).click()
	await page.getByRole('button', { name: 'Créer le carnet' }).click()
	await expect(page.getByRole('heading', { level: 1, name: OTHER_COMMUNE })).toBeVisible({ timeout: 60_000 })
	await addPassword(page, { label: 'Compte de Sainte', login: 'b', password: 'mot-de-passe-de-sainte' })
	await page.getByLabel('Commune', { exact: true }).selectOption({ label: COMMUNE })
	await expect(page.getByText('Pas encore de mot de passe', { exact: true })).toBeVisible()

	const [ours, theirs] = [await vaultFolder(target, COMMUNE), await vaultFolder(target, OTHER_COMMUNE)]
	const own = await keepFolder(target, target.secretary, ours)
	const foreign = await keepFolder(target, target.secretary, theirs)
	const refused = async () => {
		await tryToUnlock(page, PASSPHRASE)
		await expectSentences(page.getByRole('alert'), ['Un fichier d’un autre carnet se trouve dans ce dossier.', 'il n’a pas été ouvert, et rien n’a été modifié', 'Prévenez votre hébergeur.'])
		await expect(page.getByRole('button', { name: 'Fichier pour l’assistance' })).toBeVisible()
		await expect(page.locator('body')).not.toContainText('Compte de Sainte')
	}

	await test.step('beside our own files, above them', async () => {
		await putFolderBack(target, target.secretary, ours, new Map([...own, ...foreign]))
		await refused()
	})
	await test.step('in their place', async () => {
		await putFolderBack(target, target.secretary, ours, foreign)
		await refused()
	})
	await test.step('our own files back: it opens', async () => {
		await putFolderBack(target, target.secretary, ours, own)
		await tryToUnlock(page, PASSPHRASE)
		await expect(page.getByRole('button', { name: /^Verrouiller/ })).toBeVisible({ timeout: 60_000 })
	})
})

test('the server alters the inventory: passwords are shown, copied and opened by what the vault says', async ({ target, visit }) => {
	const { page, context } = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: PASSPHRASE, tools: ['Cosoluce', 'Canva'] })
	await addPassword(page, { label: 'Comptabilité', login: 'mairie-compta', password: 'Secret-Compta-1', site: 'https://compta.example.org', tool: 'Cosoluce' })
	await addPassword(page, { label: 'Affiches', login: 'mairie-affiches', password: 'Secret-Affiches-2', site: 'https://affiches.example.org', tool: 'Canva' })
	const folder = `Trousseau/${COMMUNE}/inventory`
	await alterInventory(target, target.secretary, folder, (text) => {
		const content = JSON.parse(text)
		const { accounts, tools } = content.collections
		const [[, compta], [, posters]] = ['Comptabilité', 'Affiches'].map((name) => Object.entries<Record<string, unknown>>(accounts).find(([, { label }]) => label === name)) as [[string, Record<string, unknown>], [string, Record<string, unknown>]]
		for (const tool of Object.values<Record<string, unknown>>(tools)) {
			tool.url = 'https://piege.example.net'
			tool.name = tool.name === 'Canva' ? 'Comptabilité' : 'Cosoluce'
		}
		// Each account now says that it is the other, and belongs to the other's tool.
		[compta.toolId, posters.toolId] = [posters.toolId, compta.toolId]
		;[compta.label, posters.label] = [posters.label, compta.label]
		return JSON.stringify(content)
	})
	await page.reload()
	await goTo(page, 'Mots de passe')
	await unlock(page, PASSPHRASE)

	await test.step('shown and opened: the vault\'s name, login and site; the differences are said', async () => {
		await page.getByRole('link', { name: /^Comptabilité/ }).click()
		const detail = page.getByRole('article', { name: 'Comptabilité' })
		await expect(detail).toContainText('mairie-compta')
		await expect(detail.getByRole('link', { name: 'Ouvrir' })).toHaveAttribute('href', 'https://compta.example.org/')
		await expect(detail).toContainText('La fiche de l’outil donne une autre adresse. Seule celle-ci, gardée dans le coffre, sera ouverte.')
		await expect(detail).toContainText('Sur la fiche de l’outil, ce compte est appelé « Affiches ».')
		await expect(page.locator('a[href*="piege"]')).toHaveCount(0)
	})

	await test.step('copied: the name of a tool does not choose the password', async () => {
		await page.getByRole('searchbox').fill('Comptabilité')
		await page.keyboard.press('Enter')
		await expect(page.getByText(/: mot de passe copié/)).toBeVisible()
		expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Secret-Compta-1')
		await page.getByRole('searchbox').fill('Cosoluce')
		await expect(page.getByText('Trouvés par le nom de leur outil.')).toBeVisible()
		await page.keyboard.press('Enter')
		await expect(page.getByRole('article')).toBeVisible()
		expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Secret-Compta-1')
	})

	await test.step('on the sheet of a tool, the password is called as in the vault', async () => {
		await goTo(page, 'Outils')
		await page.getByRole('link', { name: /^Cosoluce/ }).click()
		await expect(page.getByRole('link', { name: 'Affiches', exact: true })).toBeVisible()
		await expect(page.getByText('appelé « Comptabilité » dans l’inventaire')).toBeVisible()
	})
	expect(context.pages()).toHaveLength(1)
})

test('invitations that do not let in; changes of a removed person, accepted then refused', { tag: '@long' }, async ({ target, visit }) => {
	test.setTimeout(300_000)
	const { page, guard } = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: PASSPHRASE })
	guard.allow(REFUSALS)
	const mayor = await visit(target.mayor)
	mayor.guard.allow(REFUSALS)
	await share(page, target.mayor.name)

	await test.step('wrong words, then cancelled ones', async () => {
		const { code } = await invite(page, 'Maire', 'writer')
		await expect(page.getByText(new RegExp('par vous\\. À utiliser jusqu’au \\d+(?:er)? \\p{L}+ \\d{4}, dans 7 jours', 'u'))).toBeVisible()
		await mayor.page.reload()
		await makeKey(mayor.page, MAYOR)
		const words = code.split(' ')
		await typeWords(mayor.page, [...words.slice(1), 'trousseaux'].join(' '))
		await expectSentences(mayor.page.getByRole('alert'), ['Ce ne sont pas les bons mots.', 'Rien n’a été modifié.', 'Vérifiez-les un par un'])
		await page.getByRole('button', { name: /^Annuler l’invitation.*Maire$/ }).dblclick()
		const question = page.getByRole('alertdialog', { name: /^Annuler l’invitation de Maire/ })
		await expect(question.getByRole('button', { name: 'La garder' })).toBeFocused()
		await question.getByRole('button', { name: 'Annuler l’invitation' }).click()
		await expect(page.getByText('Invitation de Maire annulée : ses mots n’ouvrent plus rien.')).toBeVisible()
		await typeWords(mayor.page, code)
		await expectSentences(mayor.page.getByRole('alert'), ['Aucune invitation ne répond à ces mots.', 'Rien n’a été modifié.', 'demandez de nouveaux mots'])
	})

	const code = await test.step('words of eight days ago', async () => {
		const invitation = await invite(page, 'Maire', 'writer')
		await setClockAhead(mayor.context, 8)
		const enterAgain = async () => {
			await mayor.page.reload()
			await mayor.page.goto('/index.php/apps/trousseau/#/rejoindre')
			await mayor.page.getByLabel('Phrase de passe', { exact: true }).fill(MAYOR)
			await mayor.page.getByRole('button', { name: 'Suivant' }).click()
			await wordsField(mayor.page)
		}
		await enterAgain()
		await typeWords(mayor.page, invitation.code)
		await expectSentences(mayor.page.getByRole('alert'), ['Cette invitation a expiré.', 'Rien n’a été modifié.', 'Demandez de nouveaux mots'])
		await mayor.context.unroute('**/trousseau-*worker*.js*')
		await enterAgain()
		return invitation.code
	})

	await test.step('the mayor comes in; the server then hides from them that they are removed, and they go on writing', async () => {
		await enter(mayor.page, code)
		await mayor.page.getByRole('button', { name: 'Ce sont les mêmes' }).click()
		await expect(mayor.page.getByRole('button', { name: 'Nouveau', exact: true })).toBeVisible()
		await hideNews(mayor.context)
		await mayor.page.reload()
		await goTo(mayor.page, 'Mots de passe')
		await unlock(mayor.page, MAYOR)
		await page.reload()
		await goTo(page, 'Mots de passe')
		await unlock(page, PASSPHRASE)
		await remove(page, target.mayor.name)
		await addPassword(mayor.page, { label: 'Salle des fêtes', login: 'maire', password: 'Ecrit-sans-le-savoir-1' })
	})

	const notice = page.locator('section.tr-notices').getByRole('note').or(page.locator('section.tr-notices .notecard')).filter({ hasText: 'Maire' }).first()
	await test.step('a keeper accepts: what was written comes in', async () => {
		await page.reload()
		await goTo(page, 'Mots de passe')
		await unlock(page, PASSPHRASE)
		await expect(page.getByRole('link', { name: /^Salle des fêtes/ })).toHaveCount(0)
		await goTo(page, 'Accueil')
		await expectSentences(notice, ['Des modifications de Maire', 'rien n’est perdu', 'Appelez cette personne.'])
		expect(await findings(page)).toEqual([])
		await notice.getByRole('button', { name: 'Accepter' }).click()
		await expect(page.locator('section.tr-notices')).toHaveCount(0, { timeout: 60_000 })
		await goTo(page, 'Mots de passe')
		await page.getByRole('link', { name: /^Salle des fêtes/ }).click()
		await page.getByRole('button', { name: 'Montrer le mot de passe' }).click()
		await expect(page.getByRole('article').locator('output')).toContainText('Ecrit-sans-le-savoir-1')
	})

	await test.step('a keeper refuses what comes next: not in, and not mentioned again', async () => {
		await addPassword(mayor.page, { label: 'Cantine', login: 'maire', password: 'Ecrit-apres-2' })
		await tryToUnlock(page, PASSPHRASE)
		await expect(page.getByRole('link', { name: /^Salle des fêtes/ })).toBeVisible({ timeout: 60_000 })
		await goTo(page, 'Accueil')
		await notice.getByRole('button', { name: 'Refuser' }).click()
		await expect(page.locator('section.tr-notices')).toHaveCount(0, { timeout: 60_000 })
		await tryToUnlock(page, PASSPHRASE)
		await expect(page.getByRole('link', { name: /^Salle des fêtes/ })).toBeVisible({ timeout: 60_000 })
		await expect(page.getByRole('link', { name: /^Cantine/ })).toHaveCount(0)
		await goTo(page, 'Accueil')
		await expect(page.getByRole('heading', { name: 'À faire' })).toBeVisible()
		await expect(page.locator('section.tr-notices')).toHaveCount(0)
	})
})

test('two keepers removed one another: whoever stays is told, and chooses', { tag: '@long' }, async ({ target, visit }) => {
	test.skip(NO_ADMINISTRATOR !== '', NO_ADMINISTRATOR)
	test.setTimeout(300_000)
	const secretary = await visit(target.secretary)
	const mayor = await visit(target.mayor)
	const deputy = await visit(target.admin)
	for (const { guard } of [secretary, mayor, deputy]) {
		guard.allow(REFUSALS)
	}
	const { page } = secretary
	await playFirstRun(page, { commune: COMMUNE, passphrase: PASSPHRASE })
	await addPassword(page, { label: 'Comptabilité', login: 'mairie', password: 'Azerty-86-mairie' })
	await share(page, target.mayor.name)
	await share(page, target.admin.name)
	const forMayor = await invite(page, 'Maire', 'keeper')
	const forDeputy = await invite(page, 'Adjoint', 'reader')
	await deputy.page.reload()
	await join(deputy.page, DEPUTY, forDeputy.code)
	await deputy.page.getByRole('button', { name: 'Ce sont les mêmes' }).click()
	await mayor.page.reload()
	await join(mayor.page, MAYOR, forMayor.code)
	await mayor.page.getByRole('button', { name: 'Ce sont les mêmes' }).click()

	await test.step('each removes the other, while the server hides it', async () => {
		await hideNews(mayor.context)
		await mayor.page.reload()
		await goTo(mayor.page, 'Mots de passe')
		await unlock(mayor.page, MAYOR)
		await page.reload()
		await goTo(page, 'Mots de passe')
		await unlock(page, PASSPHRASE)
		await deputy.page.reload()
		await goTo(deputy.page, 'Mots de passe')
		await unlock(deputy.page, DEPUTY)
		await deputy.page.getByRole('button', { name: /^Verrouiller/ }).click()
		await remove(page, target.mayor.name)
		await remove(mayor.page, target.secretary.name)
	})

	await test.step('the third one opens nothing without choosing, and sees who wrote what', async () => {
		await tryToUnlock(deputy.page, DEPUTY)
		const alert = deputy.page.getByRole('alert')
		await expectSentences(alert, ['Deux versions de ces mots de passe s’excluent l’une l’autre.', 'rien n’est ouvert, et rien n’est perdu', 'choisissez la version à suivre'])
		const byMayor = alert.getByRole('listitem').filter({ hasText: new RegExp(`^\\s*Version de ${target.mayor.name}, le `) })
		await expect(byMayor).toContainText(`Elle retire l’accès de : ${target.secretary.name}.`)
		await expect(alert.getByRole('listitem').filter({ hasText: new RegExp(`^\\s*Version de ${target.secretary.name}, le `) })).toContainText(`Elle retire l’accès de : ${target.mayor.name}.`)
		await expect(deputy.page.locator('body')).not.toContainText('Comptabilité')
		expect(await findings(deputy.page)).toEqual([])
		await byMayor.getByRole('button', { name: 'Suivre cette version : Maire' }).click()
		await expect(deputy.page.getByRole('link', { name: /^Comptabilité/ })).toBeVisible({ timeout: 60_000 })
	})

	await test.step('the other version waits, and nobody is asked twice', async () => {
		await goTo(deputy.page, 'Accueil')
		await expect(deputy.page.locator('section.tr-notices')).toContainText(`Des modifications de ${target.secretary.name}`)
		await tryToUnlock(deputy.page, DEPUTY)
		await expect(deputy.page.getByRole('link', { name: /^Comptabilité/ })).toBeVisible({ timeout: 60_000 })
	})
})

test('a file that nobody here can read stands in the way of who is invited: said, and left out on request', async ({ target, visit }) => {
	test.skip(NO_ADMINISTRATOR !== '', NO_ADMINISTRATOR)
	test.setTimeout(300_000)
	const { page } = await visit(target.secretary)
	const mayor = await visit(target.mayor)
	await playFirstRun(page, { commune: COMMUNE, passphrase: PASSPHRASE })
	await addPassword(page, { label: 'Comptabilité', login: 'mairie', password: 'Azerty-86-mairie' })
	await share(page, target.mayor.name)
	const { code, fingerprint } = await invite(page, 'Maire', 'writer')
	await putLaterFormat(target, target.secretary, await vaultFolder(target, COMMUNE))

	await mayor.page.reload()
	await makeKey(mayor.page, MAYOR)
	await typeWords(mayor.page, code)
	const without = mayor.page.getByRole('button', { name: 'Entrer sans ce fichier' })
	await expect(without).toBeVisible({ timeout: 60_000 })
	await expect(mayor.page.getByText('rien n’est effacé')).toBeVisible()
	expect(await findings(mayor.page)).toEqual([])
	await without.click()
	await expect(mayor.page.getByRole('button', { name: 'Ce sont les mêmes' })).toBeVisible({ timeout: 60_000 })
	expect(await mayor.page.locator('.tr-words .tr-fingerprint').textContent()).toBe(fingerprint)
	await mayor.page.getByRole('button', { name: 'Ce sont les mêmes' }).click()
	await mayor.page.getByRole('link', { name: /^Comptabilité/ }).click()
	await mayor.page.getByRole('button', { name: 'Montrer le mot de passe' }).click()
	await expect(mayor.page.getByRole('article').locator('output')).toContainText('Azerty-86-mairie')
})
