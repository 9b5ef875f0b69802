// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** A file of a journal's folder, as a listing shows it. */
export interface StoredFile {
	/** File name with its extension. */
	readonly name: string
	/** Bytes. */
	readonly size: number
}

/**
 * A folder of immutable files. Implemented over Nextcloud's WebDAV in
 * `platform/dav`, in memory for tests.
 *
 * Every method rejects with a `TrousseauError` (`forbidden`, `gone`, `quota`,
 * `busy`, `maintenance`, `offline`, `session-expired`, `other-user`,
 * `invalid` (a name that the server refuses), `too-large`, `unexpected-answer`).
 */
export interface RevisionStore {
	/** The files of the folder, in no promised order. Rejects with `gone` when the folder is missing. */
	list(): Promise<readonly StoredFile[]>
	/** The whole content of one file. */
	read(name: string): Promise<Uint8Array>
	/**
	 * Creates a file that must not exist. `already` means that a file of this
	 * name was there before: since names prove contents, ours had arrived.
	 * Retries by itself what the server asks to retry (423, 503), with the same bytes.
	 * Also rejects with `altered` when the server kept other bytes under this name (a body cut on its way):
	 * the same content must then go under another name.
	 */
	create(name: string, bytes: Uint8Array): Promise<'created' | 'already'>
	/** Deletes one file without a copy in the trash. A missing file is a success. */
	remove(name: string): Promise<void>
}
