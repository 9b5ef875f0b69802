// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { listFiles } from './support/host.ts'
import { addPassword, goTo, playFirstRun, unlock } from './support/notebook.ts'
import { expectSentences, makeEnvelope, wordsField } from './support/people.ts'
import { expect, test } from './support/test.ts'

const COMMUNE = 'Vauzelles-Essai'
const FORMER = 'un ombrage quartz sous la valse 71'
const NEXT = 'sept marmites bleues contre le lavoir 48'
const IDENTITY = 'Trousseau/.identity'

test('the passphrase is changed: the old one opens nowhere any more, its files are gone', { tag: '@long' }, async ({ target, visit }) => {
	const { page, guard } = await visit(target.secretary)
	// A file deleted between its listing and its download answers 404 on a slow server.
	guard.allow(/404.*\.identity/)
	await playFirstRun(page, { commune: COMMUNE, passphrase: FORMER })
	await goTo(page, 'Personnes et accès')
	const panel = page.locator('section.tr-passphrase')
	await panel.getByRole('button', { name: 'Changer ma phrase de passe…' }).click()
	const before = await listFiles(target, target.secretary, IDENTITY)
	expect(before.length).toBeGreaterThan(0)

	await test.step('what changing cannot erase is said before it is done', async () => {
		await expect(panel).toContainText('D’anciennes copies de votre fichier de clé peuvent rester dans les versions de fichiers et dans la corbeille de Nextcloud')
		await panel.getByRole('button', { name: 'Je choisis la mienne' }).click()
	})

	const fill = async (current: string, next: string, again: string) => {
		await panel.getByLabel('Votre phrase de passe actuelle').fill(current)
		await panel.getByLabel('Votre nouvelle phrase de passe').fill(next)
		await panel.getByLabel('Tapez-la encore une fois, pour vérifier').fill(again)
		await panel.getByRole('button', { name: 'Changer ma phrase de passe', exact: true }).click()
	}

	await test.step('too weak, then mistyped, then without the present one: refused', async () => {
		await fill(FORMER, 'mairie', 'mairie')
		await expect(panel).toContainText('Trop facile à deviner')
		await fill(FORMER, NEXT, `${NEXT} `.replace('lavoir', 'lavoire'))
		await expect(panel).toContainText('Les deux ne sont pas identiques.')
		await fill('une autre phrase que la sienne 12', NEXT, NEXT)
		await expectSentences(panel.getByRole('alert'), ['Ce n’est pas la bonne phrase de passe.', 'Rien n’a été modifié.', 'Vérifiez les majuscules et l’ordre des mots.'])
		expect(await listFiles(target, target.secretary, IDENTITY)).toEqual(before)
	})

	await test.step('changed: the files under the former one are gone, and what may remain is said', async () => {
		await fill(FORMER, NEXT, NEXT)
		await expect(panel.getByRole('status')).toContainText('Votre phrase de passe est changée.', { timeout: 90_000 })
		await expect(panel).toContainText('peuvent rester dans les versions de fichiers et dans la corbeille')
		const after = await listFiles(target, target.secretary, IDENTITY)
		expect(after.length).toBeGreaterThan(0)
		expect(after.filter((name) => before.includes(name))).toEqual([])
	})

	await test.step('here, the old one is refused and the new one opens', async () => {
		await page.getByRole('button', { name: /^Verrouiller/ }).click()
		await goTo(page, 'Mots de passe')
		await page.getByLabel('Phrase de passe', { exact: true }).fill(FORMER)
		await page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
		await expect(page.getByRole('alert')).toContainText('Ce n’est pas la bonne phrase de passe.', { timeout: 60_000 })
		await unlock(page, NEXT)
	})

	await test.step('in another browser too', async () => {
		const other = await visit(target.secretary)
		await goTo(other.page, 'Mots de passe')
		await other.page.getByLabel('Phrase de passe', { exact: true }).fill(FORMER)
		await other.page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
		await expect(other.page.getByRole('alert')).toContainText('Ce n’est pas la bonne phrase de passe.', { timeout: 60_000 })
		await unlock(other.page, NEXT)
	})
})

