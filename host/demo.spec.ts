// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import sodium from 'sodium-native'
import { describe, expect, it } from 'vitest'
import { parseCanonical } from '../src/domain/canonical.ts'
import { parseInventory } from '../src/domain/inventory/schema.ts'
import { DATA_CATEGORIES, USAGES } from '../src/domain/inventory/usages.ts'
import { demoInventory, demoRevision } from './demo.ts'
import { PASSWORDS } from './demo/passwords.ts'

const { collections } = demoInventory()
const known = (collection: object): Set<string> => new Set(Object.keys(collection))

describe('the example commune', () => {
	it('is a valid inventory of twenty tools', () => {
		expect(parseInventory(demoInventory()).collections.tools).toEqual(collections.tools)
		expect(Object.keys(collections.tools)).toHaveLength(20)
	})

	it('uses only the words that the application knows', () => {
		const tools = Object.values(collections.tools)
		expect(tools.flatMap((tool) => tool.usageIds ?? []).filter((id) => !(USAGES as readonly string[]).includes(id))).toEqual([])
		expect(tools.flatMap((tool) => tool.dataCategories ?? []).filter((id) => !(DATA_CATEGORIES as readonly string[]).includes(id))).toEqual([])
	})

	it('points at nothing that is missing', () => {
		const { tools, hostings, suppliers, persons } = collections
		const missing: string[] = []
		const wants = (collection: object, ids: readonly (string | undefined)[]): void => {
			missing.push(...ids.filter((id) => id !== undefined && !known(collection).has(id)) as string[])
		}
		for (const tool of Object.values(tools)) {
			wants(hostings, [tool.hostingId])
			wants(suppliers, [tool.supplierId])
			wants(persons, tool.userIds ?? [])
		}
		for (const account of Object.values(collections.accounts)) {
			wants(tools, [account.toolId])
			wants(persons, account.holderIds ?? [])
		}
		wants(suppliers, Object.values(hostings).map((hosting) => hosting.operatorSupplierId))
		wants(tools, Object.values(collections.costs).map((cost) => cost.toolId))
		wants(tools, Object.values(collections.backups).flatMap((backup) => backup.toolIds))
		expect(missing).toEqual([])
	})

	it('has an account for every tool, and a tool for every account that a password opens', () => {
		const withAccount = new Set(Object.values(collections.accounts).map(({ toolId }) => toolId))
		expect(Object.keys(collections.tools).filter((id) => !withAccount.has(id))).toEqual([])
		const opened = PASSWORDS.filter(({ account }) => account !== undefined)
		expect(opened.filter(({ id }) => collections.accounts[id]?.vaultState !== 'vault')).toEqual([])
		expect(new Set(PASSWORDS.map(({ id }) => id)).size).toBe(PASSWORDS.length)
	})

	it('says that it is fictional', () => {
		expect(collections.commune.commune?.name).toContain('fictive')
	})

	it('is a revision whose name proves its bytes, in canonical form', () => {
		const { name, bytes } = demoRevision('0'.repeat(32))
		const hash = Buffer.alloc(16)
		sodium.crypto_generichash(hash, Buffer.from(bytes))
		expect(name).toBe(`00000001-${hash.toString('hex')}.inventory`)
		expect(parseCanonical(bytes)).toMatchObject({ format: 1, kind: 'inventory', number: 1, parents: [], ancestors: [] })
	})
})
