// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { cheapDerivation, NOTEBOOK } from '../../tests/support/vault-people.ts'
import type { RevisionFile } from '../domain/document.ts'
import { TrousseauError } from '../domain/errors.ts'
import { parseVault } from '../vault/file/container.ts'
import { loadSodium } from '../vault/file/sodium.ts'
import type { CryptoApi, VaultView } from './api.ts'
import { createCryptoService } from './service.ts'

/*
 * Random writes, invitations, removals and promotions by three people who read the others' revisions only now and then.
 * Properties: every refusal has an expected code, no removed member comes back, and once all is read and every branch
 * decided, the remaining members see the same vault.
 */

const KDF = { memory: 64 * 1024 * 1024, passes: 3 }
const PEOPLE = 3

let time = Date.parse('2026-11-22T09:00:00.000Z')
const now = (): string => new Date(time += 60_000).toISOString()

type Act = { readonly who: number, readonly whom: number, readonly kind: 'read' | 'put' | 'enter' | 'remove' | 'role' | 'envelope', readonly value: number }

const act: fc.Arbitrary<Act> = fc.record({
	who: fc.nat(PEOPLE - 1),
	whom: fc.nat(PEOPLE - 1),
	kind: fc.constantFrom('read', 'put', 'put', 'enter', 'remove', 'role', 'envelope'),
	value: fc.nat(5),
})

/** Codes of expected refusals. */
const REFUSALS: readonly string[] = ['not-allowed', 'not-a-member', 'invalid', 'exists', 'forked', 'locked', 'invitation-unknown', 'rolled-back']

class World {
	readonly files: RevisionFile[] = []
	readonly apis: CryptoApi[] = []
	vaultId = ''

	static async create(): Promise<World> {
		const world = new World()
		for (let index = 0; index < PEOPLE; index++) {
			const api = createCryptoService({ ...cheapDerivation(), now })
			await api.commitIdentity((await api.createIdentity({ passphrase: `phrase ${index}`, label: `${index}`, kdf: KDF })).name)
			world.apis.push(api)
		}
		const { vaultId, revision } = await world.api(0).createVault({ notebookId: NOTEBOOK, label: '0' })
		world.vaultId = vaultId
		await world.save(0, revision)
		return world
	}

	api(index: number): CryptoApi {
		return this.apis[index] as CryptoApi
	}

	journal() {
		const listed = new Set(this.files.flatMap(({ bytes }) => parseVault(bytes).header.ancestors))
		return { heads: this.files.filter(({ name }) => !listed.has(name)), others: this.files.filter(({ name }) => listed.has(name)) }
	}

	async save(who: number, { name, bytes }: RevisionFile): Promise<VaultView> {
		this.files.push({ name, bytes: bytes.slice() })
		return this.api(who).commit({ vaultId: this.vaultId, name })
	}

	read(who: number): Promise<VaultView> {
		return this.api(who).openVault({ notebookId: NOTEBOOK, vaultId: this.vaultId, journal: this.journal(), acceptOlder: false })
	}

	/** A person's member id in the state that another one last saw, or an unknown id. */
	private async idOf(who: number, whom: number): Promise<string> {
		const view = await this.read(who)
		return view.members.find(({ label, kind }) => kind === 'person' && label === `${whom}`)?.id ?? '0'.repeat(32)
	}

	private async enter(who: number, whom: number, value: number): Promise<void> {
		const role = (['keeper', 'writer', 'reader'] as const)[value % 3] ?? 'writer'
		const offer = await this.api(who).invite({ vaultId: this.vaultId, role, label: `${whom}`, expiresAt: '2099-01-01T00:00:00.000Z' })
		await this.save(who, offer.revision)
		const entry = { notebookId: NOTEBOOK, vaultId: this.vaultId, journal: this.journal(), label: `${whom}` }
		await this.save(whom, (await this.api(whom).acceptInvitation({ ...entry, code: offer.code.join(' ') })).revision)
	}

	async play({ who, whom, kind, value }: Act): Promise<void> {
		const { vaultId } = this
		const api = this.api(who)
		switch (kind) {
			case 'read': await this.read(who); return
			case 'put': await this.save(who, await api.prepare({ vaultId, changes: [{ kind: 'put', id: `${value}`.repeat(32), draft: { label: `${value}`, password: `${who} ${value} ${time}` } }] })); return
			case 'enter': await this.enter(who, whom, value); return
			case 'remove': await this.save(who, (await api.removeMember({ vaultId, memberId: await this.idOf(who, whom) })).revision); return
			case 'role': await this.save(who, await api.changeRole({ vaultId, memberId: await this.idOf(who, whom), role: value % 2 === 0 ? 'writer' : 'keeper' })); return
			case 'envelope': await this.save(who, (await api.createEnvelope({ vaultId })).revision)
		}
	}

	/** The code of what was refused, or null. */
	async attempt(action: () => Promise<unknown>): Promise<string | null> {
		try {
			await action()
			return null
		} catch (error) {
			if (error instanceof TrousseauError && REFUSALS.includes(error.code)) {
				return error.code
			}
			throw error
		}
	}

	/** A keeper accepts every branch that waits; several heads become one. */
	async settle(): Promise<void> {
		for (let round = 0; round < 4; round++) {
			for (let who = 0; who < PEOPLE; who++) {
				await this.attempt(async () => {
					const view = await this.read(who)
					for (const notice of view.notices) {
						if (notice.kind === 'branch-quarantined') {
							await this.attempt(async () => this.save(who, await this.api(who).acceptBranch({ vaultId: this.vaultId, revision: notice.revision, journal: this.journal() })))
						}
					}
					if ((await this.read(who)).heads.length > 1) {
						await this.play({ who, whom: who, kind: 'put', value: 5 })
					}
				})
			}
		}
	}
}

beforeAll(loadSodium)

describe('whatever three people do to one another', () => {
	it('ends in one vault for those who remain', async () => {
		let agreed = 0
		await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
			const world = await World.create()
			await world.attempt(() => world.play({ who: 0, whom: 1, kind: 'enter', value: 0 }))
			for (const one of acts) {
				await world.attempt(() => world.play(one))
			}
			await world.settle()
			const views: VaultView[] = []
			for (let who = 0; who < PEOPLE; who++) {
				await world.attempt(async () => {
					views.push(await world.read(who))
				})
			}
			const whole = views.filter(({ notices }) => notices.length === 0)
			const seen = whole.map(({ heads, credentials, members }) => JSON.stringify({ heads, credentials, members: members.map(({ id, role, label }) => ({ id, role, label })) }))
			expect(new Set(seen).size).toBeLessThanOrEqual(1)
			agreed += whole.length
			for (const view of views) {
				expect(view.members.some(({ kind, role }) => kind === 'person' && role === 'keeper')).toBe(true)
			}
		}), { numRuns: 60 })
		// Most runs must end with a common vault, or the property would be vacuous.
		expect(agreed).toBeGreaterThan(60)
	}, 60_000)
})
