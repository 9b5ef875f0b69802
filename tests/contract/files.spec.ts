// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterAll, beforeAll, describe } from 'vitest'
import { runTable } from './support/table.ts'
import type { Stage, Target } from './support/target.ts'
import { openStage, openTarget, SLOW } from './support/target.ts'
import { FILE_LINES } from './table/files.ts'
import { FOLDER_LINES } from './table/folders.ts'
import { LISTING_LINES } from './table/listing.ts'
import { SESSION_LINES } from './table/sessions.ts'

let target: Target
beforeAll(async () => {
	target = await openTarget()
}, SLOW)
afterAll(() => target.close())

describe.each([
	['files', FILE_LINES],
	['folders', FOLDER_LINES],
	['listings and searches', LISTING_LINES],
	['sessions', SESSION_LINES],
])('%s', (name, lines) => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage(target, name.slice(0, 8))
	}, SLOW)
	afterAll(() => stage.close(), SLOW)
	runTable(() => stage, lines)
})
