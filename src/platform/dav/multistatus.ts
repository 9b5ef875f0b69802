// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../../domain/errors.ts'
import { decodeHref } from './paths.ts'

const DAV = 'DAV:'
const OC = 'http://owncloud.org/ns'
const NC = 'http://nextcloud.org/ns'

/** The properties that the app asks for, and how XML names them. */
export const PROPERTIES = {
	encrypted: { ns: NC, name: 'is-encrypted' },
	etag: { ns: DAV, name: 'getetag' },
	fileId: { ns: OC, name: 'fileid' },
	kind: { ns: DAV, name: 'resourcetype' },
	modified: { ns: DAV, name: 'getlastmodified' },
	mountType: { ns: NC, name: 'mount-type' },
	ownerId: { ns: OC, name: 'owner-id' },
	ownerName: { ns: OC, name: 'owner-display-name' },
	permissions: { ns: OC, name: 'permissions' },
	room: { ns: DAV, name: 'quota-available-bytes' },
	size: { ns: DAV, name: 'getcontentlength' },
	trashedFrom: { ns: NC, name: 'trashbin-original-location' },
} as const

/** One of {@link PROPERTIES}. */
export type PropertyName = keyof typeof PROPERTIES

/** One resource of a multistatus answer. */
export interface Row {
	/** From the user's files, decoded, without slashes at the ends. */
	readonly path: string
	readonly isFolder: boolean
	/** Value of a property that the server gave with 200; null when it did not. */
	readonly get: (property: PropertyName) => string | null
}

const PREFIXES: Readonly<Record<string, string>> = { [DAV]: 'd', [OC]: 'oc', [NC]: 'nc' }

/** `<d:prop>` with these properties. Its prefixes are declared by {@link NAMESPACES}. */
export function propElement(properties: readonly PropertyName[]): string {
	const names = properties.map((property) => `<${PREFIXES[PROPERTIES[property].ns]}:${PROPERTIES[property].name}/>`)
	return `<d:prop>${names.join('')}</d:prop>`
}

/** Declarations of the prefixes, for the root element of a request. */
export const NAMESPACES = `xmlns:d="${DAV}" xmlns:oc="${OC}" xmlns:nc="${NC}"`

/**
 * Reads a multistatus document. Throws `unexpected-answer` when it is not one.
 * Resources outside of the user's files are left out.
 *
 * @param xml - the body of a 207
 * @param root - decoded path of the user's files on the server
 */
export function readMultistatus(xml: string, root: string): readonly Row[] {
	const document = new DOMParser().parseFromString(xml, 'application/xml')
	const top = document.documentElement
	if (top.namespaceURI !== DAV || top.localName !== 'multistatus' || document.getElementsByTagName('parsererror').length > 0) {
		throw new TrousseauError('unexpected-answer', { status: 207 })
	}
	return childrenOf(top, 'response').flatMap((response) => {
		const [href] = childrenOf(response, 'href')
		if (href === undefined) {
			throw new TrousseauError('unexpected-answer', { status: 207 })
		}
		const path = decodeHref(href.textContent ?? '', root)
		return path === null ? [] : [readRow(path, response)]
	})
}

function readRow(path: string, response: Element): Row {
	const found = childrenOf(response, 'propstat')
		.filter((propstat) => / 200(?: |$)/.test(childrenOf(propstat, 'status')[0]?.textContent ?? ''))
		.flatMap((propstat) => childrenOf(propstat, 'prop'))
		.flatMap((prop) => [...prop.children])
	const element = (property: PropertyName): Element | undefined => {
		const { ns, name } = PROPERTIES[property]
		return found.find((candidate) => candidate.namespaceURI === ns && candidate.localName === name)
	}
	const kind = element('kind')
	return {
		path,
		isFolder: kind !== undefined && childrenOf(kind, 'collection').length > 0,
		get: (property) => element(property)?.textContent ?? null,
	}
}

function childrenOf(parent: Element, name: string): Element[] {
	return [...parent.children].filter((child) => child.namespaceURI === DAV && child.localName === name)
}
