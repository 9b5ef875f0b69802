// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account } from '../accounts.ts'
import type { Exchange } from '../http/exchange.ts'
import type { HostState } from '../state.ts'
import type { Place } from '../storage/access.ts'
import { ALL, may, READ, SHARE, sharePermissions } from '../storage/rights.ts'
import type { ShareRow } from '../storage/rows.ts'
import type { OcsResult } from './envelope.ts'
import { failure, ok } from './envelope.ts'

/** `shares`, `shares/<id>` and `shares/pending`, for shares between accounts. */
export async function sharesCall(state: HostState, exchange: Exchange, account: Account, id: string | null): Promise<OcsResult> {
	const fields = await exchange.fields()
	if (state.conditions.sharingDisabled) {
		return failure(404, 'Share API is disabled')
	}
	if (id === 'pending') {
		return ok([])
	}
	if (id === null) {
		if (exchange.method === 'GET') {
			return list(state, account, fields)
		}
		return exchange.method === 'POST' ? create(state, account, fields) : failure(405, 'Method not allowed')
	}
	const share = state.storage.shares.find(Number(id))
	if (share === undefined || (share.recipient !== account.user && !controls(state, account, share))) {
		return failure(404, 'Wrong share ID, share does not exist')
	}
	switch (exchange.method) {
		case 'GET': return ok([shown(state, account, share)])
		case 'PUT': return change(state, account, share, fields)
		case 'DELETE': return end(state, share)
		default: return failure(405, 'Method not allowed')
	}
}

function controls(state: HostState, account: Account, share: ShareRow): boolean {
	return share.sharer === account.user || state.storage.tree.node(share.nodeId)?.owner === account.user
}

function pathOf(fields: ReadonlyMap<string, string>): string[] {
	return (fields.get('path') ?? '').split('/').filter((part) => part !== '').map((part) => part.normalize('NFC'))
}

async function create(state: HostState, account: Account, fields: ReadonlyMap<string, string>): Promise<OcsResult> {
	const path = pathOf(fields)
	const place = path.length === 0 ? undefined : state.storage.access.resolve(account.user, path)
	if (place === undefined) {
		return failure(404, 'Wrong path, file/folder does not exist')
	}
	const type = fields.get('shareType')
	if (type !== '0' && type !== '1') {
		return failure(400, 'Unknown share type')
	}
	const recipient = fields.get('shareWith') ?? ''
	const members = state.accounts.filter(({ groups }) => groups.includes(recipient)).map(({ user }) => user)
	if (type === '0' && !state.accounts.some(({ user }) => user === recipient)) {
		return failure(404, 'Please specify a valid account to share with')
	}
	if (type === '1' && members.length === 0) {
		return failure(404, 'Please specify a valid group')
	}
	if (!may(place, SHARE)) {
		return failure(404, 'You are not allowed to share this file')
	}
	if (recipient === account.user || recipient === place.node.owner) {
		return failure(403, `Sharing ${path.at(-1)} failed, because you cannot share with the owner`)
	}
	// Sharing the same again changes nothing and gives the share that is there.
	const twin = state.storage.shares
		.ofNode(place.node.id)
		.find((share) => share.sharer === account.user
			&& share.parentShare === undefined
			&& (type === '0' ? share.recipient : share.group) === recipient)
	if (twin) {
		return ok(shown(state, account, twin))
	}
	const permissions = wantedPermissions(place, fields.get('permissions'))
	if (permissions === null) {
		return failure(404, 'Cannot increase permissions')
	}
	const share = type === '0'
		? state.storage.shares.create(place.node, account.user, recipient, permissions)
		: state.storage.shares.createForGroup(place.node, account.user, recipient, members, permissions)
	await state.storage.commit()
	return ok(shown(state, account, share))
}

/** Read is always given; more than one has oneself is refused. */
function wantedPermissions(place: Place, given: string | undefined): number | null {
	const most = sharePermissions(place.node, place)
	const wanted = (given === undefined ? ALL & most : Number(given)) | READ
	if (!Number.isInteger(wanted) || wanted < 1 || wanted > ALL) {
		return null
	}
	const possible = place.node.kind === 'file' ? wanted & most : wanted
	return (possible & ~most) === 0 ? possible : null
}

