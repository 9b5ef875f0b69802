// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Families of the wall of tiles, in their order of display. French labels: `content/fr/families.ts`. */
export const FAMILIES = [
	'finances',
	'civil-registry',
	'urban-planning',
	'email',
	'office',
	'website',
	'calendar',
	'meetings',
	'field-services',
	'administration',
	'state-portals',
	'hosting',
	'security',
] as const

/** One of {@link FAMILIES}. */
export type FamilyId = (typeof FAMILIES)[number]
