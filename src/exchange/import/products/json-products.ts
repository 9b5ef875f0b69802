// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Outcome, Place } from '../model.ts'
import type { JsonObject } from './json-values.ts'

import { refused } from '../refusal.ts'
import { isObject, objectAt, objects, textAt, textOf } from './json-values.ts'
import { labelled, leftRow, productOutcome } from './product-row.ts'

/** A product's export, read. */
export interface ProductRead {
	readonly format: string
	readonly outcomes: readonly Outcome[]
}

const OTP = 'Code à usage unique'
const at = (index: number): Place => ({ sheet: 0, block: 0, row: index + 1 })

/** Names of folders by identifier, outermost first, joined by "/". Loops end. */
function paths(folders: readonly JsonObject[], id: string, name: string, parent: string): ReadonlyMap<string, string> {
	const byId = new Map(folders.map((folder) => [textAt(folder, id), folder]))
	return new Map(folders.map((folder) => {
		const names: string[] = []
		for (let up: JsonObject | undefined = folder, steps = 0; up !== undefined && steps < 32; up = byId.get(textAt(up, parent)), steps += 1) {
			names.unshift(textAt(up, name))
			if (textAt(up, parent) === textAt(up, id)) {
				break
			}
		}
		return [textAt(folder, id), names.filter((part) => part !== '').join('/')]
	}))
}

/** Bitwarden's kinds of items: 1 login, 2 note, 3 card, 4 identity, 5 SSH key. */
function bitwarden(root: JsonObject): ProductRead {
	if (root.encrypted === true || !Array.isArray(root.items)) {
		throw refused(root.encrypted === true ? 'encrypted-export' : 'json')
	}
	const folders = new Map(objects(root.folders).map((folder) => [textAt(folder, 'id'), textAt(folder, 'name')]))
	return { format: 'bitwarden-json', outcomes: objects(root.items).map((item, index) => {
		const login = objectAt(item, 'login')
		const [first, ...others] = objects(login.uris).map((uri) => textAt(uri, 'uri'))
		const fields = objects(item.fields).map((field) => labelled(textAt(field, 'name') || 'Champ', textAt(field, 'value')))
		if (textAt(item, 'deletedDate') !== '') {
			return leftRow('trash', at(index), textAt(item, 'name'))
		}
		if (item.type !== 1 && item.type !== 2) {
			const extra = [...Object.values(objectAt(item, 'card')), ...Object.values(objectAt(item, 'identity'))].map(textOf).filter((text) => text !== '')
			return leftRow('kind', at(index), [textAt(item, 'name'), ...extra].join(' | '))
		}
		return productOutcome({
			title: textAt(item, 'name'),
			login: textAt(login, 'username'),
			password: textAt(login, 'password'),
			url: first ?? '',
			folder: folders.get(textAt(item, 'folderId')) ?? '',
			notes: [textAt(item, 'notes'), ...fields, ...others.map((uri) => labelled('Autre adresse', uri)), labelled(OTP, textAt(login, 'totp'))],
			place: at(index),
			isNote: item.type === 2,
		})
	}) }
}

/** Nextcloud Passwords, version 3 of its backup. */
function nextcloud(root: JsonObject): ProductRead {
	if (root.encrypted === true || typeof root.passwords === 'string') {
		throw refused('encrypted-export')
	}
	const folders = paths(objects(root.folders), 'id', 'label', 'parent')
	const tags = new Map(objects(root.tags).map((tag) => [textAt(tag, 'id'), textAt(tag, 'label')]))
	return { format: 'nextcloud-json', outcomes: objects(root.passwords).map((item, index) => {
		const fields = typeof item.customFields === 'string' ? parsed(item.customFields) : item.customFields
		const names = (Array.isArray(item.tags) ? item.tags : []).map((tag) => isObject(tag) ? textAt(tag, 'label') : tags.get(textOf(tag)) ?? '')
		if (item.trashed === true) {
			return leftRow('trash', at(index), textAt(item, 'label'))
		}
		return productOutcome({
			title: textAt(item, 'label'),
			login: textAt(item, 'username'),
			password: textAt(item, 'password'),
			url: textAt(item, 'url'),
			folder: folders.get(textAt(item, 'folder')) ?? '',
			notes: [
				textAt(item, 'notes'),
				...objects(fields).map((field) => labelled(textAt(field, 'label') || 'Champ', textAt(field, 'value'))),
				labelled('Étiquettes', names.filter((name) => name !== '').join(', ')),
			],
			place: at(index),
		})
	}) }
}

/** Passman: a list of credentials. */
function passman(items: readonly JsonObject[]): ProductRead {
	return { format: 'passman-json', outcomes: items.map((item, index) => {
		const email = textAt(item, 'email')
		const login = textAt(item, 'username') || email
		const tags = (Array.isArray(item.tags) ? item.tags : []).map((tag) => isObject(tag) ? textAt(tag, 'text') : textOf(tag)).filter((tag) => tag !== '')
		const otp = isObject(item.otp) ? textAt(item.otp, 'secret') : textOf(item.otp)
		if (Number(textAt(item, 'delete_time')) > 0) {
			return leftRow('trash', at(index), textAt(item, 'label'))
		}
		return productOutcome({
			title: textAt(item, 'label'),
			login,
			password: textAt(item, 'password'),
			url: textAt(item, 'url'),
			folder: '',
			notes: [
				textAt(item, 'description'),
				email === login ? '' : labelled('E-mail', email),
				...objects(item.custom_fields).map((field) => labelled(textAt(field, 'label') || 'Champ', textAt(field, 'value'))),
				labelled('Étiquettes', tags.join(', ')),
				labelled(OTP, otp),
			],
			place: at(index),
		})
	}) }
}

