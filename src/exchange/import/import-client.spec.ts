// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ImportApi } from './import-service.ts'

import { afterEach, describe, expect, it } from 'vitest'
import { channel, closeChannels } from '../../../tests/support/channel.ts'
import { serve } from '../../worker/rpc.ts'
import { createImportClient, SLICE } from './import-client.ts'
import { createImportService, IMPORT_METHODS } from './import-service.ts'

afterEach(closeChannels)

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const nothing = (): void => undefined

/** A Worker over a channel; null: it never answers. */
function workerOf(service: ImportApi | null = createImportService()) {
	const [near, far] = channel()
	const errors: ((event: Event) => void)[] = []
	let ended = false
	if (service !== null) {
		serve(far, service, IMPORT_METHODS)
	}
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
	return { create: () => worker as unknown as Worker, fail: () => errors.forEach((listener) => listener(new Event('error'))), ended: () => ended }
}

describe('the import Worker, seen from the page', () => {
	it('gives every row of a long file, in slices, with its progress', async () => {
		const count = SLICE * 2 + 3
		const rows = Array.from({ length: count }, (_, index) => `Compte ${index};agent${index};Jeton-${index}-x`)
		const seen: (readonly [number, number])[] = []
		const client = createImportClient({ create: workerOf().create })
		const read = await client.read(bytesOf(['Site;Identifiant;Mot de passe', ...rows].join('\n')), '', (done, total) => seen.push([done, total]))
		expect(read.outcomes?.map((outcome) => outcome.kind === 'entry' ? outcome.entry.login : '')).toEqual(rows.map((_, index) => `agent${index}`))
		expect(seen).toEqual([[0, 0], [SLICE, count], [SLICE * 2, count], [count, count]])
	})

	it('understands again with other roles, and reads pasted text', async () => {
		const client = createImportClient({ create: workerOf().create })
		const read = await client.paste('Site;Identifiant;Mot de passe\nAmeli;mairie85;Soleil2024\n', nothing)
		const { place } = read.head?.tables[0] ?? {}
		const corrected = await client.correct({ [`${place?.sheet}:${place?.block}:${place?.row}`]: { 1: 'password', 2: 'login' } }, nothing)
		expect(corrected.outcomes).toMatchObject([{ entry: { login: 'Soleil2024', password: 'mairie85' } }])
	})

	it('names the refusal of a file', async () => {
		const client = createImportClient({ create: workerOf().create })
		expect(await client.read(new Uint8Array([0xD0, 0xCF, 0x11, 0xE0]), '', nothing)).toMatchObject({ refused: 'old-office', outcomes: null })
	})

	it('ends a Worker that hangs, and says that the file takes too long', async () => {
		const hanging = workerOf(null)
		const client = createImportClient({ create: hanging.create, patience: 20 })
		expect(await client.read(bytesOf('x'), '', nothing)).toMatchObject({ refused: 'too-slow' })
		expect(hanging.ended()).toBe(true)
		expect(await client.paste('y', nothing)).toMatchObject({ refused: 'too-slow' })
	})

	it('tells a Worker that died from a script that did not come, and from one that was ended', async () => {
		const absent = workerOf(null)
		const waiting = expect(createImportClient({ create: absent.create }).paste('x', nothing)).rejects.toMatchObject({ code: 'offline' })
		absent.fail()
		await waiting
		const dying = workerOf()
		const client = createImportClient({ create: dying.create })
		await client.paste('Site;Identifiant;Mot de passe\nA;b;c', nothing)
		dying.fail()
		expect(await client.correct({}, nothing)).toMatchObject({ refused: 'no-memory' })
		const left = createImportClient({ create: workerOf(null).create })
		const asked = expect(left.paste('x', nothing)).rejects.toMatchObject({ code: 'locked' })
		left.terminate()
		await asked
	})
})
