// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, describe, expect, it } from 'vitest'
import { channel, closeChannels } from '../../tests/support/channel.ts'
import type { Listener } from '../../tests/support/channel.ts'
import { cheapDerivation } from '../../tests/support/vault-people.ts'
import { TrousseauError } from '../domain/errors.ts'
import { createCryptoClient } from './client.ts'
import { createPacker } from './columns.ts'
import { CRYPTO_METHODS } from './methods.ts'
import { createCaller, serve } from './rpc.ts'
import type { Port } from './rpc.ts'
import { createCryptoService } from './service.ts'

afterEach(closeChannels)

/** A Worker that serves a real crypto service over a channel. */
class TestWorker {
	terminated = false
	private readonly near: Port
	private readonly errors: ((event: Event) => void)[] = []

	constructor(serves = true) {
		const [near, far] = channel()
		this.near = near
		if (serves) {
			serve(far, createCryptoService({ ...cheapDerivation(), now: () => '2026-11-22T09:00:00.000Z' }), CRYPTO_METHODS, createPacker())
		}
	}

	postMessage(message: unknown, transfer: Transferable[]): void {
		this.near.postMessage(message, transfer)
	}

	addEventListener(type: string, listener: (event: never) => void): void {
		if (type === 'error') {
			this.errors.push(listener as (event: Event) => void)
		} else {
			this.near.addEventListener('message', listener as Listener)
		}
	}

	terminate(): void {
		this.terminated = true
	}

	fail(event: Event): void {
		this.errors.forEach((listener) => listener(event))
	}

	/** Simulates a script that fails at runtime: the event carries the message. */
	crash(): void {
		this.fail(Object.assign(new Event('error'), { message: 'Uncaught CompileError' }))
	}
}

function client(...workers: readonly TestWorker[]) {
	const waiting = [...workers]
	return createCryptoClient(() => waiting.shift() as unknown as Worker)
}

const KDF = { memory: 64 * 1024 * 1024, passes: 3 }
const NOTEBOOK = 'a'.repeat(32)

describe('rpc', () => {
	it('carries values, hands bytes over, and of an error only its code and detail', async () => {
		const [near, far] = channel()
		const bytes = new Uint8Array([1, 2, 3])
		serve(far, {
			give: async () => ({ name: 'x', bytes }),
			refuse: async () => {
				throw new TrousseauError('quota', { status: 507 }, new Error('mot de passe'))
			},
			crash: async () => {
				throw new Error('secret')
			},
			hidden: async () => 1,
		}, ['give', 'refuse', 'crash'])
		const caller = createCaller(near)
		expect(await caller.call('give', [])).toEqual({ name: 'x', bytes: new Uint8Array([1, 2, 3]) })
		expect(bytes).toHaveLength(0)
		await expect(caller.call('refuse', [])).rejects.toMatchObject({ code: 'quota', detail: { status: 507 } })
		const crash: unknown = await caller.call('crash', []).catch((error: unknown) => error)
		expect(crash).toMatchObject({ code: 'unexpected-answer' })
		expect((crash as Error).cause).toBeUndefined()
		for (const method of ['hidden', 'toString', '__proto__', 'constructor']) {
			await expect(caller.call(method, [])).rejects.toMatchObject({ code: 'unexpected-answer' })
		}
	})

	it('rejects what is under way and what comes later once the channel failed', async () => {
		const [near] = channel()
		const caller = createCaller(near)
		const waiting = caller.call('ready', [])
		caller.fail('no-wasm')
		await expect(waiting).rejects.toMatchObject({ code: 'no-wasm' })
		await expect(caller.call('ready', [])).rejects.toMatchObject({ code: 'no-wasm' })
	})
})

