// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CryptoClient } from '../../worker/client.ts'

import { createCryptoClient } from '../../worker/client.ts'

let client: CryptoClient | null = null

/** The one crypto Worker of this page. */
export function cryptoClient(): CryptoClient {
	client ??= createCryptoClient()
	return client
}