function list(state: HostState, account: Account, fields: ReadonlyMap<string, string>): OcsResult {
	const { storage } = state
	if (fields.get('shared_with_me') === 'true') {
		return ok(storage.access
			.received(account.user)
			.filter(({ isTeamFolder }) => isTeamFolder !== true)
			.map((share) => shown(state, account, share)))
	}
	if (!fields.has('path')) {
		return ok(storage.shares
			.all()
			.filter((share) => share.sharer === account.user && share.parentShare === undefined)
			.map((share) => shown(state, account, share)))
	}
	const place = storage.access.resolve(account.user, pathOf(fields))
	if (place === undefined) {
		return failure(404, 'Wrong path, file/folder does not exist')
	}
	const reshares = fields.get('reshares') === 'true'
	const wanted = fields.get('subfiles') === 'true' ? storage.tree.children(place.node.id).map(({ id }) => id) : [place.node.id]
	const found = storage.shares
		.all()
		.filter((share) => share.parentShare === undefined
			&& wanted.includes(share.nodeId)
			&& (share.sharer === account.user || (reshares && controls(state, account, share))))
	return ok(found.map((share) => shown(state, account, share)))
}

async function change(state: HostState, account: Account, share: ShareRow, fields: ReadonlyMap<string, string>): Promise<OcsResult> {
	if (!controls(state, account, share)) {
		return failure(403, 'You are not allowed to edit incoming shares')
	}
	const given = fields.get('permissions')
	const note = fields.get('note')
	const node = state.storage.tree.node(share.nodeId)
	const permissions = given === undefined ? share.permissions : Number(given) | READ
	if (node === undefined || !Number.isInteger(permissions) || permissions > ALL) {
		return failure(400, 'Wrong or no update parameter given')
	}
	if (given === undefined && note === undefined) {
		return failure(400, 'Wrong or no update parameter given')
	}
	const next = state.storage.shares.change(share, { permissions, note: note ?? share.note })
	await state.storage.commit()
	return ok(shown(state, account, next))
}

async function end(state: HostState, share: ShareRow): Promise<OcsResult> {
	state.storage.shares.remove(share)
	await state.storage.commit()
	return ok([])
}

function shown(state: HostState, account: Account, share: ShareRow): Record<string, unknown> {
	const node = state.storage.tree.node(share.nodeId)
	const mine = share.recipient !== account.user
	const name = (user: string): string => state.accounts.find((each) => each.user === user)?.displayName ?? user
	const path = mine && node?.owner === account.user ? `/${state.storage.tree.path(node).join('/')}` : `/${share.mountName}`
	const folder = node?.kind === 'folder'
	const recipient
		= share.group
			?? (share.parentShare === undefined ? undefined : state.storage.shares.find(share.parentShare)?.group)
			?? share.recipient
	return {
		id: String(share.parentShare ?? share.id),
		share_type: share.group === undefined && share.parentShare === undefined ? 0 : 1,
		uid_owner: share.sharer,
		displayname_owner: name(share.sharer),
		permissions: share.permissions,
		can_edit: mine,
		can_delete: mine,
		stime: share.since,
		parent: null,
		expiration: null,
		token: null,
		uid_file_owner: node?.owner ?? '',
		displayname_file_owner: name(node?.owner ?? ''),
		note: share.note,
		label: '',
		path,
		item_type: folder ? 'folder' : 'file',
		item_permissions: mine ? ALL : share.permissions,
		'is-mount-root': !mine,
		'mount-type': mine ? '' : 'shared',
		item_size: node === undefined ? 0 : state.storage.tree.size(node),
		item_mtime: node?.mtime ?? 0,
		mimetype: folder ? 'httpd/unix-directory' : 'application/octet-stream',
		has_preview: false,
		item_source: share.nodeId,
		file_source: share.nodeId,
		file_parent: node?.parent ?? 0,
		file_target: `/${share.mountName}`,
		share_with: recipient,
		share_with_displayname: name(recipient),
		share_with_displayname_unique: recipient,
		status: [],
		mail_send: 0,
		hide_download: 0,
		attributes: null,
	}
}
