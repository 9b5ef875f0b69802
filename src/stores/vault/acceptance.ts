// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode, TrousseauError } from '../../domain/errors.ts'

import { ENDING } from '../../journal/journal.ts'

/** Codes of damage: some files cannot be read, the others might. */
const DAMAGE: readonly ErrorCode[] = ['altered', 'kdf-bounds', 'unsupported-version', 'wrong-notebook']

/** True if a newcomer may override this refusal: it concerns files that can be left out. */
export const mayEnterAllTheSame = ({ code }: TrousseauError): boolean => ENDING.has(code)

/** The journal being opened. */
export type Stage = 'identity' | 'vault'

/**
 * Warnings the user has explicitly overridden. Only the warning last shown can be. Damage overrides last until lock; a
 * rollback override covers one opening.
 */
export class Acceptance {
	#told: { readonly stage: Stage, readonly code: ErrorCode } | null = null
	readonly #damaged = new Set<Stage>()
	#ungranted = false

	/** Records the warning shown. Returns true if it may be possible to open despite it. */
	tell(stage: Stage, { code, detail }: TrousseauError): boolean {
		this.#told = { stage, code }
		return DAMAGE.includes(code) && (stage === 'identity' || detail.previous !== '')
	}

	/** Records a warning shown to a newcomer, if it can be overridden. */
	tellEntry(error: TrousseauError): void {
		if (mayEnterAllTheSame(error)) {
			this.tell('vault', error)
		}
	}

	/** Overrides the warning last shown. Returns true if the next opening accepts a rollback. */
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

	/** True if unreadable files of this journal are overridden: they may be newer than the readable ones. */
	damaged(stage: Stage): boolean {
		return this.#damaged.has(stage)
	}

	/** Options for opening the vault's journal: pass over unreadable files; open an older head below one with no grant for us. */
	get options(): { readonly acceptOlder: boolean, readonly belowUngranted: boolean } {
		return { acceptOlder: this.damaged('vault'), belowUngranted: this.#ungranted }
	}

	/** Clears all overrides: at a lock, or when another vault is opened. */
	forget(): void {
		this.#told = null
		this.#damaged.clear()
		this.#ungranted = false
	}
}
