// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Sharee, UserShare } from '../platform/ocs.ts'

import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { TrousseauError } from '../domain/errors.ts'
import { ocsClient } from '../platform/nextcloud.ts'
import { APPEND_ONLY, SHARE_RIGHTS } from '../platform/ocs.ts'
import { useSessionStore } from './session.ts'

/** With whom the notebook's folder is shared. Sharing the folder never gives a password: only a grant does. */
export const useSharingStore = defineStore('sharing', () => {
	const session = useSessionStore()
	const shares = shallowRef<readonly UserShare[]>([])
	const people = shallowRef<readonly Sharee[]>([])
	const loaded = ref(false)

	async function load(): Promise<void> {
		shares.value = await ocsClient().listUserShares(path())
		loaded.value = true
	}

	/** People whom one may share with, by a part of their name. */
	async function find(search: string): Promise<void> {
		const found = search.trim().length < 2 ? [] : await ocsClient().findPeople(search.trim())
		people.value = found.filter(({ id }) => !shares.value.some(({ recipientId }) => recipientId === id))
	}

	/** Shares the notebook's folder: to look, or to add to it (nothing can be overwritten or deleted by them). */
	async function share(userId: string, mayAdd: boolean): Promise<void> {
		await ocsClient().createUserShare(path(), userId, mayAdd ? APPEND_ONLY : SHARE_RIGHTS.read)
		people.value = []
		await load()
	}

	async function end(id: string): Promise<void> {
		await ocsClient().removeShare(id)
		await load()
	}

	function path(): string {
		if (session.notebook === null) {
			throw new TrousseauError('gone')
		}
		return session.notebook.path
	}

	/** Whether a share allows to add revisions. */
	function mayAdd(share: UserShare): boolean {
		return (share.permissions & SHARE_RIGHTS.create) !== 0
	}

	return { shares, people, loaded, load, find, share, end, mayAdd }
})
