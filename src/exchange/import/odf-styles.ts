// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Tag } from './xml.ts'

/** The look of a style that changes the meaning of text. */
export interface Look {
	readonly struck?: boolean
	readonly bold?: boolean
	readonly hidden?: boolean
	/** 0 for a document's title, 1 to 9 for a heading. */
	readonly heading?: number
}

/** `Heading_20_2` is how a file writes the name "Heading 2". */
function headingOf(name: string): number | undefined {
	const level = /^(?:Heading|Titre)(?:_20_)?(\d)$/i.exec(name)?.[1]
	return level !== undefined ? Number(level) : /^(?:Title|Titre_20_principal)$/i.test(name) ? 0 : undefined
}

/** The styles of an OpenDocument file, filled while its XML is read. */
export class OdfStyles {
	readonly #looks = new Map<string, Look>()
	#current: { key: string, look: Look } | null = null

	/** Takes note of an element inside `office:styles` or `office:automatic-styles`. */
	open(tag: Tag): void {
		if (tag.name === 'style') {
			const family = tag.get('family') ?? ''
			const name = tag.get('style:name') ?? ''
			const parent = tag.get('parent-style-name') ?? ''
			const heading = headingOf(name) ?? headingOf(parent)
			const inherited = this.#looks.get(`${family}:${parent}`) ?? {}
			this.#current = { key: `${family}:${name}`, look: heading === undefined ? inherited : { ...inherited, heading } }
			this.#looks.set(this.#current.key, this.#current.look)
		} else if (this.#current !== null && tag.name === 'text-properties') {
			const line = tag.get('text-line-through-style') ?? tag.get('text-line-through-type')
			const weight = tag.get('font-weight')
			this.#change({
				...(line === undefined ? {} : { struck: line !== 'none' }),
				...(weight === undefined ? {} : { bold: weight === 'bold' || Number(weight) >= 600 }),
				...(tag.get('text:display') === 'none' ? { hidden: true } : {}),
			})
		} else if (this.#current !== null && tag.name === 'table-properties' && tag.get('table:display') === 'false') {
			this.#change({ hidden: true })
		}
	}

	/** Takes note of an element's end. */
	close(name: string): void {
		if (name === 'style') {
			this.#current = null
		}
	}

	/**
	 * The look of a style.
	 *
	 * @param family - "paragraph", "text", "table-cell" or "table"
	 * @param name - as the element names it
	 */
	look(family: string, name: string | undefined): Look {
		const heading = name === undefined ? undefined : headingOf(name)
		return this.#looks.get(`${family}:${name ?? ''}`) ?? (heading === undefined ? {} : { heading })
	}

	#change(look: Look): void {
		if (this.#current !== null) {
			this.#current.look = { ...this.#current.look, ...look }
			this.#looks.set(this.#current.key, this.#current.look)
		}
	}
}
