// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { SaxesParser } from 'saxes'

/** Namespace of WebDAV itself. */
export const DAV_NS = 'DAV:'

/** One element of a parsed document, its prefix already resolved. */
export interface XmlElement {
	readonly ns: string
	readonly name: string
	readonly children: readonly XmlElement[]
	/** All the text directly inside, trimmed of nothing. */
	readonly text: string
}

/** The document is not XML, or uses what a request body has no need for. */
export class XmlError extends Error {}

const MAX_DEPTH = 64
const MAX_LENGTH = 1_048_576

interface OpenElement {
	readonly ns: string
	readonly name: string
	readonly children: XmlElement[]
	text: string
}

function refuse(reason: string): never {
	throw new XmlError(reason)
}

/**
 * Parses a request body. Strict: no document type, no entity but the five
 * predefined ones and character references, no processing instruction.
 *
 * @param source - the whole document
 * @throws {XmlError} when it is not well formed
 */
export function parseXml(source: string): XmlElement {
	if (source.length > MAX_LENGTH) {
		refuse('too long')
	}
	const parser = new SaxesParser({ xmlns: true, position: false })
	const open: OpenElement[] = []
	let root: XmlElement | null = null
	const append = (text: string): void => {
		const current = open.at(-1)
		if (current !== undefined) {
			current.text += text
		}
	}
	parser.on('error', ({ message }) => refuse(message))
	parser.on('doctype', () => refuse('document type'))
	parser.on('processinginstruction', () => refuse('processing instruction'))
	parser.on('text', append)
	parser.on('cdata', append)
	parser.on('opentag', ({ uri, local }) => {
		if (open.length >= MAX_DEPTH) {
			refuse('too many levels')
		}
		open.push({ ns: uri, name: local, children: [], text: '' })
	})
	parser.on('closetag', () => {
		const done = open.pop() ?? refuse('tags do not match')
		const parent = open.at(-1)
		if (parent === undefined) {
			root = done
		} else {
			parent.children.push(done)
		}
	})
	parser.write(source).close()
	return root ?? refuse('unfinished document')
}

/** The first child of that name, or undefined. */
export function childOf(element: XmlElement, ns: string, name: string): XmlElement | undefined {
	return element.children.find((child) => child.ns === ns && child.name === name)
}

/** `{namespace}name`, the way properties are known everywhere in the host. */
export function clark(element: { readonly ns: string, readonly name: string }): string {
	return `{${element.ns}}${element.name}`
}
