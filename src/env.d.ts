// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Styles are imported for their effect: webpack extracts them. */
declare module '*.css'
