// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Browser, Locator, Page } from '@playwright/test'
import type { Person, Target } from './support/target.ts'
import type { Visitor } from './support/test.ts'

import { readFile } from 'node:fs/promises'
import { watchContext } from './support/guard.ts'
import { addFaults, clearFaults, deleteOf, listFiles, listFolders, readFileOf, setQuota, writeFileOf } from './support/host.ts'
import { visitNotebook } from './support/laid-notebook.ts'
import { addPassword, goTo, playFirstRun, unlock } from './support/notebook.ts'
import { openEmbedded } from './support/target.ts'
import { expect, logIn, test } from './support/test.ts'

const COMMUNE = 'Kanari-sur-Clair'
const FOLDER = `Trousseau/${COMMUNE}`
const PASSPHRASE = 'un ombrage quartz sous la valse 71'
const MAYOR_PASSPHRASE = 'trois chevaux gris devant le lavoir 62'
const SECRET = { label: 'Kanari-Comptabilité', login: 'kanari-login-8807', password: 'kanari-PASSWORD-3346', note: 'kanari note 6054' } as const
const TOOL = 'Cosoluce'

/** Refusals that these journeys provoke show in the console as failed loads. */
const REFUSALS = /Failed to load resource/

/** A backup, taken away: the file and the words on the paper. */
interface Taken {
	readonly name: string
	readonly bytes: Buffer
	readonly words: string
}

const backupPanel = (page: Page): Locator => page.getByRole('region', { name: 'Sauvegarde', exact: true })
const verifyPanel = (page: Page): Locator => page.getByRole('region', { name: 'Vérifier mon carnet' })

async function begin(target: Target, visit: (person: Person) => Promise<Visitor>, person: Person): Promise<Visitor> {
	const visitor = await visitNotebook(target, person, visit, { commune: COMMUNE, passphrase: PASSPHRASE, tools: [TOOL] })
	visitor.guard.allow(REFUSALS)
	await addPassword(visitor.page, SECRET)
	return visitor
}

/** Makes a backup with the proposed words. */
async function takeBackup(page: Page): Promise<Taken> {
	await goTo(page, 'Historique et sauvegarde')
	const panel = backupPanel(page)
	await panel.getByRole('button', { name: 'Faire une sauvegarde…' }).click()
	const proposed = panel.getByLabel('Les mots de cette sauvegarde')
	await expect(proposed).toHaveText(/\p{L}+ \p{L}+/u)
	const words = ((await proposed.textContent()) ?? '').trim().replace(/\s+/g, ' ')
	await panel.getByLabel('Tapez-les encore une fois, pour vérifier').fill(words)
	await panel.getByRole('button', { name: 'Préparer la sauvegarde' }).click()
	await expect(panel.getByText('La sauvegarde est prête')).toBeVisible({ timeout: 60_000 })
	const download = page.waitForEvent('download')
	await panel.getByRole('button', { name: 'Enregistrer le fichier' }).click()
	const file = await download
	await expect(panel.getByText('La sauvegarde a été remise à votre navigateur.')).toBeVisible()
	return { name: file.suggestedFilename(), bytes: await readFile(await file.path()), words }
}

/** Chooses a file on the page that asks for it. */
async function choose(page: Page, { name, bytes }: Pick<Taken, 'name' | 'bytes'>): Promise<void> {
	await page.getByLabel('Fichier de sauvegarde').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes })
}

async function typeWords(page: Page, words: string): Promise<void> {
	await page.getByLabel('Mots de la sauvegarde').fill(words)
	await page.getByRole('button', { name: 'Voir ce qu’elle contient' }).click()
}

/** Opens a backup up to the screen that says what it holds. */
async function review(page: Page, taken: Taken): Promise<void> {
	await choose(page, taken)
	await typeWords(page, taken.words)
	await expect(page.getByRole('heading', { level: 1, name: COMMUNE })).toBeVisible({ timeout: 60_000 })
}

async function putBack(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Remettre ce carnet en place' }).click()
	await expect(page.getByRole('heading', { level: 1, name: 'Le carnet est de retour' })).toBeVisible({ timeout: 60_000 })
}

