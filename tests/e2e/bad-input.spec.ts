// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '@playwright/test'
import type { Target } from './support/target.ts'
import type { Visitor } from './support/test.ts'

import { addFaults, clearFaults, listFiles, listFolders, readFileOf, setQuota, writeFileOf } from './support/host.ts'
import { visitNotebook } from './support/laid-notebook.ts'
import { addPassword, expectSaved, goTo, keptChanges, unlock } from './support/notebook.ts'
import { expect, NO_ADMINISTRATOR, test } from './support/test.ts'

const COMMUNE = 'Vauzelles-Essai'
const FOLDER = `Trousseau/${COMMUNE}`
const PASSPHRASE = 'un ombrage quartz sous la valse 71'

/** Refusals that these journeys provoke show in the console as failed loads. */
const REFUSALS = /Failed to load resource/

async function begin(target: Target, visit: (person: Target['secretary']) => Promise<Visitor>): Promise<Visitor> {
	const visitor = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: PASSPHRASE })
	visitor.guard.allow(REFUSALS)
	return visitor
}

async function vaultFolder(target: Target): Promise<string> {
	const [id] = await listFolders(target, target.secretary, `${FOLDER}/vaults`)
	return `${FOLDER}/vaults/${id ?? ''}`
}

/** Fills the form of a new password and asks to save it; the outcome is the test's. */
async function tryToSave(page: Page, label: string): Promise<void> {
	await goTo(page, 'Mots de passe')
	await page.getByRole('button', { name: 'Nouveau', exact: true }).click()
	const form = page.locator('form.tr-form')
	await form.getByLabel('Nom', { exact: true }).fill(label)
	await form.getByLabel('Identifiant', { exact: true }).fill('mairie')
	await form.getByLabel('Mot de passe', { exact: true }).fill('Le-mot-de-passe-77')
	await form.getByRole('button', { name: 'Enregistrer' }).click()
}

/** The refusal is said, what was typed is kept and shown, and it is saved once the cause is over. */
async function expectKeptThenSaved(page: Page, label: string, sentence: string | RegExp, mend: () => Promise<void>): Promise<void> {
	const kept = keptChanges(page)
	await expect(kept).toContainText(sentence, { timeout: 60_000 })
	await expect(kept).toContainText(label)
	await expect(page.locator('.tr-save--failed')).toBeVisible()
	await mend()
	await kept.getByRole('button', { name: 'Enregistrer maintenant' }).click()
	await expectSaved(page)
}

test('the storage is full: nothing half-written, nothing typed is lost', async ({ target, visit }) => {
	test.skip(NO_ADMINISTRATOR !== '', NO_ADMINISTRATOR)
	const { page } = await begin(target, visit)
	const folder = await vaultFolder(target)
	const before = await listFiles(target, target.secretary, folder)
	await setQuota(target, target.secretary, 1)
	await tryToSave(page, 'Pendant la panne')
	await expectKeptThenSaved(page, 'Pendant la panne', 'L’espace de stockage de la mairie est plein.', async () => {
		expect(await listFiles(target, target.secretary, folder)).toEqual(before)
		await setQuota(target, target.secretary, null)
	})
	expect((await listFiles(target, target.secretary, folder)).length).toBe(before.length + 1)

	await test.step('nothing can be read of a full space: what this computer read before is there, and it is said whose space it is', async () => {
		await setQuota(target, target.secretary, 1)
		await page.reload()
		await goTo(page, 'Mots de passe')
		await unlock(page, PASSPHRASE)
		await page.getByRole('link', { name: /^Pendant la panne/ }).click()
		const sheet = page.getByRole('article', { name: 'Pendant la panne' })
		await sheet.getByRole('button', { name: 'Montrer le mot de passe' }).click()
		await expect(sheet.locator('output')).toContainText('Le-mot-de-passe-77')
		const notice = page.getByRole('alert').filter({ hasText: `L’espace de stockage de ${target.secretary.name} est plein` })
		await expect(notice).toContainText('Ce que vous voyez est ce que cet ordinateur a lu en dernier. Rien n’est perdu.')
		await setQuota(target, target.secretary, null)
		await notice.getByRole('button', { name: 'Réessayer' }).click()
		await goTo(page, 'Mots de passe')
		await unlock(page, PASSPHRASE)
		await expect(notice).toHaveCount(0)
	})
})

