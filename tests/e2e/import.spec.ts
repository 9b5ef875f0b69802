// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Locator, Page } from '@playwright/test'
import type { Person, Target } from './support/target.ts'
import type { Visitor } from './support/test.ts'

import { readFileSync } from 'node:fs'
import { findings } from './support/axe.ts'
import { listFiles, writeFileOf } from './support/host.ts'
import { visitNotebook } from './support/laid-notebook.ts'
import { expectSaved, goTo } from './support/notebook.ts'
import { csvOf, odtOf, oldAccounts } from './support/old-notebooks.ts'
import { expect, IS_EMBEDDED, test } from './support/test.ts'

const COMMUNE = 'Kanari-sur-Clair'
const PASSPHRASE = 'un ombrage quartz sous la valse 71'
const NOTEBOOKS = new URL('../import/notebooks/', import.meta.url)

async function begin(target: Target, visit: (person: Person) => Promise<Visitor>): Promise<Page> {
	const { page } = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: PASSPHRASE })
	await goTo(page, 'Mots de passe')
	return page
}

const openWizard = (page: Page): Promise<void> => page.getByRole('button', { name: 'Importer un ancien carnet' }).click()

const listOf = (page: Page): Locator => page.getByRole('list', { name: 'Mots de passe', exact: true })

/** Chooses a file of the computer: one click on the button, and the browser's own window. */
async function choose(page: Page, file: { readonly name: string, readonly mimeType: string, readonly buffer: Buffer }): Promise<void> {
	const chooser = page.waitForEvent('filechooser')
	await page.getByRole('button', { name: 'Choisir sur cet ordinateur' }).click()
	await (await chooser).setFiles(file)
}

const ODT = 'application/vnd.oasis.opendocument.text'

test('a notebook of forty rows is in the vault after three clicks, found, and undone', async ({ target, visit }) => {
	const page = await begin(target, visit)
	const accounts = oldAccounts(40)
	await openWizard(page)
	expect(await findings(page)).toEqual([])
	await choose(page, { name: 'carnet.odt', mimeType: ODT, buffer: odtOf(accounts) })
	await expect(page.getByText('40 sûres')).toBeVisible()
	expect(await findings(page)).toEqual([])
	await page.getByRole('button', { name: 'Importer 40 lignes' }).click()
	await expect(page.locator('.tr-import__done').getByText('40 mots de passe importés.')).toBeVisible()
	await expectSaved(page)
	expect(await findings(page)).toEqual([])

	await test.step('what was imported is found, with its secret and its note', async () => {
		await page.getByRole('button', { name: 'Voir les mots de passe' }).click()
		await page.getByRole('listitem').filter({ hasText: 'Canari 11' }).getByRole('link').click()
		const sheet = page.getByRole('article', { name: 'Canari 11' })
		await sheet.getByRole('button', { name: 'Montrer le mot de passe' }).click()
		await expect(sheet).toContainText(accounts[10]?.password ?? '')
		await expect(sheet).toContainText('agent11')
	})

	await test.step('the same file once more: everything is there already', async () => {
		await openWizard(page)
		await choose(page, { name: 'carnet.odt', mimeType: ODT, buffer: odtOf(accounts) })
		await expect(page.getByRole('button', { name: /Déjà là \(40\)/ })).toBeVisible()
		await expect(page.getByRole('button', { name: 'Importer 0 ligne' })).toBeDisabled()
		await page.getByRole('button', { name: 'Un autre fichier' }).click()
	})

	await test.step('later, the whole import is undone in one click', async () => {
		await page.getByRole('button', { name: 'Annuler tout l’import' }).click()
		await expect(page.getByText('40 mots de passe ont été mis à la corbeille')).toBeVisible()
		await page.getByRole('button', { name: 'Retour aux mots de passe' }).click()
		await expect(page.getByText('Pas encore de mot de passe')).toBeVisible()
	})
})