/** Proton Pass: vaults of items. */
function proton(root: JsonObject): ProductRead {
	const vaults = Object.values(objectAt(root, 'vaults')).filter(isObject)
	const items = vaults.flatMap((vault) => objects(vault.items).map((item) => ({ item, vault: textAt(vault, 'name') })))
	return { format: 'proton-json', outcomes: items.map(({ item, vault }, index) => {
		const data = objectAt(item, 'data')
		const metadata = objectAt(data, 'metadata')
		const content = objectAt(data, 'content')
		const kind = textAt(data, 'type')
		const email = textAt(content, 'itemEmail') || textAt(item, 'aliasEmail')
		const login = textAt(content, 'itemUsername') || textAt(content, 'username') || email
		const [url = '', ...others] = Array.isArray(content.urls) ? content.urls.map(textOf) : []
		if (item.state === 2) {
			return leftRow('trash', at(index), textAt(metadata, 'name'))
		}
		if (kind !== 'login' && kind !== 'note') {
			return leftRow('kind', at(index), [textAt(metadata, 'name'), ...Object.values(content).map(textOf)].filter((text) => text !== '').join(' | '))
		}
		return productOutcome({
			title: textAt(metadata, 'name'),
			login,
			password: textAt(content, 'password'),
			url,
			folder: vaults.length > 1 ? vault : '',
			notes: [
				textAt(metadata, 'note'),
				email === login ? '' : labelled('E-mail', email),
				...objects(data.extraFields).map((field) => labelled(textAt(field, 'fieldName') || 'Champ', Object.values(objectAt(field, 'data')).map(textOf).join(' '))),
				...others.map((other) => labelled('Autre adresse', other)),
				labelled(OTP, textAt(content, 'totpUri')),
			],
			place: at(index),
			isNote: kind === 'note',
		})
	}) }
}

/** Kinds of 1Password that hold a login or a password: 001 login, 005 password; 003 is a secure note. */
const LOGIN_KINDS = new Set(['001', '005', '110', '112', '100', '101', '102', '104', '106', '107', '108', '109', '111', '113', '114'])

/** 1Password: accounts of vaults of items (`export.data` of a 1pux). */
function onePassword(root: JsonObject): ProductRead {
	const vaults = objects(root.accounts).flatMap((account) => objects(account.vaults))
	const items = vaults.flatMap((vault) => objects(vault.items).map((item) => ({ item, vault: textAt(objectAt(vault, 'attrs'), 'name') })))
	return { format: '1password-1pux', outcomes: items.map(({ item, vault }, index) => {
		const overview = objectAt(item, 'overview')
		const details = objectAt(item, 'details')
		const kind = textAt(item, 'categoryUuid')
		const title = textAt(overview, 'title')
		const byUse = (use: string): string => textAt(objects(details.loginFields).find((field) => textAt(field, 'designation') === use) ?? {}, 'value')
		const fields = objects(details.sections).flatMap((section) => objects(section.fields)).map((field) => {
			const value = objectAt(field, 'value')
			return { name: textAt(field, 'title') || textAt(field, 'id') || 'Champ', kind: Object.keys(value)[0] ?? '', text: Object.values(value).map(textOf).join(' ').trim() }
		})
		const secret = byUse('password') || textAt(details, 'password') || fields.find((field) => field.kind === 'concealed')?.text || ''
		const login = byUse('username') || fields.find((field) => /^(username|login|utilisateur|identifiant)$/i.test(field.name))?.text || ''
		if (textAt(item, 'state') === 'archived' && item.trashed === true) {
			return leftRow('trash', at(index), title)
		}
		if (kind !== '003' && !LOGIN_KINDS.has(kind)) {
			return leftRow('kind', at(index), [title, ...fields.map((field) => field.text)].filter((text) => text !== '').join(' | '))
		}
		const urls = objects(overview.urls).map((url) => textAt(url, 'url'))
		const url = textAt(overview, 'url') || urls[0] || ''
		return productOutcome({
			title,
			login,
			password: secret,
			url,
			folder: vaults.length > 1 ? vault : '',
			notes: [
				textAt(details, 'notesPlain'),
				...fields.filter((field) => field.text !== '' && field.text !== secret && field.text !== login).map((field) => labelled(field.kind === 'totp' ? OTP : field.name, field.text)),
				...urls.filter((other) => other !== url).map((other) => labelled('Autre adresse', other)),
				labelled('Étiquettes', (Array.isArray(overview.tags) ? overview.tags : []).map(textOf).join(', ')),
				isObject(details.documentAttributes) ? labelled('Pièce jointe à reprendre à la main', textAt(details.documentAttributes, 'fileName')) : '',
			],
			place: at(index),
			isNote: kind === '003',
		})
	}) }
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return null
	}
}

/**
 * The entries of a product's JSON.
 *
 * @param text - of the file
 * @throws TrousseauError `invalid` with refusal `json`, `damaged` or `encrypted-export`
 */
export function readProductJson(text: string): ProductRead {
	const root = parsed(text.replace(/^\uFEFF/, ''))
	if (root === null) {
		throw refused('damaged')
	}
	if (Array.isArray(root)) {
		const items = objects(root)
		if (items.length > 0 && items.every((item) => 'label' in item && 'password' in item)) {
			return passman(items)
		}
		throw refused('json')
	}
	if (!isObject(root)) {
		throw refused('json')
	}
	if ('items' in root || (root.encrypted === true && ('data' in root || 'encKeyValidation_DO_NOT_EDIT' in root))) {
		return bitwarden(root)
	}
	if ('passwords' in root) {
		return nextcloud(root)
	}
	if ('vaults' in root) {
		return proton(root)
	}
	if ('accounts' in root) {
		return onePassword(root)
	}
	throw refused('json')
}
