// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account } from '../accounts.ts'
import type { Reply } from '../http/exchange.ts'
import type { Place } from '../storage/access.ts'
import type { XmlElement } from '../xml/parse.ts'
import { childOf, clark, DAV_NS } from '../xml/parse.ts'
import type { DavContext } from './context.ts'
import { decodeSegments } from './context.ts'
import { badRequest, notFound, notImplemented, serverError } from './errors.ts'
import { readProperties } from './properties.ts'
import { hrefOf, multistatus, parseBody, propertyResponse } from './propfind.ts'

const PAGING_NS = 'https://github.com/icewind1991/SearchDAV/ns'
const OC = '{http://owncloud.org/ns}'
/** Rows given when the request names no number. */
const SILENT_LIMIT = 100

type Test = (place: Place) => boolean
type Field = (place: Place) => string | number

const SEARCHABLE: ReadonlyMap<string, Field> = new Map<string, Field>([
	['{DAV:}displayname', ({ path }) => path.at(-1) ?? ''],
	['{DAV:}getcontenttype', ({ node }) => node.kind === 'folder' ? 'httpd/unix-directory' : 'application/octet-stream'],
	['{DAV:}getlastmodified', ({ node }) => node.mtime],
	[`${OC}size`, ({ node }) => node.size],
	[`${OC}fileid`, ({ node }) => node.id],
])
const SORTABLE: ReadonlySet<string> = new Set(['{DAV:}displayname', '{DAV:}getcontenttype', '{DAV:}getlastmodified', `${OC}size`])

/** SEARCH on `/remote.php/dav/`, one scope, basicsearch. */
export async function search(context: DavContext): Promise<Reply> {
	const type = context.exchange.header('content-type').replace(/;.*/, '').trim().toLowerCase()
	const text = (await context.exchange.body()).toString('utf8')
	if (type !== 'text/xml' && type !== 'application/xml') {
		throw notImplemented('SEARCH is only available with an XML body')
	}
	const basic = childOf(parseBody(text), DAV_NS, 'basicsearch')
	if (basic === undefined) {
		throw badRequest('Unsupported search request')
	}
	const where = childOf(basic, DAV_NS, 'where')?.children[0]
	const test: Test = where === undefined ? () => true : compile(where)
	const scope = scopeOf(context, basic)
	const found = [...context.storage.access.below(context.account.user, scope)].filter((place) => place.path.length > 0 && test(place))
	const places = page(basic, ordered(basic, found))
	const wanted = childOf(childOf(basic, DAV_NS, 'select') ?? basic, DAV_NS, 'prop')?.children.map(clark) ?? null
	return multistatus(places.map((place) => propertyResponse(hrefOf(context, place), readProperties(context, place, wanted))))
}

function scopeOf(context: DavContext, basic: XmlElement): Place {
	const from = childOf(basic, DAV_NS, 'from')
	const scope = from && childOf(from, DAV_NS, 'scope')
	const href = scope && childOf(scope, DAV_NS, 'href')
	if (href === undefined) {
		throw badRequest('A search needs a scope')
	}
	const segments = decodeSegments(href.text.trim().replace(/^https?:\/\/[^/]+/, '').replace(/^\/remote\.php\/dav/, ''))
	const [files, user, ...path] = segments
	if (files !== 'files') {
		throw badRequest('Search is only supported on files')
	}
	if (!isOwn(context.account, user)) {
		throw serverError('The scope is not accessible')
	}
	const place = context.storage.access.resolve(context.account.user, path)
	if (place === undefined) {
		throw notFound(path)
	}
	return place
}

function isOwn(account: Account, user: string | undefined): boolean {
	return user === account.user
}

function compile(condition: XmlElement): Test {
	if (condition.ns !== DAV_NS) {
		throw badRequest('Unknown operator')
	}
	const parts = condition.children
	switch (condition.name) {
		case 'and': return every(parts.map(compile))
		case 'or': return some(parts.map(compile))
		case 'not': {
			const inner = every(parts.map(compile))
			return (place) => !inner(place)
		}
		case 'is-collection': return ({ node }) => node.kind === 'folder'
		default: return comparison(condition)
	}
}

const every = (tests: readonly Test[]): Test => (place) => tests.every((test) => test(place))
const some = (tests: readonly Test[]): Test => (place) => tests.some((test) => test(place))

function comparison(condition: XmlElement): Test {
	const property = childOf(condition, DAV_NS, 'prop')?.children[0]
	const literal = childOf(condition, DAV_NS, 'literal')
	if (property === undefined || literal === undefined) {
		throw badRequest('A comparison needs a property and a literal')
	}
	const name = clark(property)
	const field = SEARCHABLE.get(name)
	// The server lets its database fail on a property that it cannot search.
	if (field === undefined) {
		throw serverError('requested property is not searchable')
	}
	if (condition.name === 'like') {
		return like(field, literal.text)
	}
	const wanted = numericOrText(name, literal.text)
	const compare = COMPARISONS.get(condition.name)
	if (compare === undefined) {
		throw badRequest('Unknown operator')
	}
	return (place) => compare(field(place), wanted)
}

const COMPARISONS: ReadonlyMap<string, (left: string | number, right: string | number) => boolean> = new Map([
	['eq', (left, right) => left === right],
	['gt', (left, right) => left > right],
	['gte', (left, right) => left >= right],
	['lt', (left, right) => left < right],
	['lte', (left, right) => left <= right],
])

function numericOrText(name: string, literal: string): string | number {
	if (name === '{DAV:}getlastmodified') {
		const date = Number(literal)
		return Number.isFinite(date) ? date : Math.floor(Date.parse(literal) / 1000)
	}
	return name === `${OC}size` || name === `${OC}fileid` ? Number(literal) : literal
}

/** `%` stands for anything, `_` for one character; case does not count. */
function like(field: Field, pattern: string): Test {
	const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('%', '.*').replaceAll('_', '.')
	const expression = new RegExp(`^${source}$`, 'isu')
	return (place) => expression.test(String(field(place)))
}

function ordered(basic: XmlElement, places: Place[]): Place[] {
	const [order] = childOf(basic, DAV_NS, 'orderby')?.children ?? []
	if (order === undefined) {
		return places
	}
	const property = childOf(order, DAV_NS, 'prop')?.children[0]
	const name = property === undefined ? '' : clark(property)
	const field = SORTABLE.has(name) ? SEARCHABLE.get(name) : undefined
	if (field === undefined) {
		throw badRequest('requested order by property is not sortable')
	}
	const direction = childOf(order, DAV_NS, 'descending') ? -1 : 1
	return places.sort((left, right) => {
		const [a, b] = [field(left), field(right)]
		return a === b ? left.node.id - right.node.id : a < b ? -direction : direction
	})
}

function page(basic: XmlElement, places: readonly Place[]): readonly Place[] {
	const limit = childOf(basic, DAV_NS, 'limit')
	const count = Number(limit && childOf(limit, DAV_NS, 'nresults')?.text) || SILENT_LIMIT
	const first = Number(limit && childOf(limit, PAGING_NS, 'firstresult')?.text) || 0
	return places.slice(first, first + count)
}
