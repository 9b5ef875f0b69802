// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** A file or a folder. Rows are never changed in place, always replaced. */
export interface NodeRow {
	readonly id: number
	/** Null for the two roots of an account: its files and its trash. */
	readonly parent: number | null
	readonly name: string
	readonly kind: 'file' | 'folder'
	/** Account whose quota pays for it. */
	readonly owner: string
	/** 32 hexadecimal characters, without quotes. */
	readonly etag: string
	/** Seconds since 1970. */
	readonly mtime: number
	readonly uploaded: number
	/** Bytes; 0 for a folder, whose size is computed. */
	readonly size: number
	readonly blob: string | null
	/** `OC-Checksum` as given by the client, never verified. */
	readonly checksum: string
	/** Dead properties by Clark name. */
	readonly props: Readonly<Record<string, string>>
}

/** A node shared with an account. */
export interface ShareRow {
	readonly id: number
	readonly nodeId: number
	/** User id of the person who shared. */
	readonly sharer: string
	readonly recipient: string
	/** Sum of 1 read, 2 update, 4 create, 8 delete, 16 reshare. */
	readonly permissions: number
	readonly since: number
	/** Where the recipient sees it: a folder of their own tree, and a name there. */
	readonly mountParent: number
	readonly mountName: string
	readonly note: string
	/** Group that it was given to; such a row gives access to nobody, the rows of its members do. */
	readonly group?: string
	/** Of a member's row: the share of their group. */
	readonly parentShare?: number
	/** It is no share: the node is a team folder, which is nobody's. */
	readonly isTeamFolder?: true
}

/** Where a node of the trash comes from. */
export interface TrashRow {
	readonly nodeId: number
	readonly user: string
	readonly originalName: string
	/** Path in the account's files, without a leading slash. */
	readonly originalPath: string
	readonly deletedAt: number
}

/** A former content of a file. */
export interface VersionRow {
	readonly fileId: number
	/** Seconds; with the file id, the identity of the version. */
	readonly timestamp: number
	readonly blob: string
	readonly size: number
	readonly etag: string
	readonly author: string
}

/** Everything the host remembers, by table. */
export interface Tables {
	readonly nodes: NodeRow
	readonly shares: ShareRow
	readonly trash: TrashRow
	readonly versions: VersionRow
	/** `lastId`, `instance`, `quota:<user>`, … */
	readonly settings: string | number
}

export type TableName = keyof Tables