async function expectPassword(page: Page): Promise<void> {
	await goTo(page, 'Mots de passe')
	await page.getByRole('link', { name: new RegExp(`^${SECRET.label}`) }).click()
	const article = page.getByRole('article', { name: SECRET.label })
	await article.getByRole('button', { name: 'Montrer le mot de passe' }).click()
	await expect(article.locator('output')).toContainText(SECRET.password)
}

/** Another server, with a browser of its own: an embedded host, which plays every fault. */
async function elsewhere(browser: Browser, person: (target: Target) => Person, play: (there: { readonly target: Target, readonly page: Page }) => Promise<void>): Promise<void> {
	const target = await openEmbedded()
	const context = await browser.newContext({ baseURL: target.url, locale: 'fr-FR', timezoneId: 'Europe/Paris', viewport: { width: 1280, height: 800 } })
	try {
		const guard = await watchContext(context, target.url)
		guard.allow(REFUSALS)
		await logIn(context, target.url, person(target))
		const page = await context.newPage()
		await page.goto('/index.php/apps/trousseau/')
		await play({ target, page })
		expect(guard.problems, 'what the guard saw elsewhere').toEqual([])
	} finally {
		await context.close()
		await target.close()
	}
}

async function verify(page: Page): Promise<Locator> {
	await goTo(page, 'Historique et sauvegarde')
	const panel = verifyPanel(page)
	await panel.getByRole('button', { name: /^Vérifier (?:maintenant|de nouveau)/ }).click()
	await expect(panel.getByRole('button', { name: 'Enregistrer le rapport' })).toBeVisible({ timeout: 60_000 })
	return panel
}

test('backup: taken on one server, put back on another, opened with the passphrase', async ({ target, visit, browser }) => {
	const { page } = await begin(target, visit, target.secretary)
	await goTo(page, 'Historique et sauvegarde')
	await expect(backupPanel(page).getByText('Aucune sauvegarde de ce carnet n’est connue.')).toBeVisible()
	const taken = await takeBackup(page)
	expect(taken.name).toMatch(/^trousseau-kanari-sur-clair-\d{4}-\d{2}-\d{2}\.trousseau$/)
	await expect(backupPanel(page).getByText(/Dernière sauvegarde\s: .*, par /)).toBeVisible()

	// Neither what is secret, nor what Nextcloud holds in clear.
	for (const text of [...Object.values(SECRET), COMMUNE, TOOL, 'inventory', 'trousseau.json', PASSPHRASE, taken.words, target.secretary.id]) {
		expect(taken.bytes.includes(text), text).toBe(false)
	}
	expect(taken.bytes.subarray(0, 8).toString('latin1')).toBe('TRSBACKP')

	await elsewhere(browser, (there) => there.secretary, async ({ target: there, page: other }) => {
		await other.getByRole('button', { name: 'Importer une sauvegarde' }).click()
		await review(other, taken)
		await expect(other.getByText(/versions? de l’inventaire/)).toBeVisible()
		await expect(other.getByText('2 versions des mots de passe, chiffrées')).toBeVisible()
		expect(await listFiles(there, there.secretary, '')).toEqual([])
		await putBack(other)
		await other.getByRole('button', { name: 'Ouvrir le carnet' }).click()
		await expect(other.getByRole('heading', { level: 1, name: COMMUNE })).toBeVisible()
		await goTo(other, 'Outils')
		await expect(other.getByText(TOOL).first()).toBeVisible()
		await goTo(other, 'Mots de passe')
		await unlock(other, PASSPHRASE)
		await expectPassword(other)
		const panel = await verify(other)
		await expect(panel.getByText(/fichiers lus, tous intacts/)).toBeVisible()
		await expect(panel.getByText('2 versions des mots de passe ont été ouvertes')).toBeVisible()
		// The same journals, byte for byte.
		const [vault] = await listFolders(target, target.secretary, `${FOLDER}/vaults`)
		const files = await listFiles(target, target.secretary, `${FOLDER}/vaults/${vault ?? ''}`)
		expect(await listFiles(there, there.secretary, `${FOLDER}/vaults/${vault ?? ''}`)).toEqual(files)
		for (const file of files) {
			const path = `${FOLDER}/vaults/${vault ?? ''}/${file}`
			expect((await readFileOf(there, there.secretary, path)).equals(await readFileOf(target, target.secretary, path))).toBe(true)
		}
	})
})

