// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Locator, Page } from '@playwright/test'
import type { Person, Target } from './support/target.ts'

import decodeQR from 'qr/decode.js'
import { addPassword, goTo, playFirstRun } from './support/notebook.ts'
import { expect, test } from './support/test.ts'

const COMMUNE = 'Vauzelles-Essai'
const PASSPHRASE = 'un ombrage quartz sous la valse 71'
const MAYOR_PASSPHRASE = 'trois chevaux gris devant le lavoir 62'
/** Points of an A4 page. */
const A4 = { width: 595, height: 842 }
/** Printable area of an A4 page within the sheet's margins, in CSS pixels. */
const PRINTABLE = { width: 680, height: 1_009 }

/** Content of a printed sheet. */
interface Paper {
	readonly words: readonly string[]
	readonly qr: string
}

const sheetOf = (page: Page): Locator => page.getByRole('article', { name: 'Enveloppe de secours' })

/** Pixels that the reader of QR codes can read, from the squares of the drawing. */
function pixelsOf(path: string, size: number): { readonly width: number, readonly height: number, readonly data: Uint8ClampedArray } {
	const scale = 8
	const width = size * scale
	const data = new Uint8ClampedArray(width * width * 4).fill(255)
	for (const [, left, top] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
		for (let row = 0; row < scale; row++) {
			for (let column = 0; column < scale; column++) {
				data.fill(0, ((Number(top) * scale + row) * width + Number(left) * scale + column) * 4, ((Number(top) * scale + row) * width + Number(left) * scale + column) * 4 + 3)
			}
		}
	}
	return { width, height: width, data }
}

/** Reads the sheet as whoever has it on paper: the words, and the code by the eye of a telephone. */
async function readSheet(page: Page): Promise<Paper> {
	const code = sheetOf(page).getByRole('img', { name: /^Code carré/ })
	const size = Number((await code.getAttribute('viewBox'))?.split(' ').at(-1))
	return {
		words: await sheetOf(page).locator('.tr-sheet__word').allTextContents(),
		qr: decodeQR(pixelsOf(await code.locator('path').getAttribute('d') ?? '', size)),
	}
}

/** Goes to the panel and makes an envelope; the sheet is then on the screen. */
async function prepare(page: Page): Promise<Paper> {
	await goTo(page, 'Personnes et accès')
	await page.getByRole('button', { name: 'Préparer l’enveloppe' }).click()
	await expect(sheetOf(page)).toBeVisible()
	return readSheet(page)
}

/** Types the two words asked for; `pick` chooses each from the right one. */
async function typeAsked(page: Page, words: readonly string[], pick: (right: string) => string): Promise<void> {
	const labels = await page.locator('.tr-envelope__verify label').allTextContents()
	expect(labels).toHaveLength(2)
	for (const label of labels) {
		const place = Number(/\d+/.exec(label)?.[0])
		await page.getByLabel(label, { exact: true }).fill(pick(words[place - 1] ?? ''))
	}
	await page.getByRole('button', { name: 'Vérifier la feuille' }).click()
}

