// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CryptoApi } from './api.ts'

/** Every call of the crypto Worker. A call that is not here cannot be made; `satisfies` keeps the list whole. */
const CALLS = {
	ready: true,
	calibrate: true,
	proposePassphrase: true,
	createIdentity: true,
	commitIdentity: true,
	prefetch: true,
	unlock: true,
	rememberHeads: true,
	changePassphrase: true,
	raiseKdf: true,
	lock: true,
	createVault: true,
	openVault: true,
	describeForks: true,
	prepare: true,
	commit: true,
	discard: true,
	makeDraft: true,
	loadDrafts: true,
	prepareDrafts: true,
	dropDrafts: true,
	sealDraft: true,
	openDraft: true,
	invite: true,
	cancelInvitation: true,
	acceptInvitation: true,
	removeMember: true,
	changeRole: true,
	createEnvelope: true,
	verifyEnvelope: true,
	openWithEnvelope: true,
	acceptBranch: true,
	refuseBranch: true,
	reveal: true,
	history: true,
	judge: true,
	details: true,
	code: true,
	sealBackup: true,
	openBackup: true,
	checkRevision: true,
	conflicts: true,
	past: true,
	pastRecords: true,
	revealPast: true,
	planRestore: true,
	prepareRestore: true,
} as const satisfies Readonly<Record<keyof CryptoApi, true>>

export const CRYPTO_METHODS = Object.keys(CALLS) as readonly (keyof CryptoApi)[]

/** Calls whose bytes are handed over rather than copied: they may be as long as a whole notebook. */
export const HANDED_OVER: ReadonlySet<string> = new Set<keyof CryptoApi>(['sealBackup', 'openBackup'])

/** The argument of a call. */
export type Input<Method extends keyof CryptoApi> = Parameters<CryptoApi[Method]>[0]

/** The answer of a call. */
export type CallResult<Method extends keyof CryptoApi> = ReturnType<CryptoApi[Method]>

/** Name of the Worker that derives one key and ends. */
export const KDF_WORKER = 'kdf'
