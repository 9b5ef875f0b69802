// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ElementHandle, Page } from 'puppeteer-core'

/** Where to look for parts, and by which name: the one that a screen reader says. */
interface Wanted {
	readonly selector: string
	readonly name: string
	readonly isPattern: boolean
	readonly within: string
}

const SELECTORS = {
	article: 'article, [role="article"]',
	button: 'button, [role="button"], input[type="submit"]',
	checkbox: 'input[type="checkbox"]',
	field: 'input:not([type="checkbox"], [type="radio"], [type="hidden"]), textarea, select, output[aria-label], output[aria-labelledby]',
	heading: 'h1, h2, h3, h4, h5, h6',
	link: 'a[href]',
}

/** Kinds of parts of a page. */
export type Role = keyof typeof SELECTORS

/** A computer that is busy elsewhere is slow, and nothing is wrong. */
const PATIENCE = 60_000

/** Runs in the page: the first visible element of that name, or null. */
function findInPage({ selector, name, isPattern, within }: Wanted): HTMLElement | null {
	const flat = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim()
	const spoken = (element: Element): string => {
		const copy = element.cloneNode(true) as Element
		copy.querySelectorAll('[aria-hidden="true"]').forEach((part) => part.remove())
		return flat(copy.textContent)
	}
	const wanted = isPattern ? new RegExp(name, 'u') : null
	for (const root of within === '' ? [document.body] : document.querySelectorAll<HTMLElement>(within)) {
		for (const element of root.querySelectorAll<HTMLElement>(selector)) {
			const labelled = flat((element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' '))
			const labels = 'labels' in element ? [...(element as HTMLInputElement).labels ?? []].map(spoken).join(' ') : ''
			const called = labelled || flat(element.getAttribute('aria-label')) || labels || spoken(element) || flat(element.title)
			if ((wanted === null ? called === name : wanted.test(called)) && element.checkVisibility({ visibilityProperty: true })) {
				return element
			}
		}
	}
	return null
}

/** One tab of a browser that is driven by what its person reads and does. */
export class Desk {
	readonly page: Page
	/** Errors in the console, exceptions, violations of the content security policy, requests to another origin. */
	readonly problems: string[] = []
	readonly #allowed: RegExp[] = []

	private constructor(page: Page) {
		this.page = page
	}

