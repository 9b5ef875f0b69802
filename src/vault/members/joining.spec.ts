// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeAll, expect, it, vi } from 'vitest'
import { listsOf, person, sealAs, VAULT } from '../../../tests/support/vault-people.ts'
import { parseVault } from '../file/container.ts'
import { loadSodium } from '../file/sodium.ts'
import { findInvitation, invitationGroups } from './joining.ts'

vi.mock('../file/container.ts', async (original) => {
	const container = await original<object & { readonly parseVault: typeof parseVault }>()
	return { ...container, parseVault: vi.fn(container.parseVault) }
})

beforeAll(loadSodium)

it('reads each header a few times, however many slots a file names', () => {
	const guests = Array.from({ length: 200 }, (_, index) => person(index + 10, 'writer', 'invitation'))
	const kdf = { memory: 64 * 1024 * 1024, passes: 3, salt: '0'.repeat(32) }
	const invitations = guests.map(({ member }) => ({ kdf, slot: member.slot })).sort((a, b) => (a.slot < b.slot ? -1 : 1))
	const head = sealAs(person(1), { lists: listsOf(person(1), ...guests), invitations })
	vi.mocked(parseVault).mockClear()
	const [group] = invitationGroups([head])
	expect(group?.slots).toHaveLength(200)
	expect(findInvitation(VAULT, [head], group?.slots ?? [], new Uint8Array(64))).toBeNull()
	expect(vi.mocked(parseVault).mock.calls.length).toBeLessThan(5)
})
