// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Locator, Page } from '@playwright/test'
import type { Target } from './support/target.ts'
import type { Visitor } from './support/test.ts'

import { addFaults, clearFaults, expireSession, listFiles, listFolders, readFileOf, setQuota } from './support/host.ts'
import { visitNotebook } from './support/laid-notebook.ts'
import { addPassword, expectSaved, goTo, keptChanges, unlock } from './support/notebook.ts'
import { expect, logIn, NO_ADMINISTRATOR, test } from './support/test.ts'

// Each derives a key at full strength in several browsers.
test.setTimeout(300_000)

const COMMUNE = 'Vauzelles-Essai'
const FOLDER = `Trousseau/${COMMUNE}`
const PASSPHRASE = 'un ombrage quartz sous la valse 71'

/** Refusals and cuts that these journeys provoke show in the console as failed loads. */
const REFUSALS = /Failed to load resource/

async function begin(target: Target, visit: (person: Target['secretary']) => Promise<Visitor>): Promise<Visitor> {
	const visitor = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: PASSPHRASE, tools: ['Cosoluce'] })
	visitor.guard.allow(REFUSALS)
	return visitor
}

async function vaultFiles(target: Target): Promise<readonly string[]> {
	const [id] = await listFolders(target, target.secretary, `${FOLDER}/vaults`)
	return listFiles(target, target.secretary, `${FOLDER}/vaults/${id ?? ''}`)
}

/** Opens an account of the list. */
async function openAccount(page: Page, label: string): Promise<Locator> {
	await goTo(page, 'Mots de passe')
	await page.getByRole('link', { name: new RegExp(`^${label}`) }).click()
	const article = page.getByRole('article', { name: label })
	await expect(article).toBeVisible()
	return article
}

/** Begins to change an account; nothing is saved yet. */
async function startEditing(page: Page, label: string): Promise<Locator> {
	const article = await openAccount(page, label)
	await article.getByRole('button', { name: 'Modifier' }).click()
	const form = page.locator('form.tr-form')
	await expect(form.getByLabel('Nom', { exact: true })).toHaveValue(label)
	await expect(form.getByLabel('Mot de passe', { exact: true })).not.toHaveValue('')
	return form
}

async function changePassword(page: Page, label: string, password: string): Promise<void> {
	const form = await startEditing(page, label)
	await form.getByLabel('Mot de passe', { exact: true }).fill(password)
	await form.getByRole('button', { name: 'Enregistrer' }).click()
}

async function shownPassword(page: Page, label: string): Promise<Locator> {
	const article = await openAccount(page, label)
	await article.getByRole('button', { name: 'Montrer le mot de passe' }).click()
	return article.locator('output')
}

/** Checks the password stored on the server, as another browser of the same person reads it. */
async function expectOnServer(visit: (person: Target['secretary']) => Promise<Visitor>, target: Target, label: string, password: string): Promise<void> {
	const { page, context } = await visit(target.secretary)
	await goTo(page, 'Mots de passe')
	await unlock(page, PASSPHRASE)
	await expect(await shownPassword(page, label)).toContainText(password)
	// This browser must not show the errors that the journey provokes next.
	await context.close()
}

/** Waits until the chunks that must open offline were fetched in advance. */
async function untilPreloaded(page: Page): Promise<void> {
	const has = (part: string) => page.evaluate((name) => performance.getEntriesByType('resource').some((entry) => entry.name.includes(name)), part)
	await expect.poll(() => has('page-screens')).toBe(true)
}