test('a passphrase forgotten: a new key, the words of the envelope, and the former key taken away', async ({ target, visit }) => {
	test.setTimeout(300_000)
	const { page } = await visit(target.secretary)
	await playFirstRun(page, { commune: COMMUNE, passphrase: FORMER })
	await addPassword(page, { label: 'Comptabilité', login: 'mairie', password: 'Azerty-86-mairie' })
	const words = await makeEnvelope(page)
	await page.reload()

	await test.step('nobody finds it again: what can be done is said, and trying again is one click away', async () => {
		await goTo(page, 'Mots de passe')
		await page.getByRole('button', { name: 'Phrase oubliée' }).click()
		await expect(page.getByRole('heading', { name: 'Phrase de passe oubliée' })).toBeVisible()
		await expect(page.locator('body')).toContainText('Rien n’est effacé')
		await page.getByRole('button', { name: 'Essayer encore ma phrase' }).click()
		await expect(page.getByLabel('Phrase de passe', { exact: true })).toBeVisible()
		await page.getByRole('button', { name: 'Phrase oubliée' }).click()
	})

	await test.step('a new key, then the twelve words: the passwords are there', async () => {
		await page.getByRole('button', { name: 'Créer une nouvelle clé' }).click()
		await page.getByRole('button', { name: 'Je choisis la mienne' }).click()
		await page.getByLabel('Votre phrase de passe').fill(NEXT)
		await page.getByLabel('Tapez-la encore une fois, pour vérifier').fill(NEXT)
		await page.getByRole('button', { name: 'Créer ma clé' }).click()
		await (await wordsField(page)).fill(words.join(' '))
		await page.getByRole('button', { name: 'Entrer', exact: true }).click()
		await expect(page.locator('section.tr-envelope')).toContainText(/ouverte le/, { timeout: 60_000 })
		await goTo(page, 'Mots de passe')
		await page.getByRole('link', { name: /^Comptabilité/ }).click()
		await page.getByRole('button', { name: 'Montrer le mot de passe' }).click()
		await expect(page.getByRole('article').locator('output')).toContainText('Azerty-86-mairie')
	})

	await test.step('the former key is taken away from the vault: nobody left, nothing is to be changed', async () => {
		await goTo(page, 'Personnes et accès')
		await page.getByRole('button', { name: /^Cette personne part/ }).click()
		const question = page.getByRole('alertdialog')
		await expect(question).toContainText('Cette ligne porte votre nom.')
		await question.getByLabel('C’est mon ancienne clé').check()
		await question.getByRole('button', { name: 'Oui, fermer cet accès' }).click()
		await expect(page.getByText('Votre ancienne clé n’ouvre plus ces mots de passe.')).toBeVisible({ timeout: 60_000 })
		await expect(page.locator('.tr-member')).toHaveCount(1)
		await expect(page.getByText(/changés/)).toHaveCount(0)
	})

	await test.step('both passphrases open their own key, and the former one opens no password any more', async () => {
		const other = await visit(target.secretary)
		await goTo(other.page, 'Mots de passe')
		await other.page.getByLabel('Phrase de passe', { exact: true }).fill(FORMER)
		await other.page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
		await expect(other.page.getByText('La dernière version des mots de passe ne vous est plus ouverte')).toBeVisible({ timeout: 60_000 })
	})

	await test.step('the former key is deleted, and the new passphrase opens alone', async () => {
		await page.reload()
		await goTo(page, 'Mots de passe')
		await unlock(page, NEXT)
		await goTo(page, 'Personnes et accès')
		const former = page.locator('.tr-passphrase__former')
		await expect(former).toContainText('Une ancienne clé est encore gardée')
		await former.getByRole('button', { name: 'Supprimer l’ancienne clé…' }).click()
		await page.getByRole('alertdialog').getByRole('button', { name: 'La supprimer' }).click()
		await expect(former).toHaveCount(0)
		await page.reload()
		await goTo(page, 'Mots de passe')
		await page.getByLabel('Phrase de passe', { exact: true }).fill(FORMER)
		await page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
		await expect(page.getByRole('alert')).toContainText('Ce n’est pas la bonne phrase de passe.', { timeout: 60_000 })
		await unlock(page, NEXT)
	})
})
