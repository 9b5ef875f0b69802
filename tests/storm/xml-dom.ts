// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { XmlElement } from '../../host/xml/parse.ts'

import { parseXml, XmlError } from '../../host/xml/parse.ts'

/** An element, as far as the reader of multistatus answers looks at one. */
interface XmlNode {
	readonly namespaceURI: string
	readonly localName: string
	readonly textContent: string
	readonly children: readonly XmlNode[]
}

function nodeOf(element: XmlElement): XmlNode {
	const children = element.children.map(nodeOf)
	return { namespaceURI: element.ns, localName: element.name, textContent: element.text + children.map((child) => child.textContent).join(''), children }
}

const BROKEN: XmlNode = { namespaceURI: '', localName: 'parsererror', textContent: '', children: [] }

/** The browser's reader of XML, without the rest of a browser: thousands of listings are read. */
export class XmlParser {
	parseFromString(xml: string): { readonly documentElement: XmlNode, getElementsByTagName(name: string): readonly XmlNode[] } {
		let top: XmlNode
		try {
			top = nodeOf(parseXml(xml))
		} catch (error) {
			if (!(error instanceof XmlError)) {
				throw error
			}
			top = BROKEN
		}
		return { documentElement: top, getElementsByTagName: (name) => (top.localName === name ? [top] : []) }
	}
}
