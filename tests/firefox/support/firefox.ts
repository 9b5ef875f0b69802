// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Browser } from 'puppeteer-core'
import type { Person } from '../../e2e/support/target.ts'

import puppeteer from 'puppeteer-core'
import { systemFirefox } from '../../../scripts/lib/tools.ts'
import { Desk } from './desk.ts'

/** A login that the browser has kept, as its password manager gives it back. */
export interface SavedLogin {
	readonly origin: string
	readonly user: string
	readonly password: string
}

/** The commands of WebDriver BiDi that puppeteer-core has no method for. */
interface Connection {
	send(method: string, params: Readonly<Record<string, unknown>>): Promise<{ readonly result: unknown }>
}

function connectionOf(browser: Browser): Connection {
	const { connection } = browser as Browser & { readonly connection?: Connection }
	if (connection === undefined) {
		throw new Error('puppeteer-core no longer gives its WebDriver BiDi connection')
	}
	return connection
}

/**
 * Settings of a browser under automation that a person's own does not have: without these, logins are neither
 * offered for keeping nor filled in. Updates and background requests stay off.
 */
const OWN_SETTINGS = {
	'intl.accept_languages': 'fr-FR, fr',
	'intl.locale.requested': 'fr',
	'signon.autofillForms': true,
	'signon.rememberSignons': true,
	'ui.prefersReducedMotion': 1,
}

/** A Firefox with a profile of its own, gone with it. */
export class Firefox {
	readonly #browser: Browser
	readonly #desks: Desk[] = []

	private constructor(browser: Browser) {
		this.#browser = browser
	}

	/** Starts the Firefox of this machine without a window. */
	static async start(): Promise<Firefox> {
		const browser = await puppeteer.launch({
			browser: 'firefox',
			executablePath: systemFirefox() ?? 'firefox-esr',
			headless: true,
			acceptInsecureCerts: true,
			defaultViewport: { width: 1280, height: 800 },
			// Lets a test read and write the password manager, which no page can.
			args: ['--remote-allow-system-access'],
			extraPrefsFirefox: OWN_SETTINGS,
			timeout: 240_000,
			protocolTimeout: 180_000,
		})
		const firefox = new Firefox(browser)
		// The remote agent puts its own recommended values over those of the profile when it starts.
		await firefox.privileged('for (const name of ["signon.autofillForms", "signon.rememberSignons"]) Services.prefs.setBoolPref(name, true)')
		return firefox
	}

	/** Opens a tab on an address. */
	async open(url: string): Promise<Desk> {
		const desk = await Desk.on(await this.#browser.newPage(), new URL(url).origin)
		this.#desks.push(desk)
		await desk.page.goto(url)
		return desk
	}

	/** Signs in by the login form of the embedded host, and opens the app. */
	async visit(url: string, person: Person): Promise<Desk> {
		const desk = await this.open(`${url}/index.php/apps/trousseau/`)
		await desk.fill('Nom du compte', person.id)
		await desk.fill('Mot de passe', person.password)
		await desk.press('Se connecter')
		await desk.until('the app is there', () => location.pathname.startsWith('/index.php/apps/trousseau'))
		return desk
	}

	/** All that the tabs saw which must not happen. */
	get problems(): readonly string[] {
		return this.#desks.flatMap(({ problems }) => problems)
	}

	/** Keeps a login for an origin, as if its person had agreed to it. */
	async keepLogin({ origin, user, password }: SavedLogin): Promise<void> {
		await this.privileged(`
			const login = Cc['@mozilla.org/login-manager/loginInfo;1'].createInstance(Ci.nsILoginInfo)
			login.init(${JSON.stringify(origin)}, ${JSON.stringify(origin)}, null, ${JSON.stringify(user)}, ${JSON.stringify(password)}, 'user', 'password')
			await Services.logins.addLoginAsync(login)`)
	}

	/** The logins that the browser has kept. */
	async keptLogins(): Promise<readonly SavedLogin[]> {
		const text = await this.privileged(`
			const all = await Services.logins.getAllLogins()
			return JSON.stringify(all.map(({ origin, username, password }) => ({ origin, user: username, password })))`)
		return JSON.parse(text) as readonly SavedLogin[]
	}

	/** Password that the browser offers to save, or to change in a saved login; empty without an offer. */
	async offeredToKeep(): Promise<string> {
		return this.privileged(`
			for (const { PopupNotifications } of Services.wm.getEnumerator('navigator:browser')) {
				const offers = PopupNotifications._currentNotifications.filter(({ id }) => id.startsWith('password'))
				if (offers.length > 0) {
					const { document } = PopupNotifications.window
					return document.getElementById('password-notification-password')?.value || offers[0].id
				}
			}
			return ''`)
	}

	/** Data that the browser keeps of its windows and tabs, form fields included, to restore them after a crash. */
	async savedSession(): Promise<string> {
		return this.privileged(`
			const { SessionStore } = ChromeUtils.importESModule('resource:///modules/sessionstore/SessionStore.sys.mjs')
			const { TabStateFlusher } = ChromeUtils.importESModule('resource:///modules/sessionstore/TabStateFlusher.sys.mjs')
			await TabStateFlusher.flushWindow(Services.wm.getMostRecentWindow('navigator:browser'))
			return SessionStore.getBrowserState()`)
	}

	/**
	 * Runs a script with the rights of the browser itself.
	 *
	 * @param body - of an async function; may return a text
	 */
	async privileged(body: string): Promise<string> {
		const connection = connectionOf(this.#browser)
		const { result: tree } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' }) as { result: { contexts: readonly { context: string }[] } }
		const { result } = await connection.send('script.evaluate', {
			expression: `(async () => { ${body} })()`,
			target: { context: tree.contexts[0]?.context },
			awaitPromise: true,
		}) as { result: { type: string, result?: { value?: unknown }, exceptionDetails?: { text: string } } }
		if (result.type !== 'success') {
			throw new Error(`In the browser: ${result.exceptionDetails?.text ?? 'no reason given'}`)
		}
		return String(result.result?.value ?? '')
	}

	/** Ends it. */
	async close(): Promise<void> {
		await this.#browser.close()
	}
}
