// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DocxLook } from './docx-styles.ts'
import type { Block, Sheet } from './model.ts'
import type { Relation } from './ooxml.ts'
import type { Run } from './runs.ts'
import type { Tag } from './xml.ts'
import type { ZipFile } from './zip.ts'

import { docxStyles } from './docx-styles.ts'
import { GridBuilder } from './grid-builder.ts'
import { isOn, relationsOf } from './ooxml.ts'
import { refused } from './refusal.ts'
import { cellOf } from './runs.ts'
import { readXml } from './xml.ts'

/** Elements whose content is no text of the document as it stands. */
const SILENT = new Set(['Fallback', 'rPrChange', 'pPrChange', 'tcPrChange', 'trPrChange', 'tblPrChange', 'sectPr', 'tblGrid', 'binData'])

interface OpenCell {
	wide: number
	covered: 'above' | undefined
}

/** Reads `word/document.xml` as it comes. */
class DocxReader {
	readonly blocks: Block[] = []
	readonly #styles: ReadonlyMap<string, DocxLook>
	readonly #relations: ReadonlyMap<string, Relation>
	readonly #comments: ReadonlyMap<string, string>
	readonly #count = { cells: 0, rows: 0 }
	readonly #links: (string | undefined)[] = []
	/** Instructions of the fields that are open, and whether their result has begun. */
	readonly #fields: { code: string, shows: boolean }[] = []
	#runs: Run[] = []
	#comment = ''
	#silent = 0
	#paragraphs = 0
	#tables = 0
	#properties = 0
	#inRun = false
	#takesText = false
	#takesCode = false
	#deleted = 0
	#look: DocxLook = {}
	#paragraph: DocxLook = {}
	#grid = new GridBuilder(this.#count)
	#row = { deleted: false, hidden: false }
	#cell: OpenCell | null = null
	#number = 0

	constructor(styles: ReadonlyMap<string, DocxLook>, relations: ReadonlyMap<string, Relation>, comments: ReadonlyMap<string, string>) {
		this.#styles = styles
		this.#relations = relations
		this.#comments = comments
	}

	open(tag: Tag): void {
		if (this.#silent > 0 || SILENT.has(tag.name)) {
			this.#silent += 1
		} else if (tag.name === 'pPr' || tag.name === 'trPr' || tag.name === 'tcPr' || tag.name === 'tblPr') {
			this.#properties += 1
		} else if (this.#properties > 0) {
			this.#property(tag)
		} else {
			this.#openElement(tag)
		}
	}

	close(name: string): void {
		if (this.#silent > 0) {
			this.#silent -= 1
		} else if (name === 'pPr' || name === 'trPr' || name === 'tcPr' || name === 'tblPr') {
			this.#properties -= 1
		} else if (this.#properties === 0) {
			this.#closeElement(name)
		}
	}

	text(text: string): void {
		if (this.#silent > 0) {
			return
		}
		if (this.#takesText) {
			this.#add(text)
		} else if (this.#takesCode) {
			const field = this.#fields.at(-1)
			if (field !== undefined && !field.shows) {
				field.code += text
			}
		}
	}

