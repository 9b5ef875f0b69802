// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../../src/domain/document.ts'
import { nextMeta } from '../../src/domain/lineage/ancestry.ts'
import { toBase64, toHex } from '../../src/vault/file/bytes.ts'
import { sodium } from '../../src/vault/file/sodium.ts'
import { sealVaultFile } from '../../src/vault/file/vault-file.ts'
import type { OpenedVault, VaultDraft } from '../../src/vault/file/vault-file.ts'
import { identityKeys } from '../../src/vault/keys/identity.ts'
import type { IdentityKeys } from '../../src/vault/keys/identity.ts'
import type { DeriveKey } from '../../src/vault/keys/kdf.ts'
import type { Member, MemberLists, VaultContent } from '../../src/vault/model.ts'

/** A derivation without cost, for tests that are not about Argon2id. Counts its calls. */
export function cheapDerivation(): { readonly deriveKey: DeriveKey, readonly calls: { count: number, selfTests: number } } {
	const calls = { count: 0, selfTests: 0 }
	const deriveKey: DeriveKey = async ({ password, salt, memory, passes, selfTest }) => {
		calls.count += 1
		calls.selfTests += selfTest ? 1 : 0
		const seed = Uint8Array.from([...salt, ...password, passes, memory / 1024 % 256])
		return { key: sodium.crypto_generichash(64, seed, null), milliseconds: 100 }
	}
	return { deriveKey, calls }
}

/** A person with keys and a place in a vault. */
export interface TestPerson {
	readonly id: string
	readonly keys: IdentityKeys
	readonly member: Member
}

/** A person made from a number, so that runs repeat. */
export function person(number: number, role: Member['role'] = 'keeper', kind: Member['kind'] = 'person'): TestPerson {
	const keys = identityKeys(new Uint8Array(32).fill(number))
	const member: Member = {
		addedAt: '2026-11-22T09:00:00.000Z',
		box: toBase64(keys.boxPublic),
		expiresAt: '',
		kind,
		label: `Personne ${number}`,
		role,
		sign: toBase64(keys.signPublic),
		slot: toHex(new Uint8Array(16).fill(number)),
	}
	return { id: toHex(new Uint8Array(16).fill(number + 100)), keys, member }
}

/** Lists that hold these people. */
export function listsOf(...people: readonly TestPerson[]): MemberLists {
	return {
		members: Object.fromEntries(people.map(({ id, member }) => [id, member])),
		removed: {},
	}
}

/** Fields of a revision that a test may choose; the rest is that of an honest first one. */
export interface RevisionChoices {
	readonly parents?: readonly OpenedVault[]
	readonly notebook?: string
	readonly vault?: string
	readonly epoch?: number
	readonly key?: Uint8Array
	readonly at?: string
	readonly content?: VaultContent
	readonly lists: MemberLists
	readonly invitations?: VaultDraft['invitations']
	/** Signing keys; those of the author by default. */
	readonly signer?: IdentityKeys
	readonly meta?: VaultDraft['meta']
}

export const NOTEBOOK = '00112233445566778899aabbccddeeff'
export const VAULT = 'ffeeddccbbaa99887766554433221100'

/** Seals any revision, honest or not, with the production code. */
export function sealAs(author: TestPerson, choices: RevisionChoices): RevisionFile {
	const parents = choices.parents ?? []
	return sealVaultFile({
		meta: choices.meta ?? nextMeta(parents),
		notebook: choices.notebook ?? NOTEBOOK,
		vault: choices.vault ?? VAULT,
		epoch: choices.epoch ?? parents[0]?.epoch ?? 1,
		key: choices.key ?? parents[0]?.key ?? new Uint8Array(32).fill(7),
		invitations: choices.invitations ?? [],
		payload: {
			at: choices.at ?? '2026-11-22T10:00:00.000Z',
			author: author.id,
			content: choices.content ?? parents[0]?.content ?? { collections: { credentials: {} }, schema: 1 },
			...choices.lists,
		},
	}, choices.signer ?? author.keys)
}
