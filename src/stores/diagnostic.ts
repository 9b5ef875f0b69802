// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { computeDiagnostic } from '../domain/diagnostic/engine.ts'
import { metricsOf } from './counting.ts'
import { useDayStore } from './day.ts'
import { useInventoryStore } from './inventory.ts'
import { useMembersStore } from './members.ts'
import { useVaultStore } from './vault.ts'

/** The diagnostic of the inventory that is open, always up to date, never typed in. */
export const useDiagnosticStore = defineStore('diagnostic', () => {
	const clock = useDayStore()
	const inventory = useInventoryStore()
	const vault = useVaultStore()
	const members = useMembersStore()

	const metrics = computed(() => metricsOf({
		inventory: inventory.inventory,
		day: clock.day,
		vault: vault.status === 'open' ? { live: vault.live, departures: members.departures } : null,
	}))
	const diagnostic = computed(() => computeDiagnostic(inventory.inventory, clock.day, metrics.value))

	return { diagnostic }
})
