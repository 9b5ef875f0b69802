// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * From the bytes of a vault to the list of its accounts, apart from the key
 * derivation: what a person waits for, after the passphrase, before seeing the
 * accounts. Also what saving one edit costs. In Node, through the Worker's own
 * service; bench/page.ts does the same in a browser.
 */
import { loadSodium } from '../src/vault/sodium.ts'
import { median, milliseconds } from './lib/median.ts'
import { idOf, NOTEBOOK, PASSPHRASE, serviceWith, vaultOf } from './lib/vault.ts'

const ROUNDS = 31
/** Milliseconds that opening may cost at 5,000 accounts on a calm machine. */
const TARGET = 40

const deriveKey = async (): Promise<{ key: Uint8Array, milliseconds: number }> => ({ key: new Uint8Array(64).fill(1), milliseconds: 1 })

/** What an action took. */
interface Cost {
	readonly elapsed: number
	/** Time of the processor: what the machine's other work changes less. */
	readonly cpu: number
}

async function timed<T>(action: () => Promise<T>): Promise<readonly [Cost, T]> {
	const [start, used] = [performance.now(), process.cpuUsage()]
	const value = await action()
	const { user, system } = process.cpuUsage(used)
	return [{ elapsed: performance.now() - start, cpu: (user + system) / 1000 }, value]
}

const shown = (costs: readonly Cost[]): string => `${milliseconds(median(costs.map(({ elapsed }) => elapsed)))} (best ${milliseconds(Math.min(...costs.map(({ elapsed }) => elapsed)))}, processor ${milliseconds(median(costs.map(({ cpu }) => cpu)))})`

async function measure(count: number): Promise<number> {
	const { identity, vaultId, head } = await vaultOf(count, deriveKey)
	const opening: Cost[] = []
	const saving: Cost[] = []
	for (let round = 0; round < ROUNDS; round++) {
		const api = serviceWith(deriveKey)
		await api.unlock({ passphrase: PASSPHRASE, identity: { heads: [identity], others: [] } })
		const [open, view] = await timed(() => api.openVault({ notebookId: NOTEBOOK, vaultId, journal: { heads: [head], others: [] }, acceptOlder: false }))
		if (view.credentials.length !== count) {
			throw new Error('The list is not whole')
		}
		const [save] = await timed(async () => {
			const { name } = await api.prepare({ vaultId, changes: [{ kind: 'put', id: idOf(round), draft: { password: `nouveau-${round}` } }] })
			await api.commit({ vaultId, name })
		})
		opening.push(open)
		saving.push(save)
	}
	const size = (head.bytes.length / 1024).toFixed(0)
	console.log(`${String(count).padStart(5)} accounts, ${size.padStart(5)} KiB: unlock to list ${shown(opening)}, save one edit ${shown(saving)}`)
	return median(opening.map(({ elapsed }) => elapsed))
}

await loadSodium()
await measure(1000)
const largest = await measure(5000)
console.log(`target at 5,000 accounts: ${TARGET} ms — ${largest <= TARGET ? 'held' : `${(largest / TARGET).toFixed(1)} times over here`}`)
