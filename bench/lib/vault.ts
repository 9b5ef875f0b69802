// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../../src/domain/document.ts'
/*
 * A vault as a town hall has it, of any size, and the identity that opens it.
 */
import type { DeriveKey } from '../../src/vault/keys/kdf.ts'
import type { CredentialDraft } from '../../src/vault/model.ts'
import type { VaultChange } from '../../src/worker/api.ts'

import { createCryptoService } from '../../src/worker/service.ts'

export const NOTEBOOK = '0'.repeat(32)
export const PASSPHRASE = 'bench bench bench'
/** The cheapest derivation that the format allows. */
export const KDF = { memory: 64 * 1024 * 1024, passes: 3 } as const

/** An account as a town hall has them, about 350 bytes. */
export function draft(index: number): Partial<CredentialDraft> {
	return {
		label: `Compte ${index} du service des finances publiques`,
		login: `mairie-${index}@exemple.fr`,
		password: `Xk8-${index}-pL2v-${index * 7919}`,
		site: `https://service-${index}.exemple.fr/connexion`,
		note: index % 5 === 0 ? 'Demander le code à la trésorerie avant de se connecter.' : '',
		accountId: `account-${index}`,
		favourite: index % 50 === 0,
		tags: index % 3 === 0 ? ['comptabilité'] : [],
	}
}

/** Id of the credential of this number. */
export const idOf = (index: number): string => index.toString(16).padStart(32, '0')

/** The service of the Worker, in this thread. */
export const serviceWith = (deriveKey: DeriveKey) => createCryptoService({ deriveKey, now: () => new Date().toISOString() })

/** A vault to open, and the identity that opens it. */
export interface BenchVault {
	readonly identity: RevisionFile
	readonly vaultId: string
	readonly head: RevisionFile
}

/**
 * A vault with so many accounts.
 *
 * @param count - how many
 * @param deriveKey - the derivation that will open the identity
 */
export async function vaultOf(count: number, deriveKey: DeriveKey): Promise<BenchVault> {
	const api = serviceWith(deriveKey)
	const identity = await api.createIdentity({ passphrase: PASSPHRASE, label: 'bench', kdf: KDF })
	const kept = { name: identity.name, bytes: identity.bytes.slice() }
	await api.commitIdentity(identity.name)
	const { vaultId, revision } = await api.createVault({ notebookId: NOTEBOOK, label: 'bench' })
	await api.commit({ vaultId, name: revision.name })
	const changes = Array.from({ length: count }, (_, index): VaultChange => ({ kind: 'put', id: idOf(index), draft: draft(index) }))
	const head = await api.prepare({ vaultId, changes })
	return { identity: kept, vaultId, head }
}
