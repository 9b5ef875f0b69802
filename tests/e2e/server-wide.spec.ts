// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { forbidSharing, setMaintenance } from './support/host.ts'
import { addPassword, expectSaved, goTo, playFirstRun } from './support/notebook.ts'
import { expect, NO_ADMINISTRATOR, NO_COMMAND, test } from './support/test.ts'

/*
 * Changes to a server that affect everybody. On a real server these run alone, once all other journeys are over.
 */

const COMMUNE = 'Vauzelles-Essai'
const PASSPHRASE = 'un ombrage quartz sous la valse 71'
/** Refusals that these journeys provoke show in the console as failed loads. */
const REFUSALS = /Failed to load resource/

test('maintenance begins in the middle of a change: said, kept, and saved once it is over', async ({ target, visit }) => {
	test.skip(NO_COMMAND !== '', NO_COMMAND)
	test.setTimeout(300_000)
	const { page, guard } = await visit(target.secretary)
	guard.allow(REFUSALS)
	await playFirstRun(page, { commune: COMMUNE, passphrase: PASSPHRASE })
	await setMaintenance(target, true)
	await addPassword(page, { label: 'Pendant les travaux', login: 'mairie', password: 'un-mot-de-passe-1' })
	await expect(page.locator('.tr-save')).toContainText('Nextcloud est en maintenance.', { timeout: 60_000 })
	await expect(page.getByRole('article', { name: 'Pendant les travaux' })).toBeVisible()
	await setMaintenance(target, false)
	await expectSaved(page)
})

test('sharing is forbidden by the administrator: the screen says so and offers nothing', async ({ target, visit }) => {
	test.skip(NO_ADMINISTRATOR !== '', NO_ADMINISTRATOR)
	const { page, guard } = await visit(target.secretary)
	// The page was opened while sharing was allowed, and asks for the shares, which have no address any more.
	guard.allow(/status of 404/)
	await playFirstRun(page, { commune: COMMUNE, passphrase: PASSPHRASE })
	await forbidSharing(target)
	await goTo(page, 'Personnes et accès')
	await expect(page.locator('section.tr-share')).toContainText('L’administrateur de ce Nextcloud ne vous permet pas de partager des dossiers.')
})
