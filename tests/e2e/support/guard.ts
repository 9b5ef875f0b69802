// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { BrowserContext, Page } from '@playwright/test'

/** Everything that must not happen in a page of the app. */
export interface Guard {
	readonly problems: readonly string[]
	/** Refusals that a journey provokes on purpose show in the console: says which to expect. */
	allow(pattern: RegExp): void
}

/**
 * Watches every page of a context: violations of the content security policy,
 * requests to another origin, errors in the console, uncaught exceptions.
 *
 * @param context - before its first page
 * @param origin - the only one allowed
 */
export async function watchContext(context: BrowserContext, origin: string): Promise<Guard> {
	const problems: string[] = []
	const allowed: RegExp[] = []
	const report = (problem: string) => {
		if (!allowed.some((pattern) => pattern.test(problem))) {
			problems.push(problem)
		}
	}
	await context.exposeFunction('__reportViolation', (text: string) => report(`CSP violation: ${text}`))
	await context.addInitScript(() => {
		document.addEventListener('securitypolicyviolation', (event) => {
			const target = globalThis as unknown as { __reportViolation: (text: string) => void }
			target.__reportViolation(`${event.violatedDirective} ${event.blockedURI}`)
		})
	})
	const watchPage = (page: Page) => {
		page.on('console', (message) => {
			if (message.type() === 'error') {
				report(`console: ${message.text()} ${message.location().url}`)
			}
		})
		page.on('pageerror', (error) => report(`exception: ${error.message}`))
	}
	context.on('request', (request) => {
		const url = request.url()
		if (!url.startsWith(origin) && !url.startsWith('data:') && !url.startsWith('blob:')) {
			report(`request to another origin: ${url}`)
		}
	})
	context.on('page', watchPage)
	context.pages().forEach(watchPage)
	return { problems, allow: (pattern) => allowed.push(pattern) }
}
