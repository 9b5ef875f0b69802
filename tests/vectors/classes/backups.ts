// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Json, JsonRecord } from '../../reference/json.ts'
import type { Expected, VectorClass } from '../model.ts'
import type { Suite } from '../suite.ts'
import type { StreamShape } from '../writer.ts'

import { Buffer } from 'node:buffer'
import { bucketOf } from '../../reference/envelope.ts'
import { canonicalBuffer } from '../../reference/json.ts'
import { H, H16, KH, str, uint32 } from '../../reference/primitives.ts'
import { gives } from '../model.ts'
import { CHEAPEST, lockOf, writeIdentity, writeInventory } from '../more-writers.ts'
import { AT, encrypt, fixed, NOTEBOOK, OTHER_NOTEBOOK, OTHER_VAULT, somebody, VAULT, writeVault } from '../writer.ts'

const WORDS = 'abaisser elegant zebre academie dossier lavoir'
const LOCK = lockOf(WORDS, fixed('salt of a backup'))
const BY = { id: 'anne', name: 'Anne' }
/** Bytes before the stream, and before its first chunk. */
const [CLEAR, FIRST_CHUNK] = [65, 89]

interface Part {
	readonly path: string
	readonly bytes: Uint8Array
	/** As listed; its length unless said. */
	readonly size?: Json
}

/** Fields of a backup that a vector may choose. */
interface Choices {
	/** Members of the list that differ. */
	readonly list?: JsonRecord
	readonly listed?: (list: JsonRecord) => Json
	readonly write?: (list: Json) => Buffer
	/** Changes the plaintext before it is encrypted. */
	readonly plain?: (plain: Buffer) => Buffer
	readonly stream?: StreamShape
	readonly version?: number
	readonly memory?: number
	readonly passes?: number
}

function plainOf(parts: readonly Part[], { list: more = {}, listed, write = canonicalBuffer }: Choices): Buffer {
	const list: JsonRecord = { at: AT, by: BY, files: parts.map(({ path, bytes, size }) => ({ path, size: size === undefined ? bytes.length : size })), format: 1, ...more }
	const text = write(listed?.(list) ?? list)
	const exact = Buffer.concat([uint32(text.length), text, ...parts.map(({ bytes }) => bytes)])
	return Buffer.concat([exact, Buffer.alloc(bucketOf(exact.length) - exact.length)])
}

function sealBackup(plain: Buffer, { version = 1, memory = CHEAPEST.memory, passes = CHEAPEST.passes, stream = {} }: Choices = {}): Buffer {
	const salt = Buffer.from(LOCK.kdf.salt, 'hex')
	const check = KH(LOCK.derived.subarray(32), str('trousseau backup check v1'), salt)
	const clear = Buffer.concat([Buffer.from('TRSBACKP'), Buffer.of(version), uint32(memory), uint32(passes), salt, check])
	return Buffer.concat([clear, encrypt(plain, KH(LOCK.derived.subarray(0, 32), str('trousseau backup payload v1')), H(clear), stream)])
}

function backupOf(parts: readonly Part[], choices: Choices = {}): Buffer {
	const plain = plainOf(parts, choices)
	return sealBackup(choices.plain?.(plain) ?? plain, choices)
}

/** The parts of a small notebook, in the order of their paths. */
function notebook() {
	const anne = somebody('anne')
	const [first, second] = [writeVault(anne), writeInventory({ collections: { tools: {} }, schema: 1 })]
	const later = writeInventory({ collections: { tools: { a: { name: 'Hélios' } } }, schema: 1 }, { parents: [second] })
	const key = writeIdentity(anne, lockOf('une phrase assez longue 42', fixed('salt')))
	return {
		anne,
		identity: { path: `identity/${key.name}.identity`, bytes: key.file.bytes },
		inventory: { path: `inventory/${second.name}.inventory`, bytes: second.file.bytes },
		next: { path: `inventory/${later.name}.inventory`, bytes: later.file.bytes },
		marker: { path: 'trousseau.json', bytes: canonicalBuffer({ commune: { insee: '86239', name: 'Sainte-Radegonde' }, format: 1, notebook: NOTEBOOK }) },
		vault: { path: `vaults/${VAULT}/${first.name}.vault`, bytes: first.file.bytes },
	} as const
}

