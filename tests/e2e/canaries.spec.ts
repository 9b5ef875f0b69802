// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { collectStored } from './support/host.ts'
import { addPassword, playFirstRun } from './support/notebook.ts'
import { expect, test } from './support/test.ts'

/** Strings that appear nowhere else. */
const CANARIES = {
	passphrase: 'kanari un quartz ombrageux valse 7193',
	login: 'kanari-login-8807',
	password: 'kanari-PASSWORD-3346-%é',
	secondPassword: 'kanari-SECOND-9918',
	note: 'kanari note du coffre 6054',
	site: 'https://kanari-site-2275.example.org/',
} as const

/** Texts that are stored in clear and must be found: they prove that the search works. */
const CLEAR = { commune: 'Kanari-sur-Clair-5521' } as const

/** The forms that a text can take on its way: as it is, in URLs, JSON, base64 at each of the three offsets, hexadecimal, UTF-16. */
function formsOf(text: string): readonly Buffer[] {
	const utf8 = Buffer.from(text, 'utf8')
	const base64 = [0, 1, 2].map((offset) => {
		const encoded = Buffer.concat([Buffer.alloc(offset), utf8]).toString('base64').replace(/=+$/, '')
		// The first and last characters depend on the neighbours.
		return encoded.slice(offset === 0 ? 0 : 4, -2)
	})
	return [
		utf8,
		Buffer.from(text, 'utf16le'),
		Buffer.from(text.normalize('NFD'), 'utf8'),
		...[encodeURIComponent(text), JSON.stringify(text).slice(1, -1), utf8.toString('hex'), ...base64].map((form) => Buffer.from(form, 'latin1')),
	]
}

async function filesBelow(folder: string): Promise<readonly string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true })
	return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** Every place where one of the canaries stands in these folders. */
async function findCanaries(folders: readonly string[], texts: Readonly<Record<string, string>>): Promise<{ readonly files: number, readonly bytes: number, readonly found: readonly string[] }> {
	const found: string[] = []
	let bytes = 0
	const files = (await Promise.all(folders.map(filesBelow))).flat()
	for (const file of files) {
		const content = await readFile(file)
		bytes += content.length
		for (const [name, text] of Object.entries(texts)) {
			if (formsOf(text).some((form) => content.includes(form))) {
				found.push(`${name} in ${file}`)
			}
		}
	}
	return { files: files.length, bytes, found }
}

test('canaries: no secret is stored by the host, nor sent to it', async ({ target, visit }) => {
	const { page } = await visit(target.secretary)
	await playFirstRun(page, { commune: 'Vauzelles-Essai', tools: ['Cosoluce'], passphrase: CANARIES.passphrase })
	await addPassword(page, { label: 'Comptabilité', tool: 'Cosoluce', login: CANARIES.login, password: CANARIES.password, note: CANARIES.note, site: CANARIES.site })
	await page.getByRole('button', { name: 'Modifier' }).click()
	const form = page.locator('form.tr-form')
	await expect(form.getByLabel('Mot de passe', { exact: true })).toHaveValue(CANARIES.password)
	await form.getByLabel('Mot de passe', { exact: true }).fill(CANARIES.secondPassword)
	await form.getByRole('button', { name: 'Enregistrer' }).click()
	await page.getByRole('article').getByRole('button', { name: 'Montrer le mot de passe' }).click()
	await expect(page.getByRole('article').locator('output')).toContainText(CANARIES.secondPassword)
	await page.getByRole('button', { name: /^Verrouiller/ }).click()
	await page.getByLabel('Phrase de passe', { exact: true }).fill(CANARIES.passphrase)
	await page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
	await expect(page.getByRole('button', { name: /^Verrouiller/ })).toBeVisible({ timeout: 60_000 })
	const browserStorage = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]))
	for (const text of Object.values(CANARIES)) {
		expect(browserStorage).not.toContain(text)
	}

	await collectStored(target, target.secretary)
	const { data, traffic } = target.folders
	// The traffic is recorded as it comes: these counts prove that the search had data to read.
	const result = await findCanaries([data, traffic], CANARIES)
	expect(result.files).toBeGreaterThan(10)
	expect(result.bytes).toBeGreaterThan(20_000)
	expect(result.found).toEqual([])
	test.info().annotations.push({ type: 'looked at', description: `${result.files} files, ${result.bytes} bytes` })
})

test('canaries: the search finds what is there', async ({ target, visit }) => {
	const { page } = await visit(target.secretary)
	// A clear text that the notebook is meant to keep: the commune's name.
	await playFirstRun(page, { commune: CLEAR.commune, passphrase: CANARIES.passphrase })
	await collectStored(target, target.secretary)
	const { data, traffic } = target.folders
	expect((await findCanaries([data], CLEAR)).found.length).toBeGreaterThan(0)
	expect((await findCanaries([traffic], CLEAR)).found.length).toBeGreaterThan(0)
})
