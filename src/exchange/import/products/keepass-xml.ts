// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Outcome } from '../model.ts'
import type { XmlSource } from '../xml.ts'
import type { ProductRead } from './json-products.ts'

import { readXml } from '../xml.ts'
import { labelled, leftRow, productOutcome } from './product-row.ts'

/** Names of KeePass for its own fields. */
const OWN = new Set(['Title', 'UserName', 'Password', 'URL', 'Notes'])

/**
 * An entry of KeePass, from its XML or from a KDBX.
 *
 * @param fields - by name
 * @param group - path of its group, without the root
 * @param index - of the entry in the file
 * @param attachments - names of its files
 */
export function keepassEntry(fields: ReadonlyMap<string, string>, group: string, index: number, attachments: readonly string[]): Outcome {
	const get = (name: string): string => fields.get(name) ?? ''
	const more = [...fields].filter(([name, value]) => !OWN.has(name) && value !== '' && !/^(KPRPC JSON|_etm_|KP2A_)/.test(name))
	const label = (name: string): string => /^(otp|TOTP Seed|TimeOtp-Secret.*)$/.test(name) ? 'Code à usage unique' : name
	return productOutcome({
		title: get('Title'),
		login: get('UserName'),
		password: get('Password'),
		url: get('URL'),
		folder: group,
		notes: [get('Notes'), ...more.map(([name, value]) => labelled(label(name), value)), labelled('Pièces jointes à reprendre à la main', attachments.join(', '))],
		place: { sheet: 0, block: 0, row: index + 1 },
		isNote: get('Password') === '' && get('UserName') === '' && get('Notes') !== '',
	})
}

interface Group {
	name: string
	isBin: boolean
}

/**
 * The entries of KeePass 2's XML; former versions of an entry are left aside, its recycle bin is listed.
 *
 * @param source - the XML
 */
export function readKeepassXml(source: XmlSource): ProductRead {
	const outcomes: Outcome[] = []
	const path: string[] = []
	const groups: (Group & { uuid: string })[] = []
	let entry: { fields: Map<string, string>, attachments: string[] } | null = null
	let history = 0
	let key = ''
	let text = ''
	let bin = ''
	readXml(source, {
		open: (tag) => {
			path.push(tag.name)
			text = ''
			if (tag.name === 'History') {
				history += 1
			} else if (tag.name === 'Group' && history === 0) {
				groups.push({ name: '', isBin: false, uuid: '' })
			} else if (tag.name === 'Entry' && history === 0) {
				entry = { fields: new Map(), attachments: [] }
			}
		},
		text: (piece) => {
			text += piece
		},
		close: (name) => {
			path.pop()
			const parent = path.at(-1)
			const group = groups.at(-1)
			if (name === 'History') {
				history -= 1
			} else if (history > 0) {
				return
			} else if (name === 'RecycleBinUUID') {
				bin = text.trim()
			} else if (name === 'UUID' && parent === 'Group' && group !== undefined) {
				group.uuid = text.trim()
				group.isBin = bin !== '' && group.uuid === bin
			} else if (name === 'Name' && parent === 'Group' && group !== undefined) {
				group.name = text.trim()
			} else if (name === 'Key') {
				key = text
			} else if (name === 'Value' && parent === 'String') {
				entry?.fields.set(key, text)
			} else if (name === 'Value' && parent === 'Binary') {
				entry?.attachments.push(key)
			} else if (name === 'Group') {
				groups.pop()
			} else if (name === 'Entry' && entry !== null) {
				const inBin = groups.some(({ isBin }) => isBin)
				outcomes.push(inBin
					? leftRow('trash', { sheet: 0, block: 0, row: outcomes.length + 1 }, entry.fields.get('Title') ?? '')
					: keepassEntry(entry.fields, groups.slice(1).map((one) => one.name).join('/'), outcomes.length, entry.attachments))
				entry = null
			}
			text = ''
		},
	})
	return { format: 'keepass-xml', outcomes }
}
