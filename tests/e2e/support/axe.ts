// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '@playwright/test'

import { AxeBuilder } from '@axe-core/playwright'

/** The app's part of the page; Nextcloud's header is not ours to mend. */
const APP = '#content-vue, #content'

/** Violations that axe finds in a part of the page, one line each. */
export async function findings(page: Page, part = APP): Promise<readonly string[]> {
	// Appearing parts are half transparent for a moment, which reads as a lack of contrast.
	await page.waitForTimeout(400)
	const { violations } = await new AxeBuilder({ page })
		.include(part)
		// It would ask the server again for every style sheet, and for those they import at addresses that do not exist.
		.options({ preload: false })
		.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
		.analyze()
	return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`))
}
