// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Reply } from '../http/exchange.ts'
import type { Place } from '../storage/access.ts'
import { may, UPDATE } from '../storage/rights.ts'
import type { XmlElement } from '../xml/parse.ts'
import { childOf, clark, DAV_NS, parseXml, XmlError } from '../xml/parse.ts'
import { element, encodePath, NAMESPACES } from '../xml/write.ts'
import type { DavContext } from './context.ts'
import { placeOf } from './context.ts'
import { badRequest, forbidden } from './errors.ts'
import type { PropertyValues } from './properties.ts'
import { isLive, readProperties } from './properties.ts'

/** Parses a body. Answers 400 when it is not XML. */
export function parseBody(text: string): XmlElement {
	try {
		return parseXml(text)
	} catch (error) {
		if (error instanceof XmlError) {
			throw badRequest(`This property requires valid XML: ${error.message}`)
		}
		throw error
	}
}

/** PROPFIND at depth 0, 1 or infinity. */
export async function propfind(context: DavContext): Promise<Reply> {
	const body = (await context.exchange.body()).toString('utf8')
	const wanted = wantedProperties(body)
	const place = placeOf(context)
	const { user } = context.account
	const depth = context.exchange.header('depth')
	let places: Place[]
	if (depth === '0' || place.node.kind === 'file') {
		places = [place]
	} else if (depth === '1') {
		places = [place, ...context.storage.access.children(user, place)]
	} else {
		places = [...context.storage.access.below(user, place)]
	}
	if (context.state.conditions.shuffleListings) {
		places = shuffled(places)
	}
	const responses = places.map((each) => propertyResponse(hrefOf(context, each), readProperties(context, each, wanted)))
	return multistatus(responses)
}

function wantedProperties(body: string): string[] | null {
	if (body.trim() === '') {
		return null
	}
	const root = parseBody(body)
	if (root.ns !== DAV_NS || root.name !== 'propfind') {
		throw badRequest('The request body is not a propfind')
	}
	const prop = childOf(root, DAV_NS, 'prop')
	return prop === undefined ? null : prop.children.map(clark)
}

/** The folder asked for stays first; only its entries change places. */
function shuffled(places: readonly Place[]): Place[] {
	const [first, ...rest] = places
	const drawn = rest.map((place) => ({ place, key: Math.random() })).sort((left, right) => left.key - right.key).map(({ place }) => place)
	return first === undefined ? [] : [first, ...drawn]
}

/** Address of a place; folders end with a slash. */
export function hrefOf(context: DavContext, place: Place): string {
	const path = ['remote.php', 'dav', 'files', context.account.user, ...place.path].join('/')
	return encodePath(`/${path}${place.node.kind === 'folder' ? '/' : ''}`)
}

/** One `d:response` of a listing. */
export function propertyResponse(href: string, { found, missing }: PropertyValues): string {
	const ok = [...found].map(([name, value]) => element(name, value)).join('')
	const absent = missing.map((name) => element(name, '')).join('')
	const parts = [
		ok === '' && absent !== '' ? '' : propstat(ok, 'HTTP/1.1 200 OK'),
		absent === '' ? '' : propstat(absent, 'HTTP/1.1 404 Not Found'),
	]
	return `<d:response><d:href>${href}</d:href>${parts.join('')}</d:response>`
}

function propstat(props: string, status: string): string {
	return `<d:propstat><d:prop>${props}</d:prop><d:status>${status}</d:status></d:propstat>`
}

/** A 207 answer. */
export function multistatus(responses: readonly string[]): Reply {
	return {
		status: 207,
		headers: { 'Content-Type': 'application/xml; charset=utf-8', Vary: 'Brief,Prefer', DAV: DAV_CLASSES },
		body: `<?xml version="1.0"?>\n<d:multistatus ${NAMESPACES}>${responses.join('')}</d:multistatus>\n`,
	}
}

/** Value of the `DAV` header: no class 2, since there are no DAV locks. */
export const DAV_CLASSES = '1, 3, extended-mkcol, access-control, nextcloud-checksum-update, nc-paginate'

/** PROPPATCH: dead properties and the date; live ones are refused. */
export async function proppatch(context: DavContext): Promise<Reply> {
	const root = parseBody((await context.exchange.body()).toString('utf8'))
	const place = placeOf(context)
	if (!may(place, UPDATE)) {
		throw forbidden()
	}
	const props: Record<string, string> = { ...place.node.props }
	let { mtime } = place.node
	const accepted: string[] = []
	const refused: string[] = []
	for (const instruction of root.children) {
		for (const property of childOf(instruction, DAV_NS, 'prop')?.children ?? []) {
			const name = clark(property)
			if (name === '{DAV:}getlastmodified' || name === '{DAV:}lastmodified') {
				mtime = Number(property.text) || mtime
			} else if (isLive(name) && name !== '{http://owncloud.org/ns}favorite') {
				refused.push(name)
				continue
			} else if (instruction.name === 'remove') {
				delete props[name]
			} else {
				props[name] = property.text
			}
			accepted.push(name)
		}
	}
	if (refused.length === 0) {
		context.storage.tree.update(place.node, { props, mtime })
		await context.storage.commit()
	}
	const status = refused.length === 0 ? 'HTTP/1.1 200 OK' : 'HTTP/1.1 424 Failed Dependency'
	const parts = [
		accepted.length === 0 ? '' : propstat(accepted.map((name) => element(name, '')).join(''), status),
		refused.length === 0 ? '' : propstat(refused.map((name) => element(name, '')).join(''), 'HTTP/1.1 403 Forbidden'),
	]
	return multistatus([`<d:response><d:href>${hrefOf(context, place)}</d:href>${parts.join('')}</d:response>`])
}
