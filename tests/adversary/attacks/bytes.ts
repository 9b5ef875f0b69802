// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Attack } from '../attack.ts'
import type { Office } from '../office.ts'

import { Buffer } from 'node:buffer'
import { uint32 } from '../../reference/primitives.ts'
import { credential, holding } from '../../vectors/more-writers.ts'
import { fixedId, listsOf, named, OTHER_VAULT, renamed, writeVault } from '../../vectors/writer.ts'
import { each, onReopening } from '../attack.ts'
import { Office as Mairie } from '../office.ts'

const SEALED_CHUNK = 65_536 + 17

const clearEnd = (bytes: Uint8Array): number => 13 + Buffer.from(bytes).readUInt32LE(9)

function spliced(bytes: Uint8Array, at: number, length: number, insert: Uint8Array): Uint8Array {
	return Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + length)])
}

const flipped = (bytes: Uint8Array, at: number): Uint8Array => spliced(bytes, at, 1, Buffer.of((bytes[at] ?? 0) ^ 1))

/** The latest revision, changed and under the name that its new bytes deserve. */
function reserve(office: Office, change: (bytes: Uint8Array) => Uint8Array): void {
	office.server.drop(office.third)
	office.server.put(renamed(office.third.file, change(office.third.file.bytes)))
}

/** The header rewritten as text, the length made right. */
function rewrite(bytes: Uint8Array, change: (header: string) => string): Uint8Array {
	const end = clearEnd(bytes)
	const header = Buffer.from(change(Buffer.from(bytes).toString('utf8', 13, end)))
	return Buffer.concat([bytes.subarray(0, 9), uint32(header.length), header, bytes.subarray(end)])
}

const byBytes = (name: string, ends: string, change: (bytes: Uint8Array) => Uint8Array): Attack => onReopening(name, ends, (office) => reserve(office, change))

function big(office: Office) {
	const records = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [fixedId(`big ${index}`), credential(office.anne, { note: 'x'.repeat(49_000) })]))
	return writeVault(office.bruno, { parents: [office.third], content: holding(records) })
}

/** Plays the keeper's next opening after the pieces of a large file were rearranged. */
function pieces(arrange: (head: Uint8Array, chunks: readonly Uint8Array[]) => readonly Uint8Array[]): (office: Office) => void {
	return (office) => {
		const { file } = big(office)
		const from = clearEnd(file.bytes) + 24
		const chunks = Array.from({ length: Math.ceil((file.bytes.length - from) / SEALED_CHUNK) }, (_, index) => file.bytes.subarray(from + index * SEALED_CHUNK, from + (index + 1) * SEALED_CHUNK))
		office.server.put(renamed(file, Buffer.concat(arrange(file.bytes.subarray(0, from), chunks))))
	}
}

