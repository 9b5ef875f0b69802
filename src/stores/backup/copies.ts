// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { FolderAge } from '../../platform/dav/folder-age.ts'
import type { FoundNotebook, UnreadableNotebook } from '../../platform/dav/notebooks.ts'

import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { describeAge } from '../../platform/dav/folder-age.ts'
import { logAnd } from '../../platform/log.ts'
import { davClient } from '../../platform/nextcloud.ts'

export type { FolderAge, FoundNotebook, UnreadableNotebook }

/** Details of the folders that share one notebook id, to help the person choose between them. */
export const useCopiesStore = defineStore('copies', () => {
	/** By path. */
	const ages = shallowRef<ReadonlyMap<string, FolderAge>>(new Map())

	/** Counts and dates the revisions of each folder; one that does not answer is shown without. */
	async function load(folders: readonly FoundNotebook[]): Promise<void> {
		await Promise.all(folders.map(async ({ path }) => {
			const age = await describeAge(davClient(), path).catch(logAnd('copies.age', null))
			if (age !== null) {
				ages.value = new Map([...ages.value, [path, age]])
			}
		}))
	}

	return { ages, load }
})
