// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** https://semver.org, section "regular expression to check a SemVer string", with the leading `v` that `semver` accepts. */
const VERSION = /^v?(0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[\da-z-]+(?:\.[\da-z-]+)*)?(?:\+[\da-z-]+(?:\.[\da-z-]+)*)?$/i

/**
 * Replaces `semver/functions/major.js` and `valid.js` in the build. `@nextcloud/event-bus` asks both of them, and nothing
 * else, whether another bus of the page has a version and the same major one: 2.5 kB of gzip for one comparison.
 *
 * @param version - as `3.3.3`
 * @return the major version, as text so that 0 counts as a version too; null when it is no version
 */
export default function majorVersion(version: string): string | null {
	return VERSION.exec(version.trim())?.[1] ?? null
}
