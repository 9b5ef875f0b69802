// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Office } from './office.ts'

/** One attack: what the server, or somebody with its help, does, and how it must end. */
export interface Attack {
	readonly name: string
	/** The code of the refusal; or, where nothing is refused, what happens instead, in the words of the attack. */
	readonly ends: string
	/** Plays the attack and tells how it ended; `accepted` is a defeat. */
	readonly play: (office: Office) => Promise<string>
}

/** An attack after which the keeper opens the vault again. */
export function onReopening(name: string, ends: string, act: (office: Office) => void | Promise<void>): Attack {
	return {
		name,
		ends,
		play: async (office) => {
			await act(office)
			return office.keeper.outcome()
		},
	}
}

/** Plays several variants, one office each time; one ending when they all end alike. */
export async function each(variants: readonly (() => Promise<string>)[]): Promise<string> {
	const ends = new Set<string>()
	for (const variant of variants) {
		ends.add(await variant())
	}
	return [...ends].join(', ')
}
