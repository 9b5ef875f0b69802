// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../../domain/errors.ts'
import { concat, readU32, u32, utf8 } from '../file/bytes.ts'
import { checkKdfBounds } from '../keys/kdf-bounds.ts'
import type { KdfCost } from '../keys/kdf-bounds.ts'

/*
 * The clear part of a backup file (section 12 of docs/FORMAT.md). Free of
 * sodium: the page reads it before it asks for the words.
 */

/** Bytes of the largest backup. */
export const MAX_BACKUP = 512 * 1024 * 1024
/** Bytes before the stream: magic, version, memory, passes, salt, check. */
export const BACKUP_HEADER = 65
/** Header of a stream, and its shortest chunk. */
const SHORTEST_STREAM = 24 + 17

const MAGIC = utf8('TRSBACKP')
const VERSION = 1
const SALT = 17
const CHECK = 33

/** Clear header of a backup file. Not authenticated until the payload is opened. */
export interface BackupHeader extends KdfCost {
	/** 16 bytes. */
	readonly salt: Uint8Array
	/** 32 bytes: distinguishes wrong words from an altered file. */
	readonly check: Uint8Array
}

/** The bytes of a header. */
export function encodeBackupHeader({ memory, passes, salt, check }: BackupHeader): Uint8Array {
	return concat(MAGIC, Uint8Array.of(VERSION), u32(memory), u32(passes), salt, check)
}

/**
 * Reads and validates a backup header before any key derivation.
 *
 * @param head - the first {@link BACKUP_HEADER} bytes of the file, or all of it
 * @param size - bytes of the whole file
 * @throws TrousseauError `invalid` for a file of another kind, `altered`, `unsupported-version`, `too-large`, `kdf-bounds`
 */
export function readBackupHeader(head: Uint8Array, size: number): BackupHeader {
	if (!MAGIC.every((byte, index) => head[index] === byte)) {
		throw new TrousseauError('invalid', { bytes: size })
	}
	if (size > MAX_BACKUP) {
		throw new TrousseauError('too-large', { bytes: size })
	}
	const version = head[MAGIC.length] ?? 0
	if (version > VERSION) {
		throw new TrousseauError('unsupported-version', { version })
	}
	if (version !== VERSION || head.length < BACKUP_HEADER || size < BACKUP_HEADER + SHORTEST_STREAM) {
		throw new TrousseauError('altered', { bytes: size })
	}
	const header = {
		memory: readU32(head, 9),
		passes: readU32(head, 13),
		salt: head.slice(SALT, CHECK),
		check: head.slice(CHECK, BACKUP_HEADER),
	}
	checkKdfBounds(header)
	return header
}
