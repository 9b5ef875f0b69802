// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { KdfParameters } from '../src/worker/api.ts'
import type { Account } from './accounts.ts'
import { loadAccounts } from './accounts.ts'
import type { DemoWords } from './demo/words.ts'
import { DEMO_WORDS_FILE } from './demo/words.ts'
import { Faults } from './hooks/faults.ts'
import { Traffic } from './hooks/traffic.ts'
import { loadCertificate } from './http/certificate.ts'
import type { Incoming, Reply } from './http/exchange.ts'
import { answerWithin, createHttpServer } from './http/server.ts'
import { Sessions } from './http/sessions.ts'
import type { HostState } from './state.ts'
import { Storage } from './storage/storage.ts'

/** How to start a host. */
export interface HostOptions {
	/** 0 (the default) picks a free one. */
	readonly port?: number
	/** Folder for everything kept; a temporary one, removed on `close`, when absent. */
	readonly dataDir?: string
	/** Keeps files in memory alone, gone with the host: for tests that write a great many. */
	readonly inMemory?: boolean
	/** Serves over https, with a certificate of its own that no browser knows. */
	readonly https?: boolean
	/** Empties the data folder first; the accounts get new passwords. */
	readonly reset?: boolean
	/** Puts the example commune there unless it is there already. */
	readonly demo?: boolean
	/** Cost of the keys of the example; what this computer affords in about a second when absent. */
	readonly demoCost?: KdfParameters
	/** Opens `/__host/`, the switches of the tests. */
	readonly testHooks?: boolean
	/** Passwords by account, instead of the drawn ones. */
	readonly passwords?: Readonly<Record<string, string>>
	/** Says nothing. */
	readonly quiet?: boolean
	/** Folder that receives every header and byte sent to the host. */
	readonly recordDir?: string
	/** Folder of the built app; the repository by default. */
	readonly appRoot?: string
}

/** A running host. */
export interface RunningHost {
	/** Without a slash at the end. */
	readonly url: string
	readonly accounts: readonly Account[]
	/** Passphrases and words that open the example's vault; null without one. */
	readonly demo: DemoWords | null
	/** SHA-256 of the public key of the certificate, base64; null over plain HTTP. */
	readonly fingerprint: string | null
	/**
	 * Answers a request of this process without a socket, for tests that send hundreds of thousands.
	 * Null when the connection was cut. Such requests are not in the traffic.
	 */
	ask(request: Omit<Incoming, 'body'> & { readonly body: Uint8Array }): Promise<Reply | null>
	close(): Promise<void>
}

const REPOSITORY = join(fileURLToPath(new URL('.', import.meta.url)), '..')

/**
 * Starts the embedded host on the loopback address.
 *
 * @param options - see {@link HostOptions}
 * @throws {Error} when the port is taken or the folder cannot be written
 */
export async function startHost(options: HostOptions = {}): Promise<RunningHost> {
	const temporary = options.dataDir === undefined ? await mkdtemp(join(tmpdir(), 'trousseau-host-')) : null
	const dataDir = options.dataDir ?? temporary ?? ''
	await mkdir(dataDir, { recursive: true, mode: 0o700 })
	if (options.reset === true) {
		await emptyFolder(dataDir)
	}
	const state = await openState(dataDir, options)
	const demo = options.demo === true ? await demoOf(state, dataDir, options) : null
	await state.storage.commit()
	const certificate = options.https === true ? await loadCertificate(dataDir) : null
	const server = createHttpServer(state, certificate)
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject)
		server.listen(options.port ?? 0, '127.0.0.1', resolve)
	})
	const url = `${certificate === null ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`
	if (options.quiet !== true) {
		announce(url, state.accounts, demo)
	}
	return {
		url,
		accounts: state.accounts,
		demo,
		fingerprint: certificate?.fingerprint ?? null,
		ask: (request) => answerWithin(state, request),
		close: async () => {
			server.closeAllConnections()
			await new Promise<void>((resolve) => {
				server.close(() => resolve())
			})
			await state.storage.commit()
			await state.traffic.end()
			if (temporary !== null) {
				await rm(temporary, { recursive: true, force: true })
			}
		},
	}
}

/** Loads the example, whose code needs the cryptography of the app: only hosts that show it do. */
async function demoOf({ storage }: HostState, dataDir: string, { demoCost, quiet }: HostOptions): Promise<DemoWords | null> {
	if (quiet !== true) {
		process.stdout.write('\n  Préparation de la commune d’exemple…\n')
	}
	const { loadDemo } = await import('./demo.ts')
	return loadDemo(storage, dataDir, demoCost)
}

async function openState(dataDir: string, options: HostOptions): Promise<HostState> {
	const accounts = await loadAccounts(dataDir, options.passwords)
	const storage = await Storage.open(options.inMemory === true ? null : dataDir)
	return {
		storage,
		sessions: new Sessions(storage.instanceId(), options.https === true),
		accounts,
		faults: new Faults(),
		traffic: new Traffic(options.recordDir ?? null),
		conditions: {
			maintenance: false,
			upgradePending: false,
			disabled: new Set(),
			shuffleListings: false,
			sharingDisabled: false,
			theme: 'default',
			lockMinutesMax: 60,
		},
		appRoot: options.appRoot ?? REPOSITORY,
		testHooks: options.testHooks ?? false,
		secure: options.https === true,
	}
}

/** Removes only what a host writes, in case the folder given holds something else. */
async function emptyFolder(folder: string): Promise<void> {
	for (const name of ['tables', 'blobs', 'passwords.json', 'passwords.json.new', DEMO_WORDS_FILE, `${DEMO_WORDS_FILE}.new`, 'tls']) {
		await rm(join(folder, name), { recursive: true, force: true })
	}
}

function announce(url: string, accounts: readonly Account[], demo: DemoWords | null): void {
	const phrases: Readonly<Record<string, string>> = demo?.passphrases ?? {}
	const width = Math.max(...accounts.map(({ user }) => user.length))
	const lines = accounts.flatMap(({ user, password, displayName }) => {
		const phrase = phrases[user]
		const more = phrase === undefined ? [] : [`    ${' '.repeat(width)}   phrase de passe : ${phrase}`]
		return [`    ${user.padEnd(width)}   ${password}   (${displayName})`, ...more]
	})
	const envelope = demo === null ? '' : `\n\n  Mots de l’enveloppe de secours :\n    ${demo.envelope.join(' ')}`
	const people = `  Comptes et mots de passe :\n${lines.join('\n')}${envelope}`
	process.stdout.write(`\n  Trousseau est prêt : ${url}/index.php/apps/trousseau/\n\n${people}\n\n  Ctrl+C pour arrêter.\n\n`)
}
