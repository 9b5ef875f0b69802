// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { InvitationOffer } from '../../src/worker/api.ts'
import type { JsonRecord } from '../reference/json.ts'
import type { Somebody } from '../vectors/writer.ts'

import { beforeAll, expect, it, vi } from 'vitest'
import { findInvitation } from '../../src/vault/entering.ts'
import { loadSodium } from '../../src/vault/sodium.ts'
import { openVaultFile } from '../reference/vault-file.ts'
import { as, fixed, fixedId, listsOf, NOTEBOOK, somebody, VAULT, writeVault } from '../vectors/writer.ts'
import { Browser, Office, PASSPHRASE } from './office.ts'

vi.mock('../../src/worker/client.ts', async () => {
	const { clientAtWork } = await import('./at-work.ts')
	return { createCryptoClient: () => clientAtWork }
})
vi.mock('../../src/platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))
vi.mock('../../src/platform/browser-memory.ts', async (original) => {
	const { atWork } = await import('./at-work.ts')
	return {
		...await original<object>(),
		rememberedHead: (vaultId: string) => atWork.memory.headOf(vaultId),
		rememberHead: (vaultId: string, name: string) => atWork.memory.rememberHead(vaultId, name),
	}
})
beforeAll(loadSodium)

const WEEK_LATER = '2026-11-29T12:00:00.000Z'
const invite = ({ keeper }: Office): Promise<InvitationOffer> => keeper.vault.write((api, vaultId) => api.invite({ vaultId, role: 'writer', label: 'La nouvelle', expiresAt: WEEK_LATER }))

async function accept(office: Office, code: string): Promise<string> {
	const newcomer = new Browser(somebody('dora', 'writer'), office.server)
	return newcomer.outcome(async () => {
		const store = newcomer.vault
		store.setIdentity(newcomer.identity, true)
		await store.setPlace({ notebookId: NOTEBOOK, vaultId: VAULT, store: office.server })
		await store.unlockIdentity(PASSPHRASE)
		await store.enter((api, entry) => api.acceptInvitation({ ...entry, code }), 'Dora')
	})
}

function told({ anne }: Office, { revision, memberId }: InvitationOffer): { readonly guest: Somebody, readonly invitations: readonly JsonRecord[] } {
	const { lists, invitations } = openVaultFile(revision, { notebook: NOTEBOOK, vault: VAULT }, anne.keys)
	const entry = lists.members[memberId] ?? {}
	return { guest: { ...somebody('guest', 'writer', 'invitation'), id: memberId, entry }, invitations: invitations.map(({ kdf, slot }) => ({ kdf, slot })) }
}

it('7. one file of somebody without any key asks for four derivations: who is invited is shut out', async () => {
	const office = await Office.open()
	const { code } = await invite(office)
	const guests = Array.from({ length: 4 }, (_, index) => somebody(`guest ${index}`, 'writer', 'invitation', { expiresAt: WEEK_LATER }))
	const invitations = guests.map(({ entry }, index) => ({ kdf: { memory: 67_108_864, passes: 3, salt: fixedId(`salt ${index}`) }, slot: String(entry.slot) })).sort((a, b) => (a.slot < b.slot ? -1 : 1))
	// Sealed to a stranger, by a stranger, under a key of their own.
	office.server.put(writeVault(office.eve, { lists: listsOf(office.eve, ...guests), invitations, key: fixed('a key of eve', 32), place: { number: 9, parents: [`00000008-${fixedId('x')}`], ancestors: [`00000008-${fixedId('x')}`] } }))
	expect(await accept(office, code.join(' '))).toBe('accepted')
})

it('8. one file sealed to the invitation stands above it: who is invited is shut out', async () => {
	const office = await Office.open()
	const offer = await invite(office)
	const { guest, invitations } = told(office, offer)
	const voucher = { ...guest.entry.voucher as JsonRecord, by: office.eve.id }
	office.server.put(writeVault(office.eve, { lists: listsOf(office.eve, as(guest, { voucher })), invitations, key: fixed('a key of eve', 32), place: { number: 9, parents: [`00000008-${fixedId('x')}`], ancestors: [`00000008-${fixedId('x')}`] } }))
	expect(await accept(office, offer.code.join(' '))).toBe('accepted')
})

it('8b. the same, its payload not one', async () => {
	const office = await Office.open()
	const offer = await invite(office)
	const { guest, invitations } = told(office, offer)
	office.server.put(writeVault(office.eve, { lists: listsOf(office.eve, guest), invitations, payload: (payload) => ({ ...payload, more: 1 }), key: fixed('a key of eve', 32), place: { number: 9, parents: [`00000008-${fixedId('x')}`], ancestors: [`00000008-${fixedId('x')}`] } }))
	expect(await accept(office, offer.code.join(' '))).toBe('accepted')
})

it('9. files with as many invitations as there can be hang whoever types a code', () => {
	const eve = somebody('eve')
	const one = (file: number) => {
		const guests = Array.from({ length: 999 }, (_, index) => ({ slot: fixedId(`slot ${file} ${index}`) }))
		const invitations = guests.map(({ slot }) => ({ kdf: { memory: 67_108_864, passes: 3, salt: fixedId('one salt') }, slot })).sort((a, b) => (a.slot < b.slot ? -1 : 1))
		const box = Buffer.alloc(112, 7).toString('base64')
		return writeVault(eve, { invitations, header: (header) => ({ ...header, grants: invitations.map(({ slot }) => ({ box, slot })) }) }).file
	}
	const derived = fixed('derived', 64)
	const time = (files: number, slots: number): number => {
		const heads = Array.from({ length: files }, (_, index) => one(index))
		const all = Array.from({ length: slots }, (_, index) => fixedId(`slot ${index % files} ${Math.floor(index / files)}`))
		const start = performance.now()
		findInvitation(VAULT, heads, all, derived)
		return performance.now() - start
	}
	expect(time(4, 3996)).toBeLessThan(25_000)
})
