// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../domain/document.ts'
import { TrousseauError } from '../domain/errors.ts'
import type { IdentityKeys, Pin } from '../vault/keys/identity.ts'
import type { DeriveKey } from '../vault/keys/kdf.ts'
import type { EntryInput } from '../vault/members/joining.ts'
import { wipeState } from '../vault/opening.ts'
import type { VaultState } from '../vault/opening.ts'
import type { PreparedVault } from '../vault/prepare-revision.ts'
import type { EntryPlace, OpenFile, VaultView } from './api.ts'
import { PendingDrafts } from './drafts.ts'
import { keysOf, wipeSession } from './identity-session.ts'
import type { IdentitySession, PreparedIdentity } from './identity-session.ts'
import type { StrengthApi } from './strength/strength-service.ts'
import { vaultView } from './views.ts'

/** Dependencies of the service on its host thread. */
export interface ServiceNeeds {
	readonly deriveKey: DeriveKey
	/** The present moment, ISO 8601 in UTC with milliseconds. */
	readonly now: () => string
	/** Starts what judges passwords, without keys. Absent: `judge` rejects. */
	readonly strength?: () => StrengthApi
}

/**
 * State of the Worker: the identity, the open vaults, and the revisions prepared but neither committed nor discarded.
 * The only place with keys that outlive a call.
 */
export class ServiceState {
	protected readonly needs: ServiceNeeds
	protected identity: IdentitySession | null = null
	protected readonly preparedIdentities = new Map<string, PreparedIdentity>()
	protected readonly vaults = new Map<string, VaultState>()
	/** By vault id, then by name of revision. */
	protected readonly prepared = new Map<string, Map<string, PreparedVault>>()
	protected readonly pending = new PendingDrafts()
	/** Bytes handed over ahead, by name. */
	protected readonly ahead = new Map<string, Uint8Array>()
	/** Number of locks so far: a call that began before a lock must not restore keys after it. */
	protected generation = 0

	constructor(needs: ServiceNeeds) {
		this.needs = needs
	}

	protected session(): IdentitySession {
		if (this.identity === null) {
			throw new TrousseauError('locked')
		}
		return this.identity
	}

	protected open(vaultId: string): VaultState {
		this.session()
		const state = this.vaults.get(vaultId)
		if (state === undefined) {
			throw new TrousseauError('locked', { vault: vaultId })
		}
		return state
	}

	/** View of an open vault for the page, with the pending edits applied. */
	protected view(vaultId: string): VaultView {
		return vaultView(this.pending.over(this.open(vaultId)))
	}

	/** Files whole again, with the bytes that were handed over ahead: these serve one opening. */
	protected whole(files: readonly OpenFile[]): readonly RevisionFile[] {
		if (files.every((file) => file.bytes !== null)) {
			return files as readonly RevisionFile[]
		}
		const found = files.map(({ name, bytes }) => ({ name, bytes: bytes ?? this.ahead.get(name) }))
		this.ahead.clear()
		return found.map(({ name, bytes }) => {
			if (bytes === undefined) {
				throw new TrousseauError('locked', { revision: name })
			}
			return { name, bytes }
		})
	}

	protected refuseLater(generation: number): void {
		if (generation !== this.generation) {
			throw new TrousseauError('locked')
		}
	}

	/** Pin of a vault in the identity. */
	protected pinOf(vaultId: string): Pin | null {
		const { pins } = this.session().payload.content.collections
		return Object.hasOwn(pins, vaultId) ? pins[vaultId] ?? null : null
	}

	/** Input for joining a vault as a new member. */
	protected entry({ notebookId, vaultId, journal, label }: EntryPlace): EntryInput {
		const pin = this.pinOf(vaultId)
		if ((pin?.notebook ?? notebookId) !== notebookId) {
			throw new TrousseauError('wrong-notebook', { vault: vaultId })
		}
		return { notebook: notebookId, vault: vaultId, heads: journal.heads, others: journal.others, pin, label, at: this.needs.now(), keys: keysOf(this.session()) }
	}

	protected prepareOn(vaultId: string, prepare: (state: VaultState, at: string, keys: IdentityKeys) => PreparedVault): PreparedVault {
		return prepare(this.open(vaultId), this.needs.now(), keysOf(this.session()))
	}

	protected write(vaultId: string, prepare: (state: VaultState, at: string, keys: IdentityKeys) => PreparedVault): RevisionFile {
		return this.keep(this.prepareOn(vaultId, prepare))
	}

	/** Makes a state the current one; keys that it no longer uses are overwritten. */
	protected show(state: VaultState): void {
		const before = this.vaults.get(state.vault)
		this.vaults.set(state.vault, state)
		if (before !== undefined) {
			wipeState(before, state)
		}
	}

	protected keepIdentity(prepared: PreparedIdentity, generation: number): RevisionFile {
		if (generation !== this.generation) {
			wipeSession(prepared.session)
			throw new TrousseauError('locked')
		}
		this.preparedIdentities.set(prepared.file.name, prepared)
		return prepared.file
	}

	protected keep(prepared: PreparedVault): RevisionFile {
		const { vault } = prepared.next
		const byName = this.prepared.get(vault) ?? new Map<string, PreparedVault>()
		byName.set(prepared.file.name, prepared)
		this.prepared.set(vault, byName)
		return prepared.file
	}

	/** Overwrites every key, and drops the references to every decrypted text. */
	protected forget(): void {
		this.generation += 1
		this.vaults.forEach((state) => wipeState(state))
		this.prepared.forEach((byName) => byName.forEach(({ next }) => wipeState(next)))
		this.preparedIdentities.forEach(({ session }) => wipeSession(session))
		if (this.identity !== null) {
			wipeSession(this.identity)
		}
		this.identity = null
		this.pending.clear()
		this.vaults.clear()
		this.prepared.clear()
		this.preparedIdentities.clear()
	}
}
