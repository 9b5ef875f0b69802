// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DatedStore } from '../../platform/dav/revision-dates.ts'

import { openVaultStore } from '../../platform/dav/notebook-stores.ts'
import { INVENTORY_FOLDER, joinPath, VAULTS_FOLDER } from '../../platform/dav/paths.ts'
import { datedStore, listDated } from '../../platform/dav/revision-dates.ts'
import { openRevisionStore } from '../../platform/dav/revision-store.ts'
import { davClient } from '../../platform/nextcloud.ts'

/** The revisions of a notebook's inventory, with their dates. */
export function inventoryFiles(notebookPath: string): DatedStore {
	const folder = joinPath(notebookPath, INVENTORY_FOLDER)
	return datedStore(openRevisionStore(davClient(), folder), () => listDated(davClient(), folder))
}

/** The revisions of one vault of a notebook, with their dates. */
export function vaultFiles(notebookPath: string, vaultId: string): DatedStore {
	const folder = joinPath(notebookPath, VAULTS_FOLDER, vaultId)
	return datedStore(openVaultStore(davClient(), notebookPath, vaultId), () => listDated(davClient(), folder))
}