const holds = (parts: readonly Part[], more: JsonRecord = {}): Expected => gives({
	at: AT,
	by: BY,
	files: Object.fromEntries(parts.map(({ path, bytes }) => [path, H16(bytes).toString('hex')])),
	insee: '86239',
	name: 'Sainte-Radegonde',
	notebook: NOTEBOOK,
	...more,
})

const withByte = (bytes: Buffer, at: number, value = (bytes[at] ?? 0) ^ 1): Buffer => Buffer.concat([bytes.subarray(0, at), Buffer.of(value), bytes.subarray(at + 1)])

/** Backups, right and wrong, all under the same words. */
export function backups(suite: Suite): void {
	const { identity, inventory, next, marker, vault, anne } = notebook()
	const all = [identity, inventory, next, marker, vault]
	const few = [inventory, marker]
	const whole = backupOf(all)
	const small = backupOf(few)
	const one = (inClass: VectorClass, description: string, file: Buffer, expect: Expected | string, words = WORDS): void => suite.backup(inClass, description, { file, words }, expect)

	one('opens', 'a backup with every kind of file', whole, holds(all))
	one('opens', 'the same, its words typed with accents, capitals and other spacing', whole, holds(all), '  Abaisser élégant\tZÈBRE académie  dossier lavoir ')
	one('opens', 'a backup of a marker alone', backupOf([marker]), holds([marker]))
	one('opens', 'a backup in which an older revision was pruned', backupOf([next, marker]), holds([next, marker]))
	one('opens', 'a maker without a name', backupOf([marker], { list: { by: { id: '', name: '' } } }), holds([marker], { by: { id: '', name: '' } }))
	const long = writeInventory({ collections: {}, schema: 1 }, { change: (revision) => ({ ...revision, later: 'x'.repeat(70_000) }) })
	const several = [{ path: `inventory/${long.name}.inventory`, bytes: long.file.bytes }, marker]
	const chunks = backupOf(several)
	one('opens', 'a backup of two chunks', chunks, holds(several))

	one('wrong key', 'other words', whole, 'wrong-words', 'abaisser elegant zebre academie dossier lecture')
	one('wrong key', 'the same words in another order', whole, 'wrong-words', 'elegant abaisser zebre academie dossier lavoir')
	one('wrong key', 'no words', whole, 'wrong-words', '')
	one('wrong key', 'another check value', withByte(small, 33), 'wrong-words')
	one('wrong key', 'another salt', withByte(small, 17), 'wrong-words')

	one('header altered', 'another magic', withByte(small, 0), 'invalid')
	one('header altered', 'a vault\'s magic', Buffer.concat([Buffer.from('TRSVAULT'), small.subarray(8)]), 'invalid')
	one('header altered', 'another header of the stream', withByte(small, CLEAR), 'altered')
	one('header altered', 'memory and passes other than those of the associated data', backupOf(few, { stream: { associated: H(Buffer.alloc(CLEAR)) } }), 'altered')

	one('payload altered', 'the first byte of the first chunk', withByte(small, FIRST_CHUNK), 'altered')
	one('payload altered', 'the last byte of the file', withByte(small, small.length - 1), 'altered')
	one('payload altered', 'a byte after the last chunk', Buffer.concat([small, Buffer.alloc(1)]), 'altered')
	one('payload altered', 'a last chunk that is not marked final', backupOf(few, { stream: { tag: () => 0 } }), 'altered')
	one('payload altered', 'a first chunk marked final', backupOf(several, { stream: { tag: () => 3 } }), 'altered')
	one('payload altered', 'an empty chunk at the end', backupOf(few, { stream: { emptyEnd: true } }), 'altered')

	for (const [at, what] of [[0, 'nothing'], [7, 'a part of the magic'], [8, 'the magic alone'], [9, 'up to the version'], [13, 'up to the memory'], [17, 'up to the passes'], [33, 'up to the salt'], [65, 'the clear part alone'], [89, 'up to the header of the stream'], [105, 'one byte short of the shortest file'], [106, 'as short as a file can be']] as const) {
		one('truncated', `a backup cut to ${what}`, small.subarray(0, at), at < 8 ? 'invalid' : 'altered')
	}
	one('truncated', 'a backup without its last byte', small.subarray(0, -1), 'altered')
	one('truncated', 'a backup cut after its first chunk', chunks.subarray(0, FIRST_CHUNK + 65_536 + 17), 'altered')

	const plain = plainOf(few, {})
	const listEnd = 4 + plain.readUInt32LE(0)
	const cuts = [[0, 'nothing'], [3, 'a part of the length of the list'], [4, 'the length of the list alone'], [listEnd - 1, 'all the list but a byte'], [listEnd, 'the list alone'], [listEnd + inventory.bytes.length, 'the first file'], [listEnd + inventory.bytes.length + marker.bytes.length - 1, 'all files but a byte'], [listEnd + inventory.bytes.length + marker.bytes.length, 'all files without the padding'], [plain.length - 1, 'all but a byte of padding']] as const
	cuts.forEach(([at, what]) => one('truncated', `an authentic plaintext cut to ${what}`, sealBackup(plain.subarray(0, at)), 'altered'))

	const size = 65_536 + 17
	one('reordered', 'the two chunks of a backup exchanged', Buffer.concat([chunks.subarray(0, FIRST_CHUNK), chunks.subarray(FIRST_CHUNK + size), chunks.subarray(FIRST_CHUNK, FIRST_CHUNK + size)]), 'altered')
	one('reordered', 'a list that is not sorted', backupOf([...few].reverse()), 'altered')
	one('reordered', 'a file listed twice', backupOf([inventory, inventory, marker]), 'altered')
	one('reordered', 'the bytes of two files exchanged', backupOf([{ ...inventory, bytes: next.bytes }, { ...next, bytes: inventory.bytes }, marker]), 'altered')
	one('reordered', 'bytes in another order than the list', backupOf(few, { plain: (bytes) => Buffer.concat([bytes.subarray(0, listEnd), marker.bytes, inventory.bytes, bytes.subarray(listEnd + inventory.bytes.length + marker.bytes.length)]) }), 'altered')

	one('unknown version', 'a backup of format version 2', backupOf(few, { version: 2 }), 'unsupported-version')
	one('unknown version', 'a backup of format version 0', backupOf(few, { version: 0 }), 'altered')
	one('unknown version', 'a list of format 2, with members of its own', backupOf(few, { list: { format: 2, later: true } }), 'unsupported-version')
	one('unknown version', 'a list of format 0', backupOf(few, { list: { format: 0 } }), 'altered')
	one('unknown version', 'an inventory of a later format', backupOf([withHash(inventory, canonicalBuffer({ format: 2 })), marker]), 'unsupported-version')

	for (const [memory, passes, what] of [[CHEAPEST.memory - 1024, 3, 'memory one kibibyte below the floor'], [1_073_741_824 + 1024, 3, 'memory one kibibyte above the ceiling'], [CHEAPEST.memory + 1, 3, 'memory that is no multiple of 1,024'], [0, 3, 'no memory'], [4_294_966_272, 3, 'the most memory that four bytes can ask'], [CHEAPEST.memory, 2, 'two passes'], [CHEAPEST.memory, 17, 'seventeen passes']] as const) {
		one('out of bounds', `a backup with ${what}`, backupOf(few, { memory, passes }), 'kdf-bounds')
	}
	one('out of bounds', 'the name of a maker longer than 300', backupOf(few, { list: { by: { id: 'anne', name: 'x'.repeat(301) } } }), 'altered')
	one('out of bounds', 'a marker of a backup longer than 16 KiB', backupOf([{ ...marker, bytes: Buffer.alloc(16_385, 32) }]), 'altered')
	one('out of bounds', 'an identity in a backup whose derivation is below the floor', backupOf([weakIdentity(), marker]), 'kdf-bounds')
	for (const wrong of [0, -1, 0.5, 2 ** 40, '1', null]) {
		one('out of bounds', `a file listed with a size of ${JSON.stringify(wrong)}`, backupOf([{ ...inventory, size: wrong }, marker]), 'altered')
	}

	one('non-canonical', 'a list with a space', backupOf(few, { write: (list) => Buffer.from(` ${canonicalBuffer(list).toString()}`) }), 'altered')
	one('non-canonical', 'one more member in the list', backupOf(few, { list: { later: 1 } }), 'altered')
	one('non-canonical', 'one more member in an entry of the list', backupOf(few, { listed: (list) => ({ ...list, files: few.map(({ path, bytes }) => ({ at: AT, path, size: bytes.length })) }) }), 'altered')
	one('non-canonical', 'a list that is no object', backupOf(few, { listed: () => [] }), 'altered')
	one('non-canonical', 'a month that does not exist', backupOf(few, { list: { at: '2026-13-01T10:00:00.000Z' } }), 'altered')
	one('non-canonical', 'a day that does not exist', backupOf(few, { list: { at: '2026-02-30T10:00:00.000Z' } }), 'altered')
	one('padding', 'a byte of padding of a backup that is not zero', backupOf(few, { plain: (bytes) => withByte(bytes, bytes.length - 1, 1) }), 'altered')
	one('padding', 'a backup padded to more than its bucket', backupOf(few, { plain: (bytes) => Buffer.concat([bytes, Buffer.alloc(bytes.length)]) }), 'altered')

	one('part missing', 'no marker', backupOf([inventory]), 'altered')
	one('part missing', 'an empty list', backupOf([]), 'altered')
	one('part missing', 'a file that is listed and not there', backupOf([inventory, { ...next, bytes: Buffer.alloc(0), size: next.bytes.length }, marker]), 'altered')
	one('part missing', 'the last file, listed and not there', backupOf([marker, { ...vault, bytes: Buffer.alloc(0), size: vault.bytes.length }]), 'altered')
	one('part missing', 'a file that is there and not listed', backupOf(all, { listed: (list) => ({ ...list, files: [marker].map(({ path, bytes }) => ({ path, size: bytes.length })) }) }), 'altered')

	one('name', 'bytes of a revision of a backup that do not give its name', backupOf([{ ...inventory, bytes: withByte(Buffer.from(inventory.bytes), 20) }, marker]), 'altered')
	one('name', 'a vault under the number of another revision', backupOf([marker, { ...vault, path: vault.path.replace('/00000001-', '/00000002-') }]), 'altered')
	one('name', 'a vault of a backup in the folder of another', backupOf([marker, { ...vault, path: vault.path.replace(VAULT, OTHER_VAULT) }]), 'wrong-notebook')
	const strange = writeVault(anne, { notebook: OTHER_NOTEBOOK })
	one('name', 'a vault of another notebook', backupOf([marker, { path: `vaults/${VAULT}/${strange.name}.vault`, bytes: strange.file.bytes }]), 'wrong-notebook')
	const foreign = writeInventory({ collections: {}, schema: 1 }, { notebook: OTHER_NOTEBOOK })
	one('name', 'an inventory of another notebook', backupOf([{ path: `inventory/${foreign.name}.inventory`, bytes: foreign.file.bytes }, marker]), 'wrong-notebook')
	const paths = ['../trousseau.json', `inventory/../${next.path.slice(10)}`, `/${inventory.path}`, inventory.path.replace('inventory/', 'inventory//'), inventory.path.replace('.inventory', '.vault'), `vaults/${VAULT.toUpperCase()}/${vault.path.slice(40)}`, 'LISEZ-MOI.txt', `${inventory.path}\0`, '']
	paths.forEach((path) => one('name', `the path ${JSON.stringify(path)}`, backupOf([{ ...inventory, path }, marker].sort((a, b) => (a.path < b.path ? -1 : 1))), 'altered'))
}

/** Other bytes under the name that they deserve. */
const withHash = ({ path }: Part, bytes: Buffer): Part => ({ path: path.replace(/[0-9a-f]{32}(?=\.)/, H16(bytes).toString('hex')), bytes })

function weakIdentity(): Part {
	const lock = lockOf('une phrase assez longue 42', fixed('salt'))
	const { name, file } = writeIdentity(somebody('anne'), lock, { header: (header) => ({ ...header, kdf: { ...lock.kdf, memory: 1024 } }) })
	return { path: `identity/${name}.identity`, bytes: file.bytes }
}
