// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account } from '../../src/domain/inventory/model.ts'

/** A password and the day from which it stands in the vault. Null: drawn at random when the example is made. */
export type DatedPassword = readonly [day: string, password: string | null]

/** Fields of an inventory account whose password is in the vault. */
export type DemoAccount = Pick<Account, 'toolId' | 'kind' | 'holderIds' | 'mfa' | 'recoveryKind'>

/** An entry of the example's vault and, when it belongs to a tool, the inventory's fields of the account that it opens. */
export interface DemoPassword {
	/** Id of the account in the inventory, when there is one. */
	readonly id: string
	readonly label: string
	readonly login: string
	/** Oldest first; the last one is in use. */
	readonly passwords: readonly DatedPassword[]
	readonly site?: string
	readonly note?: string
	readonly tags?: readonly string[]
	readonly favourite?: true
	/** Day on which it was put in the trash. */
	readonly trashedOn?: string
	/** Absent: nobody linked the entry to a tool yet. */
	readonly account?: DemoAccount
}

/** Day on which the paper notebook was copied into the vault. */
export const COPIED_ON = '2023-09-11'
/** Day after the former secretary's access was taken away: the first passwords are changed. */
export const CLEAN_UP = '2026-09-03'

/** Copied from the paper notebook, and never changed. */
export const copied = (password: string | null = null): readonly DatedPassword[] => [[COPIED_ON, password]]
/** Known to the former secretary and changed since. */
export const cleaned = (password: string | null = null): readonly DatedPassword[] => [[COPIED_ON, password], [CLEAN_UP, null]]

/** Ids of the secretary and of the one before. */
export const TWO_SECRETARIES = ['secretaire', 'ancienne-secretaire']

/** An account that both secretaries hold. */
export function shared(toolId: string, more: Partial<DemoAccount> = {}): DemoAccount {
	return { toolId, kind: 'shared', holderIds: TWO_SECRETARIES, mfa: 'none', recoveryKind: 'commune', ...more }
}

/** An account of one person. */
export function personal(toolId: string, holder: string, more: Partial<DemoAccount> = {}): DemoAccount {
	return { toolId, kind: 'personal', holderIds: [holder], mfa: 'none', recoveryKind: 'personal', ...more }
}

/** An account that administers a tool; the service provider has it too. */
export function admin(toolId: string, more: Partial<DemoAccount> = {}): DemoAccount {
	return { toolId, kind: 'admin', holderIds: [...TWO_SECRETARIES, 'prestataire'], mfa: 'none', recoveryKind: 'unknown', ...more }
}
