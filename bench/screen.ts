// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The built app on an old computer: Chromium slowed four times, against the embedded host. From a click or a key to what it
 * changes on screen, and the longest time that the page did not answer meanwhile. Needs `npm run build` first.
 *
 * CHROMIUM_PATH: the browser, /usr/bin/chromium unless set.
 */
import type { Page } from '@playwright/test'

import { chromium } from '@playwright/test'
import { existsSync } from 'node:fs'
import { startHost } from '../host/index.ts'
import { deriveHere } from '../src/vault/keys/kdf.ts'
import { logIn } from '../tests/e2e/support/test.ts'
import { XmlParser } from '../tests/storm/xml-dom.ts'
import { clientOver, PASSPHRASE, seedNotebook, signIn } from '../tests/support/seeded-notebook.ts'
import { median, milliseconds } from './lib/median.ts'
import { serviceWith } from './lib/vault.ts'

const SIZES = [1_000, 5_000]
const SLOWER = 4
const ROUNDS = 5
/** Milliseconds that the page may take without answering. */
const LONGEST = 100
const USER = 'secretaire'

interface Watched {
	readonly elapsed: number
	/** Milliseconds of the longest task of the page; 0 when none is worth telling. */
	readonly longest: number
}

/**
 * Keeps how long the tasks of the page take; the browser tells those of 50 ms and more. A text: what compiles this file
 * adds to functions.
 */
const WATCH = `
	const tasks = []
	new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => tasks.push(duration))).observe({ type: 'longtask' })
	globalThis.takeTasks = () => tasks.splice(0)
`

declare const takeTasks: () => number[]

/** Cost of a person's action, until the page shows the result and has drawn it. */
async function watched(page: Page, action: () => Promise<unknown>): Promise<Watched> {
	const settled = () => page.evaluate(() => new Promise<number[]>((resolve) => {
		requestAnimationFrame(() => setTimeout(() => resolve(takeTasks())))
	}))
	await settled()
	const start = performance.now()
	await action()
	const elapsed = performance.now() - start
	return { elapsed, longest: Math.max(0, ...await settled()) }
}

let held = true

function tell(title: string, all: readonly Watched[]): void {
	const longest = median(all.map((one) => one.longest))
	held &&= longest <= LONGEST
	console.log(`      ${title.padEnd(42)} ${milliseconds(median(all.map(({ elapsed }) => elapsed))).padStart(9)}, longest task ${longest === 0 ? 'under 50 ms' : milliseconds(longest)}`)
}

async function repeat(title: string, page: Page, action: (round: number) => Promise<unknown>): Promise<void> {
	const all: Watched[] = []
	for (let round = 0; round < ROUNDS; round++) {
		all.push(await watched(page, () => action(round)))
	}
	tell(title, all)
}

async function play(page: Page): Promise<void> {
	const search = page.getByRole('searchbox').first()
	const results = page.getByRole('region', { name: 'Résultats de la recherche' })
	const list = page.getByRole('list', { name: 'Mots de passe' })
	await page.getByLabel('Phrase de passe', { exact: true }).fill(PASSPHRASE)
	tell('unlock, the derivation included', [await watched(page, async () => {
		await page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
		await page.getByRole('button', { name: /^Verrouiller/ }).waitFor()
	})])
	tell('to the list', [await watched(page, async () => {
		await page.getByRole('navigation', { name: 'Le carnet' }).getByRole('link', { name: /^Mots de passe/ }).click()
		await list.getByRole('listitem').first().waitFor()
	})])
	await repeat('scroll by ten screens', page, async () => {
		await list.hover()
		await page.mouse.wheel(0, 6_000)
		await page.evaluate(() => new Promise((resolve) => {
			requestAnimationFrame(() => requestAnimationFrame(resolve))
		}))
	})
	tell('the first letter searched', [await watched(page, async () => {
		await search.press('c')
		await results.waitFor()
	})])
	for (const letter of 'ompte 7') {
		await search.press(letter)
	}
	await repeat('one more letter, or less', page, async (round) => {
		await search.press(round % 2 === 0 ? '7' : 'Backspace')
	})
	await results.getByRole('link', { name: /^Compte/ }).first().click()
	await page.getByRole('article').waitFor()
	const form = page.locator('form.tr-form')
	await page.getByRole('article').getByRole('button', { name: 'Modifier' }).click()
	for (let round = 0; round < ROUNDS; round++) {
		await form.getByLabel('Identifiant', { exact: true }).fill(`moi-${round}@exemple.fr`)
		const one = await watched(page, async () => {
			await form.getByRole('button', { name: 'Enregistrer' }).click()
			await page.getByRole('article').filter({ hasText: `moi-${round}@exemple.fr` }).waitFor()
			await page.locator('.tr-save').filter({ hasText: /Enregistré/ }).waitFor()
		})
		saves.push(one)
		await page.getByRole('article').getByRole('button', { name: 'Modifier' }).click()
	}
	tell('one edit, from the click to "saved"', saves.splice(0))
}

const saves: Watched[] = []

if (!existsSync(new URL('../js/trousseau-main.js', import.meta.url))) {
	throw new Error('The app is not built: npm run build')
}
Object.defineProperty(globalThis, 'DOMParser', { value: XmlParser })
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu'],
})
console.log(`Chromium ${browser.version()}, ${SLOWER} times slower, ${ROUNDS} rounds, medians`)
for (const accounts of SIZES) {
	const host = await startHost({ inMemory: true, quiet: true })
	const session = await signIn(host, USER)
	await seedNotebook(clientOver(session), { accounts, author: serviceWith(async (request) => deriveHere(request)) })
	const context = await browser.newContext({ baseURL: host.url, locale: 'fr-FR', viewport: { width: 1280, height: 800 } })
	await logIn(context, host.url, { id: USER, password: host.accounts.find(({ user }) => user === USER)?.password ?? '' })
	const page = await context.newPage()
	await page.addInitScript({ content: WATCH })
	await page.goto('/index.php/apps/trousseau/')
	await page.getByRole('button', { name: 'Ouvrir les mots de passe' }).click()
	await page.getByLabel('Phrase de passe', { exact: true }).waitFor()
	await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
	console.log(`${String(accounts).padStart(5)} accounts:`)
	await play(page)
	await context.close()
	await host.close()
}
await browser.close()
console.log(`no task over ${LONGEST} ms — ${held ? 'held' : 'missed here'}`)
