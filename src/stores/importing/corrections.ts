// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Corrections, Role, TableView } from '../../exchange/import/model.ts'

/** Roles that one column of a table has: a second one of them would begin another account. */
const SINGLE: ReadonlySet<Role> = new Set(['title', 'login', 'password', 'url', 'both'])

/**
 * The roles chosen so far, with one more. A column that had this role takes the one that this column had.
 *
 * @param corrections - those before
 * @param table - as it is understood now
 * @param index - of the column
 * @param role - what it holds
 */
export function correctionsWith(corrections: Corrections, table: TableView, index: number, role: Role): Corrections {
	const { sheet, block, row } = table.place
	const key = `${sheet}:${block}:${row}`
	const former = table.columns.find((column) => column.index === index)?.role ?? 'extra'
	const roles = Object.fromEntries(table.columns.map((column) => [
		column.index,
		column.index === index ? role : SINGLE.has(role) && column.role === role ? former : column.role,
	]))
	return { ...corrections, [key]: roles }
}
