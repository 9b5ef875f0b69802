// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { BrowserContext, Request, Route } from '@playwright/test'
import type { Fault } from '../../../host/hooks/faults.ts'
import type { Person, Target } from './target.ts'

import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Faults } from '../../../host/hooks/faults.ts'
import { refusalOnTheWay } from '../../../host/hooks/refusals.ts'

const run = promisify(execFile)

/** Folders that journeys make, and names under which they are received. */
const MADE_BY_JOURNEYS = /^(?:Trousseau|Vauzelles|Sainte-Test|Kanari|Copie de secours|trousseau\.json|Transféré de )/

const setting = (name: string): string => process.env[name] ?? ''

type People = Pick<Target, 'admin' | 'group' | 'mayor' | 'secretary'>

/**
 * A real Nextcloud. With an administrator's account, each test has accounts of its own, made and deleted by the
 * provisioning API; without, two accounts are given, and emptied. Faults are played at the browser's side of the line.
 */
export class RealServer {
	/** Asked for by a test, played by {@link attend}. */
	readonly faults = new Faults()
	readonly #url: string
	readonly #traffic: string
	readonly #visits: { readonly person: Person, readonly context: BrowserContext }[] = []
	readonly #undo: (() => Promise<void>)[] = []
	#writing: Promise<void> = Promise.resolve()

	/**
	 * @param url - without a slash at the end
	 * @param traffic - folder to write down what browsers send
	 */
	constructor(url: string, traffic: string) {
		this.#url = url
		this.#traffic = traffic
	}

	static hasAdministrator(): boolean {
		return setting('TROUSSEAU_ADMIN_USER') !== '' && setting('TROUSSEAU_ADMIN_PASSWORD') !== ''
	}

	static hasCommand(): boolean {
		return setting('TROUSSEAU_OCC') !== ''
	}

	/** The people of one test. */
	async open(): Promise<People> {
		return RealServer.hasAdministrator() ? this.#makePeople() : this.#takePeople()
	}

	/** Puts back what the test changed on the server. */
	async close(): Promise<void> {
		await this.#writing
		for (const undo of this.#undo.reverse()) {
			await undo()
		}
	}

	/** Registers an action to undo when the test ends, whether it passed or failed. */
	undoLater(undo: () => Promise<unknown>): void {
		this.#undo.push(async () => void await undo())
	}

