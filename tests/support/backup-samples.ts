// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Inventory } from '../../src/domain/inventory/model.ts'
import type { BackupFile } from '../../src/exchange/backup-archive.ts'
import type { Lineage } from '../../src/journal/lineage.ts'
import { ancestryOf } from '../../src/journal/lineage.ts'
import type { VaultContent } from '../../src/vault/model.ts'

import { putRecord } from '../../src/domain/inventory/changes.ts'
import { parseInventory } from '../../src/domain/inventory/schema.ts'
import { nextMeta } from '../../src/domain/lineage/ancestry.ts'
import { encodeInventory } from '../../src/journal/inventory-revision.ts'
import { encodeMarker } from '../../src/journal/marker.ts'
import { createCryptoService } from '../../src/worker/service.ts'
import { cheapDerivation, listsOf, NOTEBOOK, person, sealAs, VAULT } from './vault-people.ts'

/** When the sample backups were made, and by whom. */
export const AT = '2026-11-22T10:30:00.000Z'
export const BY = { id: 'secretaire', name: 'Secrétaire de mairie' }

const change = { at: AT, by: BY.id }

/** An inventory whose one commune is called so. */
export function inventoryOf(name: string): Inventory {
	return putRecord(parseInventory({ schema: 1, collections: {} }), 'commune', 'commune', { name }, change)
}

/** The marker of the sample notebook. */
export const markerFile = (): BackupFile => ({ place: { kind: 'marker' }, bytes: encodeMarker({ notebookId: NOTEBOOK, communeName: 'Vauzelles', insee: '' }) })

/** So many revisions of an inventory, one after the other. */
export function inventoryFiles(count: number, notebookId = NOTEBOOK): readonly BackupFile[] {
	const files: BackupFile[] = []
	let parents: readonly Lineage[] = []
	for (let index = 1; index <= count; index++) {
		const meta = nextMeta(parents.map(ancestryOf))
		const { name, bytes } = encodeInventory({ notebookId, meta, at: AT, author: BY, content: inventoryOf(`Vauzelles ${index}`) }, parseInventory)
		parents = [{ name, meta }]
		files.push({ place: { kind: 'inventory', name }, bytes })
	}
	return files
}

/** The first revision of a vault. Needs sodium loaded. */
export function vaultFile(content: VaultContent = { collections: { credentials: {} }, schema: 1 }): BackupFile {
	const keeper = person(1)
	const { name, bytes } = sealAs(keeper, { lists: listsOf(keeper), content })
	return { place: { kind: 'vault', vaultId: VAULT, name }, bytes }
}

/** A key under a passphrase. */
export async function identityFile(passphrase: string): Promise<BackupFile> {
	const api = createCryptoService({ ...cheapDerivation(), now: () => AT })
	const { name, bytes } = await api.createIdentity({ passphrase, label: BY.name, kdf: { memory: 64 * 1024 * 1024, passes: 3 } })
	return { place: { kind: 'identity', name }, bytes }
}
