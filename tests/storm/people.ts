// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { NamedFile } from '../../src/vault/revision.ts'
import type { RevisionFile } from '../../src/worker/api.ts'
import type { TestPerson } from '../unit/vault-people.ts'

import { nextMeta } from '../../src/journal/lineage.ts'
import { fromHex, toHex } from '../../src/vault/bytes.ts'
import { emptyIdentityContent, identityLock, sealIdentity } from '../../src/vault/identity.ts'
import { passphraseBytes } from '../../src/vault/kdf.ts'
import { openVaultFile } from '../../src/vault/vault.ts'
import { cheapDerivation, listsOf, person, sealAs, VAULT } from '../unit/vault-people.ts'
import { NOTEBOOK } from './inventory-document.ts'

/** Opens every identity of a storm. */
export const PASSPHRASE = 'une phrase pour la tempête'

/** Members of the vault: its founder, and who writes. */
const ROLES = ['keeper', 'writer'] as const

/** A member of the vault and the file of their identity. */
export interface Keyholder extends TestPerson {
	readonly identity: RevisionFile
}

async function identityOf(number: number): Promise<RevisionFile> {
	const { deriveKey } = cheapDerivation()
	const kdf = { alg: 'argon2id13', memory: 64 * 1024 * 1024, passes: 3, salt: '00'.repeat(16) } as const
	const { key } = await deriveKey({ password: passphraseBytes(PASSPHRASE), salt: fromHex(kdf.salt), memory: kdf.memory, passes: kdf.passes, selfTest: false })
	const at = '2026-01-01T00:00:00.000Z'
	return sealIdentity(nextMeta([]), identityLock(key, kdf), { at, content: emptyIdentityContent(), created: at, label: `Personne ${number}`, seed: toHex(new Uint8Array(32).fill(number)) })
}

/** Who can open the vault. */
export function keyholders(): Promise<readonly Keyholder[]> {
	return Promise.all(ROLES.map(async (role, index) => ({ ...person(index + 1, role), identity: await identityOf(index + 1) })))
}

/** The vault's first revisions: its founder alone, then with everybody. */
export function firstRevisions(people: readonly Keyholder[]): readonly NamedFile[] {
	const [founder] = people as readonly [Keyholder]
	const alone = sealAs(founder, { notebook: NOTEBOOK, at: '2026-01-01T00:00:00.000Z', lists: listsOf(founder) })
	const opened = openVaultFile(alone, { notebook: NOTEBOOK, vault: VAULT }, founder.keys)
	const together = sealAs(founder, { notebook: NOTEBOOK, at: '2026-01-01T00:00:01.000Z', parents: [opened], lists: listsOf(...people) })
	return [alone, together]
}
