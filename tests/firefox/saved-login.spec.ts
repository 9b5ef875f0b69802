// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Target } from '../e2e/support/target.ts'
import type { Desk } from './support/desk.ts'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbedded } from '../e2e/support/target.ts'
import { Firefox } from './support/firefox.ts'

const PASSPHRASE = 'un ombrage quartz sous la valse 71'
const PASSWORD = 'Clé-du-portail-42'
const FORM = 'form.tr-form'

/** What is in the fields of the page, by their names, but for those that are empty. */
function filled(desk: Desk): Promise<readonly string[]> {
	return desk.page.evaluate(() => [...document.querySelectorAll<HTMLInputElement>('input:not([type="hidden"], [type="checkbox"]), textarea')]
		.filter(({ value }) => value !== '')
		.map((field) => `${field.labels?.[0]?.textContent.trim() ?? field.name}: ${field.value}`))
}

/** A browser fills once the form is there. */
function settle(): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, 1_500)
	})
}

describe('a Firefox that keeps the login of this Nextcloud', () => {
	let target: Target
	let firefox: Firefox
	let desk: Desk

	beforeAll(async () => {
		target = await openEmbedded()
		firefox = await Firefox.start()
		await firefox.keepLogin({ origin: target.url, user: target.secretary.id, password: target.secretary.password })
	})

	afterAll(async () => {
		await firefox?.close()
		await target?.close()
	})

	it('fills the login form with it', async () => {
		const page = await firefox.open(`${target.url}/index.php/login`)
		await page.until('the login is filled', (user) => [...document.querySelectorAll('input')].some(({ value }) => value === user), [target.secretary.id])
		desk = await firefox.visit(target.url, target.secretary)
		expect(await firefox.offeredToKeep()).toBe('')
	})

	it('offers to keep no passphrase that is chosen', async () => {
		await desk.press('Commencer')
		await desk.press('Je choisis la mienne')
		await settle()
		expect(await filled(desk)).toEqual([])
		await desk.fill('Votre phrase de passe', PASSPHRASE)
		await desk.fill('Tapez-la encore une fois, pour vérifier', PASSPHRASE)
		await desk.press('Suivant')
		await desk.fill('Nom de la commune', 'Lavoux')
		await desk.press('Suivant')
		await desk.press('Créer le carnet')
		await desk.see('Lavoux', 'h1', 60_000)
		expect(await firefox.offeredToKeep()).toBe('')
	})

	it('writes it in no new entry, and offers to keep no password that is saved', async () => {
		await desk.goTo('Mots de passe')
		await desk.press('Nouveau')
		await desk.fill('Nom', 'ANTS', FORM)
		await settle()
		expect(await filled(desk)).toEqual(['Nom: ANTS'])
		await desk.fill('Mot de passe', PASSWORD, FORM)
		await desk.press('Enregistrer', FORM)
		await desk.find('heading', 'ANTS', 'article')
		expect(await desk.textOf('article')).not.toContain(target.secretary.id)
		await settle()
		expect(await firefox.offeredToKeep()).toBe('')
	})

	it('offers to keep no passphrase that opens, and writes nothing that was typed into its saved session', async () => {
		await desk.press(/^Verrouiller/)
		await desk.find('field', 'Phrase de passe')
		await settle()
		expect(await filled(desk)).toEqual([])
		await desk.fill('Phrase de passe', PASSPHRASE)
		const session = await firefox.privileged(`
			const { SessionStore } = ChromeUtils.importESModule('resource:///modules/sessionstore/SessionStore.sys.mjs')
			const { TabStateFlusher } = ChromeUtils.importESModule('resource:///modules/sessionstore/TabStateFlusher.sys.mjs')
			await TabStateFlusher.flushWindow(Services.wm.getMostRecentWindow('navigator:browser'))
			return SessionStore.getBrowserState()`)
		expect(session).toContain('/apps/trousseau/')
		expect(session).not.toContain(PASSPHRASE)
		await desk.press('Ouvrir')
		await desk.find('button', /^Verrouiller/)
		await settle()
		expect(await firefox.offeredToKeep()).toBe('')
		expect(await firefox.keptLogins()).toEqual([{ origin: target.url, user: target.secretary.id, password: target.secretary.password }])
		expect(firefox.problems).toEqual([])
	})
})
