// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../../domain/errors.ts'
import { str, wipe } from '../file/bytes.ts'
import { hash, keyedHash } from '../file/hash.ts'
import { sodium } from '../file/sodium.ts'
import { checkStream, openStream, sealStream } from '../file/stream.ts'
import type { KdfCost } from '../keys/kdf-bounds.ts'
import { BACKUP_HEADER, encodeBackupHeader, MAX_BACKUP, readBackupHeader } from './backup-header.ts'

/** A backup in its two parts, which make the file one after the other: joining them would double what is in memory. */
export interface SealedBackup {
	readonly header: Uint8Array
	readonly stream: Uint8Array
}

const checkOf = (derived: Uint8Array, salt: Uint8Array): Uint8Array => keyedHash(derived.subarray(32, 64), str('trousseau backup check v1'), salt)

const keyOf = (derived: Uint8Array): Uint8Array => keyedHash(derived.subarray(0, 32), str('trousseau backup payload v1'))

/**
 * Seals an archive.
 *
 * @param derived - 64 bytes that the words gave with this salt and cost; left as they are
 * @param archive - the plaintext, its padding included
 * @throws TrousseauError `too-large`
 */
export function sealBackupFile(derived: Uint8Array, salt: Uint8Array, { memory, passes }: KdfCost, archive: Uint8Array): SealedBackup {
	const header = encodeBackupHeader({ memory, passes, salt, check: checkOf(derived, salt) })
	const key = keyOf(derived)
	const stream = sealStream(key, hash(header), archive)
	wipe(key)
	if (header.length + stream.length > MAX_BACKUP) {
		throw new TrousseauError('too-large', { bytes: header.length + stream.length })
	}
	return { header, stream }
}

/**
 * Checks that a backup opens to this archive.
 *
 * @param derived - derived anew from the words; left as they are
 * @throws TrousseauError `altered`
 */
export function checkBackupFile(derived: Uint8Array, { header, stream }: SealedBackup, archive: Uint8Array): void {
	const { salt, check } = readBackupHeader(header, header.length + stream.length)
	if (!sodium.memcmp(check, checkOf(derived, salt))) {
		throw new TrousseauError('altered')
	}
	const key = keyOf(derived)
	try {
		checkStream(key, hash(header), stream, archive)
	} finally {
		wipe(key)
	}
}

/**
 * Opens a backup. Returns plaintext only after the whole stream has been authenticated.
 *
 * @param derived - 64 bytes derived from the words with the header's salt and cost; not wiped here
 * @throws TrousseauError `wrong-words`, `altered`, and those of `readBackupHeader`
 */
export function openBackupFile(derived: Uint8Array, file: Uint8Array): Uint8Array {
	const { salt, check } = readBackupHeader(file, file.length)
	if (!sodium.memcmp(check, checkOf(derived, salt))) {
		throw new TrousseauError('wrong-words')
	}
	const key = keyOf(derived)
	try {
		return openStream(key, hash(file.subarray(0, BACKUP_HEADER)), file.subarray(BACKUP_HEADER))
	} finally {
		wipe(key)
	}
}
