// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Locator, Page } from '@playwright/test'

import { expect } from '@playwright/test'
import { goTo } from './notebook.ts'

/** Content of an invitation, as its screen shows it. */
export interface Invitation {
	/** Eight words, with spaces between them. */
	readonly code: string
	/** The five words of whoever invites. */
	readonly fingerprint: string
}

/** Shares the notebook with a person of this Nextcloud, from the app, with the right to complete it. */
export async function share(page: Page, name: string): Promise<void> {
	await goTo(page, 'Personnes et accès')
	await page.getByRole('button', { name: 'Inviter', exact: true }).click()
	const form = page.locator('form.tr-invite')
	await form.getByLabel(/^Qui invitez-vous/).fill(name)
	await form.getByRole('list', { name: 'Personnes et groupes de ce Nextcloud' }).getByRole('button', { name, exact: true }).click()
	await form.getByLabel('Cette personne peut').selectOption('add')
	await form.getByRole('button', { name: 'Partager le carnet' }).click()
	await expect(sharedWith(page, name)).toBeVisible()
}

/** Shares the notebook with a group of this Nextcloud, from the app, to be read. */
export async function shareWithGroup(page: Page, name: string): Promise<void> {
	await page.getByRole('button', { name: 'Inviter', exact: true }).click()
	const form = page.locator('form.tr-invite')
	await form.getByLabel(/^Qui invitez-vous/).fill(name)
	await form.getByRole('list', { name: 'Personnes et groupes de ce Nextcloud' }).getByRole('button', { name: `Le groupe ${name}`, exact: true }).click()
	await form.getByLabel('Cette personne peut').selectOption('look')
	await form.getByRole('button', { name: 'Partager le carnet' }).click()
	await expect(sharedWith(page, `${name} (groupe)`)).toBeVisible()
}

/** The share of a person or of a group, in the list of those who see the notebook. */
export function sharedWith(page: Page, name: string): Locator {
	return page.locator('section.tr-share').getByRole('listitem').filter({ hasText: name })
}

/** Invites somebody, from the screen of people; returns the words to say, and those to compare. */
export async function invite(page: Page, name: string, role: 'keeper' | 'reader' | 'writer'): Promise<Invitation> {
	await page.getByRole('button', { name: 'Inviter', exact: true }).click()
	await page.getByLabel(/^Qui invitez-vous/).fill(name)
	const form = page.locator('form').filter({ has: page.getByLabel(/^Qui invitez-vous/) })
	await form.getByLabel('Cette personne peut').selectOption(role)
	await form.getByRole('button', { name: 'Préparer l’invitation' }).click()
	const words = page.getByRole('region', { name: 'Mots de l’invitation' })
	await expect(words).toBeVisible({ timeout: 60_000 })
	await expect(words).toContainText(/Ils servent une seule fois, jusqu’au (?:1er|\d+) \p{L}+ \d{4}, dans 7 jours/u)
	const code = ((await words.locator('output').textContent()) ?? '').trim().replace(/\s+/g, ' ')
	const fingerprint = (await words.locator('.tr-fingerprint').textContent()) ?? ''
	expect(code.split(' ')).toHaveLength(8)
	await words.getByRole('button', { name: 'C’est fait' }).click()
	return { code, fingerprint }
}

/** Makes one's key, from a page where nothing was opened yet; the field for the words is then on screen. */
export async function makeKey(page: Page, passphrase: string): Promise<Locator> {
	await page.getByRole('link', { name: 'J’ai reçu une invitation' }).click()
	await page.getByRole('button', { name: 'Je choisis la mienne' }).click()
	await page.getByLabel('Votre phrase de passe').fill(passphrase)
	await page.getByLabel('Tapez-la encore une fois, pour vérifier').fill(passphrase)
	await page.getByRole('button', { name: 'Créer ma clé' }).click()
	return wordsField(page)
}

/** The field for the words of an invitation or of the envelope. */
export async function wordsField(page: Page): Promise<Locator> {
	const field = page.getByLabel('Mots de l’invitation ou de l’enveloppe')
	await expect(field).toBeVisible({ timeout: 60_000 })
	return field
}

/** Types the words of an invitation; the outcome is the test's. */
export async function typeWords(page: Page, words: string): Promise<void> {
	await (await wordsField(page)).fill(words)
	await page.getByRole('button', { name: 'Entrer', exact: true }).click()
}

/** Types words that let in; returns the fingerprint of whoever invited, as it is shown. */
export async function enter(page: Page, words: string): Promise<string> {
	await typeWords(page, words)
	await expect(page.getByRole('button', { name: 'Ce sont les mêmes' })).toBeVisible({ timeout: 60_000 })
	return (await page.locator('.tr-words .tr-fingerprint').textContent()) ?? ''
}

/** Makes one's key and comes in by an invitation. */
export async function join(page: Page, passphrase: string, code: string): Promise<string> {
	await makeKey(page, passphrase)
	return enter(page, code)
}

/** Makes the envelope, as if printed; returns its twelve words. */
export async function makeEnvelope(page: Page): Promise<readonly string[]> {
	await goTo(page, 'Personnes et accès')
	await page.getByRole('button', { name: 'Préparer l’enveloppe' }).click()
	const sheet = page.getByRole('article', { name: 'Enveloppe de secours' })
	await expect(sheet).toBeVisible()
	const words = await sheet.locator('.tr-sheet__word').allTextContents()
	await page.getByRole('button', { name: 'Je l’ai imprimée' }).click()
	return words
}

/** Takes an access away, once it was said what will happen. */
export async function remove(page: Page, name: string): Promise<void> {
	await goTo(page, 'Personnes et accès')
	await page.getByRole('button', { name: `Cette personne part : ${name}` }).click()
	const question = page.getByRole('alertdialog')
	await expect(question).toContainText(`${name} n’ouvrira plus les mots de passe.`)
	await expect(question).toContainText('la liste des mots de passe à changer')
	await question.getByRole('button', { name: 'Oui, fermer cet accès' }).click()
	await expect(page.getByText(new RegExp(`^${name}.*\\d+ sur \\d+ changé`))).toBeVisible({ timeout: 60_000 })
}

/** An error says what happened, what is safe and what to do. */
export async function expectSentences(alert: Locator, sentences: readonly [happened: string, safe: string, todo: string]): Promise<void> {
	await expect(alert).toBeVisible({ timeout: 60_000 })
	for (const sentence of sentences) {
		await expect(alert).toContainText(sentence)
	}
}
