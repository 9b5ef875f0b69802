// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { currentUser } from '../../platform/session.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useSessionStore } from '../session/session.ts'

/** Words that an attacker who knows the commune would try first: its name and code, its people, tools and suppliers, the user's name. */
export const useKnownWordsStore = defineStore('known-words', () => {
	const inventory = useInventoryStore()
	const session = useSessionStore()

	const words = computed<readonly string[]>(() => {
		const { commune, persons, tools, suppliers, domains } = inventory.inventory.collections
		const user = currentUser()
		return [
			user.id,
			user.name,
			session.notebook?.communeName ?? '',
			...Object.values(commune).flatMap(({ name, inseeCode }) => [name, inseeCode ?? '']),
			...Object.values(persons).map(({ displayName }) => displayName),
			...Object.values(tools).map(({ name }) => name),
			...Object.values(suppliers).map(({ name }) => name),
			...Object.values(domains).map(({ name }) => name),
		].filter((word) => word !== '')
	})

	return { words }
})