describe('the client', () => {
	it('serves every call of the Worker, with arguments wrapped by a framework', async () => {
		const crypto = client(new TestWorker())
		await crypto.ready()
		const kdf = new Proxy(KDF, {})
		const identity = await crypto.createIdentity({ passphrase: 'une phrase assez longue', label: 'x', kdf })
		await crypto.commitIdentity(identity.name)
		const { vaultId, revision } = await crypto.createVault({ notebookId: NOTEBOOK, label: 'x' })
		await crypto.commit({ vaultId, name: revision.name })
		const changes = new Proxy([{ kind: 'put', id: 'b'.repeat(32), draft: new Proxy({ label: 'CAF', tags: new Proxy(['a'], {}) }, {}) }] as const, {})
		const { name } = await crypto.prepare({ vaultId, changes })
		expect((await crypto.commit({ vaultId, name })).credentials).toMatchObject([{ label: 'CAF', tags: ['a'] }])
		expect(Object.keys(crypto).sort()).toEqual([...CRYPTO_METHODS, 'terminate'].sort())
	})

	it('hands the bytes of a backup over, and copies the rest', async () => {
		const crypto = client(new TestWorker())
		await crypto.ready()
		const [archive, words] = [new Uint8Array(4096), 'abandon abeille abolir aborder abriter absence']
		const { header, stream } = await crypto.sealBackup({ words, kdf: KDF, archive })
		expect(archive).toHaveLength(0)
		const file = new Uint8Array([...header, ...stream])
		expect(await crypto.openBackup({ words, file })).toEqual(new Uint8Array(4096))
		expect(file).toHaveLength(0)
		const again = new Uint8Array([...header, ...stream])
		await expect(crypto.openBackup({ words: 'abandon abeille abolir', file: again })).rejects.toMatchObject({ code: 'wrong-words' })
	})

	it('ends the Worker on lock, rejects what was under way, and starts another', async () => {
		const [first, second] = [new TestWorker(), new TestWorker()]
		const crypto = client(first, second)
		const identity = await crypto.createIdentity({ passphrase: 'une phrase assez longue', label: 'x', kdf: KDF })
		await crypto.commitIdentity(identity.name)
		await crypto.lock()
		expect(first.terminated).toBe(true)
		await expect(crypto.rememberHeads()).rejects.toMatchObject({ code: 'locked' })
		expect(second.terminated).toBe(false)
		await crypto.unlock({ passphrase: 'une phrase assez longue', identity: { heads: [identity], others: [] } })
		expect(identity.bytes.length).toBeGreaterThan(4096)
	})

	it('ends a Worker that does not answer, and says locked to who was waiting', async () => {
		const silent = new TestWorker(false)
		const crypto = client(silent)
		const waiting = crypto.ready()
		const refused = expect(waiting).rejects.toMatchObject({ code: 'locked' })
		await crypto.lock()
		await refused
		expect(silent.terminated).toBe(true)
		await crypto.lock()
	})

	it('says no-wasm when the Worker cannot start, and tries again at the next call', async () => {
		const broken = new TestWorker(false)
		const crypto = client(broken, new TestWorker())
		const waiting = crypto.ready()
		await new Promise((resolve) => setTimeout(resolve))
		broken.crash()
		await expect(waiting).rejects.toMatchObject({ code: 'no-wasm' })
		await crypto.ready()
		const refusing = createCryptoClient(() => {
			throw new Error('SecurityError')
		})
		await expect(refusing.ready()).rejects.toMatchObject({ code: 'no-wasm' })
	})

	it('says not-loaded when its script never came, and tries again at the next call', async () => {
		const missing = new TestWorker(false)
		const crypto = client(missing, new TestWorker())
		const waiting = crypto.ready()
		await new Promise((resolve) => setTimeout(resolve))
		missing.fail(new Event('error'))
		await expect(waiting).rejects.toMatchObject({ code: 'not-loaded' })
		await crypto.ready()
	})

	it('accepts no call once terminated', async () => {
		const worker = new TestWorker()
		const crypto = client(worker)
		await crypto.ready()
		crypto.terminate()
		expect(worker.terminated).toBe(true)
		await expect(crypto.ready()).rejects.toMatchObject({ code: 'locked' })
	})
})
