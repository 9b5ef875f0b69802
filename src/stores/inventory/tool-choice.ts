// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Selection on the wall of tools. */
export interface ToolChoice {
	readonly catalogueIds: readonly string[]
	/** Names typed, for tools that the catalogue does not know. */
	readonly names: readonly string[]
}

/** Empty selection. */
export const NO_CHOICE: ToolChoice = { catalogueIds: [], names: [] }
