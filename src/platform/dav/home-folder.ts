// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CallOptions, DavClient } from './client.ts'
import type { FolderEntry } from './folders.ts'

import { freeName } from './folder-names.ts'
import { listFolder } from './list-folder.ts'
import { HOME_FOLDER } from './paths.ts'

const NUMBERED = new RegExp(`^${HOME_FOLDER}(?: \\((\\d+)\\))?$`)

/** True if a folder of this name may be a folder of notebooks. */
export function isHomeName(name: string): boolean {
	return NUMBERED.test(name)
}

/**
 * The folders of this person's own that may be their folder of notebooks: `Trousseau`, and `Trousseau (2)`…
 * when that name was taken by a file, or by a folder that somebody shared with them. What is private never goes into
 * a share; in a folder that Nextcloud encrypts from end to end, a browser can write nothing.
 */
export async function ownHomeFolders(
	client: DavClient,
	options: CallOptions = {},
): Promise<{ readonly own: readonly FolderEntry[], readonly taken: readonly string[] }> {
	const { children } = await listFolder(client, '', options)
	return {
		own: children
			.filter((child) => child.isFolder && !child.isShared && !child.isEncrypted && isHomeName(child.name))
			.sort((left, right) => numberOf(left.name) - numberOf(right.name)),
		taken: children.map((child) => child.name),
	}
}

/** Path of this person's own folder of notebooks, created when there is none. */
export async function ensureHomeFolder(client: DavClient): Promise<string> {
	const { own, taken } = await ownHomeFolders(client)
	const [first] = own
	if (first !== undefined) {
		return first.path
	}
	const path = freeName(HOME_FOLDER, taken)
	await client.makeFolder(path)
	return path
}

function numberOf(name: string): number {
	return Number(NUMBERED.exec(name)?.[1] ?? 1)
}