	#add(text: string): void {
		const field = this.#fields.findLast(({ code }) => /^\s*HYPERLINK\b/i.test(code))
		const fromField = field === undefined ? undefined : /HYPERLINK\s+"([^"]+)"/i.exec(field.code)?.[1]
		this.#runs.push({
			text,
			gone: this.#deleted > 0 || this.#row.deleted ? 'deleted' : (this.#look.struck ?? this.#paragraph.struck) === true ? 'struck' : undefined,
			bold: this.#look.bold ?? this.#paragraph.bold,
			hidden: this.#look.hidden ?? this.#paragraph.hidden,
			href: this.#links.findLast((link) => link !== undefined) ?? fromField,
		})
	}

	/** Inside pPr, trPr and tcPr. */
	#property(tag: Tag): void {
		const value = tag.get('val') ?? ''
		switch (tag.name) {
			case 'pStyle':
				this.#paragraph = { ...this.#styles.get(value) }
				break
			case 'outlineLvl':
				this.#paragraph = Number(value) < 9 ? { ...this.#paragraph, heading: Number(value) + 1 } : this.#paragraph
				break
			case 'gridSpan':
				if (this.#cell !== null && this.#tables === 1) {
					this.#cell.wide = Math.min(Math.max(1, Number(value) || 1), 200)
				}
				break
			case 'vMerge':
				if (this.#cell !== null && this.#tables === 1 && value !== 'restart') {
					this.#cell.covered = 'above'
				}
				break
			case 'gridBefore':
				if (this.#tables === 1) {
					this.#grid.upTo(Math.min(Number(value) || 0, 200))
				}
				break
			case 'del':
				// In trPr: the whole row is deleted. In the rPr of a pPr: only the mark at the paragraph's end.
				this.#row.deleted ||= this.#tables === 1 && this.#cell === null && this.#paragraphs === 0
				break
			case 'hidden':
				this.#row.hidden ||= this.#cell === null && this.#tables === 1
		}
	}

	#openElement(tag: Tag): void {
		switch (tag.name) {
			case 'p':
				this.#paragraphs += 1
				if (this.#paragraphs === 1) {
					this.#paragraph = {}
				}
				if ((this.#cell !== null || this.#paragraphs > 1) && this.#runs.length > 0) {
					this.#runs.push({ text: '\n' })
				}
				return
			case 'r':
				this.#inRun = true
				this.#look = {}
				return
			case 'del':
			case 'moveFrom':
				this.#deleted += 1
				return
			case 'hyperlink':
				return void this.#links.push(this.#relations.get(tag.get('r:id') ?? '')?.target)
			case 'fldSimple':
				return void this.#fields.push({ code: tag.get('instr') ?? '', shows: true })
			case 'tbl':
				this.#tables += 1
				this.#grid = this.#tables === 1 ? new GridBuilder(this.#count) : this.#grid
				return
			case 'tr':
				this.#row = this.#tables === 1 ? { deleted: false, hidden: false } : this.#row
				return
			case 'tc':
				if (this.#tables === 1) {
					this.#cell = { wide: 1, covered: undefined }
					this.#runs = []
					this.#comment = ''
				}
				return
			case 'commentReference':
				this.#comment += `${this.#comments.get(tag.get('id') ?? '') ?? ''} `
				return
		}
		if (this.#inRun) {
			this.#openInRun(tag)
		}
	}

	#openInRun(tag: Tag): void {
		switch (tag.name) {
			case 't':
			case 'delText':
				this.#takesText = true
				break
			case 'instrText':
				this.#takesCode = true
				break
			case 'fldChar':
				this.#field(tag.get('fldCharType') ?? '')
				break
			case 'tab':
			case 'ptab':
				this.#add('\t')
				break
			case 'br':
			case 'cr':
				this.#add('\n')
				break
			case 'noBreakHyphen':
				this.#add('-')
				break
			case 'strike':
			case 'dstrike':
				this.#look = { ...this.#look, struck: isOn(tag) }
				break
			case 'b':
				this.#look = { ...this.#look, bold: isOn(tag) }
				break
			case 'vanish':
				this.#look = { ...this.#look, hidden: isOn(tag) }
				break
			case 'rStyle':
				this.#look = { ...this.#styles.get(tag.get('val') ?? ''), ...this.#look }
		}
	}

	#field(type: string): void {
		const field = this.#fields.at(-1)
		if (type === 'begin') {
			this.#fields.push({ code: '', shows: false })
		} else if (type === 'separate' && field !== undefined) {
			field.shows = true
		} else if (type === 'end') {
			this.#fields.pop()
		}
	}

	#closeElement(name: string): void {
		switch (name) {
			case 't':
			case 'delText':
				this.#takesText = false
				break
			case 'instrText':
				this.#takesCode = false
				break
			case 'r':
				this.#inRun = false
				break
			case 'del':
			case 'moveFrom':
				this.#deleted -= 1
				break
			case 'hyperlink':
				this.#links.pop()
				break
			case 'fldSimple':
				this.#fields.pop()
				break
			case 'p':
				this.#paragraphs -= 1
				if (this.#cell === null && this.#paragraphs === 0) {
					this.#endParagraph()
				}
				break
			case 'tc':
				this.#endCell()
				break
			case 'tr':
				if (this.#tables === 1) {
					this.#grid.row()
				}
				break
			case 'tbl':
				this.#tables -= 1
				if (this.#tables === 0) {
					this.blocks.push(this.#grid.grid())
				}
		}
	}

	#endParagraph(): void {
		this.#number += 1
		const { heading, isContents } = this.#paragraph
		if (isContents !== true) {
			const cell = cellOf(this.#runs, { comment: this.#comment })
			this.blocks.push({ kind: 'paragraph', cell, number: this.#number, ...(heading === undefined ? {} : { heading }) })
		}
		this.#runs = []
		this.#comment = ''
	}

	#endCell(): void {
		const cell = this.#cell
		if (this.#tables !== 1 || cell === null) {
			return
		}
		this.#grid.cell(cellOf(this.#runs, { comment: this.#comment, covered: cell.covered, wide: cell.wide, marks: this.#row.hidden ? ['hidden'] : [] }))
		if (cell.wide > 1) {
			this.#grid.cell({ text: '', covered: 'left' }, cell.wide - 1)
		}
		this.#cell = null
		this.#runs = []
		this.#comment = ''
	}
}

function commentsOf(file: ZipFile | undefined): ReadonlyMap<string, string> {
	const comments = new Map<string, string>()
	let id = ''
	let takes = false
	if (file !== undefined) {
		readXml(file, {
			open: (tag) => {
				id = tag.name === 'comment' ? tag.get('id') ?? '' : id
				takes = tag.name === 't'
			},
			close: () => {
				takes = false
			},
			text: (text) => {
				if (takes) {
					comments.set(id, (comments.get(id) ?? '') + text)
				}
			},
		})
	}
	return comments
}

/**
 * The blocks of a DOCX.
 *
 * @param files - of its zip
 * @throws TrousseauError `invalid` with the refusals of the zip and the XML
 */
export function readDocx(files: ReadonlyMap<string, ZipFile>): readonly Sheet[] {
	const main = [...relationsOf(files, '').values()].find((relation) => relation.type === 'officeDocument')?.target ?? 'word/document.xml'
	const document = files.get(main) ?? files.get('word/document.xml')
	if (document === undefined) {
		throw refused('damaged')
	}
	const folder = main.slice(0, main.lastIndexOf('/') + 1)
	const styles = files.get(`${folder}styles.xml`)
	const reader = new DocxReader(styles === undefined ? new Map() : docxStyles(styles), relationsOf(files, main), commentsOf(files.get(`${folder}comments.xml`)))
	readXml(document, { open: (tag) => reader.open(tag), close: (name) => reader.close(name), text: (text) => reader.text(text) })
	return [{ blocks: reader.blocks }]
}
