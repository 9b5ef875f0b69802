// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../../src/domain/document.ts'
import type { TestPerson } from '../support/vault-people.ts'

import { nextMeta } from '../../src/domain/lineage/ancestry.ts'
import { fromHex, toHex } from '../../src/vault/file/bytes.ts'
import { openVaultFile } from '../../src/vault/file/vault-file.ts'
import { emptyIdentityContent, identityLock, sealIdentity } from '../../src/vault/keys/identity.ts'
import { passphraseBytes } from '../../src/vault/keys/kdf.ts'
import { cheapDerivation, listsOf, person, sealAs, VAULT } from '../support/vault-people.ts'
import { NOTEBOOK } from './inventory-document.ts'

/** Opens every identity of a storm. */
export const PASSPHRASE = 'une phrase pour la tempête'

/** The cheapest derivation that an identity may have. */
export const KDF = { memory: 64 * 1024 * 1024, passes: 3 }

/** Roles of those who can open the vault when a round begins: its founder first. */
const ROLES = ['keeper', 'writer', 'keeper', 'writer'] as const

/** Of a vault whose members stay the same, who is in it. */
const STEADY = 2

/** People who are not in the vault when a round begins. */
const OUTSIDE = 3

/** A member of the vault and the file of their identity. */
export interface Keyholder extends TestPerson {
	readonly identity: RevisionFile
	readonly number: number
}

async function identityOf(number: number): Promise<RevisionFile> {
	const { deriveKey } = cheapDerivation()
	const kdf = { alg: 'argon2id13', ...KDF, salt: '00'.repeat(16) } as const
	const { key } = await deriveKey({ password: passphraseBytes(PASSPHRASE), salt: fromHex(kdf.salt), memory: kdf.memory, passes: kdf.passes, selfTest: false })
	const at = '2026-01-01T00:00:00.000Z'
	return sealIdentity(nextMeta([]), identityLock(key, kdf), { at, content: emptyIdentityContent(), created: at, label: `Personne ${number}`, seed: toHex(new Uint8Array(32).fill(number)) })
}

/** People who can open the vault, and those who may be invited. */
export function keyholders(): Promise<readonly Keyholder[]> {
	const roles = [...ROLES, ...Array.from({ length: OUTSIDE }, () => 'writer' as const)]
	return Promise.all(roles.map(async (role, index) => ({ ...person(index + 1, role), identity: await identityOf(index + 1), number: index + 1 })))
}

/** The vault's first revisions: its founder alone, then with everybody whom it begins with. */
function begunWith(people: readonly Keyholder[]): readonly RevisionFile[] {
	const [founder] = people as readonly [Keyholder]
	const alone = sealAs(founder, { notebook: NOTEBOOK, at: '2026-01-01T00:00:00.000Z', lists: listsOf(founder) })
	const opened = openVaultFile(alone, { notebook: NOTEBOOK, vault: VAULT }, founder.keys)
	const together = sealAs(founder, { notebook: NOTEBOOK, at: '2026-01-01T00:00:01.000Z', parents: [opened], lists: listsOf(...people) })
	return [alone, together]
}

/** The first revisions of a vault whose members stay the same. */
export const firstRevisions = (people: readonly Keyholder[]): readonly RevisionFile[] => begunWith(people.slice(0, STEADY))

/** The first revisions of a vault whose members come and go. */
export const firstOfMany = (people: readonly Keyholder[]): readonly RevisionFile[] => begunWith(people.slice(0, ROLES.length))
