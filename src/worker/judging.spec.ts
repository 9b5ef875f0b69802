// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { MessageChannel } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cheapDerivation, NOTEBOOK } from '../../tests/support/vault-people.ts'
import { dictionaryStrength } from '../domain/passwords/dictionary-strength.ts'
import { loadSodium } from '../vault/file/sodium.ts'
import type { CryptoApi } from './api.ts'
import { createCaller, serve } from './rpc.ts'
import type { Port } from './rpc.ts'
import { createCryptoService } from './service.ts'
import { createStrengthService, STRENGTH_METHODS } from './strength/strength-service.ts'
import type { StrengthApi } from './strength/strength-service.ts'

const WORDS = ['Vauzelles-sur-Creuse', 'Geneviève Kervadec']
const [A, B, C] = ['a', 'b', 'c'].map((letter) => letter.repeat(32)) as [string, string, string]
const PASSWORDS = { [A]: 'Kervadec-Vauzelles', [B]: 'grenier bougie falaise mouton', [C]: '' }

let close = (): void => {}

/** A strength Worker at the other end of a real channel, and what crossed to it. */
function farStrength(): { readonly api: StrengthApi, readonly crossed: unknown[] } {
	const { port1, port2 } = new MessageChannel()
	const crossed: unknown[] = []
	serve(port2 as unknown as Port, createStrengthService(), STRENGTH_METHODS)
	port2.on('message', (message: unknown) => crossed.push(message))
	const caller = createCaller(port1 as unknown as Port)
	close = () => port1.close()
	port1.start()
	return {
		crossed,
		api: {
			know: (words) => caller.call('know', [words]) as Promise<void>,
			judge: (inputs) => caller.call('judge', [inputs]) as ReturnType<StrengthApi['judge']>,
		},
	}
}

async function vault(strength?: () => StrengthApi): Promise<{ readonly api: CryptoApi, readonly vaultId: string }> {
	const api = createCryptoService({ ...cheapDerivation(), now: () => '2026-11-22T09:00:00.000Z', ...(strength === undefined ? {} : { strength }) })
	const created = await api.createIdentity({ passphrase: 'une phrase assez longue 42', label: 'Anne', kdf: { memory: 64 * 1024 * 1024, passes: 3 } })
	await api.commitIdentity(created.name)
	const { vaultId, revision } = await api.createVault({ notebookId: NOTEBOOK, label: 'Anne' })
	await api.commit({ vaultId, name: revision.name })
	const put = Object.entries(PASSWORDS).map(([id, password]) => ({ kind: 'put' as const, id, draft: { label: `Compte ${id}`, password } }))
	const prepared = await api.prepare({ vaultId, changes: put })
	await api.commit({ vaultId, name: prepared.name })
	return { api, vaultId }
}

beforeEach(loadSodium)
afterEach(() => close())

describe('judge', () => {
	it('says the same as the page would, in the order asked for, and nothing of an entry without password', async () => {
		const { api: strength, crossed } = farStrength()
		const { api, vaultId } = await vault(() => strength)
		const judged = await api.judge({ vaultId, ids: [B, C, A], words: WORDS })
		expect(judged).toEqual([
			{ ...dictionaryStrength(PASSWORDS[B] as string, WORDS, [`Compte ${B}`]), group: B },
			null,
			{ ...dictionaryStrength(PASSWORDS[A] as string, WORDS, [`Compte ${A}`]), group: A },
		])
		expect(judged[2]).toMatchObject({ score: 0 })
		// The words of the notebook cross once.
		await api.judge({ vaultId, ids: [A], words: WORDS })
		expect(JSON.stringify(crossed).split('Geneviève').length - 1).toBe(1)
		expect(JSON.stringify(judged)).not.toContain('bougie')
	})

	it('says which entries have the same password, those of the trash apart', async () => {
		const { api: strength } = farStrength()
		const { api, vaultId } = await vault(() => strength)
		const prepared = await api.prepare({ vaultId, changes: [{ kind: 'put', id: C, draft: { password: PASSWORDS[A] as string } }] })
		await api.commit({ vaultId, name: prepared.name })
		expect((await api.judge({ vaultId, ids: [C, B, A], words: [] })).map((one) => one?.group)).toEqual([A, B, A])
		const trashed = await api.prepare({ vaultId, changes: [{ kind: 'trash', id: A }] })
		await api.commit({ vaultId, name: trashed.name })
		expect((await api.judge({ vaultId, ids: [C], words: [] })).map((one) => one?.group)).toEqual([C])
	})

	it('refuses an id that is not in the vault, and everything once locked', async () => {
		const { api: strength } = farStrength()
		const { api, vaultId } = await vault(() => strength)
		await expect(api.judge({ vaultId, ids: ['d'.repeat(32)], words: [] })).rejects.toMatchObject({ code: 'invalid' })
		const late = api.judge({ vaultId, ids: [A], words: [] })
		await api.lock()
		await expect(late).rejects.toMatchObject({ code: 'locked' })
		await expect(api.judge({ vaultId, ids: [A], words: [] })).rejects.toMatchObject({ code: 'locked' })
	})

	it('says so where nothing can judge', async () => {
		const { api, vaultId } = await vault()
		await expect(api.judge({ vaultId, ids: [A], words: [] })).rejects.toMatchObject({ code: 'not-loaded' })
	})
})
