// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { BrowserContext, BrowserContextOptions, Page } from '@playwright/test'
import type { Guard } from './guard.ts'
import type { Person, Target } from './target.ts'

import { test as base, expect } from '@playwright/test'
import { watchContext } from './guard.ts'
import { openTarget } from './target.ts'

/** Another browser, or another person at theirs. */
export interface Visitor {
	readonly context: BrowserContext
	readonly page: Page
	readonly guard: Guard
}

/** Somebody signs in, in a browser of their own; a phone's when told so. */
export type Visit = (person: Person, device?: BrowserContextOptions) => Promise<Visitor>

interface Fixtures {
	readonly target: Target
	/** A new browser in which somebody is logged in, on the app's page. */
	readonly visit: Visit
}

/** Requests of a real server's own header that fail for an account just made. */
const NOT_OURS = /user_status|Failed to load user status/
/** A real server is as slow as it is. */
const REAL_TIMEOUT = 900_000

/** Each test has its own empty server, and fails on anything that a guard saw. */
export const test = base.extend<Fixtures>({
	target: async ({}, use) => {
		const target = await openTarget()
		await use(target)
		await target.close()
	},
	visit: async ({ browser, target }, use, info) => {
		const visitors: Visitor[] = []
		await use(async (person, device = {}) => {
			// The options of the configuration; Playwright's types say "or undefined" where newContext's do not.
			const options = info.project.use as BrowserContextOptions
			const context = await browser.newContext({ ...options, ...device, baseURL: target.url })
			const guard = await watchContext(context, target.url)
			if (target.real !== null) {
				await target.real.attend(person, context)
				guard.allow(NOT_OURS)
				info.setTimeout(Math.max(info.timeout, REAL_TIMEOUT))
			}
			await logIn(context, target.url, person)
			const page = await context.newPage()
			const visitor = { context, page, guard }
			visitors.push(visitor)
			await page.goto('/index.php/apps/trousseau/')
			return visitor
		})
		const problems = visitors.flatMap(({ guard }) => guard.problems)
		await Promise.all(visitors.map(({ context }) => context.close()))
		expect(problems, 'what the guards saw').toEqual([])
	},
})

export { expect }
export { IS_EMBEDDED, NO_ADMINISTRATOR, NO_COMMAND } from './target.ts'

/** Logs in as the login form does, without its page. */
export async function logIn(context: BrowserContext, url: string, person: Pick<Person, 'id' | 'password'>): Promise<void> {
	const form = await (await context.request.get(`${url}/index.php/login`)).text()
	const token = /data-requesttoken="([^"]*)"/.exec(form)?.[1]
	expect(token, 'the login page carries a token').toBeTruthy()
	const answer = await context.request.post(`${url}/index.php/login`, {
		form: { user: person.id, password: person.password, requesttoken: token ?? '' },
		headers: { Origin: url },
		maxRedirects: 0,
	})
	expect(answer.status()).toBe(303)
	expect(answer.headers().location).not.toContain('/login')
}
