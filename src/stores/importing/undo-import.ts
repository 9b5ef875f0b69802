// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CredentialSummary, VaultChange } from '../../vault/model.ts'
import type { LastImport } from './last-import.ts'

import { TrousseauError } from '../../domain/errors.ts'
import { removeRecord } from '../../domain/inventory/changes.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import type { Undo } from '../session/notices.ts'
import { useVaultStore } from '../vault/vault.ts'
import { PER_REVISION } from './plan.ts'

/** Counts of a finished undo. */
export interface ImportUndone {
	/** Entries put in the trash. */
	readonly trashed: number
	/** Entries that have again the values of before. */
	readonly restored: number
	/** Entries that were changed since, and stay. */
	readonly left: number
}

const isUntouched = ({ createdAt, updatedAt, conflicts }: CredentialSummary): boolean => createdAt === updatedAt && conflicts === 0

/** Fields that an update of an import writes. */
const UPDATED = ['login', 'password', 'site'] as const

/**
 * Undoes an import: what it made and nobody changed since goes to the trash, from where it can come back; values that it
 * replaced are put back. The rest stays and is counted.
 *
 * @param last - the import
 * @param undos - undo what it wrote in the inventory; without them, the accounts that it made are taken away, and its tools stay
 */
export async function undoImport(last: LastImport, undos: readonly Undo[]): Promise<ImportUndone> {
	const vault = useVaultStore()
	const inventory = useInventoryStore()
	if (vault.status !== 'open') {
		throw new TrousseauError('locked')
	}
	const ours = vault.live.filter(({ id }) => id.startsWith(last.prefix))
	const doomed = ours.filter(isUntouched)
	const back: VaultChange[] = []
	for (const [id, at] of Object.entries(last.updated)) {
		const credential = vault.live.find((one) => one.id === id)
		// Its last change is the import: the history says what that replaced.
		const lines = credential?.updatedAt === at ? (await vault.history(id)).filter((line) => line.at === at && line.reason === 'edit') : []
		const draft: Partial<Record<typeof UPDATED[number], string>> = {}
		for (const line of lines) {
			const field = UPDATED.find((name) => name === line.field)
			if (field !== undefined) {
				draft[field] = await vault.revealFormer(id, line.index)
			}
		}
		if (Object.keys(draft).length > 0) {
			back.push({ kind: 'put', id, draft })
		}
	}
	const changes: readonly VaultChange[] = [...doomed.map(({ id }): VaultChange => ({ kind: 'trash', id })), ...back]
	for (let from = 0; from < changes.length; from += PER_REVISION) {
		await vault.change(changes.slice(from, from + PER_REVISION))
	}
	const kept = new Set(vault.live.map(({ accountId }) => accountId))
	if (undos.length > 0 && ours.length === doomed.length) {
		for (const undo of [...undos].reverse()) {
			await undo()
		}
	} else if (inventory.canWrite) {
		const { accounts } = inventory.inventory.collections
		const made = Object.keys(accounts).filter((id) => id.startsWith(last.prefix) && !kept.has(id) && accounts[id]?.history === undefined)
		if (made.length > 0) {
			await inventory.change((current) => made.reduce((next, id) => removeRecord(next, 'accounts', id), current))
		}
	}
	return { trashed: doomed.length, restored: back.length, left: ours.length - doomed.length + Object.keys(last.updated).length - back.length }
}
