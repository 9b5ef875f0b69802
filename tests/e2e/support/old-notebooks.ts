// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { strToU8, zipSync } from 'fflate'

/** An account of a plainly fictional notebook. */
export interface OldAccount {
	readonly site: string
	readonly login: string
	readonly password: string
	readonly note?: string
}

const HEADER = ['Site', 'Identifiant', 'Mot de passe', 'Observations'] as const

/** As many accounts as asked for, each with its own password. */
export function oldAccounts(count: number): readonly OldAccount[] {
	return Array.from({ length: count }, (_, index): OldAccount => ({
		site: `Canari ${index + 1}`,
		login: `agent${index + 1}`,
		password: `Kanari-${index + 1}-${(index * 7919) % 1000}!`,
		...index % 5 === 0 ? { note: `tiroir ${index + 1}` } : {},
	}))
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** A notebook as a table of LibreOffice Writer. */
export function odtOf(accounts: readonly OldAccount[]): Buffer {
	const cell = (text: string): string => `<table:table-cell office:value-type="string"><text:p>${escaped(text)}</text:p></table:table-cell>`
	const row = (texts: readonly string[]): string => `<table:table-row>${texts.map(cell).join('')}</table:table-row>`
	const rows = [HEADER, ...accounts.map(({ site, login, password, note = '' }) => [site, login, password, note])].map(row).join('')
	const namespaces = ['office', 'table', 'text'].map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`).join(' ')
	const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${namespaces} office:version="1.3"><office:body><office:text>`
		+ `<text:h text:outline-level="1">Mots de passe de la mairie</text:h><table:table table:name="Tableau1"><table:table-column table:number-columns-repeated="4"/>${rows}</table:table>`
		+ '</office:text></office:body></office:document-content>'
	return Buffer.from(zipSync({ mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }], 'content.xml': strToU8(content) }))
}

/** The same as French Excel saves it. */
export function csvOf(accounts: readonly OldAccount[]): Buffer {
	return Buffer.from([HEADER.join(';'), ...accounts.map(({ site, login, password, note = '' }) => [site, login, password, note].join(';'))].join('\r\n'))
}
