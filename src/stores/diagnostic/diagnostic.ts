// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Diagnostic } from '../../domain/diagnostic/model.ts'
import type { Steps } from '../../domain/steps.ts'
import type { Counted } from './counting.ts'

import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { diagnosticSteps } from '../../domain/diagnostic/engine.ts'
import { emptyInventory } from '../../domain/inventory/schema.ts'
import { finish } from '../../domain/steps.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useMembersStore } from '../members/members.ts'
import { useDayStore } from '../session/day.ts'
import { watchState } from '../session/watch-state.ts'
import { useVaultStore } from '../vault/vault.ts'
import { metricsOf, sizeOfCounted } from './counting.ts'
import { inSteps } from './in-steps.ts'

function* stepsOf(counted: Counted): Steps<Diagnostic> {
	const metrics = metricsOf(counted)
	yield
	return yield* diagnosticSteps(counted.inventory, counted.day, metrics)
}

/** The diagnostic of the inventory that is open, always up to date, never typed in. */
export const useDiagnosticStore = defineStore('diagnostic', () => {
	const clock = useDayStore()
	const inventory = useInventoryStore()
	const vault = useVaultStore()
	const members = useMembersStore()

	const counted = computed<Counted>(() => ({
		inventory: inventory.inventory,
		day: clock.day,
		vault: vault.status === 'open' ? { live: vault.live, departures: members.departures } : null,
	}))
	/** Null until it is computed. */
	const result = shallowRef<Diagnostic | null>(null)
	let giveUp = (): void => {}
	watchState(() => counted.value, (now) => {
		giveUp()
		giveUp = inSteps(
			sizeOfCounted(now),
			stepsOf(now),
			(diagnostic) => void (result.value = diagnostic),
			() => void (result.value = null),
		)
	}, { immediate: true })

	const isReady = computed(() => result.value !== null)
	const diagnostic = computed<Diagnostic>(() => result.value ?? finish(diagnosticSteps(emptyInventory({ name: '-' }), clock.day)))

	return { diagnostic, isReady }
})
