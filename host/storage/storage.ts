// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Access } from './access.ts'
import { BlobStore } from './blobs.ts'
import { Database } from './database.ts'
import { Locks } from './locks.ts'
import type { NodeRow, VersionRow } from './rows.ts'
import { Shares } from './shares.ts'
import type { Content } from './tree.ts'
import { nowInSeconds, Tree, UNLIMITED } from './tree.ts'

const MAX_VERSIONS = 30

/** Everything stored, behind one door. */
export class Storage {
	readonly database: Database
	readonly blobs: BlobStore
	readonly locks = new Locks()
	tree: Tree
	access: Access
	shares: Shares

	private constructor(database: Database, blobs: BlobStore) {
		this.database = database
		this.blobs = blobs
		this.tree = new Tree(database, blobs)
		this.access = new Access(database, this.tree)
		this.shares = new Shares(database, this.tree, this.access)
	}

	/** Opens a data folder, or a storage that is kept in memory alone. */
	static async open(folder: string | null): Promise<Storage> {
		const database = await Database.open(folder === null ? null : join(folder, 'tables'))
		const nodes = [...database.rows('nodes').values()].map((node) => node.blob)
		const versions = [...database.rows('versions').values()].map((version) => version.blob)
		const used = [...nodes, ...versions].filter((blob): blob is string => blob !== null)
		return new Storage(database, await BlobStore.open(folder === null ? null : join(folder, 'blobs'), used))
	}

	/** Name of the instance: part of file ids and name of the session cookie. */
	instanceId(): string {
		const known = this.database.get('settings', 'instance')
		if (typeof known === 'string') {
			return known
		}
		const made = `oc${randomBytes(5).toString('hex')}`
		this.database.set('settings', 'instance', made)
		return made
	}

	/** Makes every change so far durable. */
	async commit(): Promise<void> {
		const unused = this.blobs.takeUnused()
		await this.database.commit()
		await this.blobs.sweep(unused)
	}

	/** Empties everything but the name of the instance. */
	async reset(): Promise<void> {
		const instance = this.instanceId()
		await this.database.clear()
		await this.blobs.clear()
		this.locks.clear()
		this.database.set('settings', 'instance', instance)
		this.tree = new Tree(this.database, this.blobs)
		this.access = new Access(this.database, this.tree)
		this.shares = new Shares(this.database, this.tree, this.access)
		await this.commit()
	}

	/** Quota of an account in bytes, null for none. */
	quota(user: string): number | null {
		const quota = this.database.get('settings', `quota:${user}`)
		return typeof quota === 'number' ? quota : null
	}

	setQuota(user: string, bytes: number | null): void {
		if (bytes === null) {
			this.database.delete('settings', `quota:${user}`)
		} else {
			this.database.set('settings', `quota:${user}`, bytes)
		}
	}

	/** Bytes left to the owner of a node, never below 0; -3 without a quota. */
	available(owner: string): number {
		const quota = this.quota(owner)
		return quota === null ? UNLIMITED : Math.max(0, quota - this.tree.size(this.tree.home(owner)))
	}

	/** Overwrites a file and keeps the former content as a version, at most one a second. */
	overwrite(node: NodeRow, content: Content, author: string, keepEtag: boolean): NodeRow {
		const version: VersionRow = {
			fileId: node.id,
			timestamp: node.mtime,
			blob: node.blob ?? '',
			size: node.size,
			etag: node.etag,
			author,
		}
		const id = `${node.id}:${version.timestamp}`
		if (version.blob !== '' && this.database.get('versions', id) === undefined) {
			this.database.set('versions', id, version)
		} else if (version.blob !== '') {
			this.blobs.release(version.blob)
		}
		for (const old of this.versions(node.id).slice(MAX_VERSIONS)) {
			this.removeVersion(old)
		}
		return this.tree.replace(node, content, keepEtag)
	}

	/** Former contents of a file, newest first. */
	versions(fileId: number): VersionRow[] {
		return [...this.database.rows('versions').values()]
			.filter((version) => version.fileId === fileId)
			.sort((left, right) => right.timestamp - left.timestamp)
	}

	removeVersion(version: VersionRow): void {
		this.database.delete('versions', `${version.fileId}:${version.timestamp}`)
		this.blobs.release(version.blob)
	}

	/** Removes for good: versions, shares and contents. */
	purge(node: NodeRow): void {
		for (const each of this.tree.below(node)) {
			for (const version of this.versions(each.id)) {
				this.removeVersion(version)
			}
		}
		this.shares.removeBelow(node)
		this.database.delete('trash', node.id)
		this.tree.remove(node)
	}

	/**
	 * Moves a node to its owner's trash; a recipient who deletes gets a copy in theirs.
	 *
	 * @param node - what is deleted
	 * @param deleter - the account that deletes
	 * @param seenAs - path in the deleter's files, for the copy
	 */
	trash(node: NodeRow, deleter: string, seenAs: readonly string[]): void {
		const ownerPath = this.tree.path(node).join('/')
		const owner = node.owner
		if (deleter !== owner) {
			this.putInTrash(this.tree.copy(node, this.tree.trashRoot(deleter), uniqueName()), deleter, node.name, seenAs.join('/'))
		}
		this.shares.removeBelow(node)
		this.putInTrash(node, owner, node.name, ownerPath)
	}

	private putInTrash(node: NodeRow, user: string, originalName: string, originalPath: string): void {
		const root = this.tree.trashRoot(user)
		let deletedAt = nowInSeconds()
		while (this.tree.child(root.id, `${originalName}.d${deletedAt}`) !== undefined) {
			deletedAt += 1
		}
		this.tree.move(node, root, `${originalName}.d${deletedAt}`)
		this.database.set('trash', node.id, { nodeId: node.id, user, originalName, originalPath, deletedAt })
	}
}

function uniqueName(): string {
	return randomBytes(8).toString('hex')
}
