// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { concat, toHex } from './bytes.ts'
import { sodium } from './sodium.ts'

/** The bytes of the parts one after the other; a single part is not copied. */
const joined = (parts: readonly Uint8Array[]): Uint8Array => (parts.length === 1 ? parts[0] as Uint8Array : concat(...parts))

/** H: BLAKE2b, 32 bytes. */
export const hash = (...parts: readonly Uint8Array[]): Uint8Array => sodium.crypto_generichash(32, joined(parts), null)

/** KH: BLAKE2b, 32 bytes, keyed. */
export const keyedHash = (key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array => sodium.crypto_generichash(32, concat(...parts), key)

/** The 32 hexadecimal digits that a revision's name must end with: H16 of the file. */
export const nameHash = (file: Uint8Array): string => toHex(sodium.crypto_generichash(16, file, null))

/** A random id or slot: 16 bytes as 32 hexadecimal digits. */
export const randomId = (): string => toHex(sodium.randombytes_buf(16))
