// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { cheapDerivation, NOTEBOOK } from '../../tests/support/vault-people.ts'
import type { RevisionFile } from '../domain/document.ts'
import { loadSodium, sodium } from '../vault/file/sodium.ts'
import type { CryptoApi, VaultChange } from './api.ts'
import { createCryptoService } from './service.ts'

/** Not a literal: the script is checked with the types of Workers, this file with those of pages. */
const SCRIPT: string = './crypto.worker.ts'
const PASSPHRASE = 'une phrase assez longue 42'
const KDF = { memory: 64 * 1024 * 1024, passes: 3 }
const ID = 'a'.repeat(32)
const put: VaultChange = { kind: 'put', id: ID, draft: { label: 'Impôts', password: 'Été-2026' } }

beforeAll(loadSodium)
afterEach(() => vi.restoreAllMocks())

let minute = 0
const now = (): string => new Date(Date.UTC(2026, 10, 22, 9, minute++)).toISOString()

/** Every value that can be reached from another, with the name under which it was found. */
function reachable(root: unknown, name = '', seen = new Map<unknown, string>()): ReadonlyMap<unknown, string> {
	if (typeof root !== 'object' || root === null || seen.has(root)) {
		return seen
	}
	seen.set(root, name)
	if (root instanceof Map) {
		root.forEach((value, key) => reachable(value, String(key), seen))
	} else if (!(root instanceof Uint8Array)) {
		Object.entries(root).forEach(([key, value]) => reachable(value, key, seen))
	}
	return seen
}

/** The secret keys that a service holds: every array of bytes, but for public keys and files. */
function secretsOf(api: CryptoApi): readonly Uint8Array[] {
	return [...reachable(api)].flatMap(([value, name]) => (value instanceof Uint8Array && !name.endsWith('Public') && name !== 'bytes' ? [value] : []))
}

async function unlocked() {
	const api = createCryptoService({ ...cheapDerivation(), now })
	const identity = await api.createIdentity({ passphrase: PASSPHRASE, label: 'x', kdf: KDF })
	await api.commitIdentity(identity.name)
	const { vaultId, revision } = await api.createVault({ notebookId: NOTEBOOK, label: 'x' })
	await api.commit({ vaultId, name: revision.name })
	return { api, vaultId, identity }
}

async function save(api: CryptoApi, vaultId: string, change: VaultChange): Promise<RevisionFile> {
	const revision = await api.prepare({ vaultId, changes: [change] })
	await api.commit({ vaultId, name: revision.name })
	return revision
}

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0)

describe('locking', () => {
	it('overwrites every key, prepared ones too, and lets go of every decrypted text', async () => {
		const { api, vaultId } = await unlocked()
		await save(api, vaultId, put)
		await api.prepare({ vaultId, changes: [{ kind: 'put', id: ID, draft: { password: 'autre' } }] })
		await api.createVault({ notebookId: NOTEBOOK, label: 'y' })
		await api.rememberHeads()
		await api.changePassphrase({ current: PASSPHRASE, next: `${PASSPHRASE} !`, kdf: KDF })
		const secrets = secretsOf(api)
		expect(secrets.length).toBeGreaterThanOrEqual(10)
		expect(secrets.filter(isZero)).toEqual([])
		expect([...reachable(api).values()]).toContain(ID)
		await api.lock()
		expect(secrets.filter((bytes) => !isZero(bytes))).toEqual([])
		expect(secretsOf(api)).toEqual([])
		expect([...reachable(api).values()]).not.toContain(ID)
	})

	it('is not needed for keys that nothing uses any more', async () => {
		const { api, vaultId } = await unlocked()
		const before = secretsOf(api)
		const { revision } = await api.createEnvelope({ vaultId })
		await api.commit({ vaultId, name: revision.name })
		const replaced = await api.createEnvelope({ vaultId })
		await api.commit({ vaultId, name: replaced.revision.name })
		const kept = new Set(secretsOf(api))
		const dropped = before.filter((bytes) => !kept.has(bytes))
		expect(dropped.length).toBeGreaterThan(0)
		expect(dropped.filter((bytes) => !isZero(bytes))).toEqual([])
	})
})

