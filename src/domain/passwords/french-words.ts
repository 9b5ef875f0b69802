// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { wordlist } from '@scure/bip39/wordlists/french.js'

/**
 * The 2,048 words of the French BIP-39 list, of which the passphrase is made too, without accents: many sites refuse them, and
 * nobody hears them. No two are the same, nor share their first four letters.
 */
export const DICTATED_WORDS: readonly string[] = wordlist.map((word) => word.normalize('NFD').replace(/\p{M}/gu, ''))
