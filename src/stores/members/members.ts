// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { MemberRole } from '../../vault/model.ts'
import type { AcceptedInvitation, EnvelopeSheet, ForkView, InvitationOffer, MemberView, TypedWord } from '../../worker/api.ts'

import { defineStore } from 'pinia'
import { computed } from 'vue'
import { currentUser } from '../../platform/session.ts'
import { cryptoClient } from '../identity/crypto.ts'
import { whileRelocking } from '../identity/relocking.ts'
import { vaultJournal, withIdentity, workerInput } from '../session/journals.ts'
import { useVaultStore } from '../vault/vault.ts'
import { waitingFor } from './invited.ts'

/** Days during which an invitation can be used. */
const INVITATION_DAYS = 7

const DAY = 86_400_000

/** An invitation that is stored: its words, and its end (ISO 8601). */
export type MadeInvitation = InvitationOffer & { readonly expiresAt: string }

/** Members of the vault and their changes. Every call saves one revision. */
export const useMembersStore = defineStore('members', () => {
	const vault = useVaultStore()

	/** Everybody in the list, each under the name to show: one's own is the present one of the account, which may have changed since. */
	const members = computed<readonly MemberView[]>(() => (vault.view?.members ?? []).map((member) => (member.isMe ? { ...member, label: currentUser().name || member.label } : member)))
	/** Label of this person in the vault. */
	const listedAs = computed(() => vault.view?.members.find(({ isMe }) => isMe)?.label ?? '')
	const persons = computed(() => members.value.filter(({ kind }) => kind === 'person'))
	const invitations = computed(() => members.value.filter(({ kind }) => kind === 'invitation'))
	const me = computed(() => members.value.find(({ isMe }) => isMe) ?? null)
	const isKeeper = computed(() => vault.view?.role === 'keeper')
	const envelope = computed(() => vault.view?.envelope ?? null)
	const departures = computed(() => vault.view?.departures ?? [])
	/** Names of those who left and knew a password that was not changed since, by its id. */
	const toChange = computed(() => {
		const names = new Map<string, string>()
		for (const { label, items } of departures.value) {
			for (const { credentialId, done } of items) {
				if (!done) {
					names.set(credentialId, names.has(credentialId) ? `${names.get(credentialId) ?? ''}, ${label}` : label)
				}
			}
		}
		return names
	})
	const notices = computed(() => vault.view?.notices ?? [])
	const events = computed(() => vault.view?.events ?? [])

	/** Makes an invitation, replacing unused ones for the same person; its code is returned once and not stored. */
	async function invite(label: string, role: MemberRole): Promise<MadeInvitation> {
		const expiresAt = new Date(Date.now() + INVITATION_DAYS * DAY).toISOString()
		const replaces = waitingFor(members.value, label).map(({ id }) => id)
		return { ...await vault.write((api, vaultId) => api.invite({ vaultId, role, label, expiresAt, replaces })), expiresAt }
	}

	/** Ends an invitation: a new key, for what is saved from now on. What was saved before stays in the history. */
	async function cancelInvitation(memberId: string): Promise<void> {
		await vault.write((api, vaultId) => api.cancelInvitation({ vaultId, memberId }))
	}

	/**
	 * Removes a member: new vault key, and the list of the passwords to change. Earlier revisions stay in the history: the
	 * removed member could read them.
	 *
	 * @param isFormerKey - true for this person's own former key, whose passphrase is forgotten: no password needs changing
	 */
	async function remove(memberId: string, isFormerKey = false): Promise<void> {
		await vault.write((api, vaultId) => api.removeMember({ vaultId, memberId, isFormerKey }))
	}

	async function changeRole(memberId: string, role: MemberRole): Promise<void> {
		await vault.write(async (api, vaultId) => ({ revision: await api.changeRole({ vaultId, memberId, role }) }))
	}

	/** Makes a new envelope that replaces the one before; the sheet is returned once and not stored. */
	async function createEnvelope(): Promise<EnvelopeSheet> {
		const { sheet } = await vault.write((api, vaultId) => api.createEnvelope({ vaultId }))
		return sheet
	}

	async function verifyEnvelope(words: readonly TypedWord[]): Promise<void> {
		await vault.write(async (api, vaultId) => ({ revision: await api.verifyEnvelope({ vaultId, words }) }))
	}

	/**
	 * Joins with an invitation code. Needs the identity open. Resolves to the inviter, to be confirmed by telephone.
	 *
	 * @param allTheSame - true to override the warning of an unreadable file that was just shown
	 */
	function acceptInvitation(code: string, allTheSame = false): Promise<AcceptedInvitation> {
		return vault.enter((api, entry) => api.acceptInvitation({ ...entry, code }), currentUser().name, allTheSame)
	}

	/** Enters by the envelope's words, or the text of its QR code, as by an invitation's. */
	async function openWithEnvelope(words: string, allTheSame = false): Promise<void> {
		await vault.enter(
			async (api, entry) => ({ revision: await api.openWithEnvelope({ ...entry, words }) }),
			currentUser().name,
			allTheSame,
		)
	}

	/**
	 * The histories that a refusal `forked` names, for a person to choose by. Needs the identity open.
	 *
	 * @param names - of their heads
	 */
	async function histories(names: readonly string[]): Promise<readonly ForkView[]> {
		const { place } = vault
		if (place === null) {
			return []
		}
		const { notebookId, vaultId, store } = place
		const journal = vaultJournal(store, notebookId, vaultId)
		const heads = await Promise.all(names.map((name) => journal.read(name)))
		return cryptoClient().describeForks({ notebookId, vaultId, heads: workerInput({ heads, others: [] }).heads })
	}

	async function acceptBranch(revision: string): Promise<void> {
		const journal = await vault.journalInput()
		await vault.write(async (api, vaultId) => ({ revision: await api.acceptBranch({ vaultId, revision, journal }) }))
	}

	async function refuseBranch(revision: string): Promise<void> {
		await vault.write(async (api, vaultId) => ({ revision: await api.refuseBranch({ vaultId, revision }) }))
	}

	/** Puts one's key under another passphrase. Rejects with `bad-passphrase` when the present one is not right. */
	async function changePassphrase(current: string, next: string): Promise<void> {
		const kdf = await vault.creation.calibrate()
		await whileRelocking(() => vault.relock((api, identity) => api.changePassphrase({ current, next, kdf, ...withIdentity(identity) })))
	}

	return {
		members,
		persons,
		invitations,
		me,
		listedAs,
		isKeeper,
		envelope,
		departures,
		toChange,
		notices,
		events,
		invite,
		cancelInvitation,
		remove,
		changeRole,
		createEnvelope,
		verifyEnvelope,
		acceptInvitation,
		openWithEnvelope,
		histories,
		acceptBranch,
		refuseBranch,
		changePassphrase,
	}
})