	async #makePeople(): Promise<People> {
		const mark = randomBytes(3).toString('hex')
		const group = `mairie-${mark}`
		await this.administer('POST', 'cloud/groups', { groupid: group })
		this.undoLater(() => this.administer('DELETE', `cloud/groups/${group}`))
		const make = async (id: string, name: string, inGroup: boolean): Promise<Person> => {
			const person = { id: `${id}-${mark}`, name: `${name} ${mark}`, password: `Essai-${randomBytes(12).toString('base64url')}` }
			await this.administer('POST', 'cloud/users', { userid: person.id, password: person.password, displayName: person.name, language: 'fr', ...(inGroup ? { 'groups[]': group } : {}) })
			this.undoLater(() => this.administer('DELETE', `cloud/users/${person.id}`, {}, [404]))
			// The first sign-in puts the files of the server's skeleton folder there.
			await this.#empty(person, () => true)
			return person
		}
		const secretary = await make('secretaire', 'Secrétaire', true)
		const mayor = await make('maire', 'Maire', true)
		const admin = await make('adjoint', 'Adjoint', false)
		return { secretary, mayor, admin, group }
	}

	async #takePeople(): Promise<People> {
		const take = async (suffix: string): Promise<Person> => {
			const [id, password] = [`TROUSSEAU_USER${suffix}`, `TROUSSEAU_PASSWORD${suffix}`].map(setting) as [string, string]
			if (id === '' || password === '') {
				throw new Error(`TROUSSEAU_USER${suffix} and TROUSSEAU_PASSWORD${suffix} are needed beside TROUSSEAU_BASE_URL`)
			}
			const person = { id, password, name: await this.#nameOf(id, password) }
			const empty = () => this.#empty(person, (name) => MADE_BY_JOURNEYS.test(name))
			await empty()
			this.undoLater(empty)
			return person
		}
		return { secretary: await take(''), mayor: await take('2'), admin: { id: '', password: '', name: '' }, group: '' }
	}

	async #nameOf(id: string, password: string): Promise<string> {
		const answer = await this.ocs('GET', 'cloud/user', id, password, {})
		return String((await answer.json() as { ocs: { data: { displayname: string } } }).ocs.data.displayname)
	}

	/** Removes what stands at the root of somebody's files, what was received from others too. */
	async #empty(person: Person, isToRemove: (name: string) => boolean): Promise<void> {
		const root = `${this.#url}/remote.php/dav/files/${encodeURIComponent(person.id)}/`
		const headers = { ...basic(person.id, person.password), 'X-NC-Skip-Trashbin': 'true' }
		const listing = await (await fetch(root, { method: 'PROPFIND', headers: { ...headers, Depth: '1' } })).text()
		const [, ...paths] = [...listing.matchAll(/<d:href>([^<]*)<\/d:href>/g)].map(([, path]) => (path ?? '').replace(/\/$/, ''))
		for (const name of paths.map((path) => decodeURIComponent(path.split('/').at(-1) ?? '')).filter(isToRemove)) {
			await fetch(root + encodeURIComponent(name), { method: 'DELETE', headers })
		}
	}

	/** One OCS call in somebody's name. */
	ocs(method: string, call: string, user: string, password: string, fields: Readonly<Record<string, string>>): Promise<Response> {
		const body = method === 'GET' || Object.keys(fields).length === 0 ? null : new URLSearchParams(fields)
		return fetch(`${this.#url}/ocs/v2.php/${call}?format=json`, { method, headers: basic(user, password), body })
	}

	/**
	 * One OCS call of the administrator.
	 *
	 * @param expected - refusals that are as good
	 */
	async administer(method: string, call: string, fields: Readonly<Record<string, string>> = {}, expected: readonly number[] = []): Promise<void> {
		const answer = await this.ocs(method, call, setting('TROUSSEAU_ADMIN_USER'), setting('TROUSSEAU_ADMIN_PASSWORD'), fields)
		if (!answer.ok && !expected.includes(answer.status)) {
			throw new Error(`${method} ${call}: ${answer.status} ${await answer.text()}`)
		}
	}

	/** One command of the administrator; what it printed. */
	async occ(...words: readonly string[]): Promise<string> {
		const [command = '', ...first] = setting('TROUSSEAU_OCC').split(' ')
		return (await run(command, [...first, '--no-interaction', ...words])).stdout
	}

	/** Attends to a browser: writes down what it sends, and plays the faults that the test asks for. */
	async attend(person: Person, context: BrowserContext): Promise<void> {
		this.#visits.push({ person, context })
		context.on('request', (request) => {
			this.#writing = this.#writing.then(() => this.#note(request))
		})
		await context.route(/\/remote\.php\/dav\//, (route, request) => this.#play(route, request))
	}

	async #note(request: Request): Promise<void> {
		await mkdir(this.#traffic, { recursive: true })
		const file = join(this.#traffic, 'requests')
		await appendFile(file, `${request.method()} ${request.url()} ${JSON.stringify(request.headers())}\n`)
		await appendFile(file, request.postDataBuffer() ?? '')
	}

	async #play(route: Route, request: Request): Promise<void> {
		const path = decodeURIComponent(new URL(request.url()).pathname)
		const { latency, fault } = this.faults.take(request.method(), path)
		if (latency > 0) {
			await new Promise((resolve) => {
				setTimeout(resolve, latency)
			})
		}
		// The page that sent the request may be closed: nothing waits for the answer then.
		await (fault === null ? route.fallback() : playFault(route, request, fault)).catch(() => undefined)
	}

	/** Ends the sessions of a person in the browsers of this test; their cookies stay. */
	async endSessions(person: Person): Promise<void> {
		for (const { context } of this.#visits.filter((visit) => visit.person.id === person.id)) {
			const cookies = (await context.cookies(this.#url)).map(({ name, value }) => `${name}=${value}`).join('; ')
			const { token } = await (await fetch(`${this.#url}/index.php/csrftoken`, { headers: { Cookie: cookies } })).json() as { token: string }
			const left = await fetch(`${this.#url}/index.php/logout?requesttoken=${encodeURIComponent(token)}`, { headers: { Cookie: cookies }, redirect: 'manual' })
			if (left.status !== 303) {
				throw new Error(`the sign-out answered ${left.status}`)
			}
		}
	}
}

function basic(user: string, password: string): Record<string, string> {
	return {
		Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
		'OCS-APIRequest': 'true',
	}
}

/** Plays a fault where the line is in our hands: before the server, or between it and the page. */
async function playFault(route: Route, request: Request, fault: Fault): Promise<void> {
	const [user = '', ...path] = decodeURIComponent(new URL(request.url()).pathname).split('/').slice(4)
	const refusal = refusalOnTheWay(fault.kind, path, user)
	if (refusal !== null) {
		const headers = Object.fromEntries(Object.entries(refusal.headers ?? {}).map(([name, value]) => [name, String(value)]))
		return route.fulfill({ status: refusal.status, headers, body: Buffer.from(refusal.body ?? '') })
	}
	switch (fault.kind) {
		case 'drop-before': return route.abort('connectionreset')
		case 'drop-after':
			await route.fetch()
			return route.abort('connectionreset')
		case 'truncate-body': {
			const body = request.postDataBuffer() ?? Buffer.alloc(0)
			return route.fulfill({ response: await route.fetch({ postData: body.subarray(0, fault.bytes ?? Math.floor(body.length / 2)) }) })
		}
		default: throw new Error(`${fault.kind} cannot be played on a real server`)
	}
}