	/** Watches a tab, before its first address. */
	static async on(page: Page, origin: string): Promise<Desk> {
		const desk = new Desk(page)
		page.setDefaultTimeout(120_000)
		page.setDefaultNavigationTimeout(120_000)
		page.on('console', (message) => {
			if (message.type() === 'error') {
				desk.#report(`console: ${message.text()}`)
			}
		})
		page.on('pageerror', (error) => desk.#report(`exception: ${error instanceof Error ? error.message : String(error)}`))
		page.on('request', (request) => {
			if (!/^(?:data|blob|about|moz-extension|resource|chrome):/.test(request.url()) && !request.url().startsWith(origin)) {
				desk.#report(`request to another origin: ${request.url()}`)
			}
		})
		await page.evaluateOnNewDocument(() => {
			document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
				console.error(`CSP violation: ${violatedDirective} ${blockedURI}`)
			})
		})
		return desk
	}

	#report(problem: string): void {
		if (!this.#allowed.some((pattern) => pattern.test(problem))) {
			this.problems.push(problem)
		}
	}

	/** Accepts console messages that a test provokes on purpose. */
	allow(pattern: RegExp): void {
		this.#allowed.push(pattern)
	}

	/**
	 * Waits for a visible part of the page.
	 *
	 * @param role - its kind
	 * @param name - its whole name, or a pattern of it
	 * @param within - selector of what it stands in
	 */
	async find(role: Role, name: RegExp | string, within = ''): Promise<ElementHandle<HTMLElement>> {
		const wanted = { selector: SELECTORS[role], name: typeof name === 'string' ? name : name.source, isPattern: typeof name !== 'string', within }
		let found: ElementHandle<HTMLElement> | null = null
		await this.#wait(`${role} “${String(name)}”`, async () => {
			const handle = await this.page.evaluateHandle(findInPage, wanted)
			found = handle.asElement() as ElementHandle<HTMLElement> | null
			return found !== null
		})
		return found as unknown as ElementHandle<HTMLElement>
	}

	/** True if a visible part of this role and name exists now. */
	async has(role: Role, name: RegExp | string, within = ''): Promise<boolean> {
		const wanted = { selector: SELECTORS[role], name: typeof name === 'string' ? name : name.source, isPattern: typeof name !== 'string', within }
		return (await this.page.evaluateHandle(findInPage, wanted)).asElement() !== null
	}

	/** Clicks on a button, or on another part. */
	async press(name: RegExp | string, within = '', role: Role = 'button'): Promise<void> {
		// A part may be drawn anew between being found and being clicked.
		await this.#wait(`click on ${role} “${String(name)}”`, async () => {
			const element = await this.find(role, name, within)
			const isReady = await element.evaluate((part) => !part.matches(':disabled'))
			return isReady && element.click().then(() => true, () => false)
		})
	}

	/** Ticks a box by its label: the box itself may be drawn over. */
	async check(label: RegExp | string): Promise<void> {
		const box = await this.find('checkbox', label)
		const text = await box.evaluateHandle((element) => (element as HTMLInputElement).labels?.[0] ?? element)
		await text.click()
		await this.until(`“${String(label)}” is ticked`, () => document.activeElement instanceof HTMLInputElement && document.activeElement.checked)
	}

	/** Types into a field, over what it holds. */
	async fill(label: RegExp | string, text: string, within = ''): Promise<void> {
		const field = await this.find('field', label, within)
		await field.evaluate((element) => {
			element.focus()
			if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
				element.select()
			}
		})
		if (text === '') {
			await this.page.keyboard.press('Delete')
			return
		}
		await this.page.keyboard.type(text)
		await this.until(`“${String(label)}” holds what was typed`, (value) => (document.activeElement as HTMLInputElement).value === value, [text])
	}

	/** The value of a field. */
	async valueOf(label: RegExp | string, within = ''): Promise<string> {
		return (await this.find('field', label, within)).evaluate((element) => element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.value : element.textContent ?? '')
	}

	/** Goes to a screen by the navigation. */
	async goTo(name: string): Promise<void> {
		await this.press(new RegExp(`^${name}`), 'nav', 'link')
		await this.until(`the screen ${name}`, (text) => [...document.querySelectorAll('nav [aria-current="page"]')].some((link) => link.textContent.trim().startsWith(text)), [name])
	}

	/** Waits for a text in the page, or in what a selector names. */
	async see(text: RegExp | string, within = 'body', patience = PATIENCE): Promise<void> {
		const pattern = typeof text === 'string' ? text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&') : text.source
		await this.until(`“${String(text)}” in ${within}`, (source, selector) => [...document.querySelectorAll<HTMLElement>(selector)]
			.some((element) => new RegExp(source, 'u').test(element.innerText.replace(/\s+/g, ' '))), [pattern, within], patience)
	}

	/** Text of the page, or of a part of it. */
	async textOf(within = 'body'): Promise<string> {
		return this.page.evaluate((selector) => document.querySelector<HTMLElement>(selector)?.innerText ?? '', within)
	}

	/** Waits until a question asked in the page is answered by yes. */
	async until(what: string, question: (...words: string[]) => boolean, words: readonly string[] = [], patience = PATIENCE): Promise<void> {
		await this.#wait(what, () => this.page.evaluate(question, ...words), patience)
	}

	async #wait(what: string, ask: () => Promise<boolean>, patience = PATIENCE): Promise<void> {
		const end = Date.now() + patience
		for (;;) {
			// A page on its way to another address answers nothing.
			if (await ask().catch(() => false)) {
				return
			}
			if (Date.now() > end) {
				throw new Error(`Not there after ${patience / 1000} s: ${what}. The page says: ${(await this.textOf().catch(() => '')).slice(0, 1_500)}`)
			}
			await new Promise((resolve) => {
				setTimeout(resolve, 100)
			})
		}
	}
}
