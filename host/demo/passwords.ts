// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { OFFICE_PASSWORDS } from './office-passwords.ts'
import { OTHER_PASSWORDS } from './other-passwords.ts'
import type { DemoPassword } from './password-model.ts'
import { TOOL_PASSWORDS } from './tool-passwords.ts'

/**
 * Entries of the example's vault: those that a secretary copied from a paper notebook, reused and weak passwords included.
 * All of them are fictional.
 */
export const PASSWORDS: readonly DemoPassword[] = [...OFFICE_PASSWORDS, ...TOOL_PASSWORDS, ...OTHER_PASSWORDS]
