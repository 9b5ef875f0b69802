// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Place } from '../storage/access.ts'
import { permissionLetters, sharePermissions } from '../storage/rights.ts'
import { element, escapeXml } from '../xml/write.ts'
import type { DavContext } from './context.ts'
import { fileIdOf } from './context.ts'
import { servedType } from './get.ts'

const D = '{DAV:}'
const OC = '{http://owncloud.org/ns}'
const NC = '{http://nextcloud.org/ns}'
const OCS = '{http://open-collaboration-services.org/ns}'

type Reader = (context: DavContext, place: Place) => string | null

const whenFile = (read: Reader): Reader => (context, place) => place.node.kind === 'file' ? read(context, place) : null
const whenFolder = (read: Reader): Reader => (context, place) => place.node.kind === 'folder' ? read(context, place) : null

/** Live properties; a reader returns escaped XML, null when the property does not exist on this node. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
	[`${D}getlastmodified`, (_context, { node }) => new Date(node.mtime * 1000).toUTCString()],
	[`${D}creationdate`, (_context, { node }) => new Date(node.uploaded * 1000).toISOString().replace(/\.\d+Z$/, '+00:00')],
	[`${D}getetag`, (_context, { node }) => `&quot;${node.etag}&quot;`],
	[`${D}getcontenttype`, whenFile((_context, { node }) => servedType(node.name).replace(/;.*/, ''))],
	[`${D}getcontentlength`, whenFile((_context, { node }) => String(node.size))],
	[`${D}resourcetype`, (_context, { node }) => (node.kind === 'folder' ? '<d:collection/>' : '')],
	[`${D}displayname`, (context, { path }) => escapeXml(path.at(-1) ?? context.account.user)],
	[`${D}quota-used-bytes`, whenFolder((context, { node }) => String(context.storage.tree.size(node)))],
	[`${D}quota-available-bytes`, whenFolder((context, { node }) => String(context.storage.available(node.owner)))],
	[`${OC}id`, (context, { node }) => fileIdOf(context, node.id)],
	[`${OC}fileid`, (_context, { node }) => String(node.id)],
	[`${OC}size`, (context, { node }) => String(context.storage.tree.size(node))],
	[`${OC}permissions`, (_context, place) => permissionLetters(place.node, place)],
	[`${OC}owner-id`, (context, place) => escapeXml(ownerOf(context, place))],
	[`${OC}owner-display-name`, (context, place) => escapeXml(displayName(context, ownerOf(context, place)))],
	[`${OC}favorite`, (_context, { node }) => node.props[`${OC}favorite`] ?? '0'],
	[`${OC}tags`, () => ''],
	[`${OC}comments-unread`, () => '0'],
	[
		`${OC}checksums`,
		whenFile((_context, { node }) => (node.checksum === '' ? null : element(`${OC}checksum`, escapeXml(node.checksum)))),
	],
	[
		`${OC}share-types`,
		(context, { node }) => context.storage.shares.ofNode(node.id).some((share) => share.sharer === context.account.user)
			? element(`${OC}share-type`, '0')
			: '',
	],
	[`${NC}mount-type`, (_context, place) => (place.team === true ? 'group' : place.shares.length > 0 ? 'shared' : '')],
	[`${NC}has-preview`, () => 'false'],
	[`${NC}is-encrypted`, whenFolder(() => '0')],
	[`${NC}share-attributes`, () => '[]'],
	[`${NC}creation_time`, () => '0'],
	[`${NC}upload_time`, (_context, { node }) => String(node.uploaded)],
	[`${NC}contained-file-count`, whenFolder((context, place) => String(count(context, place, 'file')))],
	[`${NC}contained-folder-count`, whenFolder((context, place) => String(count(context, place, 'folder')))],
	[`${NC}sharees`, sharees],
	[`${OCS}share-permissions`, (_context, place) => String(sharePermissions(place.node, place))],
])

const LOCK_PROPERTIES = ['lock', 'lock-owner', 'lock-owner-displayname', 'lock-owner-type', 'lock-time', 'lock-timeout'].map((name) => `${NC}${name}`)

/** Properties given when the client asks for none in particular. */
const DEFAULT_PROPERTIES = [
	'getlastmodified',
	'getcontentlength',
	'resourcetype',
	'quota-used-bytes',
	'quota-available-bytes',
	'getetag',
	'getcontenttype',
].map((name) => `${D}${name}`)

/** The owner of a team folder is reported as the account that asks. */
function ownerOf(context: DavContext, { node, team }: Place): string {
	return team === true ? context.account.user : node.owner
}

function displayName(context: DavContext, user: string): string {
	return context.state.accounts.find((account) => account.user === user)?.displayName ?? user
}

function count(context: DavContext, place: Place, kind: 'file' | 'folder'): number {
	return context.storage.access.children(context.account.user, place).filter((child) => child.node.kind === kind).length
}

function sharees(context: DavContext, { node }: Place): string {
	return context.storage.shares
		.ofNode(node.id)
		.map(({ recipient }) => element(
			`${NC}sharee`,
			element(`${NC}id`, escapeXml(recipient))
			+ element(`${NC}display-name`, escapeXml(displayName(context, recipient)))
			+ element(`${NC}type`, '0'),
		))
		.join('')
}

/** The lock somebody took by hand, as properties. */
export function lockProperties(context: DavContext, { node }: Place): Map<string, string> {
	const lock = context.storage.locks.byHand(node.id)
	if (lock === undefined) {
		return new Map([[`${NC}lock`, '']])
	}
	const values = ['1', escapeXml(lock.owner), escapeXml(displayName(context, lock.owner)), '0', String(lock.since), '0']
	return new Map(LOCK_PROPERTIES.map((name, index) => [name, values[index] ?? '']))
}

/** Properties of one place: those that exist, and the names that do not. */
export interface PropertyValues {
	readonly found: ReadonlyMap<string, string>
	readonly missing: readonly string[]
}

/**
 * @param context - the request
 * @param place - whose properties
 * @param wanted - Clark names, null for the default set
 */
export function readProperties(context: DavContext, place: Place, wanted: readonly string[] | null): PropertyValues {
	const found = new Map<string, string>()
	const missing: string[] = []
	const lock = lockProperties(context, place)
	for (const name of wanted ?? DEFAULT_PROPERTIES) {
		const dead = place.node.props[name]
		const value = READERS.get(name)?.(context, place) ?? lock.get(name) ?? (dead === undefined ? null : escapeXml(dead))
		if (value !== null) {
			found.set(name, value)
		} else if (wanted !== null) {
			missing.push(name)
		}
	}
	return { found, missing }
}

/** Is it one that only the server writes? */
export function isLive(name: string): boolean {
	return READERS.has(name) || LOCK_PROPERTIES.includes(name)
}
