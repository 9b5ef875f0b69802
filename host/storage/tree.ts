// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { randomBytes } from 'node:crypto'
import type { BlobStore } from './blobs.ts'
import type { Database } from './database.ts'
import type { NodeRow } from './rows.ts'

/** Content of a new file. */
export interface Content {
	readonly blob: string
	readonly size: number
	readonly checksum: string
	/** Seconds. */
	readonly mtime: number
}

/** Bytes that the server pretends are left when there is no quota. */
export const UNLIMITED = -3

/**
 * The nodes of all accounts. Everything here is synchronous on purpose: between
 * a look-up and the change that rests on it no other request can run.
 */
export class Tree {
	private readonly database: Database
	private readonly blobs: BlobStore
	private readonly childIds = new Map<number, Map<string, number>>()
	private readonly sizes = new Map<number, number>()

	constructor(database: Database, blobs: BlobStore) {
		this.database = database
		this.blobs = blobs
		for (const node of database.rows('nodes').values()) {
			this.index(node)
		}
	}

	node(id: number): NodeRow | undefined {
		return this.database.get('nodes', id)
	}

	/** Root of an account's files, created on first use. */
	home(user: string): NodeRow {
		return this.root(user, 'files')
	}

	/** Root of an account's trash, created on first use. */
	trashRoot(user: string): NodeRow {
		return this.root(user, 'trash')
	}

	child(parent: number, name: string): NodeRow | undefined {
		const id = this.childIds.get(parent)?.get(name)
		return id === undefined ? undefined : this.node(id)
	}

	children(parent: number): NodeRow[] {
		const found: NodeRow[] = []
		for (const id of this.childIds.get(parent)?.values() ?? []) {
			const node = this.node(id)
			if (node) {
				found.push(node)
			}
		}
		return found
	}

	/** The node and everything below it, parents first. */
	* below(node: NodeRow): Generator<NodeRow> {
		yield node
		for (const child of this.children(node.id)) {
			yield* this.below(child)
		}
	}

	/** Does `id` stand inside the folder `ancestor`, or is it that folder? */
	contains(ancestor: number, id: number): boolean {
		let current = this.node(id)
		while (current) {
			if (current.id === ancestor) {
				return true
			}
			current = current.parent === null ? undefined : this.node(current.parent)
		}
		return false
	}

	/** Bytes of a file, or of everything inside a folder. */
	size(node: NodeRow): number {
		if (node.kind === 'file') {
			return node.size
		}
		let total = this.sizes.get(node.id)
		if (total === undefined) {
			total = this.children(node.id).reduce((sum, child) => sum + this.size(child), 0)
			this.sizes.set(node.id, total)
		}
		return total
	}

	/** Names from the root of the owner's files down to the node. */
	path(node: NodeRow): string[] {
		const names: string[] = []
		let current: NodeRow | undefined = node
		while (current && current.parent !== null) {
			names.unshift(current.name)
			current = this.node(current.parent)
		}
		return names
	}

	createFolder(parent: NodeRow, name: string): NodeRow {
		return this.add(parent, name, { kind: 'folder', blob: null, size: 0, checksum: '', mtime: nowInSeconds() })
	}

	createFile(parent: NodeRow, name: string, content: Content): NodeRow {
		return this.add(parent, name, { kind: 'file', ...content })
	}

	/** Replaces a file's content; the caller decides what becomes of the former blob. */
	replace(node: NodeRow, content: Content, keepEtag = false): NodeRow {
		const next: NodeRow = { ...node, ...content, etag: keepEtag ? node.etag : newEtag(), uploaded: nowInSeconds() }
		this.put(next)
		this.touchAbove(next)
		return next
	}

	/** Changes dead properties or the date of a node. */
	update(node: NodeRow, fields: Partial<Pick<NodeRow, 'props' | 'mtime'>>): NodeRow {
		const next: NodeRow = { ...node, ...fields }
		this.put(next)
		return next
	}

