// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { appendFile, mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { TableName, Tables } from './rows.ts'

type Change = readonly [table: TableName, id: string, row: Tables[TableName] | null]

const NAMES: readonly TableName[] = ['nodes', 'shares', 'trash', 'versions', 'settings']
const COMPACT_ABOVE = 8 * 1024 * 1024

/**
 * Small tables kept in memory and on disk: a snapshot replaced atomically, and
 * a log of the changes since. One transaction is one line of the log, so a
 * crash leaves either all of it or none of it. Changes are visible at once and
 * durable once `commit` resolves.
 */
export class Database {
	/** Null when nothing is to outlive the process. */
	private readonly folder: string | null
	private readonly tables: { [Name in TableName]: Map<string, Tables[Name]> } = {
		nodes: new Map(),
		shares: new Map(),
		trash: new Map(),
		versions: new Map(),
		settings: new Map(),
	}

	private changes: Change[] = []
	private writing: Promise<void> = Promise.resolve()
	private logSize = 0

	private constructor(folder: string | null) {
		this.folder = folder
	}

	/** Opens or creates the tables of a folder, or tables that are kept in memory alone. */
	static async open(folder: string | null): Promise<Database> {
		const database = new Database(folder)
		if (folder !== null) {
			await mkdir(folder, { recursive: true })
			await database.load(folder)
			await database.compact()
		}
		return database
	}

	rows<Name extends TableName>(name: Name): ReadonlyMap<string, Tables[Name]> {
		return this.tables[name]
	}

	get<Name extends TableName>(name: Name, id: string | number): Tables[Name] | undefined {
		return this.tables[name].get(String(id))
	}

	set<Name extends TableName>(name: Name, id: string | number, row: Tables[Name]): void {
		this.tables[name].set(String(id), row)
		this.changes.push([name, String(id), row])
	}

	delete(name: TableName, id: string | number): void {
		if (this.tables[name].delete(String(id))) {
			this.changes.push([name, String(id), null])
		}
	}

	/** Makes every change so far durable. */
	commit(): Promise<void> {
		if (this.folder === null) {
			this.changes = []
		}
		if (this.changes.length === 0) {
			return this.writing
		}
		const line = `${JSON.stringify(this.changes)}\n`
		this.changes = []
		// One writer at a time keeps the lines in the order of the changes.
		this.writing = this.writing.then(() => this.append(line))
		return this.writing
	}

	/** Forgets everything, on disk too. */
	async clear(): Promise<void> {
		for (const name of NAMES) {
			this.tables[name].clear()
		}
		this.changes = []
		this.writing = this.writing.then(() => this.compact())
		await this.writing
	}

	private async append(line: string): Promise<void> {
		if (this.folder === null) {
			return
		}
		await appendFile(join(this.folder, 'log.jsonl'), line)
		this.logSize += line.length
		if (this.logSize > COMPACT_ABOVE) {
			await this.compact()
		}
	}

	private async load(folder: string): Promise<void> {
		const snapshot = await readFile(join(folder, 'snapshot.json'), 'utf8').catch(() => '[]')
		this.apply(snapshot)
		const log = await readFile(join(folder, 'log.jsonl'), 'utf8').catch(() => '')
		const lines = log.split('\n')
		// The text after the last line break was cut by a crash: its write was never confirmed to a client.
		lines.pop()
		for (const line of lines) {
			this.apply(line)
		}
	}

	private apply(line: string): void {
		for (const [name, id, row] of JSON.parse(line) as Change[]) {
			const table = this.tables[name] as Map<string, Tables[TableName]>
			if (row === null) {
				table.delete(id)
			} else {
				table.set(id, row)
			}
		}
	}

	private async compact(): Promise<void> {
		if (this.folder === null) {
			return
		}
		const all: Change[] = NAMES.flatMap((name) => [...(this.tables[name] as Map<string, Tables[TableName]>)].map(([id, row]): Change => [name, id, row]))
		await replaceFile(join(this.folder, 'snapshot.json'), JSON.stringify(all))
		// Replaying the old log over the new snapshot gives the same tables, so a crash between the two is harmless.
		await replaceFile(join(this.folder, 'log.jsonl'), '')
		this.logSize = 0
	}
}

async function replaceFile(path: string, content: string): Promise<void> {
	const file = await open(`${path}.new`, 'w', 0o600)
	try {
		await file.writeFile(content)
		await file.sync()
	} finally {
		await file.close()
	}
	await rename(`${path}.new`, path)
}
