// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * From an empty cache to the opened list on an old computer and a slow line: the built app in Chromium slowed six times, 1 Mbit/s and
 * 400 ms, against the embedded host, compressed as a real server does. Chromium slows the page, not its Workers: the key derivation
 * takes what it takes on this computer.
 *
 * CHROMIUM_PATH: the browser, /usr/bin/chromium unless set. BENCH_VERBOSE: any value lists every request.
 */
import type { Browser } from '@playwright/test'
import type { SlowLine, Step } from './slow-line.ts'

import { chromium } from '@playwright/test'
import { existsSync } from 'node:fs'
import { startHost } from '../../host/index.ts'
import { deriveHere } from '../../src/vault/keys/kdf.ts'
import { XmlParser } from '../../tests/storm/xml-dom.ts'
import { clientOver, PASSPHRASE, seedNotebook, signIn } from '../../tests/support/seeded-notebook.ts'
import { openLine, slowDown } from './slow-line.ts'
import { serviceWith } from './vault.ts'

/** The line of a small commune. */
export const LINE = { latency: 400, bits: 1_000_000 } as const
/** How many times slower than this one the computer is. */
export const SLOWER = 6
/** Passwords of the notebook. */
export const ACCOUNTS = 200
/** Milliseconds that a step may take. */
export const PATIENCE = 300_000
const USER = 'secretaire'

/** A host with a notebook, behind a slow line. */
export interface SlowNotebook {
	readonly line: SlowLine
	readonly account: { readonly user: string, readonly password: string, readonly passphrase: string }
	close(): Promise<void>
}

/** Fills a notebook on a host of its own. */
export async function slowNotebook(): Promise<SlowNotebook> {
	if (!existsSync(new URL('../../js/trousseau-main.js', import.meta.url))) {
		throw new Error('The app is not built: npm run build')
	}
	Object.defineProperty(globalThis, 'DOMParser', { value: XmlParser })
	const host = await startHost({ inMemory: true, quiet: true })
	await seedNotebook(clientOver(await signIn(host, USER)), { accounts: ACCOUNTS, author: serviceWith(async (request) => deriveHere(request)) })
	const line = await openLine(host.url, LINE)
	const account = { user: USER, password: host.accounts.find(({ user }) => user === USER)?.password ?? '', passphrase: PASSPHRASE }
	return {
		line,
		account,
		async close() {
			await line.close()
			await host.close()
		},
	}
}

/** The browser of these benchmarks. */
export const launch = (): Promise<Browser> => chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })

/** Signed in already: the home screen, then the passphrase, then the list; and what comes in the idle moments after each. */
export async function firstList(browser: Browser): Promise<readonly Step[]> {
	const { line, account, close } = await slowNotebook()
	const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 800 } })
	const form = await (await context.request.get(`${line.url}/index.php/login`)).text()
	await context.request.post(`${line.url}/index.php/login`, {
		form: { user: account.user, password: account.password, requesttoken: /data-requesttoken="([^"]*)"/.exec(form)?.[1] ?? '' },
		headers: { Origin: line.url },
		maxRedirects: 0,
	})
	const page = await context.newPage()
	page.setDefaultTimeout(PATIENCE)
	await slowDown(page, SLOWER)
	const field = page.getByLabel('Phrase de passe', { exact: true })
	const open = page.getByRole('button', { name: 'Ouvrir les mots de passe' }).first()
	const steps = [
		await line.step('the home screen', async () => {
			await page.goto(`${line.url}/index.php/apps/trousseau/`, { waitUntil: 'commit' })
			await open.waitFor()
		}),
		await line.step('the question for the passphrase', async () => {
			await page.getByRole('navigation', { name: 'Le carnet' }).getByRole('link', { name: /^Mots de passe/ }).click()
			await field.fill(account.passphrase)
		}),
		await line.step('the opened list', async () => {
			await page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
			await page.getByRole('list', { name: 'Mots de passe' }).getByRole('listitem').first().waitFor()
		}),
		await line.step('what comes when idle', () => line.quiet(3_000)),
	]
	await context.close()
	await close()
	return steps
}
