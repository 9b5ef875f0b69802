// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { FolderShare, Recipient } from '../platform/ocs.ts'

import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { asTrousseauError, TrousseauError } from '../domain/errors.ts'
import { ocsClient } from '../platform/nextcloud-ocs.ts'
import { APPEND_ONLY, SHARE_RIGHTS } from '../platform/ocs.ts'
import { useSessionStore } from './session.ts'

export type { FolderShare, Recipient } from '../platform/ocs.ts'

/** What the app gives: to look, or to add without overwriting nor deleting. */
export type ShareLevel = 'add' | 'look'

const LEVELS: Readonly<Record<ShareLevel, number>> = { add: APPEND_ONLY, look: SHARE_RIGHTS.read }

/** What somebody may do with a share's rights, in the terms of the app. */
export interface ShareMeaning {
	/** The level that these are exactly the rights of; `other` for any other sum. */
	readonly level: ShareLevel | 'other'
	readonly mayAdd: boolean
	/** Revisions can be overwritten, renamed or deleted: the notebook is not protected from this person's mistakes. */
	readonly mayDestroy: boolean
	readonly mayReshare: boolean
}

/** Reads a sum of rights. */
export function meaningOf(permissions: number): ShareMeaning {
	const has = (right: number): boolean => (permissions & right) !== 0
	return {
		level: permissions === LEVELS.add ? 'add' : permissions === LEVELS.look ? 'look' : 'other',
		mayAdd: has(SHARE_RIGHTS.create),
		mayDestroy: has(SHARE_RIGHTS.update | SHARE_RIGHTS.delete),
		mayReshare: has(SHARE_RIGHTS.reshare),
	}
}

/** With whom the notebook's folder is shared. Sharing the folder never gives a password: only a grant does. */
export const useSharingStore = defineStore('sharing', () => {
	const session = useSessionStore()
	const shares = shallowRef<readonly FolderShare[]>([])
	const found = shallowRef<readonly Recipient[]>([])
	const loaded = ref(false)
	/** The administrator switched sharing off: the calls answer as if nothing were there. */
	const switchedOff = ref(false)
	/** What was searched last: the answer to what was searched before may come after. */
	let searched = ''

	async function load(): Promise<void> {
		shares.value = await ask((path) => ocsClient().listShares(path))
		switchedOff.value = false
		loaded.value = true
	}

	/** People and groups whom one may share with, by a part of their name; those who have a share are left out. */
	async function find(search: string): Promise<void> {
		searched = search
		const recipients = search.trim().length < 2 ? [] : await ocsClient().findRecipients(search.trim())
		if (searched !== search) {
			return
		}
		found.value = recipients.filter(({ kind, id }) => !shares.value.some((share) => share.kind === kind && share.recipientId === id))
	}

	/** Shares the notebook's folder at a level, also when it was shared with them otherwise before. */
	async function share(recipient: Recipient, level: ShareLevel): Promise<void> {
		const made = await ask((path) => ocsClient().createShare(path, recipient, LEVELS[level]))
		if (made.permissions !== LEVELS[level]) {
			await ocsClient().changeShare(made.id, LEVELS[level])
		}
		// Another search may have been answered meanwhile.
		found.value = found.value.filter(({ kind, id }) => kind !== recipient.kind || id !== recipient.id)
		await load()
	}

	/** Brings a share to a level. */
	async function change(id: string, level: ShareLevel): Promise<void> {
		await ocsClient().changeShare(id, LEVELS[level])
		await load()
	}

	async function end(id: string): Promise<void> {
		await ocsClient().removeShare(id)
		await load()
	}

	/** Asks about the folder where it lies now: it may have moved since, and sharing may be switched off, which answers the same. */
	async function ask<T>(call: (path: string) => Promise<T>): Promise<T> {
		const before = path()
		try {
			return await call(before)
		} catch (caught) {
			if (asTrousseauError(caught).code !== 'gone') {
				throw caught
			}
			switchedOff.value = !await ocsClient().isSharingAllowed()
			if (!switchedOff.value) {
				await session.look()
			}
			if (switchedOff.value || path() === before) {
				throw caught
			}
			return call(path())
		}
	}

	function path(): string {
		if (session.notebook === null) {
			throw new TrousseauError('gone')
		}
		return session.notebook.path
	}

	return { shares, found, loaded, switchedOff, load, find, share, change, end }
})
