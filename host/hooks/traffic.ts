// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One request the host has seen. */
export interface TrafficEntry {
	readonly number: number
	readonly method: string
	readonly url: string
	readonly status: number
	readonly requestBytes: number
	readonly at: string
}

const KEPT = 20_000

/**
 * Remembers what was asked. With a folder, also writes every header and every
 * byte of every request body to it, so that a test can search them for what
 * should never have left the browser.
 */
export class Traffic {
	private folder: string | null
	private entries: TrafficEntry[] = []
	private last = 0
	private writing: Promise<void> = Promise.resolve()

	constructor(folder: string | null) {
		this.folder = folder
	}

	/** Notes a request, whatever became of it; status 0 when the line was cut. */
	note(entry: Omit<TrafficEntry, 'number' | 'at' | 'requestBytes'>, rawHeaders: readonly string[], body: Buffer): void {
		this.last += 1
		const full: TrafficEntry = { ...entry, number: this.last, requestBytes: body.length, at: new Date().toISOString() }
		this.entries.push(full)
		if (this.entries.length > KEPT) {
			this.entries.splice(0, KEPT / 2)
		}
		const { folder } = this
		if (folder !== null) {
			this.writing = this.writing.then(() => record(folder, full, rawHeaders, body))
		}
	}

	list(): readonly TrafficEntry[] {
		return this.entries
	}

	clear(): void {
		this.entries = []
	}

	/**
	 * Writes nothing more: requests that were cut are noted once their folder may be gone. Resolves when what was noted
	 * before is on disk.
	 */
	end(): Promise<void> {
		this.folder = null
		return this.writing
	}

	/** Resolves when everything noted so far is on disk. */
	settled(): Promise<void> {
		return this.writing
	}
}

async function record(folder: string, entry: TrafficEntry, rawHeaders: readonly string[], body: Buffer): Promise<void> {
	await mkdir(folder, { recursive: true })
	await appendFile(join(folder, 'requests.jsonl'), `${JSON.stringify({ ...entry, headers: rawHeaders })}\n`)
	if (body.length > 0) {
		await writeFile(join(folder, `${String(entry.number).padStart(6, '0')}.body`), body)
	}
}
