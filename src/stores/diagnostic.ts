// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DiagnosticMetrics } from '../domain/diagnostic/rule.ts'

import { defineStore } from 'pinia'
import { computed } from 'vue'
import { computeDiagnostic } from '../domain/diagnostic/engine.ts'
import { useDayStore } from './day.ts'
import { useInventoryStore } from './inventory.ts'
import { useVaultStore } from './vault.ts'

/** The diagnostic of the inventory that is open, always up to date, never typed in. */
export const useDiagnosticStore = defineStore('diagnostic', () => {
	const clock = useDayStore()
	const inventory = useInventoryStore()
	const vault = useVaultStore()

	/** Counted from the opened vault, in this page only; nothing without it. */
	const metrics = computed<DiagnosticMetrics | undefined>(() => vault.status === 'open'
		? { reuse: Object.fromEntries(vault.live.filter(({ accountId }) => accountId !== '').map(({ accountId, reusedBy }) => [accountId, reusedBy])) }
		: undefined)
	const diagnostic = computed(() => computeDiagnostic(inventory.inventory, clock.day, metrics.value))

	return { diagnostic }
})
