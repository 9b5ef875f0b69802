// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Grid, GridRow, Outcome, Place } from '../model.ts'

import { labelled, leftRow, plainValue, productOutcome } from './product-row.ts'

/** A cell of a row by the name of its column; "" when the export has no such column. */
type Get = (name: string) => string

/** How the columns of a product's CSV are called. Names are compared in lower case; order never counts. */
interface Product {
	readonly format: string
	/** Columns that all must be there; together they are of this product alone. */
	readonly needs: readonly string[]
	/** Columns that must not be there. */
	readonly without?: readonly string[]
	readonly title: string
	readonly login: readonly string[]
	readonly password: string
	readonly url: string
	readonly folder?: string
	readonly note: string
	/** Other columns that go into the note, with their French label. */
	readonly more?: Readonly<Record<string, string>>
	readonly isNote?: (get: Get) => boolean
	readonly isOther?: (get: Get) => boolean
}

/** Label of a one-time code's secret in the note. */
const OTP = 'Code à usage unique'

/** Header rows: `passwords.md` 10.1 of the references, each from the exporter's source or several of its files. */
const PRODUCTS: readonly Product[] = [
	{
		format: 'bitwarden-csv',
		needs: ['type', 'name', 'notes', 'login_uri', 'login_username', 'login_password'],
		title: 'name',
		login: ['login_username'],
		password: 'login_password',
		url: 'login_uri',
		folder: 'folder',
		note: 'notes',
		more: { collections: 'Collections', fields: 'Champs', login_totp: OTP },
		isNote: (get) => get('type') === 'note',
		isOther: (get) => ['card', 'identity'].includes(get('type')),
	},
	{
		format: 'lastpass-csv',
		needs: ['url', 'username', 'password', 'extra', 'name', 'grouping', 'fav'],
		title: 'name',
		login: ['username'],
		password: 'password',
		url: 'url',
		folder: 'grouping',
		note: 'extra',
		more: { totp: OTP },
		isNote: (get) => get('url') === 'http://sn',
	},
	{
		format: 'dashlane-csv',
		needs: ['username', 'username2', 'title', 'password', 'note', 'url'],
		title: 'title',
		login: ['username'],
		password: 'password',
		url: 'url',
		folder: 'category',
		note: 'note',
		more: { username2: 'Autre identifiant', username3: 'Troisième identifiant', otpurl: OTP, otpsecret: OTP },
	},
	{
		format: '1password-csv',
		needs: ['title', 'url', 'username', 'password', 'otpauth', 'favorite', 'archived', 'notes'],
		title: 'title',
		login: ['username'],
		password: 'password',
		url: 'url',
		note: 'notes',
		more: { tags: 'Étiquettes', otpauth: OTP },
	},
	{
		format: 'safari-csv',
		needs: ['title', 'url', 'username', 'password', 'notes', 'otpauth'],
		title: 'title',
		login: ['username'],
		password: 'password',
		url: 'url',
		note: 'notes',
		more: { otpauth: OTP },
	},
	{
		format: 'firefox-csv',
		needs: ['url', 'username', 'password', 'httprealm', 'formactionorigin', 'guid'],
		title: '',
		login: ['username'],
		password: 'password',
		url: 'url',
		note: '',
		more: { httprealm: 'Domaine' },
	},
	{
		format: 'passman-csv',
		needs: ['label', 'description', 'email', 'username', 'password', 'url', 'custom_fields', 'tags'],
		title: 'label',
		login: ['username', 'email'],
		password: 'password',
		url: 'url',
		note: 'description',
		more: { email: 'E-mail', tags: 'Étiquettes', custom_fields: 'Champs', otp: OTP },
	},
	{
		format: 'nextcloud-csv',
		needs: ['label', 'username', 'password', 'notes', 'url', 'folderlabel'],
		title: 'label',
		login: ['username'],
		password: 'password',
		url: 'url',
		folder: 'folderlabel',
		note: 'notes',
		more: { customfields: 'Champs', taglabels: 'Étiquettes' },
	},
	{
		format: 'nextcloud-csv',
		needs: ['label', 'username', 'password', 'notes', 'url', 'folderid'],
		title: 'label',
		login: ['username'],
		password: 'password',
		url: 'url',
		note: 'notes',
		more: { customfields: 'Champs' },
	},
	{
		format: 'proton-csv',
		needs: ['name', 'url', 'username', 'password', 'note', 'totp'],
		title: 'name',
		login: ['username', 'email'],
		password: 'password',
		url: 'url',
		folder: 'vault',
		note: 'note',
		more: { email: 'E-mail', totp: OTP },
		isNote: (get) => get('type') === 'note',
		isOther: (get) => ['creditcard', 'identity', 'alias'].includes(get('type').toLowerCase()),
	},
	{
		format: 'nordpass-csv',
		needs: ['name', 'url', 'username', 'password', 'note', 'cardholdername', 'folder'],
		title: 'name',
		login: ['username'],
		password: 'password',
		url: 'url',
		folder: 'folder',
		note: 'note',
		more: { custom_fields: 'Champs', phone_number: 'Téléphone' },
		isNote: (get) => get('type') === 'note',
		isOther: (get) => get('cardnumber') !== '' || ['credit_card', 'identity', 'folder'].includes(get('type')),
	},
	{
		format: 'keepassxc-csv',
		needs: ['group', 'title', 'username', 'password', 'url', 'notes'],
		title: 'title',
		login: ['username'],
		password: 'password',
		url: 'url',
		folder: 'group',
		note: 'notes',
		more: { totp: OTP },
	},
	{
		format: 'keepass-csv',
		needs: ['account', 'login name', 'password', 'web site', 'comments'],
		title: 'account',
		login: ['login name'],
		password: 'password',
		url: 'web site',
		note: 'comments',
	},
	{
		format: 'roboform-csv',
		needs: ['name', 'url', 'login', 'pwd', 'note', 'folder'],
		title: 'name',
		login: ['login'],
		password: 'pwd',
		url: 'url',
		folder: 'folder',
		note: 'note',
		more: { rf_fields: 'Champs' },
	},
	{
		format: 'safeincloud-csv',
		needs: ['title', 'login', 'password', 'url', 'notes', 'otp'],
		title: 'title',
		login: ['login'],
		password: 'password',
		url: 'url',
		note: 'notes',
		more: { otp: OTP },
	},
	{
		format: 'chrome-csv',
		needs: ['name', 'url', 'username', 'password'],
		without: ['cardholdername', 'grouping', 'group'],
		title: 'name',
		login: ['username'],
		password: 'password',
		url: 'url',
		note: 'note',
	},
]

