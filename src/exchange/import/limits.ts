// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Bytes of a file. A real notebook has a few hundred thousand at most. */
export const MAX_FILE = 32 * 1024 * 1024

/** Bytes that the parts of a zip may unfold to, all together: about 30,000 rows of ten columns. */
export const MAX_UNFOLDED = 40 * 1024 * 1024

/** Files inside a zip. */
export const MAX_ZIP_FILES = 5_000

/** Rows that a table may have, and all tables of a file together. */
export const MAX_ROWS = 50_000

/** Columns of a table; LibreOffice pads rows to 16,384 with empty cells. */
export const MAX_COLUMNS = 256

/** Cells of a file. */
export const MAX_CELLS = 1_000_000

/** Characters of a line or cell that is looked into; the patterns that do are not linear, so a longer one is a text. */
export const MAX_LOOKED_AT = 1_000

/** Characters of one cell or paragraph of an Office file. */
export const MAX_CELL_TEXT = 100_000