test('two browsers change the same account at once: both values are kept, and it is said', async ({ target, visit }) => {
	const { page } = await begin(target, visit)
	await addPassword(page, { label: 'Hélios', login: 'mairie', password: 'le-premier-11' })
	await expectSaved(page)
	const other = await visit(target.secretary)
	await goTo(other.page, 'Mots de passe')
	await unlock(other.page, PASSPHRASE)
	const [mine, theirs] = [await startEditing(page, 'Hélios'), await startEditing(other.page, 'Hélios')]
	await mine.getByLabel('Mot de passe', { exact: true }).fill('de-la-secretaire-22')
	await theirs.getByLabel('Mot de passe', { exact: true }).fill('de-son-autre-poste-33')
	await Promise.all([mine, theirs].map((form) => form.getByRole('button', { name: 'Enregistrer' }).click()))
	await expectSaved(page)
	await expectSaved(other.page)
	await expect(page.getByRole('article', { name: 'Hélios' })).toContainText('Deux personnes ont modifié « Hélios » en même temps. Les deux valeurs sont gardées', { timeout: 60_000 })
	await expect(other.page.getByRole('article', { name: 'Hélios' })).toContainText('Deux personnes ont modifié « Hélios » en même temps. Les deux valeurs sont gardées', { timeout: 60_000 })
	const shown = await shownPassword(page, 'Hélios')
	await expect(shown).toContainText(/de-la-secretaire-22|de-son-autre-poste-33/)
	const winner = (await shown.textContent()) ?? ''
	await expect(await shownPassword(other.page, 'Hélios')).toContainText(winner.includes('22') ? '22' : '33')
	await page.getByRole('article', { name: 'Hélios' }).getByRole('button', { name: /^Historique/ }).click()
	await expect(page.locator('.tr-history li').filter({ hasText: 'deux valeurs ont été saisies' })).toHaveCount(1)
})

test('the session is lost during a change: kept through the reload and the login, offered, saved', async ({ target, visit }) => {
	const { page, context } = await begin(target, visit)
	await addPassword(page, { label: 'Hélios', login: 'mairie', password: 'le-premier-11' })
	await expectSaved(page)
	const form = await startEditing(page, 'Hélios')
	await form.getByLabel('Mot de passe', { exact: true }).fill('pendant-la-coupure-22')
	// Last: the page that finds out by itself leaves to sign in.
	await expireSession(target, target.secretary)
	await form.getByRole('button', { name: 'Enregistrer' }).click()
	// Nextcloud's page clears this browser's storages and leaves for the sign-in page by itself.
	await expect(page).toHaveURL(/\/login\?redirect_url=.*trousseau/, { timeout: 60_000 })

	await logIn(context, target.url, target.secretary)
	await page.goto('/index.php/apps/trousseau/')
	await goTo(page, 'Accueil')
	await expect(keptChanges(page)).toContainText('1 est chiffrée : ouvrez les mots de passe')
	await expect(page.locator('.tr-save')).toContainText('1 modification gardée ici')
	await expect(page.locator('body')).not.toContainText('Reconnectez-vous')
	await expect(page.locator('body')).not.toContainText('Hélios')
	await keptChanges(page).getByRole('button', { name: 'Ouvrir les mots de passe' }).click()
	await unlock(page, PASSPHRASE)
	// Nextcloud's page may have left before the refusal was noted beside the draft: never refused, it then leaves by itself.
	const offered = keptChanges(page).getByText('« Hélios »')
	const saved = page.locator('.tr-save').filter({ hasText: /Enregistré à \d/ })
	await expect(offered.or(saved).first()).toBeVisible()
	if (await offered.isVisible()) {
		await keptChanges(page).getByRole('button', { name: 'Voir', exact: true }).click()
		await expect(keptChanges(page).locator('.tr-drafts__details')).toContainText('Mot de passe')
		await keptChanges(page).getByRole('button', { name: 'Enregistrer maintenant' }).click()
	}
	await expectSaved(page)
	await expectOnServer(visit, target, 'Hélios', 'pendant-la-coupure-22')
})

test('the tab is closed during a save: what the server had not taken leaves after the next unlocking', async ({ target, visit }) => {
	const { page, context } = await begin(target, visit)
	await addPassword(page, { label: 'Hélios', login: 'mairie', password: 'le-premier-11' })
	await expectSaved(page)
	await addFaults(target, [{ kind: '423', match: { method: 'PUT', path: '.vault' }, times: 1_000 }])
	await changePassword(page, 'Hélios', 'onglet-ferme-22')
	await expect(page.locator('.tr-save')).toContainText('Le serveur est occupé.')
	const before = await vaultFiles(target)
	await page.close()
	await clearFaults(target)

	const next = await context.newPage()
	await next.goto('/index.php/apps/trousseau/')
	await goTo(next, 'Mots de passe')
	await unlock(next, PASSPHRASE)
	await expectSaved(next)
	expect(await vaultFiles(target)).toHaveLength(before.length + 1)
	await expectOnServer(visit, target, 'Hélios', 'onglet-ferme-22')
})