const namesOf = (row: GridRow): readonly string[] => row.cells.map((cell) => cell.text.trim().toLowerCase())

/**
 * The product whose CSV this is, by the names of its columns; null for a notebook of the user's own.
 *
 * @param grid - a CSV
 */
function productOf(grid: Grid): Product | null {
	const [header] = grid.rows
	const names = header === undefined ? [] : namesOf(header)
	return PRODUCTS.find((product) => product.needs.every((name) => names.includes(name)) && !(product.without ?? []).some((name) => names.includes(name))) ?? null
}

function rowOutcome(product: Product, row: GridRow, names: readonly string[], place: Place): Outcome {
	const get: Get = (name) => name === '' ? '' : row.cells[names.indexOf(name)]?.text ?? ''
	const raw = row.cells.map((cell) => cell.text).filter((text) => text.trim() !== '').join(' | ')
	if (product.isOther?.(get) === true) {
		return leftRow('kind', place, raw)
	}
	const isNote = product.isNote?.(get) === true
	const login = product.login.map(get).find((value) => value.trim() !== '') ?? ''
	const known = new Set([product.title, ...product.login, product.password, product.url, product.folder ?? '', product.note])
	const doubts = [
		...(row.cells.some((cell) => cell.marks?.includes('quote') === true) ? ['quote' as const] : []),
		...(row.cells.some((cell) => cell.marks?.includes('nul') === true) ? ['nul' as const] : []),
		...(row.cells.length > names.length && row.cells.slice(names.length).some((cell) => cell.text.trim() !== '') ? ['too-much' as const] : []),
	]
	return productOutcome({
		title: get(product.title),
		login,
		password: get(product.password),
		url: isNote ? '' : get(product.url),
		folder: (product.folder === undefined ? '' : get(product.folder)).replaceAll('\\', '/').replace(/^Root\/?/, ''),
		notes: [
			get(product.note),
			...Object.entries(product.more ?? {}).map(([name, label]) => known.has(name) && get(name).trim() === login.trim() ? '' : labelled(label, plainValue(get(name)))),
			...row.cells.slice(names.length).map((cell) => cell.text),
		],
		place,
		isNote,
		doubts,
	})
}

/**
 * The entries of a product's CSV, or null when its first row is no header that we know.
 *
 * @param grid - a CSV
 */
export function readProductCsv(grid: Grid): { readonly format: string, readonly outcomes: readonly Outcome[] } | null {
	const product = productOf(grid)
	if (product === null) {
		return null
	}
	const names = namesOf(grid.rows[0] ?? { cells: [], number: 1 })
	const outcomes = grid.rows.slice(1).flatMap((row): Outcome[] => row.cells.every((cell) => cell.text.trim() === '')
		? []
		: [rowOutcome(product, row, names, { sheet: 0, block: 0, row: row.number })])
	return { format: product.format, outcomes: product.format === 'keepassxc-csv' ? withoutRoot(outcomes) : outcomes }
}

/** KeePassXC writes the name of the root group in front of every path: it is the file's own. */
function withoutRoot(outcomes: readonly Outcome[]): readonly Outcome[] {
	const roots = new Set(outcomes.map((outcome) => outcome.kind === 'entry' ? outcome.entry.folder.split('/')[0] : undefined))
	return roots.size !== 1
		? outcomes
		: outcomes.map((outcome) => outcome.kind === 'entry'
				? { ...outcome, entry: { ...outcome.entry, folder: outcome.entry.folder.split('/').slice(1).join('/') } }
				: outcome)
}
