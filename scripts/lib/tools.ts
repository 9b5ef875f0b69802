// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { chromium } from '@playwright/test'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { at, isRecord, readJson } from './project.ts'
import { run, which } from './run.ts'

/** A tool that the tests need beside Node and its packages. */
export type Need = 'php' | 'browser' | 'firefox'

/** One thing that is not there, and how to get it. */
interface Lack {
	readonly what: string
	readonly how: string
	/** Debian packages that bring it. */
	readonly packages: readonly string[]
}

const PHP_MINIMUM = 80200
const PHP_EXTENSIONS = ['dom', 'json', 'libxml', 'mbstring', 'simplexml', 'tokenizer', 'xml', 'xmlwriter']
const PHP_PACKAGES = ['php-cli', 'php-mbstring', 'php-xml']
const CHROMIUM_PACKAGES = ['chromium', 'fonts-dejavu-core']
/** Lighter for the journeys, where the distribution has it. */
const CHROMIUM_EXTRA = 'chromium-headless-shell'
const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const FIREFOX_PACKAGES = ['firefox-esr', 'fonts-dejavu-core']
const FIREFOX_NAMES = ['firefox-esr', 'firefox']

/** The browser that the end-to-end tests drive; undefined when Playwright shall take its own. */
export function systemBrowser(): string | undefined {
	return process.env.TROUSSEAU_CHROMIUM ?? which(...CHROMIUM_NAMES)
}

/** The Firefox that its tests drive; undefined when there is none. */
export function systemFirefox(): string | undefined {
	return process.env.TROUSSEAU_FIREFOX ?? which(...FIREFOX_NAMES)
}

/**
 * Brings what is missing: from Debian when this is root on a Debian, from Composer for the PHP tools.
 *
 * @return what could not be had, one sentence each with how to get it; empty when everything is there
 */
export async function ensure(needs: readonly Need[]): Promise<readonly string[]> {
	let lacks = findLacks(needs)
	const packages = [...new Set(lacks.flatMap((lack) => lack.packages))]
	if (packages.length > 0 && mayInstall()) {
		process.stdout.write(`Installing from Debian: ${packages.join(' ')}\n`)
		const env = { DEBIAN_FRONTEND: 'noninteractive' }
		if (await run('apt-get', ['update', '-qq'], { env }) !== 0
			|| await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env }) !== 0) {
			process.stderr.write('apt-get did not succeed.\n')
		}
		lacks = findLacks(needs)
	}
	if (needs.includes('browser') && mayInstall() && which(CHROMIUM_EXTRA) === undefined) {
		await installExtra()
	}
	if (lacks.length > 0) {
		return lacks.map((lack) => `${lack.what} is missing. ${lack.how}`)
	}
	if (needs.includes('php') && !areComposerPackagesThere()) {
		const code = await run('composer', ['install', '--no-interaction', '--no-progress', '--quiet'], { env: { COMPOSER_ALLOW_SUPERUSER: '1' } })
		if (code !== 0 || !areComposerPackagesThere()) {
			return ['Composer could not install the packages of composer.json. Run "composer install" to see why.']
		}
	}
	return []
}

/** Installs what the tests can do without; its failure is none of theirs. */
async function installExtra(): Promise<void> {
	const isKnown = () => spawnSync('apt-cache', ['show', CHROMIUM_EXTRA]).status === 0
	if (!isKnown()) {
		await run('apt-get', ['update', '-qq'])
	}
	if (isKnown()) {
		await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', CHROMIUM_EXTRA], { env: { DEBIAN_FRONTEND: 'noninteractive' } })
	}
}

function findLacks(needs: readonly Need[]): readonly Lack[] {
	return [
		...needs.includes('php') ? [lackOfPhp(), lackOfComposer()] : [],
		...needs.includes('browser') ? [lackOfBrowser()] : [],
		...needs.includes('firefox') ? [lackOfFirefox()] : [],
		...needs.includes('browser') || needs.includes('firefox') ? [lackOfOpenssl()] : [],
	].filter((lack) => lack !== undefined)
}

function lackOfPhp(): Lack | undefined {
	const extensions = PHP_EXTENSIONS.join(', ')
	const lack = { what: `PHP 8.2 or newer with ${extensions}`, how: `Debian: apt-get install ${PHP_PACKAGES.join(' ')}. Elsewhere: https://www.php.net/downloads`, packages: PHP_PACKAGES }
	const php = which('php')
	if (php === undefined) {
		return lack
	}
	const output = execFileSync(php, ['-r', 'echo json_encode([PHP_VERSION_ID, array_map("strtolower", get_loaded_extensions())]);'], { encoding: 'utf8' })
	const [version, loaded]: [number, string[]] = JSON.parse(output)
	return version >= PHP_MINIMUM && PHP_EXTENSIONS.every((name) => loaded.includes(name)) ? undefined : lack
}

function lackOfComposer(): Lack | undefined {
	return which('composer') !== undefined || areComposerPackagesThere()
		? undefined
		: { what: 'Composer', how: 'Debian: apt-get install composer unzip. Elsewhere: https://getcomposer.org/download', packages: ['composer', 'unzip'] }
}

function lackOfBrowser(): Lack | undefined {
	const path = systemBrowser() ?? chromium.executablePath()
	return existsSync(path) && spawnSync(path, ['--version']).status === 0
		? undefined
		: { what: 'Chromium', how: `Debian: apt-get install ${CHROMIUM_PACKAGES.join(' ')}. Elsewhere: npx playwright install chromium, or name one by TROUSSEAU_CHROMIUM.`, packages: CHROMIUM_PACKAGES }
}

function lackOfFirefox(): Lack | undefined {
	const path = systemFirefox()
	return path !== undefined && existsSync(path) && spawnSync(path, ['--version']).status === 0
		? undefined
		: { what: 'Firefox', how: `Debian: apt-get install ${FIREFOX_PACKAGES.join(' ')}. Elsewhere: https://www.mozilla.org/firefox, or name one by TROUSSEAU_FIREFOX.`, packages: FIREFOX_PACKAGES }
}

/** Makes the certificate of the embedded host under https. */
function lackOfOpenssl(): Lack | undefined {
	return which('openssl') !== undefined ? undefined : { what: 'openssl', how: 'Debian: apt-get install openssl. Elsewhere: https://www.openssl.org', packages: ['openssl'] }
}

function mayInstall(): boolean {
	return process.getuid?.() === 0 && which('apt-get') !== undefined
}

/** True when each package of composer.json stands in vendor/ in its exact version. */
function areComposerPackagesThere(): boolean {
	if (!existsSync(at('vendor/composer/installed.json')) || !existsSync(at('vendor/autoload.php'))) {
		return false
	}
	const [wanted, installed] = [readJson('composer.json'), readJson('vendor/composer/installed.json')]
	if (!isRecord(wanted) || !isRecord(wanted['require-dev']) || !isRecord(installed) || !Array.isArray(installed.packages)) {
		return false
	}
	const versions = new Map<unknown, unknown>(installed.packages.filter(isRecord).map((entry) => [entry.name, entry.version]))
	return Object.entries(wanted['require-dev']).every(([name, version]) => versions.get(name) === version)
}
