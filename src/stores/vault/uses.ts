// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { browserMemory } from '../../platform/browser-memory.ts'
import { watchState } from '../session/watch-state.ts'
import { useVaultStore } from './vault.ts'

/** With the id of a vault. */
const KEY = 'uses:'

/** Entries remembered: more than one screen of recent ones. */
const MOST = 100

/**
 * When this person last used each password on this computer. Ids, which mean nothing outside the vault, and times, to the minute:
 * nobody else sees them.
 */
export const useUsesStore = defineStore('uses', () => {
	const vault = useVaultStore()
	/** Milliseconds since 1970, by id. */
	const times = shallowRef<ReadonlyMap<string, number>>(new Map())

	function read(vaultId: string): ReadonlyMap<string, number> {
		return new Map((browserMemory().preference(KEY + vaultId) ?? '').split(' ').flatMap((entry): [string, number][] => {
			const [id = '', minute = ''] = entry.split('@')
			return /^\d{1,10}$/.test(minute) ? [[id, Number(minute) * 60_000]] : []
		}))
	}

	watchState(() => vault.status === 'open' ? vault.place?.vaultId ?? '' : '', (vaultId) => {
		times.value = vaultId === '' ? new Map() : read(vaultId)
	}, { immediate: true })

	/** A password was copied, shown or opened. Another window may have used others meanwhile. */
	function note(id: string): void {
		const vaultId = vault.place?.vaultId ?? ''
		if (vaultId === '' || vault.status !== 'open') {
			return
		}
		const next = new Map([[id, Date.now()], ...[...read(vaultId)].filter(([other]) => other !== id)].slice(0, MOST) as [string, number][])
		browserMemory().setPreference(KEY + vaultId, [...next].map(([key, at]) => `${key}@${Math.floor(at / 60_000)}`).join(' '))
		times.value = next
	}

	const usedAt = (id: string): number => times.value.get(id) ?? 0
	/** Used lately, the latest first; a vault of which nothing was used here yet begins with what changed last. */
	const recent = computed(() => {
		const used = vault.live.filter(({ id }) => times.value.has(id)).sort((one, other) => usedAt(other.id) - usedAt(one.id))
		const others = vault.live.filter(({ id }) => !times.value.has(id)).sort((one, other) => (one.updatedAt < other.updatedAt ? 1 : -1))
		return [...used, ...others]
	})

	return { note, usedAt, recent }
})
