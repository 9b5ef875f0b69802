// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '@playwright/test'
import type { RunningHost } from '../host/index.ts'
/*
 * A large notebook in a real Chromium: a backup of it made, then opened and put back on another server, by the
 * screens of the app. For each part its time, and the longest task of the page: what somebody feels as a
 * page that does not answer. Needs a build (js/).
 *
 * CHROMIUM_PATH: the browser, /usr/bin/chromium unless set.
 */
import type { Lineage } from '../src/journal/lineage.ts'
import { ancestryOf } from '../src/journal/lineage.ts'

import { chromium } from '@playwright/test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHost } from '../host/index.ts'
import { parseInventory } from '../src/domain/inventory/schema.ts'
import { nextMeta } from '../src/domain/lineage/ancestry.ts'
import { fileOfName } from '../src/domain/lineage/names.ts'
import { InventoryJournal } from '../src/journal/inventory-journal.ts'
import { encodeInventory } from '../src/journal/inventory-revision.ts'
import { openNotebook } from '../src/platform/dav/notebook-stores.ts'
import { loadSodium } from '../src/vault/file/sodium.ts'
import { logIn } from '../tests/e2e/support/test.ts'
import { XmlParser } from '../tests/storm/xml-dom.ts'
import { clientOver, seedNotebook, signIn } from '../tests/support/seeded-notebook.ts'

/** Together about 60 MB. */
const [REVISIONS, ACCOUNTS] = [700, 500]
const AUTHOR = { id: 'secretaire', name: 'secretaire' }
const COMMUNE = 'Sainte-Radegonde'
/** Longer than this, a page is felt to stand still. */
const FELT = 50

/** Watches the page's long tasks from its first script on. */
function watch(): void {
	const tasks: number[] = []
	Object.assign(globalThis, { longTasks: tasks })
	new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
		entryTypes: ['longtask'],
	})
}

declare const longTasks: number[]

/** Plays one part and prints what it cost. */
async function part(page: Page, name: string, play: () => Promise<unknown>): Promise<void> {
	await page.evaluate(() => longTasks.splice(0))
	const start = performance.now()
	await play()
	const elapsed = performance.now() - start
	const tasks = await page.evaluate(() => longTasks.splice(0))
	const longest = Math.round(Math.max(0, ...tasks))
	console.log(`${name}: ${(elapsed / 1_000).toFixed(1)} s; longest task ${longest} ms, ${tasks.length} over ${FELT} ms`)
}

async function onHost(play: (host: RunningHost) => Promise<void>): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'trousseau-bench-'))
	const host = await startHost({ dataDir: folder, quiet: true })
	try {
		await play(host)
	} finally {
		await host.close()
		await rm(folder, { recursive: true, force: true })
	}
}

/** A notebook of so many revisions of its inventory. */
async function fill(host: RunningHost): Promise<void> {
	const client = clientOver(await signIn(host, 'secretaire'))
	const { notebookId, path } = await seedNotebook(client, { accounts: ACCOUNTS, commune: COMMUNE })
	const { inventory: store } = await openNotebook(client, path)
	const journal = new InventoryJournal({ store, notebookId, validate: parseInventory })
	const { content, heads } = await journal.open()
	const { collections } = content
	let parents: readonly Lineage[] = heads
	for (let revision = 0; revision < REVISIONS; revision++) {
		const changed = {
			...content,
			collections: {
				...collections,
				tools: { ...collections.tools, 'tool-0': { ...collections.tools?.['tool-0'], name: `Outil ${revision}` } },
			},
		}
		const meta = nextMeta(parents.map(ancestryOf))
		const { name, bytes } = encodeInventory(
			{ notebookId, meta, at: new Date().toISOString(), author: AUTHOR, content: parseInventory(changed) },
			parseInventory,
		)
		await store.create(fileOfName(name, 'inventory'), bytes)
		parents = [{ name, meta }]
	}
}

async function pageOf(host: RunningHost, browser: Awaited<ReturnType<typeof chromium.launch>>): Promise<Page> {
	const context = await browser.newContext({ baseURL: host.url, locale: 'fr-FR', viewport: { width: 1280, height: 800 } })
	await context.addInitScript(watch)
	const password = host.accounts.find(({ user }) => user === 'secretaire')?.password ?? ''
	await logIn(context, host.url, { id: 'secretaire', password })
	const page = await context.newPage()
	page.setDefaultTimeout(600_000)
	await page.goto('/index.php/apps/trousseau/')
	return page
}

async function make(page: Page): Promise<{ readonly path: string, readonly words: string }> {
	await page.getByRole('navigation', { name: 'Le carnet' }).getByRole('link', { name: /^Historique et sauvegarde/ }).click()
	const panel = page.getByRole('region', { name: 'Sauvegarde', exact: true })
	await panel.getByRole('button', { name: 'Faire une sauvegarde…' }).click()
	const proposed = panel.getByLabel('Les mots de cette sauvegarde')
	await proposed.getByText(/\p{L}+ \p{L}+/u).waitFor()
	const words = ((await proposed.textContent()) ?? '').trim().replace(/\s+/g, ' ')
	await panel.getByLabel('Tapez-les encore une fois, pour vérifier').fill(words)
	await part(page, 'made', async () => {
		await panel.getByRole('button', { name: 'Préparer la sauvegarde' }).click()
		await panel.getByText('La sauvegarde est prête').waitFor()
	})
	const download = page.waitForEvent('download')
	await panel.getByRole('button', { name: 'Enregistrer le fichier' }).click()
	return { path: await (await download).path(), words }
}

async function verify(page: Page): Promise<void> {
	const panel = page.getByRole('region', { name: 'Vérifier mon carnet' })
	await part(page, 'verified', async () => {
		await panel.getByRole('button', { name: 'Vérifier maintenant' }).click()
		await panel.getByRole('button', { name: 'Enregistrer le rapport' }).waitFor()
	})
}

async function putBack(page: Page, { path, words }: { readonly path: string, readonly words: string }): Promise<void> {
	await page.getByRole('button', { name: 'Importer une sauvegarde' }).click()
	await page.getByLabel('Fichier de sauvegarde').setInputFiles(path)
	await page.getByLabel('Mots de la sauvegarde').fill(words)
	await part(page, 'opened and checked', async () => {
		await page.getByRole('button', { name: 'Voir ce qu’elle contient' }).click()
		await page.getByRole('heading', { level: 1, name: COMMUNE }).waitFor()
	})
	await part(page, 'put back', async () => {
		await page.getByRole('button', { name: 'Remettre ce carnet en place' }).click()
		await page.getByRole('heading', { level: 1, name: 'Le carnet est de retour' }).waitFor()
	})
}

globalThis.DOMParser = XmlParser as unknown as typeof DOMParser
await loadSodium()
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
try {
	await onHost(async (here) => {
		await fill(here)
		const page = await pageOf(here, browser)
		console.log(`Chromium ${browser.version()}, ${REVISIONS} revisions`)
		const taken = await make(page)
		await verify(page)
		await onHost(async (there) => putBack(await pageOf(there, browser), taken))
	})
} finally {
	await browser.close()
}
