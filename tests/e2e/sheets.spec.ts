// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '@playwright/test'

import encodeQR from 'qr'
import { readOtp } from '../../src/domain/passwords/otp.ts'
import { codeAt } from '../../src/vault/content/totp.ts'
import { findings } from './support/axe.ts'
import { visitNotebook } from './support/laid-notebook.ts'
import { expect, test } from './support/test.ts'

// Each derives a key at full strength.
test.setTimeout(240_000)

const COMMUNE = 'Vauzelles-Essai'
const PASSPHRASE = 'un ombrage quartz sous la valse 71'
const LINK = 'otpauth://totp/Mairie:impots?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Impots&period=60'

/** The code that any application shows now for this link. */
function codeNow(): string {
	const read = readOtp(LINK)
	return 'otp' in read ? codeAt(read.otp, Date.now()).code : ''
}

async function add(page: Page, field: string): Promise<void> {
	await page.getByRole('button', { name: 'Ajouter un champ' }).click()
	await page.locator('.tr-add-field__list').getByRole('button', { name: field, exact: true }).click()
}

/** A screenshot of a site that shows the QR code, as a person takes one. */
async function screenshotOf(page: Page, text: string): Promise<Buffer> {
	const site = await page.context().newPage()
	await site.setContent(`<h1>Scannez ce code</h1><div style="width:240px;margin:40px">${encodeQR(text, 'svg')}</div>`)
	const picture = await site.screenshot()
	await site.close()
	return picture
}

test('a one-time code: from a picture of the QR code to the clipboard', async ({ target, visit }) => {
	const { page } = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: PASSPHRASE })
	await page.goto('/index.php/apps/trousseau/#/mots-de-passe/nouveau')
	const form = page.locator('form.tr-form')

	await test.step('what gives no code is said, and not saved', async () => {
		await form.getByLabel('Nom', { exact: true }).fill('Impôts')
		await add(page, 'Code à usage unique')
		await expect(form.getByLabel('Clé du code à usage unique')).toBeFocused()
		await form.getByLabel('Clé du code à usage unique').fill('otpauth://hotp/x?secret=GEZDGNBVGY3TQOJQ&counter=1')
		await expect(form).toContainText('Ces codes suivent un compteur')
		await form.getByRole('button', { name: 'Enregistrer', exact: true }).click()
		await expect(form.getByLabel('Clé du code à usage unique')).toBeFocused()
		await form.getByLabel('Clé du code à usage unique').fill('')
	})

	await test.step('a screenshot gives it, and the form shows the code that the site asks for', async () => {
		await form.locator('input[type=file]').setInputFiles({ name: 'capture.png', mimeType: 'image/png', buffer: await screenshotOf(page, LINK) })
		await expect(form.locator('.tr-code__digits')).toHaveText(/^\d{6}$/)
		expect(await findings(page)).toEqual([])
		await form.getByRole('button', { name: 'Enregistrer', exact: true }).click()
	})

	await test.step('one click copies the code of the moment', async () => {
		const sheet = page.getByRole('article', { name: 'Impôts' })
		await expect(sheet.locator('.tr-code__digits')).toHaveText(/^\d{6}$/)
		await expect(sheet.getByRole('timer')).toHaveAttribute('aria-live', 'off')
		await sheet.getByRole('button', { name: 'Copier le code à usage unique' }).click()
		await expect(page.getByText(/Impôts\s»\s: code à usage unique copié/)).toBeVisible()
		const [copied, shown] = [await page.evaluate(() => navigator.clipboard.readText()), (await sheet.locator('.tr-code__digits').innerText()).replaceAll(/\s/g, '')]
		expect([copied, shown]).toEqual([codeNow(), codeNow()])
		expect(await findings(page)).toEqual([])
	})
})

test('a network, a card and a field of one’s own: joined, reminded, hidden', async ({ target, visit }) => {
	const { page } = await visitNotebook(target, target.secretary, visit, { commune: COMMUNE, passphrase: PASSPHRASE })
	const form = page.locator('form.tr-form')

	await test.step('the QR code of the Wi-Fi is shown on demand, and hidden again', async () => {
		await page.goto('/index.php/apps/trousseau/#/mots-de-passe/nouveau')
		await form.getByRole('radio', { name: 'Wi-Fi', exact: true }).check()
		await form.getByLabel('Nom', { exact: true }).fill('Wi-Fi des associations')
		await form.getByLabel('Nom du réseau').fill('Salle des fêtes')
		await form.getByLabel('Mot de passe', { exact: true }).fill('bal;du:14')
		await form.getByRole('button', { name: 'Enregistrer', exact: true }).click()
		const sheet = page.getByRole('article', { name: 'Wi-Fi des associations' })
		await expect(sheet.getByRole('img', { name: /^QR code/ })).toHaveCount(0)
		await sheet.getByRole('button', { name: 'Montrer le QR code' }).click()
		await expect(sheet.getByRole('img', { name: 'QR code pour rejoindre le réseau Salle des fêtes' })).toBeVisible()
		await sheet.getByRole('button', { name: 'Cacher le QR code' }).click()
		await expect(sheet.getByRole('img', { name: /^QR code/ })).toHaveCount(0)
	})

	await test.step('a card that is soon over is marked, and stands on the home screen', async () => {
		await page.goto('/index.php/apps/trousseau/#/mots-de-passe/nouveau')
		await form.getByRole('radio', { name: 'Certificat ou carte agent' }).check()
		await form.getByLabel('Nom', { exact: true }).fill('Carte d’agent')
		const soon = new Date(Date.now() + 10 * 86_400_000).toLocaleDateString('fr-FR')
		await form.getByLabel('Valable jusqu’au').fill(soon)
		await add(page, 'Un texte caché')
		await form.getByLabel('Nom du champ').fill('Code de déblocage')
		await form.getByRole('textbox', { name: 'Valeur', exact: true }).fill('PUK-4821')
		expect(await findings(page)).toEqual([])
		await form.getByRole('button', { name: 'Enregistrer', exact: true }).click()
		const sheet = page.getByRole('article', { name: 'Carte d’agent' })
		await expect(sheet).toContainText('bientôt périmé')
		await expect(sheet).not.toContainText('PUK-4821')
		await sheet.getByRole('button', { name: 'Montrer : Code de déblocage' }).click()
		await expect(sheet.locator('.tr-secret')).toHaveText('PUK-4821')
		expect(await findings(page)).toEqual([])
		await page.goto('/index.php/apps/trousseau/#/')
		await page.getByRole('link', { name: /^Renouvelez 1 accès périmé/ }).click()
		await expect(page.getByRole('article', { name: 'Carte d’agent' })).toBeVisible()
	})
})
