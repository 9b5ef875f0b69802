// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Locator, Page } from '@playwright/test'
import type { Target } from './support/target.ts'
import type { Visitor } from './support/test.ts'

import { addFaults, clearFaults, listFiles, listFolders } from './support/host.ts'
import { addPassword, goTo, playFirstRun, unlock } from './support/notebook.ts'
import { expect, IS_EMBEDDED, test } from './support/test.ts'

test.skip(!IS_EMBEDDED, 'asks the embedded host for faults, which a real server does not play on demand')
test.setTimeout(300_000)

const COMMUNE = 'Vauzelles-Essai'
const FOLDER = `Trousseau/${COMMUNE}`
const FORMER = 'un ombrage quartz sous la valse 71'
const NEXT = 'sept marmites bleues contre le lavoir 48'

/** Every attempt is applied, and its answer never comes. */
const AFTER = (path: string) => [{ kind: 'drop-after', match: { method: 'PUT', path }, times: 99 }] as const
/** No attempt arrives. */
const BEFORE = (path: string) => [{ kind: 'drop-before', match: { method: 'PUT', path }, times: 99 }] as const

const doubt = (page: Page): Locator => page.getByRole('alert').filter({ hasText: 'Le serveur n’a pas confirmé ce que vous venez de demander' })
const sheetOf = (page: Page): Locator => page.getByRole('article', { name: 'Enveloppe de secours' })

async function begin(target: Target, visit: (person: Target['secretary']) => Promise<Visitor>): Promise<Visitor> {
	const visitor = await visit(target.secretary)
	visitor.guard.allow(/Failed to load resource/)
	await playFirstRun(visitor.page, { commune: COMMUNE, passphrase: FORMER, tools: ['Cosoluce'] })
	await goTo(visitor.page, 'Personnes et accès')
	return visitor
}

async function vaultFiles(target: Target): Promise<readonly string[]> {
	const [id] = await listFolders(target, target.secretary, `${FOLDER}/vaults`)
	return listFiles(target, target.secretary, `${FOLDER}/vaults/${id ?? ''}`)
}

for (const [when, faults] of [['applied', AFTER], ['not applied', BEFORE]] as const) {
	test(`an envelope whose making nobody confirmed, ${when}: no sheet before the answer, then one sheet, which verifies`, { tag: '@long' }, async ({ target, visit }) => {
		const { page } = await begin(target, visit)
		const before = await vaultFiles(target)
		await addFaults(target, faults('.vault'))
		await page.getByRole('button', { name: 'Préparer l’enveloppe' }).click()
		await expect(doubt(page)).toBeVisible({ timeout: 90_000 })
		await expect(doubt(page)).toContainText('rien n’est annoncé comme fait')
		await expect(sheetOf(page)).toHaveCount(0)
		await clearFaults(target)
		await doubt(page).getByRole('button', { name: 'Redemander maintenant' }).click()
		await expect(sheetOf(page)).toBeVisible({ timeout: 60_000 })
		await expect(doubt(page)).toHaveCount(0)
		const after = await vaultFiles(target)
		expect(after.filter((name) => !before.includes(name))).toHaveLength(1)
	})
}

test('an invitation left in doubt: no words are shown, and the list says the truth once the line is back', { tag: '@long' }, async ({ target, visit }) => {
	const { page } = await begin(target, visit)
	await addFaults(target, AFTER('.vault'))
	await page.getByRole('button', { name: 'Inviter', exact: true }).click()
	await page.getByLabel(/^Qui invitez-vous/).fill('Maire')
	await page.getByRole('button', { name: 'Préparer l’invitation' }).click()
	await expect(doubt(page)).toBeVisible({ timeout: 90_000 })
	await doubt(page).getByRole('button', { name: 'Ne plus demander' }).click()
	await expect(page.getByRole('alert').filter({ hasText: 'Nul ne sait si le serveur l’a fait malgré tout.' })).toBeVisible()
	await clearFaults(target)
	await page.reload()
	await goTo(page, 'Mots de passe')
	await unlock(page, FORMER)
	await goTo(page, 'Personnes et accès')
	await expect(page.getByRole('button', { name: /^Annuler l’invitation\s: Maire$/ })).toBeVisible()
})

test('a passphrase left in doubt: both are to be kept, and the page that asks for it says so', { tag: '@long' }, async ({ target, visit }) => {
	const { page } = await begin(target, visit)
	const panel = page.locator('section.tr-passphrase')
	await panel.getByRole('button', { name: 'Changer ma phrase de passe…' }).click()
	await panel.getByRole('button', { name: 'Je choisis la mienne' }).click()
	await panel.getByLabel('Votre phrase de passe actuelle').fill(FORMER)
	await panel.getByLabel('Votre nouvelle phrase de passe').fill(NEXT)
	await panel.getByLabel('Tapez-la encore une fois, pour vérifier').fill(NEXT)
	await addFaults(target, AFTER('.identity'))
	await panel.getByRole('button', { name: 'Changer ma phrase de passe', exact: true }).click()
	await expect(doubt(page)).toBeVisible({ timeout: 120_000 })
	await expect(panel).not.toContainText('Votre phrase de passe est changée.')
	await doubt(page).getByRole('button', { name: 'Ne plus demander' }).click()
	await expect(panel.getByRole('alert')).toContainText('Gardez les deux phrases de passe')
	await clearFaults(target)
	await page.reload()
	await goTo(page, 'Mots de passe')
	await page.getByLabel('Phrase de passe', { exact: true }).fill(FORMER)
	await page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
	await expect(page.getByRole('alert')).toContainText('essayez aussi l’autre, l’ancienne ou la nouvelle', { timeout: 60_000 })
	await unlock(page, NEXT)
})

test('work that waits is told of before anything is unlocked', async ({ target, visit }) => {
	const { page } = await begin(target, visit)
	await addFaults(target, BEFORE('.vault'))
	await addPassword(page, { label: 'Hélios', login: 'mairie', password: 'avant-la-panne-11' })
	await page.reload()
	await goTo(page, 'Mots de passe')
	await expect(page.getByRole('status').filter({ hasText: '1 modification attend sur cet ordinateur, pas encore enregistrée.' })).toBeVisible()
	await expect(page.locator('body')).not.toContainText('Hélios')
	await clearFaults(target)
	await unlock(page, FORMER)
	await expect(page.getByRole('link', { name: /^Hélios/ })).toBeVisible()
})
