// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { blake2b } from '@noble/hashes/blake2.js'
import { randomBytes } from 'node:crypto'
import { README_TEXT } from '../src/content/fr/read-me.ts'
import { canonicalBytes } from '../src/domain/canonical.ts'
import type { Inventory } from '../src/domain/inventory/model.ts'
import { loadSodium } from '../src/vault/file/sodium.ts'
import { proposePassphrase } from '../src/vault/keys/words.ts'
import type { KdfParameters } from '../src/worker/api.ts'
import { BACKUPS, COMMUNE, DEMO_DAY, DEMO_FOLDER, DEMO_NAME, DOMAINS, HOSTINGS, PERSONS, SUPPLIERS } from './demo/commune.ts'
import { ACCOUNTS, COSTS, TOOLS } from './demo/tools.ts'
import type { DatedRevision, DemoUser, DemoVault } from './demo/vault.ts'
import { tellVault } from './demo/vault.ts'
import type { DemoWords } from './demo/words.ts'
import { keepDemoWords, readDemoWords } from './demo/words.ts'
import { CREATE, READ } from './storage/rights.ts'
import type { NodeRow } from './storage/rows.ts'
import type { Storage } from './storage/storage.ts'
import type { Content } from './storage/tree.ts'
import { nowInSeconds } from './storage/tree.ts'

const OWNER = 'secretaire'
const READER = 'maire'
const USERS: readonly DemoUser[] = [OWNER, READER]
const HOME = 'Trousseau'
const IDENTITIES = '.identity'
const PASSPHRASE_WORDS = 6

/** Content of the example inventory, schema 1. */
export function demoInventory(): Inventory {
	return {
		schema: 1,
		collections: {
			commune: COMMUNE,
			tools: TOOLS,
			accounts: ACCOUNTS,
			hostings: HOSTINGS,
			suppliers: SUPPLIERS,
			costs: COSTS,
			persons: PERSONS,
			backups: BACKUPS,
			domains: DOMAINS,
			contracts: {},
			equipments: {},
			trainings: {},
			processings: {},
		},
	}
}

/**
 * The example's first revision, as docs/FORMAT.md section 3 wants it.
 *
 * @param notebook - id of the notebook
 * @return file name and bytes
 */
export function demoRevision(notebook: string): { readonly name: string, readonly bytes: Uint8Array } {
	const bytes = canonicalBytes({
		ancestors: [],
		at: `${DEMO_DAY}T08:30:00.000Z`,
		author: { id: OWNER, name: 'Secrétaire de mairie' },
		content: demoInventory(),
		format: 1,
		kind: 'inventory',
		notebook,
		number: 1,
		parents: [],
	})
	const hash = Buffer.from(blake2b(bytes, { dkLen: 16 })).toString('hex')
	return { name: `00000001-${hash}.inventory`, bytes }
}

/**
 * Puts the example commune in the secretary's files, with its vault, and shares it with the mayor, who may read and
 * add. Takes some seconds: keys are derived at full strength.
 *
 * Done once: left alone when the folder is already there. Somebody who has a key already keeps it, and the example
 * then has no vault: the application offers to create one.
 *
 * @param storage - where to
 * @param dataDir - the data folder, which keeps the words
 * @param kdf - cost of the derivation of both keys; what this computer affords in about a second when absent
 * @return the words that open the vault, or null when there is none of this example
 */
export async function loadDemo(storage: Storage, dataDir: string, kdf?: KdfParameters): Promise<DemoWords | null> {
	const { tree } = storage
	const existing = tree.child(tree.home(OWNER).id, HOME)
	const kept = await readDemoWords(dataDir)
	if (existing !== undefined && tree.child(existing.id, DEMO_FOLDER) !== undefined) {
		return kept
	}
	const notebook = randomBytes(16).toString('hex')
	const hasKeys = USERS.some((user) => {
		const home = tree.child(tree.home(user).id, HOME)
		return home !== undefined && tree.child(home.id, IDENTITIES) !== undefined
	})
	if (hasKeys) {
		await store(storage, notebook, null)
		return null
	}
	await loadSodium()
	const passphrases = { secretaire: proposePassphrase(PASSPHRASE_WORDS), maire: proposePassphrase(PASSPHRASE_WORDS) }
	const vault = await tellVault(notebook, passphrases, kdf)
	const words = { passphrases, envelope: [...vault.envelope] }
	// Words without a vault open nothing; a vault without its words never opens.
	await keepDemoWords(dataDir, words)
	await store(storage, notebook, vault)
	return words
}

/** Writes every file first, then the folders that make them a notebook, in one go. */
async function store(storage: Storage, notebook: string, vault: DemoVault | null): Promise<void> {
	const { tree } = storage
	const { name, bytes } = demoRevision(notebook)
	const readme = await content(storage, Buffer.from(README_TEXT))
	const inventory = await content(storage, bytes)
	const marker = await content(storage, canonicalBytes({ commune: { insee: '', name: DEMO_NAME }, format: 1, notebook }))
	const revisions = await contents(storage, vault?.revisions ?? [], 'vault')
	const identities = await Promise.all(USERS.map(async (user) => (
		[user, await contents(storage, vault?.identities[user] ?? [], 'identity')] as const)))

	for (const [user, files] of identities) {
		const home = homeFolder(storage, user, readme)
		if (files.length > 0) {
			fill(storage, tree.createFolder(home, IDENTITIES), files)
		}
	}
	const folder = tree.createFolder(homeFolder(storage, OWNER, readme), DEMO_FOLDER)
	tree.createFile(tree.createFolder(folder, 'inventory'), name, inventory)
	const vaults = tree.createFolder(folder, 'vaults')
	if (vault !== null) {
		fill(storage, tree.createFolder(vaults, vault.vaultId), revisions)
	}
	// The marker comes last: a folder without it is not a notebook.
	tree.createFile(folder, 'trousseau.json', marker)
	storage.shares.create(folder, OWNER, READER, READ | CREATE)
	await storage.commit()
}

interface NamedContent {
	readonly name: string
	readonly stored: Content
}

/** Files of revisions, each with the date at which it was written. */
function contents(storage: Storage, revisions: readonly DatedRevision[], extension: string): Promise<readonly NamedContent[]> {
	return Promise.all(revisions.map(async ({ name, bytes, at }) => (
		{ name: `${name}.${extension}`, stored: { ...await content(storage, bytes), mtime: Math.floor(Date.parse(at) / 1000) } })))
}

function fill({ tree }: Storage, folder: NodeRow, files: readonly NamedContent[]): void {
	files.forEach(({ name, stored }) => void tree.createFile(folder, name, stored))
}

/** The folder of a person's notebooks, made when it is missing. */
function homeFolder({ tree }: Storage, user: DemoUser, readme: Content): NodeRow {
	const home = tree.home(user)
	const folder = tree.child(home.id, HOME) ?? tree.createFolder(home, HOME)
	if (tree.child(folder.id, 'LISEZ-MOI.txt') === undefined) {
		tree.createFile(folder, 'LISEZ-MOI.txt', readme)
	}
	return folder
}

async function content(storage: Storage, bytes: Uint8Array): Promise<Content> {
	return { blob: await storage.blobs.write(bytes), size: bytes.length, checksum: '', mtime: nowInSeconds() }
}
