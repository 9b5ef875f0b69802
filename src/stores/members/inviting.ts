// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { MemberRole } from '../../vault/model.ts'
import type { Undo } from '../session/notices.ts'
import type { MadeInvitation } from './members.ts'
import type { FolderShare, Recipient, ShareLevel } from './sharing.ts'

import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { watchState } from '../session/watch-state.ts'
import { useVaultStore } from '../vault/vault.ts'
import { useMembersStore } from './members.ts'
import { meaningOf, useSharingStore } from './sharing.ts'

/** An invitation whose words are still to be read out. */
export interface InvitationToSay extends MadeInvitation {
	readonly label: string
}

/** Inviting a person: first shares the notebook's folder, then makes the invitation code, shown until it has been read out. */
export const useInvitingStore = defineStore('inviting', () => {
	const members = useMembersStore()
	const sharing = useSharingStore()
	const vault = useVaultStore()
	const made = shallowRef<InvitationToSay | null>(null)

	/**
	 * Ensures that a person has at least the given access to the notebook's folder: shares it, or raises a lower share.
	 *
	 * @param who - null if this person may not share the folder
	 * @return undo; null if nothing was changed
	 */
	async function openFolder(who: Recipient | FolderShare | null, level: ShareLevel): Promise<Undo | null> {
		if (who === null) {
			return null
		}
		if (!('recipientId' in who)) {
			const former = sharing.shares.some(({ kind, recipientId }) => kind === who.kind && recipientId === who.id)
			return former ? null : sharing.share(who, level)
		}
		return level === 'look' || meaningOf(who.permissions).mayAdd ? null : sharing.change(who.id, level)
	}

	/** Makes the invitation, and keeps its words on screen. */
	async function invite(label: string, role: MemberRole): Promise<void> {
		made.value = { ...await members.invite(label, role), label }
	}

	/** The words were read out. */
	function forget(): void {
		made.value = null
	}

	function ask(event: BeforeUnloadEvent): void {
		event.preventDefault()
	}

	watchState(() => made.value, (now) => {
		if (now === null) {
			window.removeEventListener('beforeunload', ask)
		} else {
			window.addEventListener('beforeunload', ask)
		}
	}, { sync: true })
	// Locked meanwhile: nothing that lets in stays on screen.
	watchState(() => vault.status, (status) => {
		if (status !== 'open') {
			forget()
		}
	})

	return { made, openFolder, invite, forget }
})