test('the tab is closed after the server took the change, before it answered: not saved twice', async ({ target, visit }) => {
	const { page, context } = await begin(target, visit)
	await addPassword(page, { label: 'Hélios', login: 'mairie', password: 'le-premier-11' })
	await expectSaved(page)
	const before = await vaultFiles(target)
	await addFaults(target, [
		{ kind: 'drop-after', match: { method: 'PUT', path: '.vault' } },
		{ kind: '423', match: { method: 'PUT', path: '.vault' }, times: 1_000 },
	])
	await changePassword(page, 'Hélios', 'deja-arrive-22')
	await expect.poll(async () => (await vaultFiles(target)).length).toBe(before.length + 1)
	await page.close()
	await clearFaults(target)

	const next = await context.newPage()
	await next.goto('/index.php/apps/trousseau/')
	await goTo(next, 'Mots de passe')
	await unlock(next, PASSPHRASE)
	await expect(await shownPassword(next, 'Hélios')).toContainText('deja-arrive-22')
	await expect(keptChanges(next)).toHaveCount(0)
	await expect(next.locator('.tr-save')).not.toContainText('gardée')
	expect(await vaultFiles(target)).toHaveLength(before.length + 1)
})

test('the quota is reached, then space is freed: said, kept, saved; what is thrown away asks first', async ({ target, visit }) => {
	test.skip(NO_ADMINISTRATOR !== '', NO_ADMINISTRATOR)
	const { page } = await begin(target, visit)
	await addPassword(page, { label: 'Hélios', login: 'mairie', password: 'le-premier-11' })
	await expectSaved(page)
	await setQuota(target, target.secretary, 1)
	await changePassword(page, 'Hélios', 'sans-place-22')
	await expect(keptChanges(page)).toContainText('L’espace de stockage de la mairie est plein.')
	await expect(keptChanges(page)).toContainText('Libérez de la place ou prévenez votre hébergeur')
	await expect(page.locator('.tr-save')).toContainText('Non enregistré : L’espace de stockage de la mairie est plein.')
	await expect(await shownPassword(page, 'Hélios')).toContainText('sans-place-22')

	await keptChanges(page).getByRole('button', { name: 'Jeter', exact: true }).click()
	await expect(page.getByRole('alertdialog')).toContainText('Jeter définitivement')
	await expect(page.getByRole('alertdialog')).toContainText('Hélios')
	await page.getByRole('alertdialog').getByRole('button', { name: 'Garder' }).click()
	await setQuota(target, target.secretary, null)
	await keptChanges(page).getByRole('button', { name: 'Enregistrer maintenant' }).click()
	await expectSaved(page)
	await expectOnServer(visit, target, 'Hélios', 'sans-place-22')

	await setQuota(target, target.secretary, 1)
	await changePassword(page, 'Hélios', 'a-jeter-33')
	await keptChanges(page).getByRole('button', { name: 'Jeter', exact: true }).first().click()
	await page.getByRole('alertdialog').getByRole('button', { name: 'Jeter définitivement' }).click()
	await expect(keptChanges(page)).toHaveCount(0)
	await expect(await shownPassword(page, 'Hélios')).toContainText('sans-place-22')
	await setQuota(target, target.secretary, null)
})