test('envelope: made, printed on one page, verified by two words, replaced', async ({ target, visit }, info) => {
	const { page } = await visit(target.secretary)
	await playFirstRun(page, { commune: COMMUNE, insee: '86239', passphrase: PASSPHRASE })
	await goTo(page, 'Personnes et accès')
	const panel = page.locator('section.tr-envelope')
	await expect(panel).toContainText('Pas encore d’enveloppe de secours')

	const paper = await test.step('made: twelve words, and a code that says the same', async () => {
		const read = await prepare(page)
		expect(read.words).toHaveLength(12)
		expect(read.qr).toMatch(/^TRSENV1-[0-9A-F]{32}$/)
		const sheet = sheetOf(page)
		await expect(sheet).toContainText(COMMUNE)
		await expect(sheet).toContainText('86239')
		await expect(sheet).toContainText('Feuille n° 1')
		await expect(sheet).toContainText(new RegExp(`Préparée le (?:1er|\\d+) \\p{L}+ ${new Date().getFullYear()}`, 'u'))
		return read
	})

	await test.step('printed: the sheet alone, on one A4 page, in black on white', async () => {
		await page.emulateMedia({ media: 'print' })
		const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: false })).toString('latin1')
		expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
		const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf)
		expect(Math.abs(Number(box?.[1]) - A4.width)).toBeLessThan(2)
		expect(Math.abs(Number(box?.[2]) - A4.height)).toBeLessThan(2)

		await page.setViewportSize(PRINTABLE)
		const sheet = sheetOf(page)
		await expect(sheet).toBeVisible()
		await expect(page.getByRole('navigation', { includeHidden: true, name: 'Le carnet' })).toBeHidden()
		await expect(page.locator('.tr-sheet-layer__bar')).toBeHidden()
		const bounds = await sheet.boundingBox()
		expect(bounds?.height).toBeLessThanOrEqual(PRINTABLE.height)
		for (const word of await sheet.locator('.tr-sheet__word').all()) {
			await expect(word).toBeInViewport({ ratio: 1 })
			expect(await word.evaluate((element) => element.scrollWidth <= (element.parentElement?.clientWidth ?? 0))).toBe(true)
		}
		const colours = await sheet.evaluate((element) => [...new Set([element, ...element.querySelectorAll('*')].flatMap((part) => {
			const { color, backgroundColor, borderTopColor, fill } = getComputedStyle(part)
			return [color, backgroundColor, borderTopColor, fill]
		}))].sort())
		expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)'])
		await info.attach('sheet.png', { body: await page.screenshot(), contentType: 'image/png' })
		await page.emulateMedia({ media: null })
		await page.setViewportSize({ width: 1280, height: 800 })
	})

	await test.step('leaving without printing is asked twice', async () => {
		await page.keyboard.press('Escape')
		await expect(page.getByRole('alertdialog')).toContainText('Ces mots ne seront plus jamais montrés.')
		await page.getByRole('button', { name: 'Revenir à la feuille' }).click()
		await expect(sheetOf(page)).toBeVisible()
	})

	await test.step('printed by the button, then gone from the page', async () => {
		await page.evaluate(() => {
			window.print = () => {
				document.title = 'printed'
			}
		})
		await page.getByRole('button', { name: 'Imprimer', exact: true }).click()
		await expect(page).toHaveTitle('printed')
		await page.getByRole('button', { name: 'Je l’ai imprimée' }).click()
		await expect(sheetOf(page)).toHaveCount(0)
		const html = await page.content()
		expect(paper.words.filter((word) => html.includes(`>${word}<`))).toEqual([])
		expect(html).not.toContain(paper.qr)
		await expect(panel).toContainText(/Feuille n°\s1, préparée le .*, pas encore vérifiée/)
		await expect(panel.getByLabel(/^Mot n°/).first()).toBeFocused()
	})

	await test.step('wrong words are refused, the right ones verify', async () => {
		await typeAsked(page, paper.words, (right) => paper.words.find((word) => word !== right) ?? '')
		await expect(panel.getByRole('alert')).toContainText('Ce ne sont pas les bons mots.')
		await expect(panel).toContainText('pas encore vérifiée')
		await typeAsked(page, paper.words, (right) => right.toUpperCase())
		await expect(panel).toContainText(/Feuille n°\s1, imprimée le .*, vérifiée, au coffre de la mairie/)
		await expect(panel.getByRole('alert')).toHaveCount(0)
	})

	await test.step('replaced after one question: another sheet, other words', async () => {
		await panel.getByRole('button', { name: 'Remplacer l’enveloppe' }).dblclick()
		const question = page.getByRole('alertdialog')
		await expect(question).toContainText(/La feuille n°\s1 n’ouvrira plus rien/)
		await expect(question.getByRole('button', { name: 'Garder l’actuelle' })).toBeFocused()
		await question.getByRole('button', { name: 'La remplacer' }).click()
		await expect(sheetOf(page)).toContainText('Feuille n° 2')
		expect((await readSheet(page)).qr).not.toBe(paper.qr)
		await page.getByRole('dialog').getByRole('button', { name: 'Fermer', exact: true }).click()
		await page.getByRole('alertdialog').getByRole('button', { name: 'Quitter sans imprimer' }).click()
		await expect(panel).toContainText(/Feuille n°\s2, préparée le .*, pas encore vérifiée/)
	})
})

