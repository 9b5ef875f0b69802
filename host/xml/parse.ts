// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

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
const NAME = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y
const ATTRIBUTE = /\s+([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
const ENTITY = /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));|&/g
const PREDEFINED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' }

interface OpenElement {
	readonly rawName: string
	readonly ns: string
	readonly name: string
	readonly scope: ReadonlyMap<string, string>
	readonly children: XmlElement[]
	text: string
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
		throw new XmlError('too long')
	}
	const scanner = new Scanner(source.replace(/^\uFEFF/, ''))
	return scanner.document()
}

class Scanner {
	private readonly source: string
	private at = 0
	private readonly open: OpenElement[] = []
	private root: XmlElement | null = null

	constructor(source: string) {
		this.source = source
	}

	document(): XmlElement {
		const declaration = /^<\?xml\s[^?<>]*\?>/.exec(this.source)
		if (declaration) {
			this.at = declaration[0].length
		}
		while (this.at < this.source.length) {
			this.step()
		}
		if (this.open.length > 0 || this.root === null) {
			throw new XmlError('unfinished document')
		}
		return this.root
	}

	private step(): void {
		if (this.source[this.at] !== '<') {
			this.characters()
		} else if (this.source.startsWith('<!--', this.at)) {
			this.skipTo('-->')
		} else if (this.source.startsWith('<![CDATA[', this.at)) {
			const start = this.at + 9
			this.skipTo(']]>')
			this.append(this.source.slice(start, this.at - 3))
		} else if (this.source.startsWith('</', this.at)) {
			this.endTag()
		} else {
			this.startTag()
		}
	}

	private characters(): void {
		const next = this.source.indexOf('<', this.at)
		const end = next === -1 ? this.source.length : next
		const text = decodeText(this.source.slice(this.at, end))
		this.at = end
		if (this.open.length > 0) {
			this.append(text)
		} else if (text.trim() !== '') {
			throw new XmlError('text outside the document')
		}
	}

	private append(text: string): void {
		const current = this.open.at(-1)
		if (current === undefined) {
			throw new XmlError('text outside the document')
		}
		current.text += text
	}

	private skipTo(mark: string): void {
		const end = this.source.indexOf(mark, this.at + 4)
		if (end === -1) {
			throw new XmlError(`missing ${mark}`)
		}
		this.at = end + mark.length
	}

	private name(): string {
		NAME.lastIndex = this.at
		const found = NAME.exec(this.source)
		if (found === null) {
			throw new XmlError('name expected')
		}
		this.at += found[0].length
		return found[0]
	}

	private startTag(): void {
		if (this.root !== null || this.open.length >= MAX_DEPTH) {
			throw new XmlError('unexpected element')
		}
		this.at += 1
		const rawName = this.name()
		const scope = new Map(this.open.at(-1)?.scope)
		const seen = new Set<string>()
		for (;;) {
			ATTRIBUTE.lastIndex = this.at
			const found = ATTRIBUTE.exec(this.source)
			if (found === null) {
				break
			}
			this.at += found[0].length
			const attribute = found[1] ?? ''
			if (seen.has(attribute)) {
				throw new XmlError('attribute given twice')
			}
			seen.add(attribute)
			if (attribute === 'xmlns') {
				scope.set('', decodeText(found[2] ?? found[3] ?? ''))
			} else if (attribute.startsWith('xmlns:')) {
				scope.set(attribute.slice(6), decodeText(found[2] ?? found[3] ?? ''))
			}
		}
		this.openElement(rawName, scope)
		const end = /\s*(\/?)>/y
		end.lastIndex = this.at
		const closing = end.exec(this.source)
		if (closing === null) {
			throw new XmlError('malformed tag')
		}
		this.at += closing[0].length
		if (closing[1] === '/') {
			this.closeElement()
		}
	}

	private openElement(rawName: string, scope: ReadonlyMap<string, string>): void {
		const colon = rawName.indexOf(':')
		const prefix = colon === -1 ? '' : rawName.slice(0, colon)
		const ns = scope.get(prefix)
		if (ns === undefined && prefix !== '') {
			throw new XmlError(`unknown prefix ${prefix}`)
		}
		this.open.push({ rawName, ns: ns ?? '', name: rawName.slice(colon + 1), scope, children: [], text: '' })
	}

	private endTag(): void {
		this.at += 2
		const rawName = this.name()
		const end = /\s*>/y
		end.lastIndex = this.at
		const closing = end.exec(this.source)
		if (closing === null || this.open.at(-1)?.rawName !== rawName) {
			throw new XmlError('tags do not match')
		}
		this.at += closing[0].length
		this.closeElement()
	}

	private closeElement(): void {
		const done = this.open.pop()
		if (done === undefined) {
			throw new XmlError('tags do not match')
		}
		const element: XmlElement = { ns: done.ns, name: done.name, children: done.children, text: done.text }
		const parent = this.open.at(-1)
		if (parent) {
			parent.children.push(element)
		} else {
			this.root = element
		}
	}
}

function decodeText(raw: string): string {
	return raw.replace(ENTITY, (whole, hex: string | undefined, decimal: string | undefined, named: string | undefined) => {
		if (named !== undefined) {
			return PREDEFINED[named] ?? ''
		}
		if (whole === '&') {
			throw new XmlError('unknown entity')
		}
		const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal)
		if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
			throw new XmlError('bad character reference')
		}
		return String.fromCodePoint(code)
	})
}

/** The first child of that name, or undefined. */
export function childOf(element: XmlElement, ns: string, name: string): XmlElement | undefined {
	return element.children.find((child) => child.ns === ns && child.name === name)
}

/** `{namespace}name`, the way properties are known everywhere in the host. */
export function clark(element: { readonly ns: string, readonly name: string }): string {
	return `{${element.ns}}${element.name}`
}
