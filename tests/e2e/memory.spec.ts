// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CDPSession, Page } from '@playwright/test'
import { addPassword, goTo, playFirstRun, unlock } from './support/notebook.ts'
import { expect, test } from './support/test.ts'

// A trace keeps in the page what it has seen there.
test.use({ trace: 'off' })

const PASSPHRASE = 'kanari un quartz ombrageux valse 7193'

/** Strings that appear nowhere else. Playwright is never given those to look for in the page: it would bring them there. */
const FIRST = { label: 'Kanari-premier-4471', login: 'kanari-login-8807', password: 'kanari-PASSWORD-3346-%é', note: 'kanari note du coffre 6054' } as const
const SECOND = { label: 'Kanari-second-1290', login: 'kanari-login-5512', password: 'kanari-SECOND-9918-%é', note: 'kanari note du second 7735' } as const

/** Every text that the scripts of the page can still reach, once what they no longer can was collected. */
async function textsInMemory(session: CDPSession): Promise<readonly string[]> {
	const chunks: string[] = []
	const listen = ({ chunk }: { readonly chunk: string }): void => void chunks.push(chunk)
	session.on('HeapProfiler.addHeapSnapshotChunk', listen)
	await session.send('HeapProfiler.collectGarbage')
	await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
	session.off('HeapProfiler.addHeapSnapshotChunk', listen)
	return (JSON.parse(chunks.join('')) as { readonly strings: readonly string[] }).strings
}

/** Which of some texts are there, by their names. */
async function reachable(session: CDPSession, texts: Readonly<Record<string, string>>): Promise<readonly string[]> {
	const all = await textsInMemory(session)
	return Object.entries(texts).filter(([, text]) => all.some((one) => one.includes(text))).map(([name]) => name)
}

const onlySecrets = { passphrase: PASSPHRASE, 'first password': FIRST.password, 'first note': FIRST.note, 'second password': SECOND.password, 'second note': SECOND.note }
const everything = { ...onlySecrets, 'first login': FIRST.login, 'second login': SECOND.login, 'first label': FIRST.label }

/**
 * That none of some texts is there. What the collectors of the scripts and of the document hold of one another takes more
 * than one collection. The mouse moves first, as it does: Nextcloud's user status keeps the last of its movements, for two
 * minutes at most, and with it the form that was under it.
 */
async function expectGone(page: Page, session: CDPSession, texts: Readonly<Record<string, string>>): Promise<void> {
	await page.mouse.move(5, 5)
	await expect.poll(() => reachable(session, texts)).toEqual([])
}

async function show(page: Page): Promise<void> {
	const article = page.getByRole('article')
	await article.getByRole('button', { name: 'Montrer le mot de passe' }).click()
	await expect(article.locator('output')).toContainText(/kanari/)
}

test('memory: the page holds the one secret that is shown, none once it is hidden, nothing of the vault once it is locked', async ({ target, visit }) => {
	const { context, page } = await visit(target.secretary)
	await playFirstRun(page, { commune: 'Vauzelles-Essai', passphrase: PASSPHRASE })
	await addPassword(page, FIRST)
	await addPassword(page, SECOND)
	const session = await context.newCDPSession(page)
	// The typed text is not kept either.
	await expectGone(page, session, onlySecrets)
	await page.reload()
	await unlock(page, PASSPHRASE)
	await goTo(page, 'Mots de passe')
	await page.getByRole('link', { name: /^Kanari-premier/ }).click()
	await expect(page.getByRole('article')).toBeVisible()

	await expectGone(page, session, onlySecrets)
	await show(page)
	// A shown secret is found: it proves that the search works.
	expect(await reachable(session, onlySecrets)).toEqual(['first password'])
	await page.getByRole('article').getByRole('button', { name: 'Masquer le mot de passe' }).click()
	await expect(page.getByRole('article').locator('output').filter({ hasText: /kanari/ })).toHaveCount(0)
	await expectGone(page, session, onlySecrets)

	await show(page)
	await page.getByRole('link', { name: /^Kanari-second/ }).click()
	await expect(page.getByRole('article')).toContainText(/Kanari-second/)
	await expectGone(page, session, onlySecrets)

	await show(page)
	expect(await reachable(session, everything)).toEqual(['second password', 'first login', 'second login', 'first label'])
	await page.getByRole('button', { name: /^Verrouiller/ }).click()
	await expect(page.getByLabel('Phrase de passe', { exact: true })).toBeVisible()
	await expectGone(page, session, everything)
})
