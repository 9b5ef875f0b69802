// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { findings } from './support/axe.ts'
import { addPassword, expectSaved, goTo, playFirstRun } from './support/notebook.ts'
import { expect, test } from './support/test.ts'

const PASSPHRASE = 'grenier bougie falaise mouton cuivre tabouret'

test('strength: the dictionaries lower what the shape alone finds good', async ({ target, visit }) => {
	const { page } = await visit(target.secretary)
	await playFirstRun(page, { commune: 'Vauzelles-Essai', passphrase: PASSPHRASE })
	await goTo(page, 'Mots de passe')
	await page.getByRole('button', { name: 'Nouveau', exact: true }).click()
	const form = page.locator('form.tr-form')
	const meter = form.locator('.tr-meter')
	await form.getByLabel('Mot de passe', { exact: true }).fill('G0uv3rnem3nt')
	await expect(meter).toContainText('Facile à deviner')
	await form.getByLabel('Mot de passe', { exact: true }).fill('Motdepasse')
	await expect(meter).toContainText('Très facile à deviner. Il est dans la liste des mots de passe les plus répandus')

	await test.step('French words, easy to dictate, are proposed and found good', async () => {
		await form.getByRole('button', { name: 'Proposer un mot de passe' }).click()
		await form.getByRole('radio', { name: 'Mots français, faciles à dicter' }).check()
		await expect(form.locator('output')).toHaveText(/^[a-z]+(?:-[a-z]+){5}$/)
		await expect(form.getByText('mettrait : des siècles')).toBeVisible()
		expect.soft(await findings(page), 'generator').toEqual([])
		await form.getByRole('button', { name: 'Utiliser ce mot de passe' }).click()
		await expect(meter).toContainText('Très solide')
	})
})

