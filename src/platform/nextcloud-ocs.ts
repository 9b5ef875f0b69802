// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { generateOcsUrl } from '@nextcloud/router'
import { absolute, browserFetch, statusUrl } from './nextcloud.ts'
import { OcsClient } from './ocs.ts'
import { currentUser, reportSessionLost } from './session.ts'

let ocs: OcsClient | null = null

/** Nextcloud's calls about shares and people, through the session of this page. Apart from the files: no first page needs them. */
export function ocsClient(): OcsClient {
	ocs ??= new OcsClient({
		ocsUrl: absolute(generateOcsUrl('')),
		statusUrl: statusUrl(),
		userId: currentUser().id,
		fetch: browserFetch,
		onSessionLost: reportSessionLost,
	})
	return ocs
}
