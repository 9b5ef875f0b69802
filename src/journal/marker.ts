// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { canonicalBytes } from '../domain/canonical.ts'
import { TrousseauError } from '../domain/errors.ts'
import { isObject, parseCanonicalObject } from './canonical.ts'

/** File name of the marker, in the notebook's folder. */
export const MARKER_FILE = 'trousseau.json'

/** Longest marker, in bytes. */
export const MAX_MARKER_BYTES = 16 * 1024

/** Content of `trousseau.json`, which identifies the folder as a notebook. */
export interface Marker {
	/** 32 hexadecimal digits. */
	readonly notebookId: string
	readonly communeName: string
	/** Five characters, or empty when it is not known. */
	readonly insee: string
}

const NOTEBOOK_ID = /^[0-9a-f]{32}$/
const INSEE = /^(?:\d{5}|2[AB]\d{3})?$/
const MAX_NAME = 200

/** The bytes of a marker. Throws `invalid` for an id, a name or an INSEE code that the format refuses. */
export function encodeMarker(marker: Marker): Uint8Array {
	if (!isSound(marker)) {
		throw new TrousseauError('invalid')
	}
	return canonicalBytes({
		commune: { insee: marker.insee, name: marker.communeName },
		format: 1,
		notebook: marker.notebookId,
	})
}

/** Reads a marker. Throws `altered`, `too-large` or `unsupported-version`. */
export function decodeMarker(bytes: Uint8Array): Marker {
	const { format, notebook, commune } = parseCanonicalObject(bytes, MAX_MARKER_BYTES)
	if (typeof format === 'number' && Number.isInteger(format) && format > 1) {
		throw new TrousseauError('unsupported-version', { format })
	}
	if (format !== 1 || typeof notebook !== 'string' || !isObject(commune)) {
		throw new TrousseauError('altered')
	}
	const { name, insee } = commune
	if (typeof name !== 'string' || typeof insee !== 'string') {
		throw new TrousseauError('altered')
	}
	const marker = { notebookId: notebook, communeName: name, insee }
	if (!isSound(marker)) {
		throw new TrousseauError('altered')
	}
	return marker
}

function isSound({ notebookId, communeName, insee }: Marker): boolean {
	return NOTEBOOK_ID.test(notebookId) && INSEE.test(insee) && communeName.trim() !== '' && communeName.length <= MAX_NAME
}
