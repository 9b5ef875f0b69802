// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * From the bytes of a vault to the list of its accounts, apart from the key
 * derivation: what a person waits for, after the passphrase, before seeing the
 * accounts. The file is handed over while the key is derived, as the app does.
 * Also what saving one edit costs. In Node, through the Worker's own service;
 * bench/page.ts does the same in a browser.
 *
 * Next to it, taken in turn, what libsodium and JSON.parse alone need for as many
 * bytes of such records: a computer that is busy makes both slower, not their ratio.
 */
import { loadSodium, sodium } from '../src/vault/file/sodium.ts'
import { CHUNK, sealStream } from '../src/vault/file/stream.ts'
import { median, milliseconds } from './lib/median.ts'
import { draft, idOf, NOTEBOOK, PASSPHRASE, serviceWith, vaultOf } from './lib/vault.ts'

const ROUNDS = 31
/** Milliseconds that opening may cost at 5,000 accounts on a calm machine. */
const TARGET = 40

const deriveKey = async (): Promise<{ key: Uint8Array, milliseconds: number }> => ({ key: new Uint8Array(64).fill(1), milliseconds: 1 })

/** Cost of an action. */
interface Cost {
	readonly elapsed: number
	/** Processor time, which other work of the machine changes less. */
	readonly cpu: number
}

async function timed<T>(action: () => Promise<T>): Promise<readonly [Cost, T]> {
	const [start, used] = [performance.now(), process.cpuUsage()]
	const value = await action()
	const { user, system } = process.cpuUsage(used)
	return [{ elapsed: performance.now() - start, cpu: (user + system) / 1000 }, value]
}

/** Deciphers, hashes, decodes and parses the JSON of such records, and nothing more. */
function floorOf(count: number): () => number {
	const at = new Date().toISOString()
	const records = Array.from(
		{ length: count },
		(_, index) => [
			idOf(index),
			{ ...draft(index), createdAt: at, passwordChangedAt: at, trashedAt: '', updatedAt: at, updatedBy: idOf(0) },
		] as const,
	)
	const key = sodium.randombytes_buf(32)
	const sealed = sealStream(key, key, new TextEncoder().encode(JSON.stringify(Object.fromEntries(records))))
	const header = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
	const step = CHUNK + sodium.crypto_secretstream_xchacha20poly1305_ABYTES
	return () => {
		const start = performance.now()
		const state = sodium.crypto_secretstream_xchacha20poly1305_init_pull(sealed.subarray(0, header), key)
		const hash = sodium.crypto_generichash_init(null, 32)
		const decoder = new TextDecoder()
		let text = ''
		for (let place = header; place < sealed.length; place += step) {
			const opened = sodium.crypto_secretstream_xchacha20poly1305_pull(state, sealed.subarray(place, place + step), key)
			if (opened === false) {
				throw new Error('A chunk does not open')
			}
			sodium.crypto_generichash_update(hash, opened.message)
			text += decoder.decode(opened.message, { stream: true })
		}
		sodium.crypto_generichash_final(hash, 32)
		if (Object.keys(JSON.parse(text) as object).length !== count) {
			throw new Error('The records are not whole')
		}
		return performance.now() - start
	}
}

function shown(costs: readonly Cost[]): string {
	return `${milliseconds(median(costs.map(({ elapsed }) => elapsed)))} (best ${milliseconds(Math.min(...costs.map(({ elapsed }) => elapsed)))}, processor ${milliseconds(median(costs.map(({ cpu }) => cpu)))})`
}

async function measure(count: number): Promise<number> {
	const { identity, vaultId, head } = await vaultOf(count, deriveKey)
	const floor = floorOf(count)
	const floors: number[] = []
	const opening: Cost[] = []
	const saving: Cost[] = []
	for (let round = 0; round < ROUNDS; round++) {
		const api = serviceWith(deriveKey)
		await api.unlock({ passphrase: PASSPHRASE, identity: { heads: [identity], others: [] } })
		await api.prefetch([head])
		const [open, view] = await timed(() => api.openVault({
			notebookId: NOTEBOOK,
			vaultId,
			journal: { heads: [{ name: head.name, bytes: null }], others: [] },
			acceptOlder: false,
		}))
		if (view.credentials.length !== count) {
			throw new Error('The list is not whole')
		}
		floors.push(floor())
		const [save] = await timed(async () => {
			const { name } = await api.prepare({
				vaultId,
				changes: [{ kind: 'put', id: idOf(round), draft: { password: `nouveau-${round}` } }],
			})
			await api.commit({ vaultId, name })
		})
		opening.push(open)
		saving.push(save)
	}
	const size = (head.bytes.length / 1024).toFixed(0)
	console.log(`${String(count).padStart(5)} accounts, ${size.padStart(5)} KiB: unlock to list ${shown(opening)}, save one edit ${shown(saving)}`)
	const elapsed = median(opening.map((cost) => cost.elapsed))
	console.log(`      ${(elapsed / median(floors)).toFixed(2)} times what libsodium and JSON.parse alone take for as many bytes: ${milliseconds(median(floors))} (best ${milliseconds(Math.min(...floors))})`)
	return elapsed
}

await loadSodium()
await measure(1000)
const largest = await measure(5000)
console.log(`target at 5,000 accounts: ${TARGET} ms — ${largest <= TARGET ? 'held' : `${(largest / TARGET).toFixed(1)} times over here`}`)
