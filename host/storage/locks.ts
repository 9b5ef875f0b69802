// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { NodeRow } from './rows.ts'

/** Identity of a name in a folder, whether something stands there or not. */
export type NameKey = string

/** Key of a name in a folder. */
export function nameKey(parent: number, name: string): NameKey {
	return `${parent}/${name}`
}

/** Key of a node. */
export function keyOf(node: NodeRow): NameKey {
	return nameKey(node.parent ?? 0, node.name)
}

interface UserLock {
	readonly owner: string
	readonly since: number
}

/**
 * The three kinds of locks: the one an upload holds on its name while its body
 * arrives, the stale ones a fault leaves behind, and those people take by hand.
 */
export class Locks {
	private readonly uploads = new Map<NameKey, object>()
	private readonly stale = new Map<NameKey, { until: number, seconds: number }>()
	private readonly manual = new Map<number, UserLock>()

	/**
	 * Begins an upload. The first one of a name holds it until `end`.
	 *
	 * @return an object to ask and to release with
	 */
	beginUpload(key: NameKey): { isHeldByAnother(): boolean, end(): void } {
		const ticket = {}
		if (!this.uploads.has(key)) {
			this.uploads.set(key, ticket)
		}
		return {
			isHeldByAnother: () => {
				const holder = this.uploads.get(key)
				return holder !== undefined && holder !== ticket
			},
			end: () => {
				if (this.uploads.get(key) === ticket) {
					this.uploads.delete(key)
				}
			},
		}
	}

	/** Leaves a lock nobody will release, for a time that every later request renews. */
	leaveStale(keys: readonly NameKey[], seconds: number): void {
		for (const key of keys) {
			this.stale.set(key, { until: Date.now() + seconds * 1000, seconds })
		}
	}

	isStale(key: NameKey): boolean {
		const lock = this.stale.get(key)
		if (lock === undefined) {
			return false
		}
		if (lock.until < Date.now()) {
			this.stale.delete(key)
			return false
		}
		lock.until = Date.now() + lock.seconds * 1000
		return true
	}

	/** Lock taken by hand on a node, undefined when there is none. */
	byHand(nodeId: number): UserLock | undefined {
		return this.manual.get(nodeId)
	}

	lockByHand(nodeId: number, owner: string, since: number): void {
		this.manual.set(nodeId, { owner, since })
	}

	unlockByHand(nodeId: number): void {
		this.manual.delete(nodeId)
	}

	clear(): void {
		this.stale.clear()
		this.manual.clear()
	}
}
