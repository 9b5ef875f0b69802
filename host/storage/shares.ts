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

	/** Shares of one node, by any account. */
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

	/** Shares a node with a group: one row for the group, one for each member but who shares and who owns. */
	createForGroup(node: NodeRow, sharer: string, group: string, members: readonly string[], permissions: number): ShareRow {
		const parent: ShareRow = {
			id: this.tree.nextId(),
			nodeId: node.id,
			sharer,
			recipient: '',
			permissions,
			since: nowInSeconds(),
			mountParent: 0,
			mountName: node.name,
			note: '',
			group,
		}
		this.database.set('shares', parent.id, parent)
		for (const member of members.filter((user) => user !== sharer && user !== node.owner)) {
			const row = this.create(node, sharer, member, permissions)
			this.database.set('shares', row.id, { ...row, parentShare: parent.id })
		}
		return parent
	}

	/** A folder that belongs to nobody, with the rights of each person who sees it at their root. */
	createTeamFolder(name: string, rights: ReadonlyMap<string, number>): NodeRow {
		const owner = `team folder ${name}`
		const folder = this.tree.createFolder(this.tree.home(owner), name)
		for (const [user, permissions] of rights) {
			const row = this.create(folder, owner, user, permissions)
			this.database.set('shares', row.id, { ...row, isTeamFolder: true })
		}
		return folder
	}

	/** Gives a folder to another account, which had no part in it or received it: its ids stay, and so do the shares with others. */
	transfer(node: NodeRow, to: string, parent: NodeRow): NodeRow {
		const moved = this.tree.move(node, parent, node.name)
		for (const share of this.all().filter(({ nodeId }) => this.tree.contains(moved.id, nodeId))) {
			if (share.recipient === to) {
				this.database.delete('shares', share.id)
			} else {
				this.database.set('shares', share.id, { ...share, sharer: to })
			}
		}
		return moved
	}

	change(share: ShareRow, fields: Partial<Pick<ShareRow, 'permissions' | 'note'>>): ShareRow {
		const next: ShareRow = { ...share, ...fields }
		this.database.set('shares', next.id, next)
		for (const row of this.all().filter(({ parentShare }) => parentShare === share.id)) {
			this.database.set('shares', row.id, { ...row, ...fields })
		}
		return next
	}

	/** Ends a share, and the reshares that rested on it. */
	remove(share: ShareRow): void {
		this.database.delete('shares', share.id)
		for (const other of this.all()) {
			if (other.parentShare === share.id) {
				this.remove(other)
			} else if (other.sharer === share.recipient && this.tree.contains(share.nodeId, other.nodeId)) {
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
