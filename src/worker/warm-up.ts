// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { sodium } from '../vault/file/sodium.ts'
import { identityKeys, wipeKeys } from '../vault/keys/identity.ts'
import type { IdentityKeys } from '../vault/keys/identity.ts'
import type { VaultChange } from '../vault/model.ts'
import { openVault, wipeState } from '../vault/opening.ts'
import { prepareChanges, prepareFirst } from '../vault/prepare-revision.ts'
import { createPacker } from './columns.ts'
import { vaultView } from './views.ts'

/*
 * A browser runs code slowly the first times, and a Worker is new at each
 * unlocking. While a key is derived elsewhere, which takes about a second, it
 * opens a vault of its own making a few times: the real one then opens two to
 * three times faster.
 */

/** Accounts of the vault that is opened. */
const ACCOUNTS = 1_500
const ROUNDS = 24
/** Milliseconds after which no round is begun: on a slow computer the answer of the derivation must not wait. */
const LONGEST = 250

const AT = '2000-01-01T00:00:00.000Z'

function change(index: number): VaultChange {
	return {
		kind: 'put',
		id: index.toString(16).padStart(32, '0'),
		draft: { label: `Répétition ${index}`, login: `mairie-${index}@exemple.fr`, password: `mot-${index}`, site: `https://service-${index}.exemple.fr`, note: index % 5 === 0 ? 'À relire' : '', accountId: `a${index}`, favourite: index % 9 === 0, tags: index % 3 === 0 ? ['été'] : [] },
	}
}

function play(keys: IdentityKeys): number {
	const start = performance.now()
	const { next } = prepareFirst('0'.repeat(32), '', AT, keys)
	const { file, next: full } = prepareChanges(next, Array.from({ length: ACCOUNTS }, (_, index) => change(index)), AT, keys)
	let shown = 0
	let round = 0
	do {
		round += 1
		const state = openVault({ notebook: next.notebook, vault: next.vault, heads: [file], others: [], current: null, pin: null, acceptOlder: false }, keys)
		createPacker()(vaultView(state))
		shown += Object.keys(state.content.collections.credentials).length
		wipeState(state)
	} while (round < ROUNDS && performance.now() - start < LONGEST)
	wipeState(next)
	wipeState(full)
	return shown
}

let isPlayed = false

/**
 * Runs the code of an opening once on generated data, so that it is compiled before the first real vault is opened.
 * Never uses data of a real vault. Only the first call does anything. Needs sodium loaded.
 *
 * @return number of credentials opened; 0 if already warm or on failure, which the real opening will report
 */
export function warmUp(): number {
	if (isPlayed) {
		return 0
	}
	isPlayed = true
	const keys = identityKeys(sodium.randombytes_buf(32))
	try {
		return play(keys)
	} catch {
		return 0
	} finally {
		wipeKeys(keys)
	}
}