/** Shares the notebook's folder with the right to change it, as the Files app does. */
async function shareNotebook(target: Target, owner: Person, recipient: Person): Promise<void> {
	const answer = await fetch(`${target.url}/ocs/v2.php/apps/files_sharing/api/v1/shares?format=json`, {
		method: 'POST',
		headers: {
			Authorization: `Basic ${Buffer.from(`${owner.id}:${owner.password}`).toString('base64')}`,
			'Content-Type': 'application/json',
			'OCS-APIRequest': 'true',
		},
		body: JSON.stringify({ path: `/Trousseau/${COMMUNE}`, shareType: 0, shareWith: recipient.id, permissions: 15 }),
	})
	expect(answer.status, await answer.text()).toBe(200)
}

test('envelope: whoever holds the sheet comes in, and everybody is told', async ({ target, visit }) => {
	const { page } = await visit(target.secretary)
	await playFirstRun(page, { commune: COMMUNE, passphrase: PASSPHRASE })
	await addPassword(page, { label: 'Comptabilité', login: 'mairie', password: 'Azerty-86-mairie' })
	const paper = await prepare(page)
	await page.getByRole('button', { name: 'Je l’ai imprimée' }).click()
	await shareNotebook(target, target.secretary, target.mayor)

	const mayor = await visit(target.mayor)
	await mayor.page.goto('/index.php/apps/trousseau/#/rejoindre')
	await mayor.page.getByRole('button', { name: 'Je choisis la mienne' }).click()
	await mayor.page.getByLabel('Votre phrase de passe').fill(MAYOR_PASSPHRASE)
	await mayor.page.getByLabel('Tapez-la encore une fois, pour vérifier').fill(MAYOR_PASSPHRASE)
	await mayor.page.locator('form.tr-step button[type=submit]').click()
	const field = mayor.page.getByLabel('Mots de l’invitation ou de l’enveloppe')
	await expect(field).toBeVisible({ timeout: 60_000 })

	await test.step('two words exchanged: refused', async () => {
		await field.fill([...paper.words.slice(1), paper.words[0] ?? ''].join(' '))
		await mayor.page.getByRole('button', { name: 'Entrer', exact: true }).click()
		await expect(mayor.page.getByRole('alert')).toContainText('Ce ne sont pas les bons mots.')
	})

	await test.step('the words as printed: in, and the password is there', async () => {
		await field.fill(paper.words.join(' '))
		await mayor.page.getByRole('button', { name: 'Entrer', exact: true }).click()
		await expect(mayor.page.locator('section.tr-envelope')).toContainText(/Feuille n°\s1, ouverte le/, { timeout: 60_000 })
		await goTo(mayor.page, 'Mots de passe')
		await mayor.page.getByRole('link', { name: /^Comptabilité/ }).click()
		await mayor.page.getByRole('button', { name: 'Montrer le mot de passe' }).click()
		await expect(mayor.page.getByRole('article').locator('output')).toContainText('Azerty-86-mairie')
	})

	await test.step('the secretary is told who opened it', async () => {
		await goTo(page, 'Accueil')
		await expect(page.locator('section.tr-notices')).toContainText(/L’enveloppe a été ouverte le .* par/, { timeout: 90_000 })
		await goTo(page, 'Personnes et accès')
		await expect(page.locator('section.tr-envelope')).toContainText('il faut la remplacer')
	})
})
