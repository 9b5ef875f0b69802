// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import decodeQR from 'qr/decode.js'

/** Bytes of the largest picture that is looked at; a photograph of a telephone has 3 to 8 MB. */
const MOST_BYTES = 20 * 1024 * 1024
/** Longest sides at which the code is looked for, in pixels: a screen, then a detail of a photograph, then a small picture. */
const SIDES = [1000, 1800, 600] as const
/** Milliseconds that the search may take at each of them. */
const TIME = 80

/** Result of looking for a QR code in a picture. */
export type QrReading = { readonly text: string } | { readonly fault: 'no-picture' | 'too-large' | 'no-code' }

function pixelsOf(bitmap: ImageBitmap, side: number): ImageData | null {
	const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height))
	const canvas = document.createElement('canvas')
	canvas.width = Math.max(1, Math.round(bitmap.width * scale))
	canvas.height = Math.max(1, Math.round(bitmap.height * scale))
	const context = canvas.getContext('2d', { willReadFrequently: true })
	if (context === null) {
		return null
	}
	// Behind what is transparent: a code in black on nothing has no white.
	context.fillStyle = '#fff'
	context.fillRect(0, 0, canvas.width, canvas.height)
	context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
	return context.getImageData(0, 0, canvas.width, canvas.height)
}

/**
 * Reads the QR code of a picture, in this page: the picture goes nowhere.
 *
 * @param picture - pasted, dropped or chosen
 */
export async function readQrImage(picture: Blob): Promise<QrReading> {
	if (picture.size > MOST_BYTES) {
		return { fault: 'too-large' }
	}
	let bitmap: ImageBitmap
	try {
		bitmap = await createImageBitmap(picture)
	} catch {
		return { fault: 'no-picture' }
	}
	try {
		for (const side of SIDES) {
			const pixels = pixelsOf(bitmap, side)
			try {
				if (pixels !== null) {
					return { text: decodeQR(pixels, { timeLimit: TIME }) }
				}
			} catch {
				// No code was found at this size.
			}
		}
		return { fault: 'no-code' }
	} finally {
		bitmap.close()
	}
}
