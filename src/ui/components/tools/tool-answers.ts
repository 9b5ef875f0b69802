// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { computed } from 'vue'
import type { FieldsOf } from '../../../domain/inventory/changes.ts'
import type { Cost, Tool } from '../../../domain/inventory/model.ts'
import { useInventoryStore } from '../../../stores/inventory/inventory.ts'
import type { HostingAnswer, SupplierAnswer } from '../../../stores/inventory/tools.ts'
import { shownCost } from '../../../stores/inventory/tools.ts'
import { useFormDraft } from '../../composables/forms/use-form-draft.ts'

/**
 * The six facts of a tool: the records that answer them, and the form of each.
 *
 * @param id - of the tool
 * @param toolNow - what is saved of it
 */
export function useToolAnswers(id: string, toolNow: () => Tool) {
	const inventory = useInventoryStore()

	const supplier = computed(() => inventory.record('suppliers', toolNow().supplierId ?? ''))
	const hosting = computed(() => inventory.record('hostings', toolNow().hostingId ?? ''))
	const cost = computed<Cost | null>(() => shownCost(inventory.inventory, id)?.record ?? null)
	const contract = computed(() => inventory.sorted('contracts').find(({ record }) => record.toolIds.includes(id))?.record ?? null)

	const inputs = {
		usage: useFormDraft({
			place: `tools/${id}/usage`,
			saved: () => ({ usageIds: [...(toolNow().usageIds ?? [])] }),
		}),
		publisher: useFormDraft<SupplierAnswer>({
			place: `tools/${id}/publisher`,
			saved: () => ({
				name: supplier.value?.name ?? '',
				kind: supplier.value?.kind ?? 'unknown',
				country: supplier.value?.country ?? 'unknown',
				parentCountry: supplier.value?.parentCountry ?? 'unknown',
			}),
		}),
		hosting: useFormDraft<HostingAnswer>({
			place: `tools/${id}/hosting`,
			saved: () => ({
				kind: hosting.value?.kind ?? 'unknown',
				country: hosting.value?.countryStorage ?? 'unknown',
				knowledge: hosting.value?.knowledge ?? 'supposed',
				datacentre: hosting.value?.datacentre ?? '',
			}),
		}),
		cost: useFormDraft<{ amount: string, period: NonNullable<Cost['period']> | '', certainty: Cost['certainty'] }>({
			place: `tools/${id}/cost`,
			saved: () => ({
				amount: cost.value?.amountInclTax === undefined ? '' : String(cost.value.amountInclTax).replace('.', ','),
				period: cost.value?.period ?? '',
				certainty: cost.value?.certainty ?? 'estimate',
			}),
		}),
		until: useFormDraft({
			place: `tools/${id}/until`,
			saved: () => ({ endOn: contract.value?.endOn === undefined || contract.value.endOn === 'unknown' ? '' : contract.value.endOn }),
		}),
		users: useFormDraft({
			place: `tools/${id}/users`,
			saved: () => ({
				userIds: [...(toolNow().userIds ?? [])],
				count: toolNow().usersCount === undefined ? '' : String(toolNow().usersCount),
			}),
		}),
	}
	return { supplier, hosting, cost, contract, inputs }
}

/**
 * The fields of the tool that say who uses it, of those that were touched in the form.
 *
 * @param touched - as typed
 * @param touched.userIds - people of the notebook
 * @param touched.count - how many, in all
 */
export function usersFields({ userIds, count }: { readonly userIds?: readonly string[], readonly count?: string }): FieldsOf<'tools'> {
	return {
		...userIds === undefined ? {} : { userIds },
		...count === undefined ? {} : { usersCount: count === '' ? undefined : Number(count) },
		// An answer clears the former "Je ne sais pas".
		...userIds === undefined && count === undefined ? {} : { usersUnknown: undefined },
	}
}
