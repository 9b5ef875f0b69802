// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { blake2b } from '@noble/hashes/blake2.js'
import { randomBytes } from 'node:crypto'
import { canonicalBytes } from '../src/domain/canonical.ts'
import type { Inventory } from '../src/domain/inventory/model.ts'
import { BACKUPS, COMMUNE, DEMO_DAY, DEMO_FOLDER, DEMO_NAME, DOMAINS, HOSTINGS, PERSONS, SUPPLIERS } from './demo/commune.ts'
import { ACCOUNTS, COSTS, TOOLS } from './demo/tools.ts'
import { CREATE, READ } from './storage/rights.ts'
import type { NodeRow } from './storage/rows.ts'
import type { Storage } from './storage/storage.ts'
import { nowInSeconds } from './storage/tree.ts'

const OWNER = 'secretaire'
const READER = 'maire'
const README = `Ce dossier appartient à l’application Trousseau.
Il contient l’inventaire et les mots de passe chiffrés de la commune.
Ne supprimez, ne renommez et ne modifiez rien ici à la main.
`

/** Content of the example inventory, schema 1. */
export function demoInventory(): Inventory {
	return {
		schema: 1,
		collections: { commune: COMMUNE, tools: TOOLS, accounts: ACCOUNTS, hostings: HOSTINGS, suppliers: SUPPLIERS, costs: COSTS, persons: PERSONS, backups: BACKUPS, domains: DOMAINS, contracts: {} },
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
 * Puts the example commune in the secretary's files and shares it with the
 * mayor, who may read and add. It has no vault: that takes a passphrase, so the
 * application offers to create one.
 *
 * @param storage - where to; left alone when the folder is already there
 */
export async function loadDemo(storage: Storage): Promise<void> {
	const home = storage.tree.home(OWNER)
	const existing = storage.tree.child(home.id, 'Trousseau')
	if (existing && storage.tree.child(existing.id, DEMO_FOLDER)) {
		return
	}
	const notebook = randomBytes(16).toString('hex')
	const { name, bytes } = demoRevision(notebook)
	const marker = canonicalBytes({ commune: { insee: '', name: DEMO_NAME }, format: 1, notebook })
	const contents = { readme: await content(storage, Buffer.from(README)), revision: await content(storage, bytes), marker: await content(storage, marker) }
	const root: NodeRow = existing ?? storage.tree.createFolder(home, 'Trousseau')
	if (!storage.tree.child(root.id, 'LISEZ-MOI.txt')) {
		storage.tree.createFile(root, 'LISEZ-MOI.txt', contents.readme)
	}
	const folder = storage.tree.createFolder(root, DEMO_FOLDER)
	storage.tree.createFile(storage.tree.createFolder(folder, 'inventory'), name, contents.revision)
	storage.tree.createFolder(folder, 'vaults')
	// The marker comes last: a folder without it is not a notebook.
	storage.tree.createFile(folder, 'trousseau.json', contents.marker)
	storage.shares.create(folder, OWNER, READER, READ | CREATE)
	await storage.commit()
}

async function content(storage: Storage, bytes: Uint8Array): Promise<{ blob: string, size: number, checksum: string, mtime: number }> {
	return { blob: await storage.blobs.write(bytes), size: bytes.length, checksum: '', mtime: nowInSeconds() }
}
