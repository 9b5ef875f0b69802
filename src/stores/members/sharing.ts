// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { FolderShare, Recipient } from '../../platform/ocs.ts'
import type { Undo } from '../session/notices.ts'

import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { asTrousseauError, TrousseauError } from '../../domain/errors.ts'
import { ocsClient } from '../../platform/nextcloud-ocs.ts'
import { APPEND_ONLY, SHARE_RIGHTS } from '../../platform/ocs.ts'
import { useSessionStore } from '../session/session.ts'

export type { FolderShare, Recipient } from '../../platform/ocs.ts'

/** Access levels that the app gives: read only, or add files without overwriting or deleting. */
export type ShareLevel = 'add' | 'look'

const LEVELS: Readonly<Record<ShareLevel, number>> = { add: APPEND_ONLY, look: SHARE_RIGHTS.read }

/** Meaning of a share's permissions in the terms of the app. */
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
	/** Last search term: responses may arrive out of order. */
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
	async function share(recipient: Recipient, level: ShareLevel): Promise<Undo> {
		const isIt = isWith(recipient.kind, recipient.id)
		const former = shares.value.find(isIt)
		await give(recipient, LEVELS[level])
		return undo(isIt, LEVELS[level], (id) => former === undefined ? remove(id) : set(id, former.permissions))
	}

	async function give(recipient: Recipient, permissions: number): Promise<void> {
		const made = await ask((path) => ocsClient().createShare(path, recipient, permissions))
		if (made.permissions !== permissions) {
			await ocsClient().changeShare(made.id, permissions)
		}
		// Another search may have been answered meanwhile.
		found.value = found.value.filter(({ kind, id }) => kind !== recipient.kind || id !== recipient.id)
		await load()
	}

	/** Brings a share to a level. */
	async function change(id: string, level: ShareLevel): Promise<Undo> {
		const { permissions } = withId(id)
		await set(id, LEVELS[level])
		return undo(({ id: other }) => other === id, LEVELS[level], () => set(id, permissions))
	}

	/** Ends a share. Null where nothing gives the same back: a link that is made again is another one. */
	async function end(id: string): Promise<Undo | null> {
		const { kind, recipientId, recipientName, permissions } = withId(id)
		await remove(id)
		return kind === 'user' || kind === 'group'
			? undo(isWith(kind, recipientId), 0, () => give({ kind, id: recipientId, name: recipientName }, permissions))
			: null
	}

	function withId(id: string): FolderShare {
		const share = shares.value.find((one) => one.id === id)
		if (share === undefined) {
			throw new TrousseauError('gone')
		}
		return share
	}

	const isWith = (kind: Recipient['kind'], id: string) => (share: FolderShare): boolean => share.kind === kind && share.recipientId === id

	async function set(id: string, permissions: number): Promise<void> {
		await ocsClient().changeShare(id, permissions)
		await load()
	}

	async function remove(id: string): Promise<void> {
		await ocsClient().removeShare(id)
		await load()
	}

	/** @param left - the rights that the change left: 0 where the share is ended. Other rights by now were given since, and stay. */
	function undo(isIt: (share: FolderShare) => boolean, left: number, back: (id: string) => Promise<void>): Undo {
		const notebook = session.notebook?.notebookId
		return async () => {
			if (session.notebook?.notebookId !== notebook) {
				throw new TrousseauError('gone')
			}
			await load()
			const share = shares.value.find(isIt)
			if ((share?.permissions ?? 0) !== left) {
				return 'changed'
			}
			await back(share?.id ?? '')
			return 'undone'
		}
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