test('five hundred rows are undone but for the one that was changed since', async ({ target, visit }) => {
	const page = await begin(target, visit)
	await openWizard(page)
	await choose(page, { name: 'carnet.csv', mimeType: 'text/csv', buffer: csvOf(oldAccounts(500)) })
	await page.getByRole('button', { name: 'Importer 500 lignes' }).click()
	await expect(page.locator('.tr-import__done').getByText('500 mots de passe importés.')).toBeVisible()
	await expectSaved(page)
	await page.getByRole('button', { name: 'Voir les mots de passe' }).click()
	await listOf(page).getByRole('listitem').first().getByRole('link').click()
	await page.getByRole('button', { name: 'Modifier', exact: true }).click()
	await page.locator('form.tr-form').getByLabel('Nom', { exact: true }).fill('Canari gardé')
	await page.getByRole('button', { name: 'Enregistrer' }).click()
	await expect(page.getByRole('article', { name: 'Canari gardé' })).toBeVisible()
	await expectSaved(page)
	await openWizard(page)
	await page.getByRole('button', { name: 'Annuler tout l’import' }).click()
	await expect(page.getByText('499 mots de passe ont été mis à la corbeille')).toBeVisible()
	await expect(page.getByText('1 mot de passe a été modifié depuis')).toBeVisible()
	await page.getByRole('button', { name: 'Retour aux mots de passe' }).click()
	await expect(listOf(page).getByRole('listitem')).toHaveCount(1)
	await expect(listOf(page).getByRole('listitem')).toContainText('Canari gardé')
})

test('a file to refuse says what to do, a text is pasted, a doubt is answered, by keyboard alone', async ({ target, visit }) => {
	const page = await begin(target, visit)
	await page.getByRole('button', { name: 'Importer un ancien carnet' }).focus()
	await page.keyboard.press('Enter')
	for (const [name, words] of [['97-protege.odt', 'protégé par un mot de passe'], ['90-ancien.doc', 'ancien format d’Office']] as const) {
		await choose(page, { name, mimeType: 'application/octet-stream', buffer: readFileSync(new URL(name, NOTEBOOKS)) })
		await expect(page.getByRole('alert')).toContainText(words)
		await expect(page.getByRole('alert')).toContainText('Rien n’a été importé')
	}
	await page.getByRole('button', { name: 'Coller un texte' }).focus()
	await page.keyboard.press('Enter')
	await expect(page.getByLabel('Texte de l’ancien carnet')).toBeFocused()
	await page.keyboard.insertText('Site\tIdentifiant\tMot de passe\nKanari-Ameli\tmairie85\tSoleil-2024\nSalle des fêtes\tgardien\t05 49 00 00 00\nTotal : 2 comptes')
	await page.keyboard.press('Tab')
	await page.keyboard.press('Enter')
	const line = page.getByRole('listitem').filter({ hasText: 'Salle des fêtes' })
	await expect(line).toContainText('ressemble à un numéro de téléphone')
	expect(await findings(page)).toEqual([])
	await line.getByRole('button', { name: 'C’est une note' }).focus()
	await page.keyboard.press('Enter')
	await page.getByRole('button', { name: /Laissées de côté \(1\)/ }).focus()
	await page.keyboard.press('Enter')
	const left = page.getByRole('listitem').filter({ hasText: 'Total : 2 comptes' })
	await left.getByRole('button', { name: 'Modifier Total' }).focus()
	await page.keyboard.press('Enter')
	await expect(page.getByRole('dialog').getByLabel('Nom du site ou de l’outil')).toBeFocused()
	expect(await findings(page, 'dialog')).toEqual([])
	await page.keyboard.press('Escape')
	await expect(page.getByRole('dialog')).toHaveCount(0)
	await page.getByRole('button', { name: 'Importer 2 lignes' }).focus()
	await page.keyboard.press('Enter')
	await expect(page.locator('.tr-import__done').getByText('2 mots de passe importés.')).toBeVisible()
})

test('a notebook of this Nextcloud is destroyed with its older versions and its copies in the trash', async ({ target, visit }) => {
	test.skip(!IS_EMBEDDED, 'looks into the host')
	const { secretary } = target
	await writeFileOf(target, secretary, 'carnet.csv', csvOf(oldAccounts(2)))
	await writeFileOf(target, secretary, 'carnet.csv', csvOf(oldAccounts(3)))
	const page = await begin(target, visit)
	await openWizard(page)
	await page.getByRole('button', { name: 'Choisir dans Nextcloud' }).click()
	await expect(page.getByRole('heading', { name: 'Mes fichiers' })).toBeVisible()
	expect(await findings(page)).toEqual([])
	await page.getByRole('button', { name: /^carnet\.csv/ }).click()
	await page.getByRole('button', { name: 'Importer 3 lignes' }).click()
	await expect(page.locator('.tr-import__done').getByText('3 mots de passe importés.')).toBeVisible()
	await expectSaved(page)
	await page.getByRole('button', { name: 'Détruire « carnet.csv »…' }).click()
	const dialog = page.getByRole('alertdialog')
	await expect(dialog).toContainText('1 ancienne version part avec lui.')
	await dialog.getByRole('button', { name: 'Détruire définitivement' }).click()
	await expect(page.getByText('« carnet.csv » est détruit')).toBeVisible()
	expect(await listFiles(target, secretary, '')).not.toContain('carnet.csv')
})
