// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Tag } from './xml.ts'
import type { ZipFile } from './zip.ts'

import { readXml } from './xml.ts'

/** A link from one part of an Office file to another, or to the outside. */
export interface Relation {
	readonly id: string
	/** Last word of its type: "hyperlink", "worksheet", "comments"… */
	readonly type: string
	/** Path inside the zip, or the address of an outside link. */
	readonly target: string
}

function resolved(folder: string, target: string): string {
	if (target.startsWith('/')) {
		return target.slice(1)
	}
	const parts = folder.split('/').filter((part) => part !== '')
	for (const part of target.split('/')) {
		if (part === '..') {
			parts.pop()
		} else if (part !== '.') {
			parts.push(part)
		}
	}
	return parts.join('/')
}

/**
 * The relations of a part.
 *
 * @param files - of the zip
 * @param part - its path
 */
export function relationsOf(files: ReadonlyMap<string, ZipFile>, part: string): ReadonlyMap<string, Relation> {
	const slash = part.lastIndexOf('/')
	const folder = part.slice(0, Math.max(0, slash))
	const file = files.get(`${folder === '' ? '' : `${folder}/`}_rels/${part.slice(slash + 1)}.rels`)
	const found = new Map<string, Relation>()
	if (file !== undefined) {
		readXml(file, { open: (tag) => {
			if (tag.name === 'Relationship') {
				const id = tag.get('Id') ?? ''
				const target = tag.get('Target') ?? ''
				found.set(id, {
					id,
					type: (tag.get('Type') ?? '').split('/').at(-1) ?? '',
					target: tag.get('TargetMode') === 'External' ? target : resolved(folder, target),
				})
			}
		} })
	}
	return found
}

/**
 * True if a switch such as `<w:strike/>` is on.
 *
 * @param tag - the element
 */
export function isOn(tag: Tag): boolean {
	return !['0', 'false', 'off', 'none'].includes(tag.get('val') ?? 'true')
}
