// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Time after which nobody reads the address any more (milliseconds): a long file is written to the disk meanwhile. */
const READING = 60_000

/** Offers a file to be kept on this computer; the browser decides where. */
export function saveFile(content: Blob, name: string): void {
	const url = URL.createObjectURL(content)
	const link = document.createElement('a')
	link.href = url
	link.download = name
	link.click()
	setTimeout(() => URL.revokeObjectURL(url), READING)
}
