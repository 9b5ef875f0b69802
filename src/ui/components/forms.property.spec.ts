// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { App, Component } from 'vue'
import type { Inventory } from '../../domain/inventory/model.ts'

import fc from 'fast-check'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, h, nextTick } from 'vue'
import { differences } from '../../domain/differences.ts'
import type { FieldsOf } from '../../domain/inventory/changes.ts'
import { putRecord } from '../../domain/inventory/changes.ts'
import { toolKnowledge } from '../../domain/inventory/knowledge.ts'
import { MemoryStore } from '../../journal/memory-store.ts'
import { NOTEBOOK } from '../../journal/testing.ts'
import { browserMemory } from '../../platform/browser-memory.ts'
import { useInventoryStore } from '../../stores/inventory/inventory.ts'
import PersonForm from './people/PersonForm.vue'
import AccountEditor from './tools/AccountEditor.vue'
import ToolFacts from './tools/ToolFacts.vue'
import ToolMore from './tools/ToolMore.vue'

vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

/** Said of every record by programs, or where a value comes from: they follow the field that was touched. */
const FOLLOWING: ReadonlySet<string> = new Set(['facts', 'reviewedOn', 'usersUnknown'])
/** Without these a record of its kind cannot be: a new one has them whatever was touched. */
const NEEDED: ReadonlySet<string> = new Set(['certainty', 'label', 'name', 'toolId', 'toolIds', 'year', 'updatedAt', 'updatedBy', 'facts'])

interface Form {
	readonly name: string
	readonly component: Component
	readonly props: Readonly<Record<string, unknown>>
	readonly opens?: number
}

const FORMS: readonly Form[] = [
	...[0, 1, 2, 3, 4, 5].map((opens): Form => ({ name: `fact ${opens}`, component: ToolFacts, props: { id: 't' }, opens })),
	{ name: 'the rest of a tool', component: ToolMore, props: { id: 't' } },
	{ name: 'an account', component: AccountEditor, props: { id: 'a', toolId: 't' } },
	{ name: 'a person', component: PersonForm, props: { id: 'p' } },
]

const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const proposed = fc.constantFrom(undefined, { source: 'catalogue', checkedOn: '2026-11-02', knowledge: 'declared' } as const)

/** The known facts of a tool, a part of them or none; other tools share its records. */
const arbitrary = fc.record({
	tool: fc.record({
		usageIds: some(fc.constant(['mail'])),
		usersCount: some(fc.constant(3)),
		criticality: some(fc.constant('useful' as const)),
		dataCategories: some(fc.constant(['health'])),
		backedUp: some(fc.constantFrom('yes' as const, 'no' as const)),
		note: some(fc.constant('une note')),
	}),
	supplier: some(fc.record({
		kind: some(fc.constant('publisher' as const)),
		country: some(fc.constant('FR')),
		parentCountry: some(fc.constantFrom('US', 'unknown')),
	})),
	hosting: some(fc.record({
		kind: some(fc.constant('host' as const)),
		countryStorage: some(fc.constant('FR')),
		knowledge: some(fc.constant('supposed' as const)),
		datacentre: some(fc.constant('Roubaix')),
	})),
	cost: some(fc.record({
		year: fc.constantFrom(2025, new Date().getFullYear()),
		amountInclTax: fc.constant(240),
		certainty: fc.constantFrom('invoice' as const, 'estimate' as const),
		period: some(fc.constant('monthly' as const)),
	})),
	contract: some(fc.record({ endOn: some(fc.constantFrom('2027-12-31', 'unknown')) })),
	backup: some(fc.record({ holderKind: some(fc.constant('supplier' as const)), frequency: fc.constant('daily' as const) })),
	account: fc.record({
		kind: some(fc.constant('shared' as const)),
		vaultState: some(fc.constant('notebook' as const)),
		disabledOn: some(fc.constant('2024-01-01')),
	}),
	person: fc.record({ function: some(fc.constant('Secrétaire')), kind: some(fc.constant('agent' as const)) }),
	isShared: fc.boolean(),
	facts: proposed,
})

type Known = typeof arbitrary extends fc.Arbitrary<infer T> ? T : never

function seeded(current: Inventory, known: Known, change: Parameters<typeof putRecord>[4]): Inventory {
	const facts
		= known.facts === undefined
			? {}
			: { facts: { supplierId: known.facts, parentCountry: known.facts, countryStorage: known.facts, usageIds: known.facts } }
	const links = { ...known.supplier === undefined ? {} : { supplierId: 's' }, ...known.hosting === undefined ? {} : { hostingId: 'h' } }
	const toolIds = known.isShared ? ['t', 'u'] : ['t']
	let next = putRecord(current, 'tools', 't', { name: 'Outil', ...known.tool, ...links, ...facts } as FieldsOf<'tools'>, change)
	next = known.isShared ? putRecord(next, 'tools', 'u', { name: 'Autre', ...links }, change) : next
	next
		= known.supplier === undefined
			? next
			: putRecord(next, 'suppliers', 's', { name: 'Éditeur', ...known.supplier, ...facts } as FieldsOf<'suppliers'>, change)
	next
		= known.hosting === undefined
			? next
			: putRecord(next, 'hostings', 'h', { label: 'Outil', ...known.hosting, ...facts } as FieldsOf<'hostings'>, change)
	next = known.cost === undefined ? next : putRecord(next, 'costs', 'c', { toolId: 't', ...known.cost } as FieldsOf<'costs'>, change)
	next
		= known.contract === undefined
			? next
			: putRecord(next, 'contracts', 'k', { toolIds, ...known.contract } as FieldsOf<'contracts'>, change)
	next
		= known.backup === undefined
			? next
			: putRecord(next, 'backups', 'b', { label: 'Copie', toolIds, ...known.backup } as FieldsOf<'backups'>, change)
	next = putRecord(next, 'accounts', 'a', { toolId: 't', label: 'Compte', ...known.account } as FieldsOf<'accounts'>, change)
	return putRecord(next, 'persons', 'p', { displayName: 'Anne', ...known.person } as FieldsOf<'persons'>, change)
}

