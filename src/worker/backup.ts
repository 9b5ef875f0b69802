// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { asTrousseauError, TrousseauError } from '../domain/errors.ts'
import { readBackupHeader } from '../vault/content/backup-header.ts'
import { checkBackupFile, openBackupFile, sealBackupFile } from '../vault/content/backup.ts'
import type { SealedBackup } from '../vault/content/backup.ts'
import { wipe } from '../vault/file/bytes.ts'
import { cipherSelfTest } from '../vault/file/self-test.ts'
import { loadSodium, sodium } from '../vault/file/sodium.ts'
import type { KdfCost } from '../vault/keys/kdf-bounds.ts'
import { passphraseBytes, passphraseForms } from '../vault/keys/kdf.ts'
import type { DeriveKey } from '../vault/keys/kdf.ts'

const SALT = 16

/** Derives 64 bytes from those of the words and hands them to `use`; both are wiped after it. */
async function withWords<T>(password: Uint8Array, salt: Uint8Array, { memory, passes }: KdfCost, derive: DeriveKey, selfTest: boolean, use: (derived: Uint8Array) => T): Promise<T> {
	try {
		const { key } = await derive({ password, salt, memory, passes, selfTest })
		try {
			return use(key)
		} finally {
			wipe(key)
		}
	} finally {
		wipe(password)
	}
}

/**
 * Seals an archive under words: a known answer at this cost first, the whole way back from the words last.
 *
 * @throws TrousseauError `invalid` for no words, `too-large`, `kdf-bounds`, `kdf-self-test`, `no-memory`, `altered`
 */
export async function sealBackup({ words, kdf, archive }: { readonly words: string, readonly kdf: KdfCost, readonly archive: Uint8Array }, derive: DeriveKey): Promise<SealedBackup> {
	await loadSodium()
	if (passphraseBytes(words).length === 0) {
		throw new TrousseauError('invalid')
	}
	cipherSelfTest()
	const salt = sodium.randombytes_buf(SALT)
	const sealed = await withWords(passphraseBytes(words), salt, kdf, derive, true, (derived) => sealBackupFile(derived, salt, kdf, archive))
	await withWords(passphraseBytes(words), salt, kdf, derive, false, (derived) => checkBackupFile(derived, sealed, archive))
	return sealed
}

/**
 * Opens a backup with its words. The cost is checked before anything is derived.
 *
 * @throws TrousseauError `invalid`, `wrong-words`, `altered`, `unsupported-version`, `too-large`, `kdf-bounds`, `no-memory`
 */
export async function openBackup({ words, file }: { readonly words: string, readonly file: Uint8Array }, derive: DeriveKey): Promise<Uint8Array> {
	await loadSodium()
	const header = readBackupHeader(file, file.length)
	let refusal: unknown
	for (const password of passphraseForms(words)) {
		try {
			return await withWords(password, header.salt, header, derive, false, (derived) => openBackupFile(derived, file))
		} catch (error) {
			refusal = error
			if (asTrousseauError(error).code !== 'wrong-words') {
				break
			}
		}
	}
	throw refusal
}