/** Attacks on the bytes of files by a host, or an intruder on the server, without any key. */
export const BYTES: readonly Attack[] = [
	onReopening('a bit of the latest revision is flipped under its name', 'altered', ({ server, third }) => server.put({ name: third.name, bytes: flipped(third.file.bytes, 900) })),
	byBytes('a bit of the payload is flipped and the file renamed', 'altered', (bytes) => flipped(bytes, bytes.length - 500)),
	byBytes('two blocks of the payload exchange places', 'altered', (bytes) => {
		const at = clearEnd(bytes) + 24
		return spliced(spliced(bytes, at + 256, 64, bytes.subarray(at + 512, at + 576)), at + 512, 64, bytes.subarray(at + 256, at + 320))
	}),
	onReopening('the payload of another revision behind this header', 'altered', (office) => reserve(office, (bytes) => {
		const other = office.second.file.bytes
		return Buffer.concat([bytes.subarray(0, clearEnd(bytes)), other.subarray(clearEnd(other))])
	})),
	{
		name: 'truncation at every chunk, and inside each',
		ends: 'altered, altered: set aside',
		play: async () => {
			const office = await Mairie.open()
			const { file } = big(office)
			const from = clearEnd(file.bytes) + 24
			const cuts = [0, 13, clearEnd(file.bytes), from]
			for (let at = from; at < file.bytes.length; at += SEALED_CHUNK) {
				cuts.push(at + 1_000, Math.min(at + SEALED_CHUNK, file.bytes.length - 1))
			}
			return each(cuts.map((length) => async () => {
				const scene = await Mairie.open()
				scene.server.put(renamed(file, file.bytes.subarray(0, length)))
				return scene.keeper.outcome()
			}))
		},
	},
	onReopening('two chunks exchange places', 'altered: set aside', pieces((head, [a, b, ...rest]) => [head, b ?? head, a ?? head, ...rest])),
	onReopening('a chunk is served twice', 'altered: set aside', pieces((head, [a, ...rest]) => [head, a ?? head, a ?? head, ...rest])),
	onReopening('a chunk in the middle is left out', 'altered: set aside', pieces((head, [a, _left, ...rest]) => [head, a ?? head, ...rest])),
	onReopening('bytes are added after the end', 'altered: set aside', pieces((head, chunks) => [head, ...chunks, Buffer.alloc(17)])),
	byBytes('the format version is raised', 'unsupported-version', (bytes) => spliced(bytes, 8, 1, Buffer.of(2))),
	byBytes('the format version is lowered to 0', 'altered', (bytes) => spliced(bytes, 8, 1, Buffer.of(0))),
	byBytes('a vault is served as an identity', 'altered', (bytes) => spliced(bytes, 0, 8, Buffer.from('TRSIDENT'))),
	byBytes('the header length is lowered, to authenticate less', 'altered', (bytes) => spliced(bytes, 9, 4, uint32(clearEnd(bytes) - 20))),
	onReopening('a file of another vault stands in this folder', 'wrong-notebook', (office) => office.server.put(named(9, writeVault(office.anne, { vault: OTHER_VAULT, place: placeAt(9) }).file.bytes))),
	onReopening('the same, its header rewritten to this vault', 'altered: set aside', (office) => {
		const { file } = writeVault(office.anne, { vault: OTHER_VAULT, place: placeAt(9) })
		office.server.put(named(9, rewrite(file.bytes, (header) => header.replace(OTHER_VAULT, String(office.third.header.vault)))))
	}),
	onReopening('two vaults exchange their folders', 'wrong-notebook', (office) => office.server.serveOnly(writeVault(office.anne, { vault: OTHER_VAULT, lists: listsOf(office.anne) }))),
	byBytes('the boxes of two grants are exchanged', 'altered', (bytes) => rewrite(bytes, (header) => swapGroups(header, /"box":"([^"]+)"/g))),
	byBytes('the slots of two grants are exchanged', 'altered', (bytes) => rewrite(bytes, (header) => swapGroups(header, /"slot":"([^"]+)"/g))),
	onReopening('the keeper\'s grant is replaced by one of another vault', 'altered', (office) => {
		const other = writeVault(office.anne, { vault: OTHER_VAULT })
		const [grant] = other.header.grants as readonly { readonly box: string }[]
		const mine = String(office.anne.entry.slot)
		reserve(office, (bytes) => rewrite(bytes, (header) => header.replace(new RegExp(`"box":"[^"]+","slot":"${mine}"`), `"box":"${grant?.box ?? ''}","slot":"${mine}"`)))
	}),
	onReopening('the keeper\'s grant is taken away', 'not-a-member', (office) => {
		const mine = String(office.anne.entry.slot)
		office.server.serveOnly(renamed(office.third.file, rewrite(office.third.file.bytes, (header) => header.replace(new RegExp(`\\{"box":"[^"]+","slot":"${mine}"\\},?`), '').replace('},]', '}]'))))
	}),
	byBytes('the commitment to the key is replaced', 'altered', (bytes) => rewrite(bytes, (header) => header.replace(/"commitment":"[0-9a-f]{8}/, '"commitment":"00000000'))),
	byBytes('the ancestors are cut short, to make a fork of a descendant', 'altered', (bytes) => rewrite(bytes, (header) => header.replace(/"ancestors":\["([^"]+)",/, '"ancestors":['))),
	byBytes('a member is added to the header twice', 'altered', (bytes) => rewrite(bytes, (header) => header.replace('"epoch":1', '"epoch":1,"epoch":1'))),
	onReopening('a listing gives the latest file a size beyond the limit, to have it left unread', 'altered', ({ server, third }) => {
		server.sizes.set(`${third.name}.vault`, 65 * 1024 * 1024)
	}),
	{
		name: 'a save is said to be there already, over other bytes',
		ends: 'altered',
		play: async ({ keeper, server }) => {
			server.create = async () => 'already'
			server.read = async () => new Uint8Array(10)
			return keeper.outcome(() => keeper.vault.change([{ kind: 'put', id: fixedId('new'), draft: { label: 'Nouveau' } }]))
		},
	},
]

function placeAt(number: number) {
	const parent = `${String(number - 1).padStart(8, '0')}-${fixedId('elsewhere')}`
	return { number, parents: [parent], ancestors: [parent] }
}

/** The first two matches' groups, exchanged. */
function swapGroups(text: string, pattern: RegExp): string {
	const [first = '', second = ''] = [...text.matchAll(pattern)].map((match) => match[1] ?? '')
	return text.replace(first, '\u0000').replace(second, first).replace('\u0000', second)
}
