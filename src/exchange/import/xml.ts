// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { SaxesParser } from 'saxes'
import { refused } from './refusal.ts'

/** Levels of elements inside one another; a notebook has about twenty. */
const MAX_DEPTH = 256

/** An element that opens. Names are local: what stands after the prefix. */
export interface Tag {
	readonly name: string
	/** The value of an attribute by its local name, or by its whole name where two prefixes share one. */
	readonly get: (name: string) => string | undefined
}

/** Called in document order. */
export interface XmlHandler {
	readonly open?: (tag: Tag) => void
	readonly close?: (name: string) => void
	readonly text?: (text: string) => void
}

/**
 * The name without its prefix.
 *
 * @param name - as written in the file
 */
export function localName(name: string): string {
	const colon = name.indexOf(':')
	return colon === -1 ? name : name.slice(colon + 1)
}

/** Source of bytes that are read piece by piece: a file inside a zip, or bytes in memory. */
export interface XmlSource {
	readonly pieces: (use: (piece: Uint8Array) => void) => void
}

/**
 * Reads XML as it arrives, without building a tree. Well-formedness is checked; a document type is refused, so no
 * entity beyond the five of XML exists.
 *
 * @param source - UTF-8, or UTF-16 with its byte order mark
 * @param handler - what is told
 * @throws TrousseauError `invalid` with refusal `doctype` or `damaged`, and what the handler throws
 */
export function readXml(source: XmlSource, handler: XmlHandler): void {
	const parser = new SaxesParser({ xmlns: false, position: false })
	let depth = 0
	parser.on('error', () => {
		throw refused('damaged')
	})
	parser.on('doctype', () => {
		throw refused('doctype')
	})
	parser.on('opentag', (tag) => {
		depth += 1
		if (depth > MAX_DEPTH) {
			throw refused('damaged')
		}
		const attributes = tag.attributes as Record<string, string>
		handler.open?.({
			name: localName(tag.name),
			get: (name) => {
				const exact = attributes[name]
				if (exact !== undefined || name.includes(':')) {
					return exact
				}
				for (const key in attributes) {
					if (localName(key) === name) {
						return attributes[key]
					}
				}
				return undefined
			},
		})
	})
	parser.on('closetag', (tag) => {
		depth -= 1
		handler.close?.(localName(tag.name))
	})
	if (handler.text !== undefined) {
		parser.on('text', handler.text)
		parser.on('cdata', handler.text)
	}
	let decoder: TextDecoder | null = null
	const decode = (piece: Uint8Array | undefined): string => {
		try {
			return piece === undefined ? decoder?.decode() ?? '' : decoder?.decode(piece, { stream: true }) ?? ''
		} catch {
			throw refused('damaged')
		}
	}
	source.pieces((piece) => {
		if (piece.length === 0) {
			return
		}
		decoder ??= new TextDecoder(piece[0] === 0xFF ? 'utf-16le' : piece[0] === 0xFE ? 'utf-16be' : 'utf-8', { fatal: true })
		parser.write(decode(piece))
	})
	parser.write(decode(undefined))
	parser.close()
}

/**
 * Bytes at hand, as a source.
 *
 * @param bytes - the whole of it
 */
export function xmlBytes(bytes: Uint8Array): XmlSource {
	return { pieces: (use) => {
		for (let at = 0; at < bytes.length; at += 65_536) {
			use(bytes.subarray(at, at + 65_536))
		}
	} }
}
