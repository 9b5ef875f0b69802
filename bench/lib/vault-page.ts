// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The page of bench/page.ts: opens a vault as the app does, through its own
 * client and the crypto Worker, and tells what it took.
 */
import type { RevisionFile } from '../../src/domain/document.ts'
import type { OpenInput, VaultView } from '../../src/worker/api.ts'

import { createCryptoClient } from '../../src/worker/client.ts'

/** Bytes of memory by where they are, as the browser counts them after collecting what is no longer used. */
export interface Memory {
	readonly page: number
	/** All Workers that run: one once the derivation is over. */
	readonly workers: number
	/** How many Workers run. */
	readonly running: number
}

/** Functions that the page offers to the benchmark. */
export interface VaultPage {
	/** Fetches both files and starts the Worker. */
	load(names: { readonly identity: string, readonly vault: string }): Promise<void>
	/** Opens the identity: nearly all of it is the derivation, while which the vault is handed over as the app does. Milliseconds. */
	unlock(passphrase: string): Promise<number>
	/** From the bytes to the list, as the page has it. Milliseconds, and how many accounts there are. */
	open(place: {
		readonly notebookId: string
		readonly vaultId: string
	}): Promise<{ readonly milliseconds: number, readonly accounts: number }>
	/** Ends the Worker and lets go of the list. */
	lock(): Promise<void>
	memory(): Promise<Memory>
}

/** Not yet in the types of the language. */
interface MeasuringPerformance {
	measureUserAgentSpecificMemory(): Promise<{
		readonly breakdown: readonly {
			readonly bytes: number
			readonly attribution: readonly { readonly scope: string, readonly url: string }[]
		}[]
	}>
}

const client = createCryptoClient()
let files: { readonly identity: OpenInput, readonly vault: OpenInput } | null = null
let view: VaultView | null = null

async function fetched(name: string): Promise<OpenInput> {
	const file: RevisionFile = { name, bytes: new Uint8Array(await (await fetch(name)).arrayBuffer()) }
	return { heads: [file], others: [] }
}

function loaded(): { readonly identity: OpenInput, readonly vault: OpenInput } {
	if (files === null) {
		throw new Error('Nothing is loaded')
	}
	return files
}

const page: VaultPage = {
	async load({ identity, vault }) {
		files = { identity: await fetched(identity), vault: await fetched(vault) }
		await client.ready()
	},
	async unlock(passphrase) {
		const start = performance.now()
		void client.prefetch(loaded().vault.heads)
		await client.unlock({ passphrase, identity: loaded().identity })
		return performance.now() - start
	},
	async open(place) {
		const start = performance.now()
		view = await client.openVault({
			...place,
			journal: { heads: loaded().vault.heads.map(({ name }) => ({ name, bytes: null })), others: [] },
			acceptOlder: false,
		})
		return { milliseconds: performance.now() - start, accounts: view.credentials.length }
	},
	async lock() {
		view = null
		await client.lock()
		await client.ready()
	},
	async memory() {
		const { breakdown } = await (performance as unknown as MeasuringPerformance).measureUserAgentSpecificMemory()
		const of = (isWorker: boolean) => breakdown.filter(({ attribution }) => attribution.length > 0 && attribution.some(({ scope }) => scope.includes('Worker')) === isWorker)
		const sum = (entries: typeof breakdown): number => entries.reduce((total, { bytes }) => total + bytes, 0)
		return { page: sum(of(false)), workers: sum(of(true)), running: of(true).length }
	},
}

Object.assign(globalThis, { vaultPage: page })
