// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionStore } from '../../journal/store.ts'
import type { DavClient } from './client.ts'

import { ensureHomeFolder } from './home-folder.ts'
import { findIdentityStore } from './identity.ts'
import { IDENTITY_FOLDER, joinPath } from './paths.ts'
import { openRevisionStore } from './revision-store.ts'

/** The journal of this person's identity, its folder created when it is missing. */
export async function createIdentityStore(client: DavClient): Promise<RevisionStore> {
	const known = await findIdentityStore(client)
	if (known !== null) {
		return known
	}
	const path = joinPath(await ensureHomeFolder(client), IDENTITY_FOLDER)
	await client.makeFolder(path)
	return openRevisionStore(client, path)
}
