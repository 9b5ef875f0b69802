// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { browserMemory } from '../../platform/browser-memory.ts'
import { watchState } from '../session/watch-state.ts'
import { useVaultStore } from './vault.ts'

/** With the id of a vault. */
const KEY = 'favourites:'

/**
 * Favourite passwords of this person. Not written into the vault, where other members would see them and they would fill
 * the history. The browser stores their ids, which mean nothing outside the vault.
 */
export const useFavouritesStore = defineStore('favourites', () => {
	const vault = useVaultStore()
	const ids = shallowRef<ReadonlySet<string>>(new Set())

	const list = computed(() => vault.live.filter(({ id }) => ids.value.has(id)))

	/** Reads the favourites; those stored in the vault by an earlier version are imported once. */
	function read(vaultId: string): ReadonlySet<string> {
		const kept = browserMemory().preference(KEY + vaultId)
		if (kept !== null) {
			return new Set(kept.split(' ').filter((id) => id !== ''))
		}
		const former = new Set(vault.credentials.filter(({ favourite }) => favourite).map(({ id }) => id))
		write(vaultId, former)
		return former
	}

	function write(vaultId: string, next: ReadonlySet<string>): void {
		browserMemory().setPreference(KEY + vaultId, [...next].join(' '))
	}

	watchState(() => vault.status === 'open' ? vault.place?.vaultId ?? '' : '', (vaultId) => {
		ids.value = vaultId === '' ? new Set() : read(vaultId)
	}, { immediate: true })

	/** Marks a password, or no longer. Another window may have marked others meanwhile. */
	function set(id: string, isFavourite: boolean): void {
		const vaultId = vault.place?.vaultId ?? ''
		if (vaultId !== '') {
			const next = new Set(read(vaultId))
			if (isFavourite) {
				next.add(id)
			} else {
				next.delete(id)
			}
			write(vaultId, next)
			ids.value = next
		}
	}

	return { ids, list, set }
})