test('another person logs in in this browser: nothing is written in their name', async ({ target, visit }) => {
	const { page, context } = await begin(target, visit)
	const own = await context.cookies()
	const other = await visit(target.mayor)
	// At once, as another tab does: between two sessions the page would leave to sign in.
	await context.addCookies(await other.context.cookies())
	await tryToSave(page, 'Autre personne')
	await expectKeptThenSaved(page, 'Autre personne', 'Une autre personne', async () => {
		expect(await listFolders(target, target.mayor, '')).not.toContain('Trousseau')
		await context.addCookies(own)
	})
})

test('the line is cut before and after the server applied the request: saved once', async ({ target, visit }) => {
	const { page } = await begin(target, visit)
	const folder = await vaultFolder(target)
	const before = await listFiles(target, target.secretary, folder)
	await addFaults(target, [
		{ kind: 'drop-before', match: { method: 'PUT', path: '.vault' } },
		{ kind: '423', match: { method: 'PUT', path: '.vault' } },
		{ kind: 'drop-after', match: { method: 'PUT', path: '.vault' } },
	])
	await tryToSave(page, 'Ligne coupée')
	await expect(page.getByRole('article', { name: 'Ligne coupée' })).toBeVisible({ timeout: 60_000 })
	await expectSaved(page)
	expect((await listFiles(target, target.secretary, folder)).length).toBe(before.length + 1)
	await clearFaults(target)
})

test('a truncated revision: said, the previous one opens on request', async ({ target, visit }) => {
	const { page } = await begin(target, visit)
	await addPassword(page, { label: 'Premier', login: 'a', password: 'premier-mot-de-passe' })
	await addPassword(page, { label: 'Second', login: 'b', password: 'second-mot-de-passe' })
	const folder = await vaultFolder(target)
	const last = (await listFiles(target, target.secretary, folder)).at(-1) ?? ''
	const bytes = await readFileOf(target, target.secretary, `${folder}/${last}`)
	await writeFileOf(target, target.secretary, `${folder}/${last}`, bytes.subarray(0, Math.floor(bytes.length / 2)))

	await page.reload()
	await goTo(page, 'Mots de passe')
	await page.getByLabel('Phrase de passe', { exact: true }).fill(PASSPHRASE)
	await page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
	await expect(page.getByRole('alert')).toContainText('Un fichier a été abîmé', { timeout: 60_000 })
	await page.getByRole('button', { name: 'Ouvrir la version précédente' }).click()
	await expect(page.getByRole('link', { name: /^Premier/ })).toBeVisible({ timeout: 60_000 })
	await expect(page.getByRole('link', { name: /^Second/ })).toHaveCount(0)
	await addPassword(page, { label: 'Troisième', login: 'c', password: 'troisieme-mot-de-passe' })
	await page.reload()
	await goTo(page, 'Mots de passe')
	await unlock(page, PASSPHRASE)
	await expect(page.getByRole('link', { name: /^Troisième/ })).toBeVisible()
	await goTo(page, 'Accueil')
	await expect(page.getByText(/1 fichier du coffre a été abîmé/)).toBeVisible()
})

