// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it, vi } from 'vitest'
import { diagnosticSteps } from '../../domain/diagnostic/engine.ts'
import { parseInventory } from '../../domain/inventory/schema.ts'
import { inSteps } from './in-steps.ts'

function* three() {
	yield
	yield
	return 'done'
}

it('does what is small at once', () => {
	const done = vi.fn()
	const pending = vi.fn()
	inSteps(100, three(), done, pending)
	expect(done).toHaveBeenCalledWith('done')
	expect(pending).not.toHaveBeenCalled()
})

it('leaves the page free for what is large, and can be given up', async () => {
	const [done, other, pending] = [vi.fn(), vi.fn(), vi.fn()]
	inSteps(20_000, three(), done, pending)
	inSteps(20_000, three(), other, pending)()
	expect(done).not.toHaveBeenCalled()
	expect(pending).toHaveBeenCalledTimes(2)
	await vi.waitFor(() => expect(done).toHaveBeenCalledWith('done'))
	await new Promise((resolve) => setTimeout(resolve, 120))
	expect(other).not.toHaveBeenCalled()
})

it('reads each account a bounded number of times, however many people left', () => {
	const readsWith = (persons: number): number => {
		let reads = 0
		const accounts = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`a${index}`, { toolId: 't', label: `A${index}`, holderIds: [`p${index % persons}`] }]))
		const inventory = parseInventory({
			schema: 1,
			collections: {
				tools: { t: { name: 'T' } },
				accounts,
				persons: Object.fromEntries(Array.from({ length: persons }, (_, index) => [`p${index}`, { displayName: `P${index}`, endOn: '2020-01-01' }])),
			},
		})
		const watched = Object.fromEntries(Object.entries(inventory.collections.accounts).map(([id, account]) => [id, new Proxy(account, {
			get(target, field) {
				reads += field === 'holderIds' ? 1 : 0
				return Reflect.get(target, field) as unknown
			},
		})]))
		const steps = diagnosticSteps({ ...inventory, collections: { ...inventory.collections, accounts: watched } } as typeof inventory, '2026-11-30')
		while (steps.next().done !== true) {
			// One step after the other.
		}
		return reads
	}
	expect(readsWith(400)).toBe(readsWith(4))
})
