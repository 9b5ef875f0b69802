// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/**
 * Longest values of a credential in the vault, in UTF-16 units; `tags` is a number of tags. Beyond them a revision is
 * refused (docs/FORMAT.md), never cut: the screens say so before.
 */
export const CREDENTIAL_LIMITS = {
	label: 300,
	login: 1000,
	password: 10_000,
	site: 4000,
	note: 50_000,
	accountId: 64,
	tags: 50,
	tag: 100,
	kind: 64,
	/** Addresses beside the first; each as long as `site`. */
	moreSites: 20,
	otp: 2000,
	codeTo: 300,
	contact: 1000,
	holders: 100,
	/** Fields of one's own: their number, their names, their values. */
	customFields: 50,
	customLabel: 100,
	customValue: 10_000,
	remindDays: 400,
} as const

/** Longest passphrase that is taken: beyond it, deriving a key would begin with megabytes of text. */
export const PASSPHRASE_LIMIT = 1_000

/** The same for texts of the inventory, in UTF-16 units. */
export const INVENTORY_LIMITS = { name: 200, text: 10_000, url: 2_000 } as const
