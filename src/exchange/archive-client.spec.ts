// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { BackupFile } from './backup-archive.ts'
import type { RevisionPlace } from './examine.ts'

import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { AT, BY, inventoryFiles, markerFile, vaultFile } from '../../tests/support/backup-samples.ts'
import { channel, closeChannels } from '../../tests/support/channel.ts'
import { NOTEBOOK } from '../../tests/support/vault-people.ts'
import { loadSodium } from '../vault/file/sodium.ts'
import { serve } from '../worker/rpc.ts'
import { createArchiveClient } from './archive-client.ts'
import { ARCHIVE_METHODS, archiveService } from './archive-service.ts'
import { checkArchive, decodeArchive, encodeArchive } from './backup-archive.ts'

beforeAll(loadSodium)
afterEach(closeChannels)

/** A Worker over a channel; one that does not serve can only fail. */
function workerOf(serves = true) {
	const [near, far] = channel()
	const errors: ((event: Event) => void)[] = []
	if (serves) {
		serve(far, archiveService, ARCHIVE_METHODS)
	}
	let ended = false
	const worker = {
		postMessage: near.postMessage,
		addEventListener: (type: string, listener: (event: never) => void) => {
			if (type === 'error') {
				errors.push(listener as (event: Event) => void)
			} else {
				near.addEventListener('message', listener as (event: MessageEvent) => void)
			}
		},
		terminate: () => {
			ended = true
		},
	}
	return { worker: worker as unknown as Worker, fail: () => errors.forEach((listener) => listener(new Event('error'))), ended: () => ended }
}

const own = ({ place, bytes }: BackupFile): BackupFile => ({ place, bytes: bytes.slice() })
const sample = (): BackupFile[] => [...inventoryFiles(2), vaultFile(), markerFile()].map(own)

describe('the archive Worker', () => {
	it('encodes, lists and checks as the functions do that it calls, and copies nothing', async () => {
		const files = sample()
		const expected = encodeArchive(AT, BY, files)
		const client = createArchiveClient(() => workerOf().worker)
		const archive = await client.encode({ at: AT, by: BY, files })
		expect(Buffer.compare(archive, expected)).toBe(0)
		expect(files.every(({ bytes }) => bytes.length === 0)).toBe(true)
		const { archive: back, ...list } = await client.list({ archive })
		expect(archive).toHaveLength(0)
		const seen: number[] = []
		const contents = await checkArchive(back, list, async (place, bytes, notebookId) => {
			expect((await client.examine({ place, bytes, notebookId })).refused).toBeNull()
		}, (done) => seen.push(done))
		expect(contents).toEqual(await decodeArchive(expected))
		expect(seen).toEqual([1, 2, 3, 4])
	})

	it('says why a file does not hold, and gives its bytes back all the same', async () => {
		const client = createArchiveClient(() => workerOf().worker)
		const [{ place, bytes }] = inventoryFiles(1).map(own) as [BackupFile & { readonly place: RevisionPlace }]
		const size = bytes.length
		const sound = await client.examine({ place, bytes, notebookId: NOTEBOOK })
		expect(bytes).toHaveLength(0)
		expect(sound).toMatchObject({ refused: null, examined: { meta: { number: 1 } } })
		const foreign = await client.examine({ place, bytes: sound.bytes, notebookId: 'f'.repeat(32) })
		expect(foreign).toMatchObject({ refused: 'wrong-notebook', examined: null })
		foreign.bytes[0] = 0
		expect(await client.examine({ place, bytes: foreign.bytes, notebookId: NOTEBOOK })).toMatchObject({ refused: 'altered', bytes: { length: size } })
	})

	it('rejects with our codes: a list that does not hold, a script that does not come, a Worker that died, one that was ended', async () => {
		const client = createArchiveClient(() => workerOf().worker)
		await expect(client.list({ archive: new Uint8Array(4096) })).rejects.toMatchObject({ code: 'altered' })
		const absent = workerOf(false)
		const waiting = expect(createArchiveClient(() => absent.worker).list({ archive: new Uint8Array(1) })).rejects.toMatchObject({ code: 'offline' })
		absent.fail()
		await waiting
		const dying = workerOf()
		const poor = createArchiveClient(() => dying.worker)
		await poor.encode({ at: AT, by: BY, files: [own(markerFile())] })
		dying.fail()
		await expect(poor.list({ archive: new Uint8Array(1) })).rejects.toMatchObject({ code: 'no-memory' })
		const leaving = workerOf(false)
		const left = createArchiveClient(() => leaving.worker)
		const asked = expect(left.list({ archive: new Uint8Array(1) })).rejects.toMatchObject({ code: 'locked' })
		left.terminate()
		await asked
		expect(leaving.ended()).toBe(true)
	})
})
