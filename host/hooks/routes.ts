// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Exchange, Reply } from '../http/exchange.ts'
import { json } from '../http/exchange.ts'
import { THEMES } from '../pages/layout.ts'
import type { HostState } from '../state.ts'

/**
 * The switches of the tests, below `/__host/`. They exist only when the host
 * was started for tests, and answer only to this machine.
 */
export async function hookHandler(state: HostState, exchange: Exchange): Promise<Reply> {
	const body = (await exchange.body()).toString('utf8')
	let input: unknown
	try {
		input = body === '' ? {} : JSON.parse(body)
	} catch {
		return json(400, { error: 'not JSON' })
	}
	const fields = typeof input === 'object' && input !== null ? new Map(Object.entries(input)) : new Map<string, unknown>()
	switch (`${exchange.method} ${exchange.path}`) {
		case 'GET /__host/faults': return json(200, state.faults.list())
		case 'DELETE /__host/faults': return clearFaults(state)
		case 'POST /__host/faults': return addFaults(state, input)
		case 'POST /__host/reset': return reset(state)
		case 'POST /__host/quota': return setQuota(state, fields)
		case 'POST /__host/team-folder': return makeTeamFolder(state, fields)
		case 'POST /__host/transfer': return transfer(state, fields)
		case 'POST /__host/conditions': return setConditions(state, fields)
		case 'POST /__host/expire-session': return json(200, { revoked: state.sessions.revoke(text(fields.get('user'))) })
		case 'GET /__host/traffic': return json(200, state.traffic.list())
		case 'DELETE /__host/traffic': return forgetTraffic(state)
		default: return json(404, { error: 'no such switch' })
	}
}

function clearFaults(state: HostState): Reply {
	state.faults.clear()
	return json(200, [])
}

function addFaults(state: HostState, input: unknown): Reply {
	try {
		state.faults.add(input)
	} catch (error) {
		if (error instanceof TypeError || error instanceof SyntaxError) {
			return json(400, { error: error.message })
		}
		throw error
	}
	return json(201, state.faults.list())
}

async function reset(state: HostState): Promise<Reply> {
	state.faults.clear()
	state.traffic.clear()
	state.conditions.maintenance = false
	state.conditions.upgradePending = false
	state.conditions.shuffleListings = false
	state.conditions.sharingDisabled = false
	state.conditions.theme = 'default'
	state.conditions.lockMinutesMax = 60
	state.conditions.disabled.clear()
	await state.storage.reset()
	return json(200, { reset: true })
}

async function setQuota(state: HostState, fields: ReadonlyMap<string, unknown>): Promise<Reply> {
	const user = text(fields.get('user'))
	const bytes = fields.get('bytes')
	if (user === null || (bytes !== null && typeof bytes !== 'number')) {
		return json(400, { error: 'user and bytes (number or null) are needed' })
	}
	state.storage.setQuota(user, bytes)
	await state.storage.commit()
	return json(200, { user, bytes, available: state.storage.available(user) })
}

/** Team folder as an administrator makes one: owned by no account, with the rights of each member. */
async function makeTeamFolder(state: HostState, fields: ReadonlyMap<string, unknown>): Promise<Reply> {
	const name = text(fields.get('name'))
	const members = fields.get('members')
	if (name === null || typeof members !== 'object' || members === null) {
		return json(400, { error: 'name and members (rights by account) are needed' })
	}
	const rights = new Map(Object.entries(members).map(([user, permissions]) => [user, Number(permissions)]))
	const folder = state.storage.shares.createTeamFolder(name, rights)
	await state.storage.commit()
	return json(201, { id: folder.id })
}

/** As `occ files:transfer-ownership --path=<path> <from> <to>`. */
async function transfer(state: HostState, fields: ReadonlyMap<string, unknown>): Promise<Reply> {
	const [from, to, path] = ['from', 'to', 'path'].map((name) => text(fields.get(name)))
	const { access, tree, shares } = state.storage
	const node = from === null || from === undefined ? undefined : access.resolve(from, (path ?? '').split('/'))?.node
	if (node === undefined || typeof to !== 'string' || node.owner !== from) {
		return json(400, { error: 'from, to and the path of a folder of the first are needed' })
	}
	const name = state.accounts.find(({ user }) => user === from)?.displayName ?? from
	const folder = tree.createFolder(
		tree.home(to),
		`Transféré de ${name} à ${new Date().toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '-')}`,
	)
	const moved = shares.transfer(node, to, folder)
	await state.storage.commit()
	return json(200, { path: tree.path(moved).join('/') })
}

function setConditions(state: HostState, fields: ReadonlyMap<string, unknown>): Reply {
	const { conditions } = state
	const { maintenance, upgradePending, shuffleListings, sharingDisabled, disabled, theme, lockMinutesMax } = Object.fromEntries(fields)
	if (typeof maintenance === 'boolean') {
		conditions.maintenance = maintenance
	}
	if (typeof upgradePending === 'boolean') {
		conditions.upgradePending = upgradePending
	}
	if (typeof shuffleListings === 'boolean') {
		conditions.shuffleListings = shuffleListings
	}
	if (typeof sharingDisabled === 'boolean') {
		conditions.sharingDisabled = sharingDisabled
	}
	if (typeof lockMinutesMax === 'number') {
		conditions.lockMinutesMax = lockMinutesMax
	}
	conditions.theme = THEMES.find((each) => each === theme) ?? conditions.theme
	if (Array.isArray(disabled)) {
		conditions.disabled.clear()
		for (const user of disabled) {
			if (typeof user === 'string') {
				conditions.disabled.add(user)
			}
		}
	}
	return json(200, { ...conditions, disabled: [...conditions.disabled] })
}

async function forgetTraffic(state: HostState): Promise<Reply> {
	await state.traffic.settled()
	state.traffic.clear()
	return json(200, [])
}

function text(value: unknown): string | null {
	return typeof value === 'string' ? value : null
}