test('an altered inventory is set aside, a newer format is never opened', async ({ target, visit }) => {
	const { page } = await begin(target, visit)
	const folder = `${FOLDER}/inventory`
	const [first] = await listFiles(target, target.secretary, folder)
	const bytes = await readFileOf(target, target.secretary, `${folder}/${first ?? ''}`)
	await writeFileOf(target, target.secretary, `${folder}/00000002-${'0'.repeat(32)}.inventory`, bytes)
	await page.reload()
	await expect(page.getByText(/1 fichier de l’inventaire a été abîmé/)).toBeVisible()

	const marker = JSON.parse((await readFileOf(target, target.secretary, `${FOLDER}/trousseau.json`)).toString('utf8'))
	await writeFileOf(target, target.secretary, `${FOLDER}/trousseau.json`, Buffer.from(JSON.stringify({ commune: marker.commune, format: 2, notebook: marker.notebook })))
	await page.reload()
	await expect(page.getByRole('heading', { name: 'Un carnet a été trouvé, mais ne peut pas être ouvert' })).toBeVisible()
	await expect(page.getByRole('note')).toContainText('a été enregistré par une version plus récente de Trousseau')
})

test('a notebook shared for reading only offers nothing to write', async ({ target, visit }) => {
	await begin(target, visit)
	const share = await fetch(`${target.url}/ocs/v2.php/apps/files_sharing/api/v1/shares?format=json`, {
		method: 'POST',
		headers: {
			Authorization: `Basic ${Buffer.from(`${target.secretary.id}:${target.secretary.password}`).toString('base64')}`,
			'Content-Type': 'application/json',
			'OCS-APIRequest': 'true',
		},
		body: JSON.stringify({ path: `/${FOLDER}`, shareType: 0, shareWith: target.mayor.id, permissions: 1 }),
	})
	expect(share.status).toBe(200)
	const { page } = await visit(target.mayor)
	await expect(page.getByText('Lecture seule')).toBeVisible()
	await goTo(page, 'Outils')
	await expect(page.getByRole('button', { name: 'Ajouter', exact: true })).toHaveCount(0)
	await goTo(page, 'Personnes et accès')
	await expect(page.getByRole('button', { name: /Ajouter une personne/ })).toHaveCount(0)
})

test('the storage fills up while a person is added to the inventory: said, nothing lost', async ({ target, visit }) => {
	const { page } = await begin(target, visit)
	await addFaults(target, [{ kind: '507', match: { method: 'PUT', path: '.inventory' }, times: 10 }])
	await goTo(page, 'Personnes et accès')
	await page.getByRole('button', { name: /Ajouter une personne/ }).click()
	await page.getByLabel('Nom', { exact: true }).fill('Secrétaire de mairie')
	await page.getByRole('button', { name: 'Enregistrer' }).click()
	await expect(keptChanges(page)).toContainText('L’espace de stockage de la mairie est plein.')
	await expect(keptChanges(page)).toContainText('Secrétaire de mairie')
	await clearFaults(target)
	await keptChanges(page).getByRole('button', { name: 'Enregistrer maintenant' }).click()
	await expectSaved(page)
	await expect(page.getByRole('listitem').filter({ hasText: 'Secrétaire de mairie', has: page.getByRole('button', { name: 'Modifier' }) })).toBeVisible()
})

test('a browser that refuses WebAssembly: the inventory opens, the passwords explain', async ({ target, visit }) => {
	const { page, context } = await begin(target, visit)
	await context.route('**/trousseau-*worker*.js*', async (route) => {
		const answer = await route.fetch()
		await route.fulfill({ response: answer, headers: { ...answer.headers(), 'content-security-policy': "default-src 'self'; script-src 'self'" } })
	})
	await page.reload()
	await goTo(page, 'Mots de passe')
	await page.getByLabel('Phrase de passe', { exact: true }).fill(PASSPHRASE)
	await page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
	await expect(page.getByRole('alert')).toContainText('Ce navigateur bloque un composant nécessaire au chiffrement.', { timeout: 60_000 })
	await page.getByRole('button', { name: 'Voir les outils sans les mots de passe' }).click()
	await expect(page.getByRole('heading', { level: 1, name: COMMUNE })).toBeVisible()
})
