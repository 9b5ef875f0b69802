// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Locator, Page } from '@playwright/test'

import { expect } from '@playwright/test'

/** Input of a first run. */
export interface FirstRun {
	readonly commune: string
	readonly insee?: string
	readonly population?: string
	/** Names on the wall of tools. */
	readonly tools?: readonly string[]
	/** One's own passphrase; without it, the proposed words are taken. */
	readonly passphrase?: string
}

/** Plays the first run and returns the passphrase chosen. */
export async function playFirstRun(page: Page, options: FirstRun): Promise<string> {
	await page.getByRole('button', { name: 'Commencer' }).click()
	const passphrase = await choosePassphrase(page, options.passphrase)
	await page.getByLabel('Nom de la commune').fill(options.commune)
	await page.getByLabel(/Code INSEE/).fill(options.insee ?? '')
	await page.getByLabel(/Nombre d’habitants/).fill(options.population ?? '')
	await page.getByRole('button', { name: 'Suivant' }).click()
	for (const tool of options.tools ?? []) {
		await page.getByRole('checkbox', { name: tool, exact: true }).check()
	}
	await page.getByRole('button', { name: 'Créer le carnet' }).click()
	await expect(page.getByRole('heading', { level: 1, name: options.commune })).toBeVisible({ timeout: 120_000 })
	return passphrase
}

async function choosePassphrase(page: Page, own: string | undefined): Promise<string> {
	if (own === undefined) {
		const words = page.getByLabel('Phrase proposée')
		await expect(words).toHaveText(/\p{L}+ \p{L}+/u)
		const passphrase = ((await words.textContent()) ?? '').trim().replace(/\s+/g, ' ')
		expect(passphrase.split(' ')).toHaveLength(6)
		await page.getByLabel('Tapez-la encore une fois, pour vérifier').fill(passphrase)
		await page.getByRole('button', { name: 'Suivant' }).click()
		return passphrase
	}
	await page.getByRole('button', { name: 'Je choisis la mienne' }).click()
	await page.getByLabel('Votre phrase de passe').fill(own)
	await page.getByLabel('Tapez-la encore une fois, pour vérifier').fill(own)
	await page.getByRole('button', { name: 'Suivant' }).click()
	return own
}

/** Types the passphrase on the page that asks for it. */
export async function unlock(page: Page, passphrase: string): Promise<void> {
	await page.getByLabel('Phrase de passe', { exact: true }).fill(passphrase)
	await page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
	await expect(page.getByRole('button', { name: /^Verrouiller/ })).toBeVisible({ timeout: 60_000 })
}

/** Goes to a screen by the navigation. */
export async function goTo(page: Page, name: string): Promise<void> {
	const link = page.getByRole('navigation', { name: 'Le carnet' }).getByRole('link', { name: new RegExp(`^${name}`) })
	await link.click()
	// The address changes at once, the screen in a later turn, which also empties the search field.
	await expect(link).toHaveAttribute('aria-current', 'page')
}

/** A password to add. */
export interface NewPassword {
	readonly label: string
	readonly login: string
	readonly password?: string
	readonly site?: string
	readonly note?: string
	readonly tool?: string
}

/** Adds a password; without one, takes what the generator proposes. Returns the password. */
export async function addPassword(page: Page, entry: NewPassword): Promise<string> {
	await goTo(page, 'Mots de passe')
	await page.getByRole('button', { name: 'Nouveau', exact: true }).click()
	const form = page.locator('form.tr-form')
	await form.getByLabel('Nom', { exact: true }).fill(entry.label)
	await form.getByLabel('Identifiant', { exact: true }).fill(entry.login)
	if (entry.password === undefined) {
		await form.getByRole('button', { name: 'Proposer un mot de passe' }).click()
		await form.getByRole('button', { name: 'Utiliser ce mot de passe' }).click()
	} else {
		await form.getByLabel('Mot de passe', { exact: true }).fill(entry.password)
	}
	const password = await form.getByLabel('Mot de passe', { exact: true }).inputValue()
	await form.getByLabel('Adresse du site').fill(entry.site ?? '')
	if (entry.tool !== undefined) {
		await form.getByLabel('À quel outil sert ce mot de passe ?').selectOption({ label: entry.tool })
	}
	await form.getByLabel(/^Note/).fill(entry.note ?? '')
	await form.getByRole('button', { name: 'Enregistrer' }).click()
	await expect(page.getByRole('article', { name: entry.label })).toBeVisible()
	return password
}

/** The panel of the changes that this browser keeps and the server does not have. */
export function keptChanges(page: Page): Locator {
	return page.getByRole('region', { name: 'Modifications gardées sur cet ordinateur' })
}

/** Waits until the server has everything, and the page says so. */
export async function expectSaved(page: Page): Promise<void> {
	await expect(page.locator('.tr-save')).toContainText(/^\s*Enregistré à \d/, { timeout: 60_000 })
	await expect(keptChanges(page)).toHaveCount(0)
}
