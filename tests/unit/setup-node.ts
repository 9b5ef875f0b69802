// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { vi } from 'vitest'

/* Stores that run without a page find no initial state in it: each value asked for is the usual one. */
vi.mock('@nextcloud/initial-state', async (original) => typeof document === 'undefined'
	? { loadState: (_app: string, _key: string, fallback: unknown) => fallback }
	: original())
