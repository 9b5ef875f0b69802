// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Takes the pictures of docs/USER.fr.md in the example commune: npm run pictures
// Needs the built page (npm run build) and Chromium.
import type { Page } from '@playwright/test'

import { chromium } from '@playwright/test'
import { mkdirSync, statSync } from 'node:fs'
import { startHost } from '../host/index.ts'
import { at } from './lib/project.ts'
import { fail } from './lib/run.ts'
import { ensure, systemBrowser } from './lib/tools.ts'

const FOLDER = 'docs/pictures'
const SIZE = { width: 1040, height: 660 }
/** All pictures together, in bytes: they are read over slow lines too. */
const LIMIT = 1_000_000

/** One picture: the file's name, and how to come to it from the one before. */
type Picture = readonly [name: string, show: (page: Page) => Promise<void>]

async function goTo(page: Page, screen: string): Promise<void> {
	const link = page.getByRole('navigation', { name: 'Le carnet' }).getByRole('link', { name: new RegExp(`^${screen}`) })
	await link.click()
	await page.locator('[aria-current="page"]', { hasText: screen }).waitFor()
}

function picturesOf(passphrase: string): readonly Picture[] {
	return [
		['phrase', async (page) => {
			await goTo(page, 'Mots de passe')
			await page.getByLabel('Phrase de passe', { exact: true }).waitFor()
		}],
		['accueil', async (page) => {
			await page.getByLabel('Phrase de passe', { exact: true }).fill(passphrase)
			await page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
			await page.getByRole('button', { name: /^Verrouiller/ }).waitFor({ timeout: 60_000 })
			await goTo(page, 'Accueil')
			await page.getByText(/^Changez \d+ mots de passe/).waitFor()
		}],
		['recherche', async (page) => {
			await page.getByRole('searchbox').fill('courriel')
			await page.getByText(/^Entrée copie le mot de passe de/).waitFor()
		}],
		['mot-de-passe', async (page) => {
			await page.getByRole('searchbox').fill('')
			await goTo(page, 'Mots de passe')
			await page.getByRole('link', { name: /^Agenda de la salle des fêtes/ }).click()
			await page.getByRole('article', { name: 'Agenda de la salle des fêtes' }).waitFor()
		}],
		['nouveau', async (page) => {
			await page.getByRole('button', { name: 'Nouveau', exact: true }).click()
			const form = page.locator('form.tr-form')
			await form.getByLabel('Nom', { exact: true }).fill('Piscine intercommunale')
			await form.getByLabel('Identifiant', { exact: true }).fill('mairie')
			await form.getByRole('button', { name: 'Proposer un mot de passe' }).click()
			await form.getByRole('button', { name: 'Utiliser ce mot de passe' }).scrollIntoViewIfNeeded()
		}],
		['outil', async (page) => {
			await page.locator('form.tr-form').getByRole('button', { name: 'Annuler' }).click()
			// A message would stand over the pictures that follow.
			await page.getByText('Ce que vous aviez tapé n’est pas gardé.').locator('..').getByRole('button').last().click()
			await goTo(page, 'Outils')
			await page.getByRole('link', { name: /^Canva/ }).click()
			await page.getByRole('article', { name: 'Canva' }).waitFor()
		}],
		['diagnostic', async (page) => {
			await goTo(page, 'Diagnostic')
			await page.locator('.tr-action').first().getByRole('button').first().click()
			await page.locator('.tr-action').first().locator('.tr-objects').waitFor()
		}],
		['depart', async (page) => {
			await goTo(page, 'Personnes')
			await page.getByRole('heading', { name: 'Mots de passe à changer après un départ' }).evaluate((heading) => heading.scrollIntoView({ block: 'start' }))
		}],
		['inviter', async (page) => {
			await page.getByRole('button', { name: 'Inviter' }).click()
			await page.locator('form').first().waitFor()
		}],
		['sauvegarde', async (page) => {
			await goTo(page, 'Accueil')
			await page.getByText(/^Faites une sauvegarde/).click()
			await page.getByRole('heading', { name: /sauvegarde/i }).first().waitFor()
		}],
	]
}

const lacking = await ensure(['browser'])
if (lacking.length > 0) {
	fail(lacking.join('\n'))
}
mkdirSync(at(FOLDER), { recursive: true })
const host = await startHost({ demo: true, quiet: true })
const path = systemBrowser()
const browser = await chromium.launch({ args: ['--no-sandbox', '--disable-gpu', '--disable-lcd-text'], ...path === undefined ? {} : { executablePath: path } })
try {
	const page = await browser.newPage({ viewport: SIZE, locale: 'fr-FR', timezoneId: 'Europe/Paris', reducedMotion: 'reduce', colorScheme: 'light' })
	const secretary = host.accounts.find(({ user }) => user === 'secretaire')
	await page.goto(`${host.url}/index.php/login`)
	await page.locator('input[name=user]').fill('secretaire')
	await page.locator('input[name=password]').fill(secretary?.password ?? '')
	await page.locator('[type=submit]').click()
	await page.waitForURL((url) => !url.pathname.endsWith('/login'))
	await page.goto(`${host.url}/index.php/apps/trousseau/`)
	let total = 0
	for (const [name, show] of picturesOf(host.demo?.passphrases.secretaire ?? '')) {
		await show(page)
		// Wait for the end of fade-ins and of parts that load late.
		await page.mouse.move(SIZE.width - 5, SIZE.height - 5)
		await page.waitForTimeout(800)
		const file = at(`${FOLDER}/${name}.png`)
		// The page without Nextcloud's header, whose gradient is most of a file.
		await page.locator('#content').screenshot({ path: file })
		const { size } = statSync(file)
		total += size
		process.stdout.write(`${FOLDER}/${name}.png  ${(size / 1000).toFixed(0)} kB\n`)
	}
	process.stdout.write(`${(total / 1000).toFixed(0)} kB in all\n`)
	if (total > LIMIT) {
		fail(`The pictures are larger than ${LIMIT / 1000} kB.`)
	}
} finally {
	await browser.close()
	await host.close()
}
