// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { Inflate } from 'fflate'
import { MAX_UNFOLDED, MAX_ZIP_FILES } from './limits.ts'
import { refused } from './refusal.ts'

const END_SIGNATURE = 0x06054B50
const CENTRAL_SIGNATURE = 0x02014B50
const LOCAL_SIGNATURE = 0x04034B50
const END_SIZE = 22
const CENTRAL_SIZE = 46
const LOCAL_SIZE = 30
const MAX_COMMENT = 65_535

/** Bytes given to the inflater at once: a bomb is stopped within a slice of the limit. */
const SLICE = 16 * 1024

/** A file inside a zip. */
export interface ZipFile {
	readonly name: string
	/**
	 * Gives the unfolded bytes, piece by piece. The pieces of all files of a zip together stay under its limit.
	 *
	 * @throws TrousseauError `invalid` with refusal `too-large`, `damaged` (length, checksum) or `protected`
	 */
	readonly pieces: (use: (piece: Uint8Array) => void) => void
	/** The whole of it at once. Throws as `pieces`. */
	readonly bytes: () => Uint8Array
}

let crcTable: Uint32Array | null = null

function crcOf(): Uint32Array {
	crcTable ??= Uint32Array.from({ length: 256 }, (_, byte) => {
		let value = byte
		for (let bit = 0; bit < 8; bit += 1) {
			value = value & 1 ? 0xEDB88320 ^ (value >>> 1) : value >>> 1
		}
		return value >>> 0
	})
	return crcTable
}

/** CRC-32 as zip has it, continued. */
function crc32(before: number, piece: Uint8Array): number {
	const table = crcOf()
	let value = ~before
	for (let index = 0; index < piece.length; index += 1) {
		value = (table[(value ^ (piece[index] ?? 0)) & 255] ?? 0) ^ (value >>> 8)
	}
	return ~value >>> 0
}

function endOf(view: DataView): number {
	for (let at = view.byteLength - END_SIZE; at >= Math.max(0, view.byteLength - END_SIZE - MAX_COMMENT); at -= 1) {
		if (view.getUint32(at, true) === END_SIGNATURE) {
			return at
		}
	}
	throw refused('damaged')
}

/** Unfolds one file; the sizes in the headers are checked, never trusted. */
function unfold(bytes: Uint8Array, entry: Entry, budget: { left: number }, use: (piece: Uint8Array) => void): void {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
	if (entry.offset + LOCAL_SIZE > bytes.length || view.getUint32(entry.offset, true) !== LOCAL_SIGNATURE) {
		throw refused('damaged')
	}
	const start = entry.offset + LOCAL_SIZE + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
	if (start + entry.packed > bytes.length) {
		throw refused('damaged')
	}
	const packed = bytes.subarray(start, start + entry.packed)
	let length = 0
	let crc = 0
	const take = (piece: Uint8Array): void => {
		length += piece.length
		budget.left -= piece.length
		if (budget.left < 0) {
			throw refused('too-large')
		}
		crc = crc32(crc, piece)
		use(piece)
	}
	if (entry.method === 0) {
		take(packed)
	} else {
		const inflate = new Inflate((piece) => take(piece))
		for (let at = 0; at < packed.length || at === 0; at += SLICE) {
			inflate.push(packed.subarray(at, at + SLICE), at + SLICE >= packed.length)
		}
	}
	if (length !== entry.size || crc !== entry.crc) {
		throw refused('damaged')
	}
}

interface Entry {
	readonly method: number
	readonly crc: number
	readonly packed: number
	readonly size: number
	readonly offset: number
}

/**
 * The files of a zip, by name, from its central directory. Nothing is unfolded yet.
 *
 * @param bytes - the whole zip; must not change while the files are read
 * @param limit - bytes that all files together may unfold to
 * @throws TrousseauError `invalid` with refusal `damaged`, `too-large` or `protected`
 */
export function openZip(bytes: Uint8Array, limit = MAX_UNFOLDED): ReadonlyMap<string, ZipFile> {
	if (bytes.length < END_SIZE) {
		throw refused('damaged')
	}
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
	const end = endOf(view)
	const count = view.getUint16(end + 10, true)
	let at = view.getUint32(end + 16, true)
	if (count > MAX_ZIP_FILES) {
		throw refused('too-large')
	}
	const files = new Map<string, ZipFile>()
	const budget = { left: limit }
	for (let index = 0; index < count; index += 1) {
		if (at + CENTRAL_SIZE > bytes.length || view.getUint32(at, true) !== CENTRAL_SIGNATURE) {
			throw refused('damaged')
		}
		const flags = view.getUint16(at + 8, true)
		const entry: Entry = {
			method: view.getUint16(at + 10, true),
			crc: view.getUint32(at + 16, true),
			packed: view.getUint32(at + 20, true),
			size: view.getUint32(at + 24, true),
			offset: view.getUint32(at + 42, true),
		}
		const nameLength = view.getUint16(at + 28, true)
		const name = new TextDecoder().decode(bytes.subarray(at + CENTRAL_SIZE, at + CENTRAL_SIZE + nameLength)).replaceAll('\\', '/')
		at += CENTRAL_SIZE + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
		const pieces = (use: (piece: Uint8Array) => void): void => {
			if (flags & 1) {
				throw refused('protected')
			}
			if (entry.method !== 0 && entry.method !== 8) {
				throw refused('damaged')
			}
			unfold(bytes, entry, budget, use)
		}
		files.set(name, { name, pieces, bytes: () => joined(pieces) })
	}
	return files
}

function joined(pieces: ZipFile['pieces']): Uint8Array {
	const all: Uint8Array[] = []
	let length = 0
	pieces((piece) => {
		all.push(piece.slice())
		length += piece.length
	})
	const whole = new Uint8Array(length)
	let at = 0
	for (const piece of all) {
		whole.set(piece, at)
		at += piece.length
	}
	return whole
}
