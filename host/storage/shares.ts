// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Access, Place } from './access.ts'
import type { Database } from './database.ts'
import type { NodeRow, ShareRow } from './rows.ts'
import type { Tree } from './tree.ts'
import { nowInSeconds } from './tree.ts'

/** Creating, changing and ending shares between the host's accounts. */
export class Shares {
	private readonly database: Database
	private readonly tree: Tree
	private readonly access: Access

	constructor(database: Database, tree: Tree, access: Access) {
		this.database = database
		this.tree = tree
		this.access = access
	}

	all(): ShareRow[] {
		return [...this.database.rows('shares').values()]
	}

	find(id: number): ShareRow | undefined {
		return this.database.get('shares', id)
	}

	/** Shares of one node, whoever made them. */
	ofNode(nodeId: number): ShareRow[] {
		return this.all().filter((share) => share.nodeId === nodeId)
	}

	/** Shares a node; the recipient finds it at their root under a free name. */
	create(node: NodeRow, sharer: string, recipient: string, permissions: number): ShareRow {
		const home = this.tree.home(recipient)
		const share: ShareRow = {
			id: this.tree.nextId(),
			nodeId: node.id,
			sharer,
			recipient,
			permissions,
			since: nowInSeconds(),
			mountParent: home.id,
			mountName: this.freeName(recipient, node),
			note: '',
		}
		this.database.set('shares', share.id, share)
		return share
	}

	change(share: ShareRow, fields: Partial<Pick<ShareRow, 'permissions' | 'note'>>): ShareRow {
		const next: ShareRow = { ...share, ...fields }
		this.database.set('shares', next.id, next)
		return next
	}

	/** Ends a share, and the reshares that rested on it. */
	remove(share: ShareRow): void {
		this.database.delete('shares', share.id)
		for (const other of this.all()) {
			if (other.sharer === share.recipient && this.tree.contains(share.nodeId, other.nodeId)) {
				this.remove(other)
			}
		}
	}

	/** Ends every share of a node and of what it holds, as deletion does. */
	removeBelow(node: NodeRow): void {
		for (const share of this.all()) {
			if (this.tree.contains(node.id, share.nodeId)) {
				this.database.delete('shares', share.id)
			}
		}
	}

	/** Renames or moves a mount in its recipient's own tree; nothing moves at the owner's. */
	moveMount(place: Place, parent: NodeRow, name: string): void {
		for (const share of place.shares) {
			this.database.set('shares', share.id, { ...share, mountParent: parent.id, mountName: name })
		}
	}

	private freeName(recipient: string, node: NodeRow): string {
		const root = this.access.root(recipient)
		// A second share of the same node joins the mount that is already there.
		const same = this.all().find((share) => share.recipient === recipient && share.nodeId === node.id)
		if (same) {
			return same.mountName
		}
		const dot = node.kind === 'file' ? node.name.lastIndexOf('.') : -1
		const stem = dot > 0 ? node.name.slice(0, dot) : node.name
		const extension = dot > 0 ? node.name.slice(dot) : ''
		let name = node.name
		for (let number = 2; this.access.child(recipient, root, name) !== undefined; number += 1) {
			name = `${stem} (${number})${extension}`
		}
		return name
	}
}
