// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { computeDiagnostic } from '../domain/diagnostic/engine.ts'
import { useInventoryStore } from './inventory.ts'

/** The diagnostic of the inventory that is open, always up to date, never typed in. */
export const useDiagnosticStore = defineStore('diagnostic', () => {
	const inventory = useInventoryStore()
	const diagnostic = computed(() => computeDiagnostic(inventory.inventory, new Date().toISOString().slice(0, 10)))

	return { diagnostic }
})
