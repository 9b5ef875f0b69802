// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { serve } from '../../worker/rpc.ts'
import { createImportService, IMPORT_METHODS } from './import-service.ts'

/*
 * A Worker without keys and without libsodium: what reads files that anybody may have written does not stand
 * beside the keys. It lives as long as one import.
 */

declare const self: DedicatedWorkerGlobalScope

serve(self, createImportService(), IMPORT_METHODS)