test('offline and back: the work goes on, waits in order, and leaves by itself', async ({ target, visit }) => {
	const { page, context } = await begin(target, visit)
	await addPassword(page, { label: 'Hélios', login: 'mairie', password: 'le-premier-11' })
	await expectSaved(page)
	await untilPreloaded(page)
	await expect(page.locator('.tr-notice')).toHaveCount(0)
	await context.setOffline(true)
	await changePassword(page, 'Hélios', 'sans-reseau-22')
	await expect(page.locator('.tr-save')).toContainText('En attente de connexion')
	await expect(await shownPassword(page, 'Hélios')).toContainText('sans-reseau-22')
	// A notice about edits kept on this computer only must not say that they are saved; the notice would still be there.
	expect(await page.locator('.tr-notice').count()).toBe(0)
	await changePassword(page, 'Hélios', 'sans-reseau-33')
	await expect(await shownPassword(page, 'Hélios')).toContainText('sans-reseau-33')

	await goTo(page, 'Personnes et accès')
	await page.getByRole('button', { name: /Ajouter une personne/ }).click()
	await page.getByLabel('Nom', { exact: true }).fill('Secrétaire de mairie')
	await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
	const person = page.getByRole('listitem').filter({ hasText: 'Secrétaire de mairie', has: page.getByRole('button', { name: 'Modifier' }) })
	await expect(person).toBeVisible()
	await expect(page.locator('.tr-save')).toContainText('En attente de connexion (3 modifications gardées ici)')
	await expect(keptChanges(page)).toContainText('Pas de connexion.')

	await context.setOffline(false)
	await expectSaved(page)
	await expect(page.getByText('Les 3 modifications gardées ici sont maintenant enregistrées.')).toBeVisible()
	await page.reload()
	await goTo(page, 'Personnes et accès')
	await expect(person).toBeVisible()
	await expectOnServer(visit, target, 'Hélios', 'sans-reseau-33')
})

test('two tabs of one browser: a save shows in the other, a lock locks both, a closed tab’s change is taken over', async ({ target, visit }) => {
	const { page, context } = await begin(target, visit)
	await addPassword(page, { label: 'Hélios', login: 'mairie', password: 'le-premier-11' })
	await expectSaved(page)
	const second = await context.newPage()
	await second.goto('/index.php/apps/trousseau/')
	await goTo(second, 'Mots de passe')
	await unlock(second, PASSPHRASE)

	await test.step('a save shows in the other tab', async () => {
		await changePassword(page, 'Hélios', 'vu-ailleurs-22')
		await expectSaved(page)
		await expect(async () => {
			await goTo(second, 'Accueil')
			await expect(await shownPassword(second, 'Hélios')).toContainText('vu-ailleurs-22', { timeout: 2_000 })
		}).toPass({ timeout: 15_000 })
	})

	await test.step('a change is sent once, and by the other tab when its own is closed', async () => {
		const before = await vaultFiles(target)
		await addFaults(target, [{ kind: '423', match: { method: 'PUT', path: '.vault' }, times: 1_000 }])
		await changePassword(page, 'Hélios', 'repris-33')
		await expect(page.locator('.tr-save')).toContainText('Le serveur est occupé.')
		await page.close()
		await clearFaults(target)
		await expectSaved(second)
		await expect.poll(async () => (await vaultFiles(target)).length).toBe(before.length + 1)
		await expect(await shownPassword(second, 'Hélios')).toContainText('repris-33')
	})

	await test.step('a tab that is asleep and holds the lock keeps nothing back, and nothing says “saved” meanwhile', async () => {
		const asleep = await context.newPage()
		await asleep.goto('/index.php/csrftoken')
		const { notebook } = JSON.parse((await readFileOf(target, target.secretary, `${FOLDER}/trousseau.json`)).toString('utf8')) as { readonly notebook: string }
		await asleep.evaluate((lock) => new Promise<void>((resolve) => {
			// The other page steals the lock in the end.
			navigator.locks.request(lock, () => {
				resolve()
				return new Promise(() => undefined)
			}).catch(() => undefined)
		}), `trousseau:drafts:${target.secretary.id}:${notebook}`)
		const before = await vaultFiles(target)
		await changePassword(second, 'Hélios', 'malgre-tout-44')
		await expect(second.locator('.tr-save')).toContainText('En attente')
		await expect(second.locator('.tr-save')).not.toContainText(/[Ee]nregistré/)
		expect(await vaultFiles(target)).toHaveLength(before.length)
		await expectSaved(second)
		await expect.poll(async () => (await vaultFiles(target)).length).toBe(before.length + 1)
		await asleep.close()
	})

	await test.step('a lock locks both', async () => {
		const third = await context.newPage()
		await third.goto('/index.php/apps/trousseau/')
		await goTo(third, 'Mots de passe')
		await unlock(third, PASSPHRASE)
		await third.getByRole('button', { name: /^Verrouiller/ }).click()
		await expect(second.getByLabel('Phrase de passe', { exact: true })).toBeVisible()
		await expect(second.locator('body')).not.toContainText('Hélios')
	})
})