describe('what is written', () => {
	/** A computer whose cipher goes wrong once the self-tests are over. */
	function spoilSealing(): void {
		const push = sodium.crypto_secretstream_xchacha20poly1305_push.bind(sodium)
		vi.spyOn(sodium, 'crypto_secretstream_xchacha20poly1305_push').mockImplementation(((...args: Parameters<typeof push>) => {
			const sealed = push(...args) as unknown as Uint8Array
			if (args[1].length >= 4096) {
				sealed[100] = (sealed[100] as number) ^ 1
			}
			return sealed
		}) as unknown as typeof push)
	}

	it('is decrypted back before anything can be committed', async () => {
		const { api, vaultId } = await unlocked()
		await save(api, vaultId, put)
		spoilSealing()
		await expect(api.prepare({ vaultId, changes: [{ kind: 'put', id: ID, draft: { password: 'perdu' } }] })).rejects.toMatchObject({ code: 'altered' })
		await expect(api.createVault({ notebookId: NOTEBOOK, label: 'x' })).rejects.toMatchObject({ code: 'altered' })
		await expect(api.invite({ vaultId, role: 'writer', label: 'y', expiresAt: '2027-01-01T00:00:00.000Z' })).rejects.toMatchObject({ code: 'altered' })
		await expect(api.createEnvelope({ vaultId })).rejects.toMatchObject({ code: 'altered' })
		await expect(api.createIdentity({ passphrase: PASSPHRASE, label: 'x', kdf: KDF })).rejects.toMatchObject({ code: 'altered' })
		await expect(api.rememberHeads()).rejects.toMatchObject({ code: 'altered' })
		vi.restoreAllMocks()
		expect(await api.reveal({ vaultId, id: ID, field: 'password' })).toBe('Été-2026')
		await save(api, vaultId, { kind: 'put', id: ID, draft: { password: 'écrit' } })
		expect(await api.reveal({ vaultId, id: ID, field: 'password' })).toBe('écrit')
	})

	it('is opened back as the bytes that are handed over', async () => {
		const { api, vaultId } = await unlocked()
		const pull = vi.spyOn(sodium, 'crypto_secretstream_xchacha20poly1305_pull')
		const { bytes } = await api.prepare({ vaultId, changes: [put] })
		const opened = pull.mock.calls.map(([, chunk]) => Buffer.from(chunk as Uint8Array).toString('hex'))
		expect(opened.some((chunk) => chunk.length > 8192 && Buffer.from(bytes).toString('hex').endsWith(chunk))).toBe(true)
	})
})

/** A Worker of the script that is loaded, as the crypto Worker starts them. */
class FakeWorker {
	static readonly started: FakeWorker[] = []
	readonly name: string
	readonly url: string
	ended = false
	readonly requests: { readonly id: number, readonly method: string }[] = []
	private readonly listeners = new Map<string, (event: unknown) => void>()

	constructor(url: string, { name }: { readonly name: string }) {
		this.url = url
		this.name = name
		FakeWorker.started.push(this)
	}

	addEventListener(type: string, listener: (event: unknown) => void): void {
		this.listeners.set(type, listener)
	}

	postMessage(request: { readonly id: number, readonly method: string }): void {
		this.requests.push(request)
	}

	terminate(): void {
		this.ended = true
	}

	tell(type: string, event: unknown): void {
		this.listeners.get(type)?.(event)
	}
}

/** Loads the script of the Worker under a name; gives how to call it. */
async function script(name: string) {
	let listener: (event: unknown) => void = () => undefined
	const answers: unknown[] = []
	vi.stubGlobal('self', {
		name,
		location: { href: 'https://mairie.exemple.fr/worker.js' },
		addEventListener: (_type: string, heard: typeof listener) => {
			listener = heard
		},
		postMessage: (answer: unknown) => answers.push(answer),
	})
	vi.stubGlobal('Worker', FakeWorker)
	FakeWorker.started.length = 0
	vi.resetModules()
	await import(SCRIPT)
	return { answers, call: (method: string, ...args: readonly unknown[]) => listener({ data: { id: 1, method, args } }) }
}

describe('the key derivation', () => {
	afterEach(() => vi.unstubAllGlobals())

	it('happens in a Worker of its own, which ends with the answer', async () => {
		const { answers, call } = await script('')
		call('calibrate')
		await vi.waitFor(() => expect(FakeWorker.started[0]?.requests).toMatchObject([{ method: 'derive' }]))
		const [worker] = FakeWorker.started as [FakeWorker]
		expect([worker.name, worker.url, worker.ended, answers]).toEqual(['kdf', 'https://mairie.exemple.fr/worker.js', false, []])
		worker.tell('message', { data: { id: 1, ok: true, value: { key: new Uint8Array(64).fill(1), milliseconds: 100 } } })
		await vi.waitFor(() => expect(answers).toMatchObject([{ ok: true, value: { memory: 256 * 1024 * 1024, passes: 3 } }]))
		expect([worker.ended, FakeWorker.started.length]).toEqual([true, 1])
	})

	it('ends its Worker when the memory is refused, and says so', async () => {
		const { answers, call } = await script('')
		call('calibrate')
		await vi.waitFor(() => expect(FakeWorker.started[0]?.requests).toHaveLength(1))
		FakeWorker.started[0]?.tell('error', { message: 'out of memory', preventDefault: () => undefined })
		await vi.waitFor(() => expect(answers).toMatchObject([{ ok: false, code: 'no-memory' }]))
		expect(FakeWorker.started[0]?.ended).toBe(true)
	})

	it('is all that its Worker answers to', async () => {
		const { answers, call } = await script('kdf')
		call('unlock', { passphrase: PASSPHRASE, identity: { heads: [], others: [] } })
		await vi.waitFor(() => expect(answers).toMatchObject([{ ok: false, code: 'unexpected-answer' }]))
		call('derive', { password: new Uint8Array(1), salt: new Uint8Array(16), memory: 1024, passes: 1, selfTest: false })
		await vi.waitFor(() => expect(answers[1]).toMatchObject({ ok: false, code: 'kdf-bounds' }))
		expect(FakeWorker.started).toEqual([])
	})
})
