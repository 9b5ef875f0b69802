// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineConfig, devices } from '@playwright/test'
import { createHash, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'

const SYSTEM_CHROMIUM = process.env.TROUSSEAU_CHROMIUM ?? '/usr/bin/chromium'
/** Chromium without windows: the same engine, at two thirds of the price. */
const HEADLESS_SHELL = process.env.TROUSSEAU_HEADLESS_SHELL ?? '/usr/bin/chromium-headless-shell'
const BROWSER = [HEADLESS_SHELL, SYSTEM_CHROMIUM].find((path) => existsSync(path))

const IS_REAL = process.env.TROUSSEAU_BASE_URL !== undefined
/** Maintenance, settings of the whole server. */
const SERVER_WIDE = '**/server-wide.spec.ts'

/**
 * Has Chromium believe the certificate that Node is told of, as if an authority vouched for it. An error that is only passed
 * over would still keep Workers from loading their parts.
 */
function believed(): readonly string[] {
	const file = process.env.NODE_EXTRA_CA_CERTS
	if (!IS_REAL || file === undefined) {
		return []
	}
	const key = new X509Certificate(readFileSync(file)).publicKey.export({ type: 'spki', format: 'der' })
	return [`--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`]
}

export default defineConfig({
	testDir: 'tests/e2e',
	projects: [
		{ name: 'journeys', testMatch: '**/*.spec.ts', testIgnore: SERVER_WIDE },
		// On a real server, what changes it for everybody is alone on it, after the others: one file, one test after the other.
		{ name: 'server-wide', testMatch: SERVER_WIDE, dependencies: IS_REAL ? ['journeys'] : [] },
	],
	// A journey derives keys at full strength several times, and waits in between: two at a time, with room.
	workers: 2,
	// The accounts of a journey are made on the server, at its pace.
	timeout: IS_REAL ? 900_000 : 300_000,
	expect: { timeout: IS_REAL ? 45_000 : 30_000 },
	reporter: process.env.CI === undefined ? 'list' : [['list']],
	outputDir: 'test-results',
	use: {
		...devices['Desktop Chrome'],
		locale: 'fr-FR',
		timezoneId: 'Europe/Paris',
		viewport: { width: 1280, height: 800 },
		permissions: ['clipboard-read', 'clipboard-write'],
		// Each step of a trace costs the page's own time: for somebody who looks into a failure.
		trace: process.env.CI === undefined ? 'retain-on-failure' : 'off',
		contextOptions: { reducedMotion: 'reduce' },
		launchOptions: {
			...BROWSER === undefined ? {} : { executablePath: BROWSER },
			args: [
				'--no-sandbox',
				// No GPU, neither real nor emulated.
				'--disable-gpu',
				'--disable-gpu-compositing',
				'--disable-gpu-rasterization',
				'--disable-software-rasterizer',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
				'--no-first-run',
				...believed(),
			],
		},
	},
})
