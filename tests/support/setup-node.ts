// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { vi } from 'vitest'

/* Stores that run without a page find no initial state in it: each value asked for is the usual one. */
vi.mock('@nextcloud/initial-state', async (original) => typeof document === 'undefined'
	? { loadState: (_app: string, _key: string, fallback: unknown) => fallback }
	: original())

/* Without a page there is no token of it; the real module looks for its storage when it is loaded. */
vi.mock('@nextcloud/auth', async (original) => typeof document === 'undefined'
	? { getCurrentUser: () => null, getRequestToken: () => null, onRequestTokenUpdate: () => () => undefined }
	: original())