test('backup: what is not one, a part of one, wrong words, a notebook that is there', { tag: '@long' }, async ({ target, visit, browser }) => {
	const { page } = await begin(target, visit, target.secretary)
	const taken = await takeBackup(page)

	await page.getByRole('button', { name: 'Ajouter une commune' }).click()
	await page.getByRole('button', { name: 'Importer une sauvegarde' }).click()
	await choose(page, taken)
	await typeWords(page, taken.words)
	await expect(page.getByRole('alert')).toContainText('Ce carnet est déjà dans votre Nextcloud.', { timeout: 60_000 })
	await expect(page.getByRole('alert')).toContainText(FOLDER)
	expect(await listFolders(target, target.secretary, 'Trousseau')).toEqual(['.identity', COMMUNE])

	await elsewhere(browser, (there) => there.secretary, async ({ target: there, page: other }) => {
		await other.getByRole('button', { name: 'Importer une sauvegarde' }).click()
		await choose(other, { name: 'notes.odt', bytes: Buffer.from('PK\u0003\u0004 a document of something else') })
		await expect(other.getByRole('alert')).toContainText('Ce fichier n’est pas une sauvegarde de Trousseau.')
		await choose(other, { ...taken, bytes: taken.bytes.subarray(0, 70) })
		await expect(other.getByRole('alert')).toContainText('Cette sauvegarde est abîmée ou incomplète.')
		await choose(other, { ...taken, bytes: taken.bytes.subarray(0, taken.bytes.length - 1) })
		await typeWords(other, taken.words)
		await expect(other.getByRole('alert')).toContainText('Cette sauvegarde est abîmée ou incomplète.', { timeout: 60_000 })
		await other.getByRole('button', { name: 'Choisir un autre fichier' }).click()
		await choose(other, taken)
		await typeWords(other, 'abandon abeille abolir aborder abriter absence')
		await expect(other.getByRole('alert')).toContainText('Ces mots n’ouvrent pas cette sauvegarde.', { timeout: 60_000 })
		await typeWords(other, taken.words.toUpperCase())
		await expect(other.getByRole('heading', { level: 1, name: COMMUNE })).toBeVisible({ timeout: 60_000 })
		expect(await listFolders(there, there.secretary, '')).toEqual([])
	})
})

test('backup: the storage fills up and the line is cut in the middle; gone on with, nothing half-visible', { tag: '@long' }, async ({ target, visit, browser }) => {
	const { page } = await begin(target, visit, target.secretary)
	await addPassword(page, { label: 'Second', login: 'b', password: 'second-mot-de-passe' })
	const taken = await takeBackup(page)
	await elsewhere(browser, (there) => there.secretary, async ({ target: there, page: other }) => {
		await other.getByRole('button', { name: 'Importer une sauvegarde' }).click()
		await review(other, taken)
		await addFaults(there, [{ kind: '507', match: { method: 'PUT', path: '.vault' }, times: 10 }])
		await other.getByRole('button', { name: 'Remettre ce carnet en place' }).click()
		await expect(other.getByRole('alert')).toContainText('L’espace de stockage de la mairie est plein.', { timeout: 60_000 })
		expect(await listFiles(there, there.secretary, FOLDER)).toEqual([])
		await clearFaults(there)

		// Closed and begun again: what is written is found, and nothing passes for a notebook meanwhile.
		await other.reload()
		await other.getByRole('button', { name: 'Importer une sauvegarde' }).click()
		await review(other, taken)
		await addFaults(there, [
			{ kind: 'drop-after', match: { method: 'PUT', path: '.vault' } },
			{ kind: 'truncate-body', match: { method: 'PUT', path: '.vault' }, skip: 1 },
		])
		await putBack(other)
		await clearFaults(there)
		expect(await listFolders(there, there.secretary, 'Trousseau')).toEqual(['.identity', COMMUNE])
		await other.getByRole('button', { name: 'Ouvrir le carnet' }).click()
		await goTo(other, 'Mots de passe')
		await unlock(other, PASSPHRASE)
		await expectPassword(other)
	})
})

