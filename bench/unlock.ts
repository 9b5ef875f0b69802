// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * From the bytes of a vault to the list on screen, apart from the key
 * derivation: what a person waits for, after the passphrase, before seeing the
 * accounts. Also what saving one edit costs. In Node, through the Worker's own service.
 */
import type { CredentialDraft } from '../src/vault/model.ts'
import type { RevisionFile, VaultChange } from '../src/worker/api.ts'

import { loadSodium } from '../src/vault/sodium.ts'
import { createCryptoService } from '../src/worker/service.ts'
import { median, milliseconds } from './lib/median.ts'

const ROUNDS = 15
const NOTEBOOK = '0'.repeat(32)
const PASSPHRASE = 'bench bench bench'
/** Milliseconds that opening may cost at 5,000 accounts on a calm machine. */
const TARGET = 40

const deriveKey = async (): Promise<{ key: Uint8Array, milliseconds: number }> => ({ key: new Uint8Array(64).fill(1), milliseconds: 1 })
const service = () => createCryptoService({ deriveKey, now: () => new Date().toISOString() })

/** An account as a town hall has them, about 350 bytes. */
function draft(index: number): CredentialDraft {
	return {
		label: `Compte ${index} du service des finances publiques`,
		login: `mairie-${index}@exemple.fr`,
		password: `Xk8-${index}-pL2v-${index * 7919}`,
		site: `https://service-${index}.exemple.fr/connexion`,
		note: index % 5 === 0 ? 'Demander le code à la trésorerie avant de se connecter.' : '',
		accountId: `account-${index}`,
		favourite: index % 50 === 0,
		tags: index % 3 === 0 ? ['comptabilité'] : [],
	}
}

const idOf = (index: number): string => index.toString(16).padStart(32, '0')

/** What an action took. */
interface Cost {
	readonly elapsed: number
	/** Time of the processor: what the machine's other work does not change. */
	readonly cpu: number
}

async function timed<T>(action: () => Promise<T>): Promise<readonly [Cost, T]> {
	const [start, used] = [performance.now(), process.cpuUsage()]
	const value = await action()
	const { user, system } = process.cpuUsage(used)
	return [{ elapsed: performance.now() - start, cpu: (user + system) / 1000 }, value]
}

const shown = (costs: readonly Cost[]): string => `${milliseconds(median(costs.map(({ elapsed }) => elapsed)))} (best ${milliseconds(Math.min(...costs.map(({ elapsed }) => elapsed)))}, processor ${milliseconds(median(costs.map(({ cpu }) => cpu)))})`

async function prepare(count: number): Promise<{ readonly identity: RevisionFile, readonly vaultId: string, readonly head: RevisionFile }> {
	const api = service()
	const identity = await api.createIdentity({ passphrase: PASSPHRASE, label: 'bench', kdf: { memory: 64 * 1024 * 1024, passes: 3 } })
	const kept = { name: identity.name, bytes: identity.bytes.slice() }
	await api.commitIdentity(identity.name)
	const { vaultId, revision } = await api.createVault({ notebookId: NOTEBOOK, label: 'bench' })
	await api.commit({ vaultId, name: revision.name })
	const changes = Array.from({ length: count }, (_, index): VaultChange => ({ kind: 'put', id: idOf(index), draft: draft(index) }))
	const head = await api.prepare({ vaultId, changes })
	return { identity: kept, vaultId, head }
}

async function measure(count: number): Promise<number> {
	const { identity, vaultId, head } = await prepare(count)
	const opening: Cost[] = []
	const saving: Cost[] = []
	for (let round = 0; round < ROUNDS; round++) {
		const api = service()
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
