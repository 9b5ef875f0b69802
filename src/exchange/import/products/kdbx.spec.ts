// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import kdbxweb from 'kdbxweb'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { reportFile } from '../report.ts'
import { REFUSAL_WORDS } from '../words.ts'
import { readKdbx } from './kdbx.ts'

const { Consts, Credentials, Int64, Kdbx, ProtectedValue, VarDictionary } = kdbxweb

/** A KDBX 4 whose header asks for that much; what it costs is only paid when it is small. */
async function made(memory: number, passes: number, type: string = Consts.KdfId.Argon2d): Promise<Uint8Array> {
	const kdbx = Kdbx.create(new Credentials(ProtectedValue.fromString('Phrase')), 'Carnet')
	kdbx.setKdf(type as never)
	const parameters = kdbx.header.kdfParameters
	parameters?.set('M', VarDictionary.ValueType.UInt64, Int64.from(memory))
	parameters?.set('I', VarDictionary.ValueType.UInt64, Int64.from(passes))
	const group = kdbx.createGroup(kdbx.getDefaultGroup(), 'Finances')
	const entry = kdbx.createEntry(group)
	entry.fields.set('Title', 'Chorus')
	entry.fields.set('UserName', 'compta')
	entry.fields.set('Password', ProtectedValue.fromString('Fact#2024é'))
	entry.fields.set('PIN', ProtectedValue.fromString('1234'))
	kdbx.remove(kdbx.createEntry(kdbx.getDefaultGroup()))
	return new Uint8Array(await kdbx.save())
}

/** A file whose header asks for another memory, with the header's hash made again, as who wants to harm would. */
function asking(file: Uint8Array, memory: bigint): Uint8Array {
	const changed = file.slice()
	const at = Buffer.from(changed).indexOf(Buffer.from([0x05, 1, 0, 0, 0, 0x4D, 8, 0, 0, 0]))
	const view = new DataView(changed.buffer)
	view.setBigUint64(at + 10, memory, true)
	let end = 12
	while (changed[end] !== 0) {
		end += 5 + view.getUint32(end + 1, true)
	}
	end += 5 + view.getUint32(end + 1, true)
	changed.set(createHash('sha256').update(changed.subarray(0, end)).digest(), end)
	return changed
}

describe('reading a KeePass file', () => {
	it.each([['Argon2d', Consts.KdfId.Argon2d], ['Argon2id', Consts.KdfId.Argon2id]])('opens version 4 with %s', async (_name, type) => {
		// The first call of the reader gives kdbxweb its Argon2.
		await readKdbx(new Uint8Array([3, 217, 162, 154]), 'x').catch(() => undefined)
		const file = await made(1024 * 1024, 2, type)
		const report = await reportFile(file, { passphrase: 'Phrase' })
		expect(report).toMatchObject({ entries: [{ title: 'Chorus', login: 'compta', password: 'Fact#2024é', note: 'PIN : 1234', folder: 'Finances' }] })
		expect(await reportFile(file, { passphrase: 'autre' })).toEqual({ refused: REFUSAL_WORDS['kdbx-wrong'] })
		expect(await reportFile(file)).toEqual({ refused: REFUSAL_WORDS['kdbx-passphrase'] })
	})
	it('refuses a file that asks for 4 GB, before computing anything', async () => {
		await readKdbx(new Uint8Array([3, 217, 162, 154]), 'x').catch(() => undefined)
		const file = asking(await made(1024 * 1024, 2), 4n * 1024n ** 3n)
		expect(await reportFile(file, { passphrase: 'Phrase' })).toEqual({ refused: REFUSAL_WORDS['kdbx-cost'] })
	})
	it('refuses a file cut short', async () => {
		await readKdbx(new Uint8Array([3, 217, 162, 154]), 'x').catch(() => undefined)
		const file = await made(1024 * 1024, 2)
		expect(await reportFile(file.subarray(0, 100), { passphrase: 'Phrase' })).toEqual({ refused: REFUSAL_WORDS.damaged })
	})
})
