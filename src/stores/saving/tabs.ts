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
 * Coordinates the tabs of one person in one browser. Locking one locks them all, since a person who locks leaves the
 * computer; activity in one keeps the others from the idle lock.
 *
 * @param hear - receives the other messages
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
			// A received message must not be sent again: two tabs would keep each other awake.
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
