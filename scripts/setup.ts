// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Brings what the tests need beside npm's packages: PHP, Composer's packages, Chromium.
import { fail } from './lib/run.ts'
import { ensure } from './lib/tools.ts'

const lacking = await ensure(['php', 'browser'])
if (lacking.length > 0) {
	fail(lacking.join('\n'))
}
process.stdout.write('PHP, Composer’s packages and Chromium are there.\n')
