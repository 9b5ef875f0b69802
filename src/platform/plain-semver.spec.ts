// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import majorVersion from './plain-semver.ts'

const require = createRequire(import.meta.url)
const real = {
	major: require('semver/functions/major.js') as (version: string) => number,
	valid: require('semver/functions/valid.js') as (version: string) => string | null,
}

describe('the major version', () => {
	it.each(['3.3.3', '0.1.0', 'v2.0.0', '10.20.30-beta.1', '1.0.0+build.5', '1.0.0-rc.1+5', ' 4.5.6 '])('of %s is the one that semver finds', (version) => {
		expect(real.valid(version)).not.toBeNull()
		expect(majorVersion(version)).toBe(String(real.major(version)))
	})

	it.each(['', '3', '3.3', '03.1.2', 'latest', '1.2.3.4', '1.2.x', '>=1.2.3', '1.2.3-'])('there is none in “%s”, as semver says', (version) => {
		expect(real.valid(version)).toBeNull()
		expect(majorVersion(version)).toBeNull()
	})
})
