// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from './support/test.ts'

test('first run: the words written down stay, Back leads to the step before, a reload loses nothing but what is secret', async ({ target, visit }) => {
	const { page } = await visit(target.secretary)
	const words = page.getByLabel('Phrase proposée')
	const again = page.getByLabel('Tapez-la encore une fois, pour vérifier')
	const read = async (): Promise<string> => {
		await expect(words).toHaveText(/\p{L}+ \p{L}+/u)
		return ((await words.textContent()) ?? '').trim().replace(/\s+/g, ' ')
	}
	await page.getByRole('button', { name: 'Commencer' }).click()
	const phrase = await read()

	await test.step('the phrase to type again is shown, and she is told to write it down', async () => {
		await expect(page.getByText('Notez ces mots sur papier maintenant')).toBeVisible()
		await again.fill(phrase)
		await expect(again).not.toHaveClass(/masked/)
		await page.getByRole('button', { name: 'Suivant' }).click()
		await page.getByLabel('Nom de la commune').fill('Vauzelles-Essai')
	})

	await test.step('“Précédent” and Back: the same words', async () => {
		await page.getByRole('button', { name: 'Précédent' }).click()
		expect(await read()).toBe(phrase)
		await expect(again).toHaveValue(phrase)
		await page.getByRole('button', { name: 'Suivant' }).click()
		await expect(page.getByLabel('Nom de la commune')).toHaveValue('Vauzelles-Essai')
		await page.getByRole('button', { name: 'Suivant' }).click()
		await page.getByRole('checkbox', { name: 'Canva', exact: true }).check()
		await page.goBack()
		await expect(page.getByLabel('Nom de la commune')).toHaveValue('Vauzelles-Essai')
		await page.goBack()
		expect(await read()).toBe(phrase)
		await page.goForward()
		await expect(page.getByLabel('Nom de la commune')).toHaveValue('Vauzelles-Essai')
	})

	await test.step('a page that is left asks first; reloaded, it proposes other words and says so', async () => {
		const asked: string[] = []
		page.on('dialog', (dialog) => {
			asked.push(dialog.type())
			void dialog.accept()
		})
		await page.reload()
		expect(asked).toEqual(['beforeunload'])
		const other = await read()
		expect(other).not.toBe(phrase)
		await expect(page.getByText('Si vous les aviez notés, barrez-les.')).toBeVisible()
		await again.fill(other)
		await page.getByRole('button', { name: 'Suivant' }).click()
		await expect(page.getByLabel('Nom de la commune')).toHaveValue('Vauzelles-Essai')
		await page.getByRole('button', { name: 'Suivant' }).click()
		await expect(page.getByRole('checkbox', { name: 'Canva', exact: true })).toBeChecked()
		await page.getByRole('button', { name: 'Créer le carnet' }).click()
		await expect(page.getByRole('heading', { level: 1, name: 'Vauzelles-Essai' })).toBeVisible({ timeout: 60_000 })
	})
})
