// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { BYTES } from './bytes.ts'
import { ENTERING } from './entering.ts'
import { HISTORIES } from './histories.ts'
import { IDENTITIES } from './identities.ts'
import { MEMBERS } from './members.ts'
import { OBSTRUCTING } from './obstructing.ts'
import { RETURNING } from './returning.ts'

/** Every attack, by group. */
export const GROUPS = { bytes: BYTES, histories: HISTORIES, members: MEMBERS, returning: RETURNING, identities: IDENTITIES, entering: ENTERING, obstructing: OBSTRUCTING } as const

export const ALL = Object.values(GROUPS).flat()
