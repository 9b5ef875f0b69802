// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Target } from '../e2e/support/target.ts'
import type { Desk } from './support/desk.ts'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addFaults, clearFaults } from '../e2e/support/host.ts'
import { openEmbedded } from '../e2e/support/target.ts'
import { Firefox } from './support/firefox.ts'

const COMMUNE = 'Vauzelles-Essai'
const PASSPHRASE = 'un ombrage quartz sous la valse 71'
const PASSWORD = 'Clé-du-portail-42'
const FORM = 'form.tr-form'
/** Fields in which something is typed: the kind of entry is chosen by radio buttons. */
const TYPED = `${FORM} input:not([type="radio"])`
const DERIVED = 120_000

/** Types the passphrase where it is asked for. */
async function unlock(desk: Desk): Promise<void> {
	await desk.fill('Phrase de passe', PASSPHRASE)
	await desk.press('Ouvrir')
	await desk.find('button', /^Verrouiller/)
}

/** Adds an entry, and waits until the server has it. */
async function add(desk: Desk, label: string, password: string): Promise<void> {
	await desk.goTo('Mots de passe')
	await desk.press('Nouveau')
	await desk.fill('Nom', label, FORM)
	await desk.fill('Identifiant', 'mairie', FORM)
	await desk.fill('Mot de passe', password, FORM)
	await desk.press('Enregistrer', FORM)
	await desk.find('heading', label, 'article')
	await desk.see(/Enregistré à \d/, '.tr-save')
}

/** Text of the clipboard, read by pasting it into the search field, which is left empty. */
async function pasted(desk: Desk): Promise<string> {
	const field = await desk.page.waitForSelector('input[type="search"]')
	await field?.focus()
	await desk.page.keyboard.down('Control')
	await desk.page.keyboard.press('a')
	await desk.page.keyboard.press('v')
	await desk.page.keyboard.up('Control')
	const text = await desk.page.$eval('input[type="search"]', (element) => element.value)
	await desk.page.keyboard.press('Escape')
	return text
}

describe('the main job in Firefox', () => {
	let target: Target
	let firefox: Firefox
	let desk: Desk

	beforeAll(async () => {
		target = await openEmbedded()
		firefox = await Firefox.start()
		desk = await firefox.visit(target.url, target.secretary)
		await firefox.keepLogin({ origin: target.url, user: target.secretary.id, password: target.secretary.password })
	})

	afterAll(async () => {
		await firefox?.close()
		await target?.close()
	})

	it('makes a notebook from nothing', async () => {
		await desk.press('Commencer')
		await desk.press('Je choisis la mienne')
		await desk.fill('Votre phrase de passe', PASSPHRASE)
		await desk.fill('Tapez-la encore une fois, pour vérifier', PASSPHRASE)
		await desk.press('Suivant')
		await desk.fill('Nom de la commune', COMMUNE)
		await desk.press('Suivant')
		await desk.check('Cosoluce')
		await desk.press('Créer le carnet')
		await desk.see(COMMUNE, 'h1', DERIVED)
	})

	it('saves an entry', async () => {
		await add(desk, 'Portail des familles', PASSWORD)
	})

	it('writes the saved login of the server in no field, and offers to keep no secret', async () => {
		await desk.press('Nouveau')
		await desk.fill('Nom', 'ANTS', FORM)
		await desk.page.click(TYPED)
		const filled = await desk.page.$$eval(`${TYPED}, ${FORM} textarea`, (fields) => fields.map((field) => field.value).filter((value) => value !== ''))
		expect(filled).toEqual(['ANTS'])
		await desk.press('Annuler', FORM)
		expect(['', target.secretary.password], 'nothing but the login of the server, typed in its own form').toContain(await firefox.offeredToKeep())
		expect(await firefox.keptLogins()).toEqual([{ origin: target.url, user: target.secretary.id, password: target.secretary.password }])
		await desk.press(/^Portail des familles/, '', 'link')
	})

	it('shows a password in full, and hides it again', async () => {
		expect(await desk.textOf('article')).not.toContain(PASSWORD)
		await desk.press('Montrer le mot de passe', 'article')
		await desk.see(PASSWORD, 'article output')
		for (const count of [2, 3]) {
			await desk.page.click('article output', { count, offset: { x: 20, y: 12 } })
			expect(await desk.page.evaluate(() => getSelection()?.toString()), `${count} clicks`).toBe(PASSWORD)
		}
		await desk.press('Masquer le mot de passe', 'article')
		await desk.until('the password is hidden', (text) => document.querySelector('article')?.textContent?.includes(text) === false, [PASSWORD])
	})

	it('copies a password', async () => {
		await desk.press('Copier le mot de passe', 'article')
		await desk.see(/copié/)
		expect(await pasted(desk)).toBe(PASSWORD)
	})

	it('finds an entry by a part of its name, without its accents', async () => {
		await desk.goTo('Accueil')
		const field = await desk.page.waitForSelector('input[type="search"]')
		await field?.type('famill')
		await desk.press(/^Portail des familles/, '', 'link')
		await desk.find('heading', 'Portail des familles', 'article')
	})

	it('prints a page', async () => {
		await desk.goTo('Hébergement')
		await desk.find('button', 'Imprimer')
		const pdf = await desk.page.pdf({ format: 'A4' })
		expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-')
	})

	it('locks and opens again', async () => {
		await desk.goTo('Mots de passe')
		await desk.press(/^Verrouiller/)
		await desk.find('field', 'Phrase de passe')
		expect(await desk.has('link', /^Portail des familles/)).toBe(false)
		expect(await desk.page.evaluate(() => document.body.textContent)).not.toContain('Portail des familles')
		await desk.fill('Phrase de passe', PASSPHRASE)
		const session = await firefox.savedSession()
		expect(session).toContain('/apps/trousseau/')
		expect(session, 'what Firefox writes to the disk of its tabs').not.toContain(PASSPHRASE)
		await unlock(desk)
		await desk.find('link', /^Portail des familles/)
		expect(['', target.secretary.password], 'nothing but the login of the server, typed in its own form').toContain(await firefox.offeredToKeep())
	})

	it('has the same in a second tab, and what the one saves comes to the other', async () => {
		// No screen bears this name: what tells so must not cover the button that saves.
		const second = await firefox.open(`${target.url}/index.php/apps/trousseau/#/passwords`)
		await second.goTo('Mots de passe')
		await unlock(second)
		await add(second, 'Second onglet', 'autre-mot-17')
		await desk.page.bringToFront()
		await desk.find('link', /^Second onglet/)
	})

	it('holds back a sign-out while something waits', async () => {
		desk.allow(/status of 423|XHR|423/)
		await addFaults(target, [{ kind: '423', match: { method: 'PUT', path: '.vault' }, times: 1_000 }])
		await desk.press(/^Portail des familles/, '', 'link')
		await desk.press('Modifier', 'article')
		await desk.fill('Identifiant', 'pas-encore-parti', FORM)
		await desk.press('Enregistrer', FORM)
		await desk.see('Le serveur est occupé.', '.tr-save')
		await desk.page.click('#user-menu summary')
		await desk.page.click('#logout')
		await desk.see('tout n’est pas arrivé sur le serveur', 'dialog')
		await desk.press('Rester ici', 'dialog')
		expect(desk.page.url()).toContain('/apps/trousseau')
		await clearFaults(target)
	})

	it('broke no rule of the page', () => {
		expect(firefox.problems).toEqual([])
	})
})
