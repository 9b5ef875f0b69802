// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../domain/errors.ts'
import { wipeState } from '../vault/opening.ts'
import type { VaultState } from '../vault/opening.ts'
import type { PreparedVault } from '../vault/writing.ts'
import type { RevisionFile } from './api.ts'

/** The revisions of vaults that were prepared, and neither committed nor discarded. */
export class PreparedVaults {
	/** By vault id, then by name of revision. */
	readonly #byVault = new Map<string, Map<string, PreparedVault>>()

	keep(prepared: PreparedVault): RevisionFile {
		const { vault } = prepared.next
		const byName = this.#byVault.get(vault) ?? new Map<string, PreparedVault>()
		byName.set(prepared.file.name, prepared)
		this.#byVault.set(vault, byName)
		return prepared.file
	}

	/** @throws TrousseauError `locked` */
	find(vault: string, name: string): PreparedVault {
		const prepared = this.#byVault.get(vault)?.get(name)
		if (prepared === undefined) {
			throw new TrousseauError('locked', { revision: name })
		}
		return prepared
	}

	/** Lets go of one that is stored. */
	settle(vault: string, name: string): void {
		this.#byVault.get(vault)?.delete(name)
	}

	/** Lets go of one that is not stored, if it is still there, and of the keys that only it uses. */
	discard(vault: string, name: string, current: VaultState | undefined): void {
		const prepared = this.#byVault.get(vault)?.get(name)
		if (prepared !== undefined) {
			wipeState(prepared.next, current)
			this.settle(vault, name)
		}
	}

	/** Overwrites every key. */
	wipe(): void {
		this.#byVault.forEach((byName) => byName.forEach(({ next }) => wipeState(next)))
		this.#byVault.clear()
	}
}
