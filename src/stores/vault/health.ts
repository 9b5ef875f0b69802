// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JudgedPassword } from '../../domain/passwords/health.ts'
import type { CredentialSummary } from '../../vault/model.ts'

import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { logCaught } from '../../platform/log.ts'
import { useTodoListsStore } from '../diagnostic/todo-lists.ts'
import { cryptoClient } from '../identity/crypto.ts'
import { watchState } from '../session/watch-state.ts'
import { useKnownWordsStore } from './known-words.ts'
import { useVaultStore } from './vault.ts'

/** Passwords judged by one call: a fraction of a second, so that other calls of the Worker come between. */
const BATCH = 25

/** A password judged, and what of its entry the judgement depends on. */
interface Known {
	readonly of: string
	readonly judged: JudgedPassword | null
}

/** Values, beside the password, that a judgement depends on: it is made again when one of them changes. */
function dependsOn({ passwordChangedAt, label, login, site, reusedBy }: CredentialSummary): string {
	return [passwordChangedAt, reusedBy, label, login, site].join('\n')
}

/**
 * The strength of all passwords of the open vault: judged in a Worker when somebody asks for it, little by little; kept until the lock.
 * Only classes, reasons and groups are known here.
 */
export const useHealthStore = defineStore('health', () => {
	const vault = useVaultStore()
	const known = useKnownWordsStore()
	const byId = shallowRef<ReadonlyMap<string, Known>>(new Map())
	const running = ref(false)
	/** Nobody asked since the vault was opened. */
	const isAsked = ref(false)
	const failed = ref(false)
	let turn = 0

	const waiting = computed(() => isAsked.value
		? vault.live.filter((credential) => credential.hasPassword && byId.value.get(credential.id)?.of !== dependsOn(credential))
		: [])
	const total = computed(() => vault.live.filter(({ hasPassword }) => hasPassword).length)
	const done = computed(() => isAsked.value ? total.value - waiting.value.length : 0)

	async function run(): Promise<void> {
		const mine = turn += 1
		const vaultId = vault.place?.vaultId ?? ''
		running.value = true
		failed.value = false
		try {
			while (mine === turn && waiting.value.length > 0) {
				const batch = waiting.value.slice(0, BATCH)
				const judged = await cryptoClient().judge({ vaultId, ids: batch.map(({ id }) => id), words: known.words })
				if (mine === turn) {
					byId.value = new Map([...byId.value, ...batch.map((credential, index): [string, Known] => [
						credential.id,
						{ of: dependsOn(credential), judged: judged[index] ?? null },
					])])
				}
			}
		} catch (caught) {
			logCaught('health.judge', caught)
			failed.value = mine === turn
		} finally {
			if (mine === turn) {
				running.value = false
			}
		}
	}

	/** Judges what is not judged yet, from now on at each change. */
	function ask(): void {
		isAsked.value = true
		if (!running.value) {
			void run()
		}
	}

	watchState(() => vault.status === 'open' ? vault.place?.vaultId ?? '' : '', () => {
		turn += 1
		byId.value = new Map()
		isAsked.value = false
		running.value = false
		failed.value = false
	})
	watchState(() => waiting.value.length > 0 && !running.value && !failed.value, (isDue) => {
		if (isDue) {
			void run()
		}
	})

	/** Judgement of the password of an entry; null when it was not judged, or has none. */
	const of = (id: string): JudgedPassword | null => byId.value.get(id)?.judged ?? null

	useTodoListsStore().judged = of

	return { ask, of, done, total, running, failed }
})