let app: App | null = null
let page: HTMLElement

async function settle(): Promise<void> {
	for (let turn = 0; turn < 6; turn++) {
		await nextTick()
		await new Promise((resolve) => setTimeout(resolve))
	}
}

/** The form, opened over what is known. Gives its store, and the inventory that it shows. */
async function open({ component, props, opens }: Form, known: Known) {
	app?.unmount()
	browserMemory().setPreference('inputs', null)
	setActivePinia(createPinia())
	const inventory = useInventoryStore()
	const store = new MemoryStore()
	await inventory.open({ store, notebookId: NOTEBOOK, mayWrite: true })
	await inventory.change((current, change) => seeded(current, known, change))
	page = document.createElement('div')
	document.body.replaceChildren(page)
	app = createApp({
		render: () => h(component, {
			...props,
			tool: inventory.inventory.collections.tools.t,
			knowledge: toolKnowledge(inventory.inventory, 't', '2026-11-30'),
		}),
	})
	app.mount(page)
	await settle()
	if (opens !== undefined) {
		[...page.querySelectorAll('button')].filter((one) => /^(?:Answer|Change): /.test(one.ariaLabel ?? ''))[opens]?.click()
		await settle()
	}
	return { inventory, store }
}

async function submit(): Promise<void> {
	page.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
	await settle()
}

/** Gives one control another value, as a person does. */
function touch(control: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement): void {
	if (control instanceof HTMLSelectElement) {
		const other = [...control.options].find(({ value }) => value !== control.value && value !== 'unknown' && value !== '')
		control.value = other?.value ?? control.value
		control.dispatchEvent(new Event('change'))
	} else if (control.type === 'checkbox') {
		control.click()
	} else {
		control.value
			= control.type === 'number' || /montant|amount/i.test(control.labels?.[0]?.textContent ?? '')
				? '77'
				: /day|left|until/i.test(control.labels?.[0]?.textContent ?? '')
					? '31/12/2028'
					: 'Autre chose'
		control.dispatchEvent(new Event('input'))
		control.dispatchEvent(new Event('change'))
	}
}

describe.each(FORMS)('the form of $name', (form) => {
	beforeEach(() => setActivePinia(createPinia()))
	afterEach(() => {
		app?.unmount()
		app = null
	})

	it('in which nothing is touched writes no revision and changes no byte', async () => {
		await fc.assert(fc.asyncProperty(arbitrary, async (known) => {
			const { inventory, store } = await open(form, known)
			const [before, revisions] = [inventory.inventory, store.files.size]
			await submit()
			expect([inventory.inventory, store.files.size]).toEqual([before, revisions])
		}), { numRuns: 12 })
	})

	it('in which one field is touched changes that field and no other', async () => {
		await fc.assert(fc.asyncProperty(arbitrary, fc.nat(), async (known, chosen) => {
			const { inventory } = await open(form, known)
			const before = inventory.inventory
			const controls = [
				...page.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>('form input, form select, form textarea'),
			].filter(({ disabled }) => !disabled)
			const control = controls[chosen % controls.length]
			if (control !== undefined) {
				touch(control)
				await settle()
				await submit()
			}
			const found = differences(before, inventory.inventory)
			expect(found.filter(({ kind }) => kind === 'removed')).toEqual([])
			const added = found.filter(({ kind }) => kind === 'added')
			// A new record, and its place on the tool, stand for the one field.
			const links = added.flatMap(({ collection }) => ({ suppliers: ['supplierId'], hostings: ['hostingId'] })[collection] ?? [])
			const changed = found.flatMap(({ collection, id, fields }) => fields
				.filter(({ field }) => !FOLLOWING.has(field) && !links.includes(field))
				.map(({ field }) => `${collection} ${id} ${field}`))
			// A place that others share is copied whole; an amount is read by the period that was said of the line before.
			const copied = Object.keys(before.collections.hostings.h ?? {})
			const said = added.flatMap(({ collection, after }) => Object.keys(after ?? {}).filter((field) => !NEEDED.has(field)
				&& !(collection === 'hostings' && copied.includes(field))
				&& !(collection === 'costs' && field === 'period' && known.cost?.period !== undefined)))
			expect([...changed, ...said].length).toBeLessThanOrEqual(1)
		}), { numRuns: 25 })
	})
})