	/** Renames or moves; the node keeps its id and its ETag. */
	move(node: NodeRow, parent: NodeRow, name: string): NodeRow {
		if (node.parent !== null) {
			this.childIds.get(node.parent)?.delete(node.name)
		}
		this.touchAbove(node)
		const next: NodeRow = { ...node, parent: parent.id, name }
		this.put(next)
		if (next.owner !== parent.owner) {
			this.giveTo(next, parent.owner)
		}
		this.touchAbove(next)
		return this.node(next.id) ?? next
	}

	/** A deep copy with ids of its own; blobs are shared. */
	copy(node: NodeRow, parent: NodeRow, name: string): NodeRow {
		if (node.blob !== null) {
			this.blobs.retain(node.blob)
		}
		const made = this.add(parent, name, {
			kind: node.kind,
			blob: node.blob,
			size: node.size,
			checksum: node.checksum,
			mtime: node.mtime,
		})
		for (const child of this.children(node.id)) {
			if (child.id !== made.id) {
				this.copy(child, made, child.name)
			}
		}
		return this.node(made.id) ?? made
	}

	/** Removes a node and everything below for good. */
	remove(node: NodeRow): void {
		for (const gone of [...this.below(node)].reverse()) {
			if (gone.blob !== null) {
				this.blobs.release(gone.blob)
			}
			if (gone.parent !== null) {
				this.childIds.get(gone.parent)?.delete(gone.name)
			}
			this.childIds.delete(gone.id)
			this.sizes.delete(gone.id)
			this.database.delete('nodes', gone.id)
		}
		this.touchAbove(node)
	}

	/** A number no node, share or other thing had before. */
	nextId(): number {
		const last = this.database.get('settings', 'lastId')
		const id = (typeof last === 'number' ? last : 0) + 1
		this.database.set('settings', 'lastId', id)
		return id
	}

	private root(user: string, which: 'files' | 'trash'): NodeRow {
		const known = this.database.get('settings', `root:${which}:${user}`)
		const found = typeof known === 'number' ? this.node(known) : undefined
		if (found) {
			return found
		}
		const id = this.nextId()
		const made: NodeRow = {
			id,
			parent: null,
			name: which,
			kind: 'folder',
			owner: user,
			etag: newEtag(),
			mtime: nowInSeconds(),
			uploaded: 0,
			size: 0,
			blob: null,
			checksum: '',
			props: {},
		}
		this.put(made)
		this.database.set('settings', `root:${which}:${user}`, id)
		return made
	}

	private add(parent: NodeRow, name: string, what: Pick<NodeRow, 'kind' | 'blob' | 'size' | 'checksum' | 'mtime'>): NodeRow {
		const made: NodeRow = {
			id: this.nextId(),
			parent: parent.id,
			name,
			owner: parent.owner,
			etag: newEtag(),
			uploaded: nowInSeconds(),
			props: {},
			...what,
		}
		this.put(made)
		this.touchAbove(made)
		return made
	}

	private giveTo(node: NodeRow, owner: string): void {
		for (const each of this.below(node)) {
			this.put({ ...each, owner })
		}
	}

	private put(node: NodeRow): void {
		this.database.set('nodes', node.id, node)
		this.index(node)
	}

	private index(node: NodeRow): void {
		if (node.parent === null) {
			return
		}
		let names = this.childIds.get(node.parent)
		if (names === undefined) {
			names = new Map()
			this.childIds.set(node.parent, names)
		}
		names.set(node.name, node.id)
	}

	/** Every folder above gets a new ETag and date, up to the root. */
	private touchAbove(node: NodeRow): void {
		let parent = node.parent
		while (parent !== null) {
			const folder = this.node(parent)
			if (folder === undefined) {
				return
			}
			this.sizes.delete(folder.id)
			this.put({ ...folder, etag: newEtag(), mtime: nowInSeconds() })
			parent = folder.parent
		}
	}
}

/** Seconds since 1970. */
export function nowInSeconds(): number {
	return Math.floor(Date.now() / 1000)
}

function newEtag(): string {
	return randomBytes(16).toString('hex')
}
