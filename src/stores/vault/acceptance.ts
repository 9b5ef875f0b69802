// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode, TrousseauError } from '../../domain/errors.ts'

import { ENDING } from '../../journal/journal.ts'

/** What stands in the way of what can be read. */
const DAMAGE: readonly ErrorCode[] = ['altered', 'kdf-bounds', 'unsupported-version', 'wrong-notebook']

/** Whether somebody may enter all the same, after this refusal: nothing else stands in their way that could be left out. */
export const mayEnterAllTheSame = ({ code }: TrousseauError): boolean => ENDING.has(code)

/** Which of the two journals was being opened. */
export type Stage = 'identity' | 'vault'

/**
 * What somebody accepts who opens all the same: what they were told a moment ago, and nothing else. What they were told
 * of files that cannot be read holds until the keys are forgotten; that what they had seen is gone, for one opening.
 */
export class Acceptance {
	#told: { readonly stage: Stage, readonly code: ErrorCode } | null = null
	readonly #damaged = new Set<Stage>()
	#ungranted = false

	/** Remembers what the person is told. Whether there may be something to open all the same. */
	tell(stage: Stage, { code, detail }: TrousseauError): boolean {
		this.#told = { stage, code }
		return DAMAGE.includes(code) && (stage === 'identity' || detail.previous !== '')
	}

	/** Remembers what a person is told who enters the vault, as far as it can be passed over. */
	tellEntry(error: TrousseauError): void {
		if (mayEnterAllTheSame(error)) {
			this.tell('vault', error)
		}
	}

	/** The person asks for it. Whether what they had seen may be gone, in the opening that follows. */
	accept(): boolean {
		const told = this.#told
		this.#told = null
		if (told === null) {
			return false
		}
		if (DAMAGE.includes(told.code)) {
			this.#damaged.add(told.stage)
		}
		this.#ungranted ||= told.code === 'not-a-member'
		return told.stage === 'vault' && (told.code === 'rolled-back' || told.code === 'altered')
	}

	/** Files of this journal that cannot be read may stand above what can. */
	damaged(stage: Stage): boolean {
		return this.#damaged.has(stage)
	}

	/** How the journal of the vault may be opened: in spite of what cannot be read in it, below a revision without an access for us. */
	get options(): { readonly acceptOlder: boolean, readonly belowUngranted: boolean } {
		return { acceptOlder: this.damaged('vault'), belowUngranted: this.#ungranted }
	}

	/** The keys are forgotten, or another vault is opened. */
	forget(): void {
		this.#told = null
		this.#damaged.clear()
		this.#ungranted = false
	}
}
