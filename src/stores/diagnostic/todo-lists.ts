// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account } from '../../domain/inventory/model.ts'
import type { CredentialSummary } from '../../vault/model.ts'
import type { HomeNumbers } from './counting.ts'

import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { expiryState } from '../../domain/passwords/expiry.ts'
import type { JudgedPassword } from '../../domain/passwords/health.ts'
import { isCommon, isOld, isWeak } from '../../domain/passwords/health.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useMembersStore } from '../members/members.ts'
import { useDayStore } from '../session/day.ts'
import { watchState } from '../session/watch-state.ts'
import { useVaultStore } from '../vault/vault.ts'
import { inSteps } from './in-steps.ts'

/** A list that something to do is about; each is an address, so that it can be come back to. */
export type ListFilter = 'departed' | 'expiring' | 'common' | 'reused' | 'weak' | 'no-mfa' | 'old' | 'disputed' | 'elsewhere' | 'hosting-unknown' | 'cost-unknown'

/** An account of the inventory, with its id. */
export interface ListedAccount {
	readonly id: string
	readonly record: Account
}

/** Objects of a list by kind; the task is done once the list is empty. */
export interface TodoList {
	readonly credentials: readonly CredentialSummary[]
	/** Accounts whose password is not in the vault. */
	readonly accounts: readonly ListedAccount[]
	readonly toolIds: readonly string[]
}

const list = ({ credentials = [], accounts = [], toolIds = [] }: Partial<TodoList>): TodoList => ({ credentials, accounts, toolIds })

/** Number of objects in a list: the number on the home screen, which links to the list. */
export const sizeOf = ({ credentials, accounts, toolIds }: TodoList): number => credentials.length + accounts.length + toolIds.length

/** Before anything is counted. */
const NOTHING: HomeNumbers = { placeUnknown: [], costUnknown: [], outsideVault: [], reused: [], knownToDeparted: [], hostingNotAsked: [], costNotAsked: [] }

/** The very objects behind each thing to do. */
export const useTodoListsStore = defineStore('todo-lists', () => {
	const clock = useDayStore()
	const inventory = useInventoryStore()
	const vault = useVaultStore()
	const members = useMembersStore()

	/** Counts of the home screen, by the functions that the hosting and diagnostic pages use; computed in a lazy chunk. */
	const numbers = shallowRef<HomeNumbers>(NOTHING)
	let giveUp = (): void => {}
	watchState(() => ({
		inventory: inventory.inventory,
		day: clock.day,
		vault: vault.status === 'open' ? { live: vault.live, departures: members.departures } : null,
	}), async (counted) => {
		const { homeNumbers, sizeOfCounted } = await import(/* webpackChunkName: "home" */ './counting.ts')
		giveUp()
		giveUp = inSteps(sizeOfCounted(counted), homeNumbers(counted), (result) => void (numbers.value = result), () => void (numbers.value = NOTHING))
	}, { immediate: true })

	const accountsOf = (ids: ReadonlySet<string>) => inventory.sorted('accounts').filter(({ id }) => ids.has(id))

	/** Passwords known by former members: from the inventory's departures and the vault's. */
	const departed = computed(() => {
		const known = new Set(numbers.value.knownToDeparted)
		const credentials = vault.live.filter(({ id, accountId }) => known.has(id) || known.has(accountId))
		const found = new Set(credentials.map(({ accountId }) => accountId))
		return list({ credentials, accounts: accountsOf(known).filter(({ id }) => !found.has(id)) })
	})

	/** Entries whose end of validity is over, or whose reminder is due; the first to end first. */
	const expiring = computed(() => list({
		credentials: vault.live
			.filter((credential) => ['past', 'soon'].includes(expiryState(credential, clock.day)))
			.sort((one, other) => (one.expiresOn < other.expiresOn ? -1 : 1)),
	}))

	const reused = computed(() => {
		const ids = new Set(numbers.value.reused)
		return list({ credentials: vault.live.filter(({ id }) => ids.has(id)) })
	})

	/** Judgement of the password of an entry; set by the store `health`, which is loaded with the screen of the passwords. */
	const judged = shallowRef<(id: string) => JudgedPassword | null>(() => null)
	const isAskedOnly = (accountId: string): boolean => inventory.record('accounts', accountId)?.mfa === 'none'
	const filtered = (isIn: (credential: CredentialSummary) => boolean) => list({ credentials: vault.live.filter(isIn) })
	const common = computed(() => filtered(({ id }) => isCommon(judged.value(id))))
	const weak = computed(() => filtered((credential) => isWeak(credential.kind, judged.value(credential.id))))
	const old = computed(() => filtered((credential) => isOld(credential, clock.day)))
	/** Accounts of which somebody said that the password is all that is asked, and entries without a one-time code. */
	const noMfa = computed(() => filtered(({ hasPassword, hasOtp, accountId }) => hasPassword && !hasOtp && isAskedOnly(accountId)))

	const elsewhere = computed(() => list({ accounts: accountsOf(new Set(numbers.value.outsideVault)) }))

	/** Missing facts, if any was never answered: "Je ne sais pas" to all counts as an answer. */
	const lacking = computed(() => {
		const { placeUnknown, costUnknown, hostingNotAsked, costNotAsked } = numbers.value
		const tools = (ids: readonly string[], notAsked: readonly string[]) => {
			const found = new Set(notAsked.length === 0 ? [] : ids)
			return list({ toolIds: inventory.sorted('tools').map(({ id }) => id).filter((id) => found.has(id)) })
		}
		return { hosting: tools(placeUnknown, hostingNotAsked), cost: tools(costUnknown, costNotAsked) }
	})

	/** Tools about which two people wrote at once; looked for when the page is up. */
	const disputedTools = shallowRef<readonly string[]>([])
	watchState(() => inventory.inventory, async (current) => {
		const { inventoryConflicts } = await import(/* webpackChunkName: "home" */ '../../domain/inventory/conflicts.ts')
		disputedTools.value = [...new Set(inventoryConflicts(current).map(({ toolId }) => toolId))].filter((id) => id !== '')
	}, { immediate: true })
	const disputed = computed(() => list({ credentials: vault.live.filter(({ conflicts }) => conflicts > 0), toolIds: disputedTools.value }))

	/** Current content of a list. */
	function of(filter: ListFilter): TodoList {
		switch (filter) {
			case 'departed': return departed.value
			case 'expiring': return expiring.value
			case 'common': return common.value
			case 'reused': return reused.value
			case 'weak': return weak.value
			case 'no-mfa': return noMfa.value
			case 'old': return old.value
			case 'disputed': return disputed.value
			case 'elsewhere': return elsewhere.value
			case 'hosting-unknown': return lacking.value.hosting
			case 'cost-unknown': return lacking.value.cost
		}
	}

	return { of, judged }
})
