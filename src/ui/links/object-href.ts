// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ObjectRef } from '../../domain/diagnostic/model.ts'
import type { CollectionName, RecordOf } from '../../domain/inventory/model.ts'

import { hrefOf } from '../composables/navigation/use-route.ts'

/** Where records are looked up: the inventory store. */
export interface RecordSource {
	record<C extends CollectionName>(collection: C, id: string): RecordOf<C> | null
	sorted<C extends CollectionName>(collection: C): readonly { readonly id: string, readonly record: RecordOf<C> }[]
}

/**
 * The screen where an object can be looked at and corrected; an empty string when there is none.
 *
 * @param object - as the diagnostic names it
 * @param inventory - to find the tool that it belongs to
 */
export function objectHref(object: ObjectRef, inventory: RecordSource): string {
	switch (object.collection) {
		case 'tools': return hrefOf('tools', object.id)
		case 'accounts': return hrefOf('tools', inventory.record('accounts', object.id)?.toolId ?? '')
		case 'costs': return hrefOf('tools', inventory.record('costs', object.id)?.toolId ?? '')
		case 'backups': return hrefOf('tools', inventory.record('backups', object.id)?.toolIds[0] ?? '')
		case 'contracts': return hrefOf('tools', inventory.record('contracts', object.id)?.toolIds[0] ?? '')
		case 'hostings': return hrefOf('tools', inventory.sorted('tools').find(({ record }) => record.hostingId === object.id)?.id ?? '')
		case 'suppliers': return hrefOf('tools', inventory.sorted('tools').find(({ record }) => record.supplierId === object.id)?.id ?? '')
		case 'domains': return hrefOf('hosting')
		case 'persons':
		case 'members': return hrefOf('people')
		case 'credentials': return hrefOf('passwords', object.id)
		// No screen asks for these yet.
		case 'commune':
		case 'equipments':
		case 'trainings':
		case 'processings': return ''
	}
}