test('backup: given up, what was written is removed', { tag: '@long' }, async ({ target, visit, browser }) => {
	const { page } = await begin(target, visit, target.secretary)
	const taken = await takeBackup(page)
	await elsewhere(browser, (there) => there.secretary, async ({ target: there, page: other }) => {
		await other.getByRole('button', { name: 'Importer une sauvegarde' }).click()
		await review(other, taken)
		await setQuota(there, there.secretary, 6_000)
		await other.getByRole('button', { name: 'Remettre ce carnet en place' }).click()
		await expect(other.getByRole('alert')).toContainText('L’espace de stockage de la mairie est plein.', { timeout: 60_000 })
		await other.getByRole('button', { name: 'Abandonner et effacer ce qui a été écrit' }).click()
		await other.getByRole('alertdialog').getByRole('button', { name: 'Abandonner et effacer ce qui a été écrit' }).click()
		await expect(other.getByRole('button', { name: 'Commencer' })).toBeVisible()
		expect(await listFolders(there, there.secretary, 'Trousseau')).toEqual([])
	})
})

test('backup: after a loss on the same server, the older state opens on purpose', { tag: '@long' }, async ({ target, visit }) => {
	const { page } = await begin(target, visit, target.secretary)
	const taken = await takeBackup(page)
	await addPassword(page, { label: 'Après la sauvegarde', login: 'c', password: 'troisieme-mot-de-passe' })
	await deleteOf(target, target.secretary, FOLDER)
	await page.reload()
	await page.getByRole('button', { name: 'Importer une sauvegarde' }).click()
	await review(page, taken)
	await expect(page.getByText('C’est la clé que vous avez ici')).toBeVisible()
	await putBack(page)
	await page.getByRole('button', { name: 'Ouvrir le carnet' }).click()
	// Another folder than the one that this computer knew: it is opened once the person said so.
	await page.getByRole('button', { name: /^Ouvrir le dossier/ }).click()
	await goTo(page, 'Mots de passe')
	await page.getByLabel('Phrase de passe', { exact: true }).fill(PASSPHRASE)
	await page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
	const alert = page.getByRole('alert')
	await expect(alert).toContainText('Le serveur a présenté une version plus ancienne', { timeout: 60_000 })
	await expect(alert).toContainText('Vous avez remis ce carnet en place depuis la sauvegarde')
	await alert.getByRole('button', { name: 'Ouvrir l’état de la sauvegarde' }).click()
	await expect(page.getByRole('button', { name: /^Verrouiller/ })).toBeVisible({ timeout: 60_000 })
	await expectPassword(page)
	await page.reload()
	await goTo(page, 'Mots de passe')
	await unlock(page, PASSPHRASE)
})

test('backup: made by a colleague, opened with the envelope by somebody who has another key', { tag: '@long' }, async ({ target, visit, browser }) => {
	// Two people's keys, a vault's new key and a backup are derived one after the other.
	test.slow()
	const { page } = await begin(target, visit, target.secretary)
	await goTo(page, 'Historique et sauvegarde')
	await backupPanel(page).getByRole('button', { name: 'Faire une sauvegarde…' }).click()
	await expect(backupPanel(page).getByText('Ce carnet n’a pas d’enveloppe de secours en vigueur')).toBeVisible()
	await goTo(page, 'Personnes et accès')
	await page.getByRole('button', { name: 'Préparer l’enveloppe' }).click()
	const sheet = page.getByRole('article', { name: 'Enveloppe de secours' })
	await expect(sheet).toBeVisible()
	const envelope = await sheet.locator('.tr-sheet__word').allTextContents()
	await page.goto('/index.php/apps/trousseau/')
	const taken = await takeBackup(page)

	await elsewhere(browser, (there) => there.mayor, async ({ page: other }) => {
		await playFirstRun(other, { commune: 'Vauzelles-Essai', passphrase: MAYOR_PASSPHRASE })
		await other.getByRole('button', { name: 'Ajouter une commune' }).click()
		await other.getByRole('button', { name: 'Importer une sauvegarde' }).click()
		await review(other, taken)
		await expect(other.getByText('Vous avez ici une autre clé.')).toBeVisible()
		await putBack(other)
		await other.getByRole('button', { name: 'Ouvrir le carnet' }).click()
		await expect(other.getByRole('heading', { level: 1, name: COMMUNE })).toBeVisible()
		await other.goto('/index.php/apps/trousseau/#/rejoindre')
		await other.getByLabel('Mots de l’invitation ou de l’enveloppe').fill(envelope.join(' '))
		await other.getByRole('button', { name: 'Entrer', exact: true }).click()
		await expect(other.locator('section.tr-envelope')).toContainText(/Feuille n°\s1, ouverte le/, { timeout: 60_000 })
		await expectPassword(other)
	})
})

