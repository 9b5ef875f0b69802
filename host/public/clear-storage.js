// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// What the sign-in page does after a sign-out: it clears what the browser stores for the origin, the cache storage apart.
window.localStorage.clear()
window.sessionStorage.clear()
window.indexedDB.databases().then((found) => found.forEach(({ name }) => window.indexedDB.deleteDatabase(name)))
