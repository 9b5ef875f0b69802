// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Types of the page have no Node; these laws run in it. */
const { process } = globalThis as { readonly process?: { readonly env: Readonly<Record<string, string | undefined>> } }

/** Share of the random cases that `npm test` plays; `npm run test:laws` plays all of them. */
const SHARE = process?.env.TROUSSEAU_LAWS === 'all' ? 1 : 0.08

/**
 * Number of random cases of a law.
 *
 * @param all - cases of the whole proof
 */
export const runs = (all: number): number => Math.ceil(all * SHARE)
