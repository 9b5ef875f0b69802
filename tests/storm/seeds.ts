// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Kind } from './templates.ts'

const DAY = 86_400_000
/** Seeds of one day, more than a short storm has rounds: two days have none in common. */
const A_DAY = 1_000

/** Where the changing half of a short storm begins: the same all day (UTC), so that whoever sees it fail today sees it fail again. */
export const seedOfDay = (now: number): number => Math.floor(now / DAY) * A_DAY

/** The command that plays one round again. */
export const commandFor = (seed: number, kind: Kind | undefined): string => `npm run test:storm -- --seed ${seed} --rounds 1${kind === undefined ? '' : ` --kind ${kind}`}`