test('health: from the page to the site, the new password, and back to the next one', async ({ target, visit }) => {
	const { page, guard } = await visit(target.secretary)
	// The site is opened by the person, in a tab of its own.
	guard.allow(/https:\/\/cantine\.example\.org\//)
	await playFirstRun(page, { commune: 'Vauzelles-Essai', passphrase: PASSPHRASE })
	await addPassword(page, { label: 'Cantine', login: 'cantine', password: 'motdepasse', site: 'https://cantine.example.org' })
	await addPassword(page, { label: 'Messagerie', login: 'mairie', password: 'kX7#pQ2!vZm4' })
	await addPassword(page, { label: 'Photothèque', login: 'mairie', password: 'kX7#pQ2!vZm4' })
	await addPassword(page, { label: 'Urbanisme', login: 'mairie', password: 'G0uv3rnem3nt' })
	await addPassword(page, { label: 'Trésorerie', login: 'mairie' })

	await page.getByRole('button', { name: 'Santé des mots de passe' }).click()
	const health = page.getByRole('article', { name: 'Santé des mots de passe' })
	const section = (name: RegExp) => health.getByRole('region', { name })
	await expect(section(/^Parmi les mots de passe les plus répandus \(1\)/)).toContainText('Cantine')
	await expect(section(/^Le même à plusieurs endroits \(2\)/)).toContainText('Le même que : Photothèque')
	await expect(section(/^Trop faciles à deviner \(1\)/)).toContainText('Urbanisme')
	await expect(health.getByText('Urgents : 1')).toBeVisible()
	await expect(health.getByText('À revoir : 3')).toBeVisible()
	await expect(health.getByText('Sans reproche : 1')).toBeVisible()
	for (const width of [1280, 375]) {
		await page.setViewportSize({ width, height: 800 })
		expect.soft(await findings(page), `health at ${width}`).toEqual([])
		expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
	}
	await page.setViewportSize({ width: 1280, height: 800 })

	await test.step('to the site, and the question at return', async () => {
		const site = page.context().waitForEvent('page')
		await health.getByRole('link', { name: 'Ouvrir le site de Cantine dans un nouvel onglet' }).click()
		await (await site).close()
		await page.bringToFront()
		await page.evaluate(() => window.dispatchEvent(new Event('focus')))
		await expect(health.getByText('Avez-vous changé le mot de passe sur le site ?')).toBeVisible()
		await health.getByRole('button', { name: 'Oui, le noter ici' }).click()
		await page.getByRole('button', { name: 'Proposer un mot de passe' }).click()
		await page.getByRole('button', { name: 'Utiliser ce mot de passe' }).click()
		await page.getByRole('button', { name: 'Enregistrer' }).click()
		await expect(page.getByRole('article', { name: 'Cantine' })).toBeVisible()
	})

	await test.step('the list is one shorter, and leads to the next', async () => {
		await page.getByRole('navigation', { name: 'Mots de passe à revoir' }).getByRole('link', { name: 'Santé des mots de passe' }).click()
		await expect(section(/^Le même/)).toBeVisible()
		await expect(section(/^Parmi les mots de passe les plus répandus/)).toHaveCount(0)
		await section(/^Le même/).getByRole('link', { name: /^Messagerie/ }).click()
		await page.getByRole('link', { name: 'Suivant : Photothèque' }).click()
		await expect(page.getByRole('article', { name: 'Photothèque' })).toBeVisible()
	})
})

test('everyday: find and copy in three actions, several at once with undo, a copy, the keys of one letter', async ({ target, visit }) => {
	const { page } = await visit(target.secretary)
	await playFirstRun(page, { commune: 'Vauzelles-Essai', passphrase: PASSPHRASE })
	for (const [label, password] of [['Cantine', 'kX7#pQ2!vZm4'], ['Messagerie', 'grenier-bougie-falaise'], ['Trésorerie', 'r7Kp-w2Xq-m9Tz']] as const) {
		await addPassword(page, { label, login: `mairie-${label}`, password })
	}
	const list = page.getByRole('list', { name: 'Mots de passe' })
	const clipboard = () => page.evaluate(() => navigator.clipboard.readText())

	await test.step('by keyboard: the field, the name, Enter', async () => {
		await goTo(page, 'Accueil')
		await page.keyboard.press('/')
		await page.keyboard.type('treso')
		await page.keyboard.press('Enter')
		await expect.poll(clipboard).toBe('r7Kp-w2Xq-m9Tz')
		await page.keyboard.press('Escape')
	})

	await test.step('by mouse: the screen, the button of its row; and it is the first of the recent ones', async () => {
		await goTo(page, 'Mots de passe')
		await list.getByRole('button', { name: 'Copier le mot de passe de Messagerie' }).click()
		await expect.poll(clipboard).toBe('grenier-bougie-falaise')
		await goTo(page, 'Accueil')
		await expect(page.locator('.tr-card .tr-row__name').first()).toHaveText('Messagerie')
		await goTo(page, 'Mots de passe')
	})

	await test.step('two are tagged, filtered, and the tag is taken back', async () => {
		await page.getByRole('button', { name: 'Cocher plusieurs' }).click()
		await page.getByRole('checkbox', { name: 'Choisir Cantine' }).check()
		await page.getByRole('checkbox', { name: 'Choisir Trésorerie' }).check()
		const several = page.getByRole('group', { name: 'Plusieurs mots de passe' })
		await several.getByLabel('Étiquette').fill('budget')
		await several.getByRole('button', { name: 'Mettre l’étiquette' }).click()
		await page.getByRole('button', { name: 'Trier, filtrer' }).click()
		await page.getByLabel('Étiquette', { exact: true }).first().selectOption('budget')
		await expect(list.getByRole('listitem')).toHaveCount(2)
		for (const width of [1280, 375]) {
			await page.setViewportSize({ width, height: 800 })
			expect.soft(await findings(page), `several at ${width}`).toEqual([])
			expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
		}
		await page.setViewportSize({ width: 1280, height: 800 })
		await several.getByRole('button', { name: 'Mettre à la corbeille' }).click()
		await expect(page.getByText('2 mots de passe mis à la corbeille.')).toBeVisible()
		await page.getByRole('button', { name: 'Annuler' }).last().click()
		await page.getByRole('button', { name: 'Tout montrer' }).click()
		await expect(list.getByRole('listitem')).toHaveCount(3)
		await page.getByRole('button', { name: 'Cocher plusieurs' }).click()
		await expectSaved(page)
	})

	await test.step('the keys of one letter act on the row with the focus, and not while typing', async () => {
		await list.getByRole('link', { name: /^Cantine/ }).focus()
		await page.keyboard.press('i')
		await expect.poll(clipboard).toBe('mairie-Cantine')
		await page.keyboard.press('p')
		await expect.poll(clipboard).toBe('kX7#pQ2!vZm4')
		await page.keyboard.press('m')
		await expect(page.getByRole('heading', { name: 'Modifier « Cantine »' })).toBeVisible()
		await page.getByLabel('Nom', { exact: true }).fill('Cantine vip')
		await expect(page.getByRole('button', { name: /^Verrouiller/ })).toBeVisible()
		// A notice may still offer to undo.
		await page.locator('form.tr-form').getByRole('button', { name: 'Annuler', exact: true }).click()
	})

	await test.step('an entry is duplicated', async () => {
		await page.getByRole('button', { name: 'Dupliquer' }).click()
		await expect(page.getByRole('article', { name: 'Cantine (copie)' })).toBeVisible()
	})
})
