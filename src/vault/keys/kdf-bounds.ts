// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../../domain/errors.ts'

/*
 * Free of sodium: the page uses it too.
 */

/** Cost of one Argon2id derivation. */
export interface KdfCost {
	/** Bytes of memory, a multiple of 1,024. */
	readonly memory: number
	readonly passes: number
}

export const MIN_MEMORY = 64 * 1024 * 1024
export const MAX_MEMORY = 1024 * 1024 * 1024
export const MIN_PASSES = 3
export const MAX_PASSES = 16

/**
 * Refuses costs that a server could have lowered to guess the passphrase, or
 * raised to exhaust the computer. Called before anything is allocated.
 *
 * @throws TrousseauError `kdf-bounds`
 */
export function checkKdfBounds({ memory, passes }: KdfCost): void {
	const sound = Number.isInteger(memory) && memory % 1024 === 0 && memory >= MIN_MEMORY && memory <= MAX_MEMORY
		&& Number.isInteger(passes) && passes >= MIN_PASSES && passes <= MAX_PASSES
	if (!sound) {
		throw new TrousseauError('kdf-bounds', { memory: Number(memory), passes: Number(passes) })
	}
}
