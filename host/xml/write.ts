// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

const PREFIXES: Readonly<Record<string, string>> = {
	'DAV:': 'd',
	'http://sabredav.org/ns': 's',
	'http://owncloud.org/ns': 'oc',
	'http://nextcloud.org/ns': 'nc',
}

/** Namespace declarations that every answer carries on its first element. */
export const NAMESPACES = Object.entries(PREFIXES).map(([ns, prefix]) => `xmlns:${prefix}="${ns}"`).join(' ')

/** Escapes text for an element or an attribute; control characters that XML cannot hold are dropped. */
export function escapeXml(text: string): string {
	return text
		// eslint-disable-next-line no-control-regex -- these are the very characters to drop
		.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
}

/**
 * One element named in Clark notation.
 *
 * @param name - `{namespace}name`
 * @param inner - XML, already escaped
 */
export function element(name: string, inner: string): string {
	const end = name.indexOf('}')
	const ns = name.slice(1, end)
	const local = name.slice(end + 1)
	const prefix = PREFIXES[ns]
	const tag = prefix === undefined ? `x1:${local}` : `${prefix}:${local}`
	const declaration = prefix === undefined ? ` xmlns:x1="${escapeXml(ns)}"` : ''
	return inner === '' ? `<${tag}${declaration}/>` : `<${tag}${declaration}>${inner}</${tag}>`
}

/** Percent-encodes a path as the real server does: lower-case hexadecimal, few characters left alone. */
export function encodePath(path: string): string {
	let encoded = ''
	for (const byte of Buffer.from(path, 'utf8')) {
		const character = String.fromCharCode(byte)
		encoded += byte < 128 && /[A-Za-z0-9_.~()/-]/.test(character) ? character : `%${byte.toString(16).padStart(2, '0')}`
	}
	return encoded
}
