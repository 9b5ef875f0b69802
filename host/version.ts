// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Version of the server that the host stands for. */
export const SERVER_VERSION = '34.0.1.2'
