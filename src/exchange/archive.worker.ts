// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { serve } from '../worker/rpc.ts'
import { ARCHIVE_METHODS, archiveService } from './archive-service.ts'

/*
 * A Worker without keys and without libsodium, which lives as long as one backup. Isolates the parsing of untrusted
 * files from the Worker that holds the keys.
 */

declare const self: DedicatedWorkerGlobalScope

serve(self, archiveService, ARCHIVE_METHODS)
