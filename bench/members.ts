// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Sealing a revision to 200 members: every save seals the vault key to each of
 * them again. In Node, through the code of the Worker; the boxes alone are compared with
 * native libsodium, alternating in the same run.
 */
import type { IdentityKeys } from '../src/vault/keys/identity.ts'
import type { Member } from '../src/vault/model.ts'
import type { VaultState } from '../src/vault/opening.ts'

import native from 'sodium-native'
import { toBase64, toHex } from '../src/vault/file/bytes.ts'
import { randomId } from '../src/vault/file/hash.ts'
import { loadSodium, sodium } from '../src/vault/file/sodium.ts'
import { identityKeys } from '../src/vault/keys/identity.ts'
import { prepareChanges, prepareEdit, prepareFirst } from '../src/vault/prepare-revision.ts'
import { median, milliseconds } from './lib/median.ts'
import { draft, idOf, NOTEBOOK } from './lib/vault.ts'

const ROUNDS = 15
const MEMBERS = 200
const ACCOUNTS = 1_000

const now = (): string => new Date().toISOString()

function somebody(number: number): readonly [string, Member] {
	const keys = identityKeys(sodium.randombytes_buf(32))
	return [
		randomId(),
		{
			addedAt: now(),
			box: toBase64(keys.boxPublic),
			expiresAt: '',
			kind: 'person',
			label: `Membre ${number}`,
			role: 'writer',
			sign: toBase64(keys.signPublic),
			slot: randomId(),
		},
	]
}

/** A vault of so many members and accounts, as its keeper has it open. */
function vaultWith(members: number, keys: IdentityKeys): VaultState {
	const { next } = prepareFirst(NOTEBOOK, 'bench', now(), keys)
	const lists = {
		...next.lists,
		members: { ...next.lists.members, ...Object.fromEntries(Array.from({ length: members - 1 }, (_, index) => somebody(index))) },
	}
	const peopled = prepareEdit(next, { lists }, now(), keys).next
	return prepareChanges(
		peopled,
		Array.from({ length: ACCOUNTS }, (_, index) => ({ kind: 'put', id: idOf(index), draft: draft(index) })),
		now(),
		keys,
	).next
}

function timed<T>(action: () => T): readonly [number, T] {
	const start = performance.now()
	const value = action()
	return [performance.now() - start, value]
}

await loadSodium()
const keys = identityKeys(sodium.randombytes_buf(32))
const crowd = vaultWith(MEMBERS, keys)
const alone = vaultWith(1, keys)
const receivers = Object.values(crowd.lists.members).map(({ box }) => Buffer.from(box, 'base64'))
const message = sodium.randombytes_buf(64)
const costs = { crowd: [] as number[], alone: [] as number[], ours: [] as number[], theirs: [] as number[] }
let size = 0
for (let round = 0; round < ROUNDS; round++) {
	const save = (state: VaultState) => prepareChanges(state, [{ kind: 'put', id: idOf(round), draft: { password: toHex(sodium.randombytes_buf(8)) } }], now(), keys)
	const [whole, prepared] = timed(() => save(crowd))
	costs.crowd.push(whole)
	costs.alone.push(timed(() => save(alone))[0])
	costs.ours.push(timed(() => receivers.forEach((receiver) => sodium.crypto_box_seal(message, receiver)))[0])
	costs.theirs.push(timed(() => receivers.forEach((receiver) => native.crypto_box_seal(Buffer.alloc(112), Buffer.from(message), receiver)))[0])
	size = prepared.file.bytes.length
	if (Object.keys(prepared.next.lists.members).length !== MEMBERS) {
		throw new Error('Somebody is missing')
	}
}
console.log(`saving one edit of ${ACCOUNTS} accounts, sealed, opened back and compared, ${ROUNDS} rounds, medians`)
console.log(`  for ${MEMBERS} members: ${milliseconds(median(costs.crowd))} (best ${milliseconds(Math.min(...costs.crowd))}), ${(size / 1024).toFixed(0)} KiB`)
console.log(`  for one: ${milliseconds(median(costs.alone))} (best ${milliseconds(Math.min(...costs.alone))})`)
console.log(`  the ${MEMBERS} boxes alone: ${milliseconds(median(costs.ours))}, sodium-native ${milliseconds(median(costs.theirs))}, ratio ${(median(costs.ours) / median(costs.theirs)).toFixed(2)}`)