test('verify: all intact, then a damaged and a missing file, in plain words and in a report', async ({ target, visit }) => {
	const { page } = await begin(target, visit, target.secretary)
	await addPassword(page, { label: 'Second', login: 'b', password: 'second-mot-de-passe' })
	await addPassword(page, { label: 'Troisième', login: 'c', password: 'troisieme-mot-de-passe' })
	await expect((await verify(page)).getByText(/fichiers lus, tous intacts/)).toBeVisible()
	await expect(verifyPanel(page).getByText('4 versions des mots de passe ont été ouvertes')).toBeVisible()

	const [vault] = await listFolders(target, target.secretary, `${FOLDER}/vaults`)
	const folder = `${FOLDER}/vaults/${vault ?? ''}`
	const [, second = '', third = ''] = await listFiles(target, target.secretary, folder)
	const bytes = await readFileOf(target, target.secretary, `${folder}/${second}`)
	bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
	await writeFileOf(target, target.secretary, `${folder}/${second}`, bytes)
	await deleteOf(target, target.secretary, `${folder}/${third}`)
	const panel = await verify(page)
	await expect(panel.getByText('Quelque chose ne va pas.')).toBeVisible()
	await expect(panel.getByText('1 fichier est abîmé')).toBeVisible()
	await expect(panel.getByText(`vaults/${vault ?? ''}/${second}`)).toBeVisible()
	await expect(panel.getByText('1 version récente manque')).toBeVisible()
	await expect(panel.getByText(third.replace('.vault', ''))).toBeVisible()

	const download = page.waitForEvent('download')
	await panel.getByRole('button', { name: 'Enregistrer le rapport' }).click()
	const file = await download
	expect(file.suggestedFilename()).toMatch(/^trousseau-verification-\d{4}-\d{2}-\d{2}\.json$/)
	const text = await readFile(await file.path(), 'utf8')
	for (const secret of [...Object.values(SECRET), 'Second', PASSPHRASE, target.secretary.id, COMMUNE]) {
		expect(text).not.toContain(secret)
	}
	expect(JSON.parse(text)).toMatchObject({ application: 'trousseau', intact: false, journals: expect.arrayContaining([expect.objectContaining({ kind: 'vault', damaged: [{ path: `vaults/${vault ?? ''}/${second}`, code: 'altered' }] })]) })

	// The backup says what it could not take.
	const taken = await takeBackup(page)
	await expect(backupPanel(page).getByText('1 fichier abîmé n’est pas dans la sauvegarde.')).toBeVisible()
	expect(taken.bytes.length).toBeGreaterThan(4_000)
})

test('verify and backup: cancelled, or cut, nothing is changed', async ({ target, visit }) => {
	const { page } = await begin(target, visit, target.secretary)
	await goTo(page, 'Historique et sauvegarde')
	// A browser asks again by itself for what was cut once.
	await addFaults(target, [{ kind: 'drop-before', match: { method: 'GET', path: '.inventory' }, times: 50 }])
	const panel = verifyPanel(page)
	await panel.getByRole('button', { name: 'Vérifier maintenant' }).click()
	await expect(panel.getByRole('alert')).toContainText('La lecture s’est arrêtée et rien n’a été modifié.')
	await clearFaults(target)
	await addFaults(target, [{ kind: 'latency', match: { method: 'GET', path: '.inventory' }, milliseconds: 4_000, times: 10 }])
	await panel.getByRole('button', { name: 'Vérifier maintenant' }).click()
	await panel.getByRole('button', { name: 'Annuler' }).click()
	await clearFaults(target)
	await expect(panel.getByRole('button', { name: 'Enregistrer le rapport' })).toHaveCount(0)
})
