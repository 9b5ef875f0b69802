// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../../domain/errors.ts'

/** Folder, in the user's home, where notebooks are created. */
export const HOME_FOLDER = 'Trousseau'
/** Folders of a notebook. */
export const INVENTORY_FOLDER = 'inventory'
export const VAULTS_FOLDER = 'vaults'
/** Folder of a person's identity, in their own folder of notebooks. */
export const IDENTITY_FOLDER = '.identity'

/**
 * Paths are written from the user's own files, without a slash at either end:
 * `Trousseau/Sainte-Radegonde/inventory`; the home itself is the empty string.
 */
export function joinPath(...parts: readonly string[]): string {
	return parts.filter((part) => part !== '').join('/')
}

/** The folder that holds this one; the home for a name at its root. */
export function parentOf(path: string): string {
	return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** The last name of a path. */
export function nameOf(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1)
}

const VAULT_ID = /^[0-9a-f]{32}$/

/** True if this is the name of a vault's folder. */
export function isVaultId(name: string): boolean {
	return VAULT_ID.test(name)
}

/** A path as a URL writes it: each name percent-encoded. Throws `invalid` for a name that a URL would swallow. */
export function encodePath(path: string): string {
	return segmentsOf(path).map(encodeName).join('/')
}

/**
 * The path that an href of the server designates, in whatever case its percent signs are written.
 * Null when it lies outside of `root`; throws `unexpected-answer` when it cannot be decoded.
 *
 * @param href - absolute URL or path
 * @param root - decoded path of the user's files on the server, as `/remote.php/dav/files/anne`
 */
export function decodeHref(href: string, root: string): string | null {
	const path = href.trim().replace(/^https?:\/\/[^/]*/i, '')
	let segments: string[]
	try {
		segments = segmentsOf(path).filter((segment) => segment !== '').map(decodeURIComponent)
	} catch (error) {
		throw new TrousseauError('unexpected-answer', {}, error)
	}
	if (segments.some((segment) => segment.includes('/'))) {
		throw new TrousseauError('unexpected-answer')
	}
	const above = segmentsOf(root).filter((segment) => segment !== '')
	const isBelow = above.every((segment, index) => segments[index] === segment)
	return isBelow ? segments.slice(above.length).join('/') : null
}

function encodeName(name: string): string {
	if (name === '.' || name === '..' || name === '') {
		throw new TrousseauError('invalid')
	}
	try {
		return encodeURIComponent(name)
	} catch (error) {
		// Half of a character.
		throw new TrousseauError('invalid', {}, error)
	}
}

function segmentsOf(path: string): string[] {
	return path === '' ? [] : path.split('/')
}
