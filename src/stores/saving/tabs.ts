// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { TabChannel, TabMessage } from '../../platform/tabs.ts'

import { currentUser } from '../../platform/session.ts'
import { openTabChannel } from '../../platform/tabs.ts'
import { watchState } from '../session/watch-state.ts'
import { useVaultStore } from '../vault/vault.ts'

/** Milliseconds between two signs of life sent to the other tabs. */
const ALIVE_EVERY = 15_000

/**
 * Makes the tabs of one person in one browser work together. Locking one locks them all, since whoever locks leaves the
 * computer; and while somebody works in one, the others do not lock for want of work.
 *
 * @param hear - told of the rest
 */
export function connectTabs(hear: (message: TabMessage) => unknown): TabChannel {
	const vault = useVaultStore()
	let aliveAt = 0
	let isHearing = false

	const channel = openTabChannel(currentUser().id, (message) => {
		if (message.kind === 'locked') {
			if (vault.identity !== null) {
				void vault.lock('window')
			}
		} else if (message.kind === 'alive') {
			// What is heard must not be told again: two tabs would keep each other awake.
			isHearing = true
			vault.touch()
			isHearing = false
		} else {
			hear(message)
		}
	})

	watchState(() => vault.identity === null, (isLocked) => {
		if (isLocked) {
			channel.tell({ kind: 'locked' })
		}
	})
	watchState(() => vault.secondsLeft, (left, before) => {
		if (left > (before ?? left) && !isHearing && Date.now() - aliveAt >= ALIVE_EVERY) {
			aliveAt = Date.now()
			channel.tell({ kind: 'alive' })
		}
	}, { sync: true })
	return channel
}
