// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { XmlSource } from './xml.ts'

import { isOn } from './ooxml.ts'
import { readXml } from './xml.ts'

/** Properties of a DOCX style that change the meaning of text. */
export interface DocxLook {
	readonly struck?: boolean
	readonly bold?: boolean
	readonly hidden?: boolean
	/** 0 for the document's title, 1 to 9 for a heading. */
	readonly heading?: number
	/** A line of a table of contents. */
	readonly isContents?: boolean
}

/**
 * The styles of a DOCX by identifier.
 *
 * @param source - `word/styles.xml`
 */
export function docxStyles(source: XmlSource): ReadonlyMap<string, DocxLook> {
	const styles = new Map<string, DocxLook>()
	let id = ''
	let look: DocxLook = {}
	readXml(source, {
		open: (tag) => {
			switch (tag.name) {
				case 'style':
					id = tag.get('styleId') ?? ''
					look = {}
					break
				case 'basedOn':
					// A style stands after the one it is based on; its table of contents is its own.
					look = { ...styles.get(tag.get('val') ?? ''), ...look }
					break
				case 'name': {
					const name = tag.get('val') ?? ''
					const level = /^(?:heading|titre) (\d)$/i.exec(name)?.[1]
					look = {
						...look,
						...(level === undefined ? {} : { heading: Number(level) }),
						...(/^(?:title|titre)$/i.test(name) ? { heading: 0 } : {}),
						...(/^toc \d|^tm \d|^toc heading/i.test(name) ? { isContents: true } : {}),
					}
					break
				}
				case 'outlineLvl': {
					const level = Number(tag.get('val') ?? 9)
					look = level < 9 && look.heading === undefined ? { ...look, heading: level + 1 } : look
					break
				}
				case 'strike':
				case 'dstrike':
					look = { ...look, struck: isOn(tag) }
					break
				case 'b':
					look = { ...look, bold: isOn(tag) }
					break
				case 'vanish':
					look = { ...look, hidden: isOn(tag) }
					break
			}
		},
		close: (name) => {
			if (name === 'style') {
				styles.set(id, look)
			}
		},
	})
	return styles
}
