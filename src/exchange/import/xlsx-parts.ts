// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Run } from './runs.ts'
import type { ZipFile } from './zip.ts'

import { formatCode } from './number-format.ts'
import { readXml } from './xml.ts'

/** The look of a cell that changes what it means. */
export interface XlsxStyle {
	readonly code: string
	readonly struck: boolean
	readonly bold: boolean
}

/**
 * The texts that cells share, each as its runs; pronunciation aside.
 *
 * @param file - `xl/sharedStrings.xml`, when there is one
 */
export function sharedStringsOf(file: ZipFile | undefined): readonly (readonly Run[])[] {
	const strings: Run[][] = []
	let takes = false
	let phonetic = 0
	let look: { struck?: boolean, bold?: boolean } = {}
	if (file !== undefined) {
		readXml(file, {
			open: (tag) => {
				switch (tag.name) {
					case 'si':
						strings.push([])
						look = {}
						break
					case 'r':
						look = {}
						break
					case 'rPh':
						phonetic += 1
						break
					case 'strike':
						look.struck = tag.get('val') !== '0'
						break
					case 'b':
						look.bold = tag.get('val') !== '0'
						break
					case 't':
						takes = phonetic === 0
				}
			},
			close: (name) => {
				takes = name === 't' ? false : takes
				phonetic -= name === 'rPh' ? 1 : 0
			},
			text: (text) => {
				if (takes) {
					strings.at(-1)?.push({ text, gone: look.struck === true ? 'struck' : undefined, bold: look.bold })
				}
			},
		})
	}
	return strings
}

/**
 * The styles of cells, by the number cells name.
 *
 * @param file - `xl/styles.xml`, when there is one
 */
export function stylesOf(file: ZipFile | undefined): readonly XlsxStyle[] {
	const custom = new Map<number, string>()
	const fonts: { struck: boolean, bold: boolean }[] = []
	const styles: XlsxStyle[] = []
	let inside = ''
	if (file !== undefined) {
		readXml(file, {
			open: (tag) => {
				const font = fonts.at(-1)
				if (['fonts', 'cellXfs', 'cellStyleXfs', 'dxfs'].includes(tag.name)) {
					inside = tag.name
				} else if (tag.name === 'numFmt' && inside !== 'dxfs') {
					custom.set(Number(tag.get('numFmtId')), tag.get('formatCode') ?? 'General')
				} else if (tag.name === 'font' && inside === 'fonts') {
					fonts.push({ struck: false, bold: false })
				} else if (tag.name === 'strike' && inside === 'fonts' && font !== undefined) {
					font.struck = !['0', 'false'].includes(tag.get('val') ?? '1')
				} else if (tag.name === 'b' && inside === 'fonts' && font !== undefined) {
					font.bold = !['0', 'false'].includes(tag.get('val') ?? '1')
				} else if (tag.name === 'xf' && inside === 'cellXfs') {
					const look = fonts[Number(tag.get('fontId') ?? 0)] ?? { struck: false, bold: false }
					styles.push({ code: formatCode(Number(tag.get('numFmtId') ?? 0), custom), ...look })
				}
			},
			close: (name) => {
				inside = name === inside ? '' : inside
			},
		})
	}
	return styles
}

/**
 * Comments by the address of their cell.
 *
 * @param file - `xl/comments1.xml`, when there is one
 */
export function commentsOf(file: ZipFile | undefined): ReadonlyMap<string, string> {
	const comments = new Map<string, string>()
	let reference = ''
	let takes = false
	if (file !== undefined) {
		readXml(file, {
			open: (tag) => {
				reference = tag.name === 'comment' ? tag.get('ref') ?? '' : reference
				takes = tag.name === 't'
			},
			close: () => {
				takes = false
			},
			text: (text) => {
				if (takes && reference !== '') {
					comments.set(reference, (comments.get(reference) ?? '') + text)
				}
			},
		})
	}
	return comments
}
