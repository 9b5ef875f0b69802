// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { serve } from '../rpc.ts'
import { createStrengthService, STRENGTH_METHODS } from './strength-service.ts'

/*
 * A Worker without keys: the dictionaries, which are other people's code, do not stand beside the keys, and a check never delays what
 * is typed. The page starts one for the field that is typed in, the crypto Worker one for the passwords of a vault.
 */

declare const self: DedicatedWorkerGlobalScope

serve(self, createStrengthService(), STRENGTH_METHODS)
