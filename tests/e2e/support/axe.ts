// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '@playwright/test'

import { AxeBuilder } from '@axe-core/playwright'

/** The app's part of the page; Nextcloud's header is not ours to mend. */
const APP = '#content-vue, #content'

/**
 * Violations that axe finds in a part of the page, one line each.
 *
 * @param part - selector of the part
 * @param rules - names of axe's rules; all of WCAG 2.2 AA and of good practice when absent
 */
export async function findings(page: Page, part = APP, rules?: readonly string[]): Promise<readonly string[]> {
	// Appearing parts are half transparent for a moment, which reads as a lack of contrast.
	await page.waitForTimeout(400)
	// It would ask the server again for every style sheet, and for those they import at addresses that do not exist.
	const axe = new AxeBuilder({ page }).include(part).options({ preload: false })
	const { violations } = await (rules === undefined
		? axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
		: axe.withRules([...rules])
	).analyze()
	return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`))
}
