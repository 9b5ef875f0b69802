// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The morning of a secretary on an old computer and a slow line: the built app in Chromium slowed six times, 1 Mbit/s and 400 ms
 * of latency, against the embedded host. Sign-in, list, first search result, copy, save; with an empty cache, then with the
 * cache of the day before. Times, requests and bytes of each step. Needs `npm run build` first.
 *
 * Chromium slows the page, not its Workers: the key derivation takes what it takes on this computer.
 *
 * CHROMIUM_PATH: the browser, /usr/bin/chromium unless set.
 */
import type { BrowserContext, Page } from '@playwright/test'

import { chromium } from '@playwright/test'
import { existsSync } from 'node:fs'
import { startHost } from '../host/index.ts'
import { deriveHere } from '../src/vault/keys/kdf.ts'
import { XmlParser } from '../tests/storm/xml-dom.ts'
import { clientOver, PASSPHRASE, seedNotebook, signIn } from '../tests/support/seeded-notebook.ts'
import { serviceWith } from './lib/vault.ts'

const ACCOUNTS = 200
const SLOWER = 6
const LINE = { offline: false, latency: 400, downloadThroughput: 1_000_000 / 8, uploadThroughput: 1_000_000 / 8 }
const USER = 'secretaire'
const PATIENCE = 300_000

interface Step {
	readonly title: string
	readonly seconds: number
	readonly requests: number
	readonly kilobytes: number
}

/** Counts what a page receives, and measures its steps. */
class Clock {
	readonly steps: Step[] = []
	#requests = 0
	#bytes = 0

	/** Slows a page and its line. */
	async start(context: BrowserContext, page: Page): Promise<void> {
		const session = await context.newCDPSession(page)
		await session.send('Network.enable')
		await session.send('Network.emulateNetworkConditions', LINE)
		await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
		session.on('Network.loadingFinished', ({ encodedDataLength }) => {
			this.#bytes += encodedDataLength
		})
		session.on('Network.responseReceived', ({ response }) => {
			this.#requests += response.fromDiskCache === true ? 0 : 1
		})
	}

	async step(title: string, action: () => Promise<unknown>): Promise<void> {
		const [start, requests, bytes] = [performance.now(), this.#requests, this.#bytes]
		await action()
		this.steps.push({
			title,
			seconds: (performance.now() - start) / 1_000,
			requests: this.#requests - requests,
			kilobytes: (this.#bytes - bytes) / 1_000,
		})
	}
}

async function morning(context: BrowserContext, url: string, password: string, round: number): Promise<readonly Step[]> {
	const page = await context.newPage()
	page.setDefaultTimeout(PATIENCE)
	const clock = new Clock()
	await clock.start(context, page)
	await page.goto(`${url}/index.php/apps/trousseau/`)
	await page.locator('#user').fill(USER)
	await page.locator('#password').fill(password)
	const [open, field] = [page.getByRole('button', { name: 'Ouvrir les mots de passe' }).first(), page.getByLabel('Phrase de passe', { exact: true })]
	const list = page.getByRole('list', { name: 'Mots de passe' })
	const article = page.getByRole('article')
	await clock.step('sign-in, until the passphrase can be typed', async () => {
		await page.getByRole('button', { name: 'Se connecter' }).click()
		await open.or(field).first().waitFor()
		if (!await field.isVisible()) {
			await open.click()
			await field.waitFor()
		}
	})
	await field.fill(PASSPHRASE)
	await clock.step('passphrase, until the vault is open', async () => {
		await page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
		await page.getByRole('button', { name: /^Verrouiller/ }).waitFor()
	})
	await clock.step('list of passwords', async () => {
		await page.getByRole('navigation', { name: 'Le carnet' }).getByRole('link', { name: /^Mots de passe/ }).click()
		await list.getByRole('listitem').first().waitFor()
	})
	await clock.step('search, until the first result', async () => {
		await page.getByRole('searchbox').first().pressSequentially('compte 77')
		await page.getByRole('region', { name: 'Résultats de la recherche' }).getByRole('link', { name: /^Compte 77/ }).first().waitFor()
	})
	await clock.step('its sheet', async () => {
		await page.getByRole('region', { name: 'Résultats de la recherche' }).getByRole('link', { name: /^Compte 77/ }).first().click()
		await article.first().waitFor()
	})
	await clock.step('copy of the password', async () => {
		await article.getByRole('button', { name: 'Copier le mot de passe' }).click()
		await page.getByText(/copié/).first().waitFor()
	})
	await article.getByRole('button', { name: 'Modifier' }).first().click()
	const form = page.locator('form.tr-form')
	await form.getByLabel('Identifiant', { exact: true }).fill(`matin-${round}@exemple.fr`)
	await clock.step('save, until "saved" is said', async () => {
		await form.getByRole('button', { name: 'Enregistrer' }).click()
		await article.filter({ hasText: `matin-${round}@exemple.fr` }).waitFor()
		await page.locator('.tr-save').filter({ hasText: /Enregistré/ }).waitFor()
	})
	await page.close()
	return clock.steps
}

function tell(title: string, steps: readonly Step[]): void {
	const row = ({ title: name, seconds, requests, kilobytes }: Step): string => `      ${name.padEnd(44)} ${seconds.toFixed(1).padStart(6)} s ${String(requests).padStart(4)} requests ${kilobytes.toFixed(0).padStart(6)} kB`
	const sum = (of: (step: Step) => number): number => steps.reduce((total, step) => total + of(step), 0)
	console.log(`${title}:\n${steps.map(row).join('\n')}`)
	console.log(row({ title: 'together', seconds: sum(({ seconds }) => seconds), requests: sum(({ requests }) => requests), kilobytes: sum(({ kilobytes }) => kilobytes) }))
}

if (!existsSync(new URL('../js/trousseau-main.js', import.meta.url))) {
	throw new Error('The app is not built: npm run build')
}
Object.defineProperty(globalThis, 'DOMParser', { value: XmlParser })
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const host = await startHost({ inMemory: true, quiet: true })
await seedNotebook(clientOver(await signIn(host, USER)), { accounts: ACCOUNTS, author: serviceWith(async (request) => deriveHere(request)) })
const password = host.accounts.find(({ user }) => user === USER)?.password ?? ''
const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] })
console.log(`Chromium ${browser.version()}, ${SLOWER} times slower, 1 Mbit/s, ${LINE.latency} ms, ${ACCOUNTS} passwords`)
for (const [round, title] of ['The cache is empty', 'The cache of the day before'].entries()) {
	tell(title, await morning(context, host.url, password, round))
	await context.clearCookies()
}
await context.close()
await browser.close()
await host.close()
