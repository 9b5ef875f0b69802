// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Database } from './database.ts'
import type { View } from './rights.ts'
import type { NodeRow, ShareRow } from './rows.ts'
import type { Tree } from './tree.ts'

/** A node as one account reaches it. */
export interface Place extends View {
	readonly node: NodeRow
	/** Names from that account's root; empty for the root itself. */
	readonly path: readonly string[]
	/** The shares that give access, empty for the owner. */
	readonly shares: readonly ShareRow[]
}

/** Paths of each account: its own tree with the received shares mounted in it. */
export class Access {
	private readonly database: Database
	private readonly tree: Tree

	constructor(database: Database, tree: Tree) {
		this.database = database
		this.tree = tree
	}

	/** Root of an account. */
	root(user: string): Place {
		return { node: this.tree.home(user), path: [], permissions: null, mountRoot: false, shares: [] }
	}

	/** File or folder at a path, undefined when there is none. */
	resolve(user: string, path: readonly string[]): Place | undefined {
		let place: Place | undefined = this.root(user)
		for (const name of path) {
			if (place === undefined) {
				return undefined
			}
			place = this.child(user, place, name)
		}
		return place
	}

	/** One entry of a folder, a mount or a node. */
	child(user: string, folder: Place, name: string): Place | undefined {
		const mount = this.mounts(user, folder).find((each) => each.path.at(-1) === name)
		if (mount) {
			return mount
		}
		const node = this.tree.child(folder.node.id, name)
		return node === undefined ? undefined : inside(folder, node)
	}

	/** Entries of a folder, in an order that is not that of the names. */
	children(user: string, folder: Place): Place[] {
		const own = this.tree.children(folder.node.id).map((node) => inside(folder, node))
		return [...own, ...this.mounts(user, folder)].sort((left, right) => scattered(left.node.id) - scattered(right.node.id))
	}

	/** Everything an account reaches from a folder, the folder first. */
	* below(user: string, place: Place): Generator<Place> {
		yield place
		if (place.node.kind === 'file') {
			return
		}
		for (const child of this.children(user, place)) {
			yield* this.below(user, child)
		}
	}

	/** Shares received by an account and still valid. */
	received(user: string): ShareRow[] {
		return [...this.database.rows('shares').values()].filter((share) => share.recipient === user && this.isReachable(share))
	}

	/** A shared node that went to the trash, or whose sharer lost access, is not shared any more. */
	private isReachable(share: ShareRow): boolean {
		const node = this.tree.node(share.nodeId)
		return node !== undefined && this.tree.contains(this.tree.home(node.owner).id, node.id)
	}

	private mounts(user: string, folder: Place): Place[] {
		if (folder.permissions !== null || folder.node.owner !== user || folder.node.kind === 'file') {
			return []
		}
		const byNode = new Map<number, ShareRow[]>()
		for (const share of this.received(user)) {
			if (this.mountParent(user, share) !== folder.node.id) {
				continue
			}
			byNode.set(share.nodeId, [...byNode.get(share.nodeId) ?? [], share])
		}
		const places: Place[] = []
		for (const [nodeId, shares] of byNode) {
			const node = this.tree.node(nodeId)
			const [first] = shares
			if (node === undefined || first === undefined) {
				continue
			}
			const permissions = shares.reduce((sum, share) => sum | share.permissions, 0)
			places.push({
				node,
				path: [...folder.path, first.mountName],
				permissions,
				mountRoot: true,
				team: first.isTeamFolder === true,
				shares,
			})
		}
		return places
	}

	/** A mount whose folder is gone comes back to the root. */
	private mountParent(user: string, share: ShareRow): number {
		const home = this.tree.home(user).id
		return this.tree.contains(home, share.mountParent) ? share.mountParent : home
	}
}

function inside(folder: Place, node: NodeRow): Place {
	return {
		node,
		path: [...folder.path, node.name],
		permissions: folder.permissions,
		mountRoot: false,
		team: folder.team === true,
		shares: folder.shares,
	}
}

/** Spreads ids so that no listing is sorted by chance. */
function scattered(id: number): number {
	return Math.imul(id, 0x9e3779b1) >>> 0
}
