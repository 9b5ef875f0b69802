// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { File } from '../../reference/revision.ts'
import type { VectorClass } from '../model.ts'
import type { Suite } from '../suite.ts'

import { Buffer } from 'node:buffer'
import { uint32 } from '../../reference/primitives.ts'
import { credential, holding } from '../more-writers.ts'
import { fixed, fixedId, listsOf, named, OTHER_NOTEBOOK, OTHER_VAULT, renamed, somebody, writeVault } from '../writer.ts'

const SEALED_CHUNK = 65_536 + 17

/** Bytes changed, cut, moved or added by somebody without any key. */
export function bytes(suite: Suite): void {
	const [anne, bruno] = [somebody('anne'), somebody('bruno', 'writer')]
	const small = writeVault(anne, { lists: listsOf(anne, bruno), content: holding({ [fixedId('record 1')]: credential(anne) }) })
	const text = small.file.bytes
	const clear = 13 + Buffer.from(text).readUInt32LE(9)
	const one = (inClass: VectorClass, description: string, file: File | Uint8Array, code = 'altered'): void => suite.vault(inClass, description, { reader: anne, heads: [file instanceof Uint8Array ? renamed(small.file, file) : file] }, code)
	const flip = (at: number, mask = 1): Uint8Array => spliced(text, at, 1, Buffer.of((text[at] ?? 0) ^ mask))

	one('header altered', 'a bit of the magic', flip(0))
	one('header altered', 'the magic of an identity', spliced(text, 0, 8, Buffer.from('TRSIDENT')))
	one('header altered', 'a header length of 1', spliced(text, 9, 4, uint32(1)))
	one('header altered', 'a header length one byte short', spliced(text, 9, 4, uint32(clear - 14)))
	one('header altered', 'a header length beyond the file', spliced(text, 9, 4, uint32(text.length)))
	one('header altered', 'a header length beyond 4 MiB', spliced(text, 9, 4, uint32(4_194_305)))
	one('header altered', 'a digit of the commitment', rewritten(small.file, /"commitment":"(.)/, (digit) => (digit === '0' ? '1' : '0')))
	one('header altered', 'a digit of the epoch', rewritten(small.file, /"epoch":(1)/, () => '2'))
	one('header altered', 'a slot of a grant', rewritten(small.file, /"slot":"[0-9a-f]{31}(.)"\}\],"inv/, (digit) => (digit === 'f' ? 'e' : 'f')))
	one('header altered', 'the vault\'s id', rewritten(small.file, /"vault":"([0-9a-f]{32})"/, () => OTHER_VAULT), 'wrong-notebook')
	one('header altered', 'the notebook\'s id', rewritten(small.file, /"notebook":"([0-9a-f]{32})"/, () => OTHER_NOTEBOOK), 'wrong-notebook')
	one('header altered', 'a vault moved to this id: header rewritten to match', rewritten(writeVault(anne, { vault: OTHER_VAULT }).file, /"vault":"([0-9a-f]{32})"/, () => small.header.vault as string))
	one('header altered', 'a capital digit', rewritten(small.file, /"commitment":"[^"]*?([a-f])/, (digit) => digit.toUpperCase()))

	one('payload altered', 'the first byte of the stream\'s header', flip(clear))
	one('payload altered', 'the last byte of the stream\'s header', flip(clear + 23))
	one('payload altered', 'the first byte of the first chunk', flip(clear + 24))
	one('payload altered', 'the highest bit in the middle of the chunk', flip(clear + 2_000, 0x80))
	one('payload altered', 'the last byte', flip(text.length - 1))
	one('payload altered', 'two ciphertext blocks of 64 bytes exchange places', spliced(spliced(text, clear + 192, 64, text.subarray(clear + 1_024, clear + 1_088)), clear + 1_024, 64, text.subarray(clear + 192, clear + 256)))
	one('payload altered', 'the stream of another revision behind this header', Buffer.concat([text.subarray(0, clear), writeVault(anne, { lists: listsOf(anne, bruno) }).file.bytes.subarray(clear)]))
	one('payload altered', 'a byte after the end', Buffer.concat([text, Buffer.of(0)]))
	one('payload altered', 'zeros instead of the stream', spliced(text, clear, text.length - clear, Buffer.alloc(text.length - clear)))

	for (const [description, length] of [['an empty file', 0], ['the magic alone', 8], ['no header', 13], ['half a header', 200], ['the header alone', clear], ['half the stream\'s header', clear + 12], ['the stream\'s header alone', clear + 24], ['less than an authenticator', clear + 40], ['half the chunk', clear + 2_048], ['the last byte missing', text.length - 1]] as const) {
		one('truncated', description, text.subarray(0, length))
	}

	const versioned = (version: number): Uint8Array => spliced(text, 8, 1, Buffer.of(version))
	one('unknown version', 'format version 2', versioned(2), 'unsupported-version')
	one('unknown version', 'format version 255', versioned(255), 'unsupported-version')
	one('unknown version', 'format version 0', versioned(0))
	one('unknown version', 'a version 2 sealed as such', writeVault(anne, { parts: { version: 2 } }).file, 'unsupported-version')
	one('unknown version', 'a header that says format 2', writeVault(anne, { header: (header) => ({ ...header, format: 2 }) }).file)
	one('unknown version', 'a content of schema 2', writeVault(anne, { content: { collections: {}, schema: 2 } }).file, 'unsupported-version')

	names(suite)
	chunks(suite)
}

function names(suite: Suite): void {
	const anne = somebody('anne')
	const [first, twin] = [writeVault(anne), writeVault(anne)]
	const second = writeVault(anne, { parents: [first] })
	const under = (description: string, name: string, bytes: Uint8Array): void => suite.vault('name', description, { reader: anne, heads: [{ name, bytes }] }, 'altered')
	under('one revision under the name of another', twin.name, first.file.bytes)
	under('an old revision under the name of the latest', second.name, first.file.bytes)
	under('a first revision under a higher number, its hash right', named(2, first.file.bytes).name, first.file.bytes)
	under('a second revision under number 1, its hash right', named(1, second.file.bytes).name, second.file.bytes)
	under('number 0', `00000000${first.name.slice(8)}`, first.file.bytes)
	under('a damaged file under its former name', first.name, spliced(first.file.bytes, 300, 1, Buffer.of(0)))
	suite.vault('name', 'a parent damaged under its former name', { reader: anne, heads: [second], others: [{ name: first.name, bytes: spliced(first.file.bytes, 300, 1, Buffer.of(0)) }], remembered: first }, 'altered')
}

/** Files of two and three chunks. */
function chunks(suite: Suite): void {
	const anne = somebody('anne')
	const noted = (length: number) => holding({ [fixedId('record 1')]: credential(anne, { note: 'x'.repeat(48_000), tags: [] }), ...Object.fromEntries(Array.from({ length }, (_, index) => [fixedId(`filler ${index}`), credential(anne, { note: 'y'.repeat(43_000) })])) })
	const two = writeVault(anne, { content: noted(1) })
	const start = 13 + Buffer.from(two.file.bytes).readUInt32LE(9) + 24
	const one = (inClass: VectorClass, description: string, bytes: Uint8Array): void => suite.vault(inClass, description, { reader: anne, heads: [renamed(two.file, bytes)] }, 'altered')
	one('truncated', 'cut after the first of two chunks', two.file.bytes.subarray(0, start + SEALED_CHUNK))
	one('truncated', 'cut inside the first of two chunks', two.file.bytes.subarray(0, start + 30_000))
	one('truncated', 'the first of two chunks missing', Buffer.concat([two.file.bytes.subarray(0, start), two.file.bytes.subarray(start + SEALED_CHUNK)]))

	const three = writeVault(anne, { content: noted(2) })
	const all = Buffer.from(three.file.bytes)
	const from = 13 + all.readUInt32LE(9) + 24
	if (all.length <= from + 2 * SEALED_CHUNK) {
		throw new Error('three chunks are needed')
	}
	const [head, a, b, c] = [all.subarray(0, from), all.subarray(from, from + SEALED_CHUNK), all.subarray(from + SEALED_CHUNK, from + 2 * SEALED_CHUNK), all.subarray(from + 2 * SEALED_CHUNK)]
	const order = (description: string, ...pieces: readonly Buffer[]): void => suite.vault('reordered', description, { reader: anne, heads: [renamed(three.file, Buffer.concat([head, ...pieces]))] }, 'altered')
	order('the first two of three chunks exchanged', b, a, c)
	order('the middle chunk missing', a, c)
	order('the last chunk first', c, a, b)
	order('the first chunk twice', a, a, b, c)

	const shaped = (description: string, parts: NonNullable<Parameters<typeof writeVault>[1]>['parts']): void => suite.vault('reordered', description, { reader: anne, heads: [writeVault(anne, { parts: parts ?? {} })] }, 'altered')
	shaped('chunks of 1,024 bytes', { stream: { chunk: 1_024 } })
	shaped('an empty final chunk', { stream: { emptyEnd: true } })
	shaped('a last chunk that is not final', { stream: { tag: () => 0 } })
	shaped('a last chunk with the tag PUSH', { stream: { tag: () => 1 } })
	shaped('a last chunk with the tag REKEY', { stream: { tag: () => 2 } })
	shaped('chunks bound to nothing', { stream: { associated: Buffer.alloc(0) } })
	shaped('chunks bound to another header', { stream: { associated: fixed('other header', 32) } })
}

/** Some bytes replaced by others. */
function spliced(bytes: Uint8Array, at: number, length: number, insert: Uint8Array): Uint8Array {
	return Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + length)])
}

/** The file with the first group of a pattern rewritten in its header, the length made right, under its new name. */
function rewritten(file: File, pattern: RegExp, change: (group: string) => string): File {
	const bytes = Buffer.from(file.bytes)
	const end = 13 + bytes.readUInt32LE(9)
	const header = bytes.toString('utf8', 13, end)
	const other = header.replace(pattern, (match, group: string) => {
		const place = match.lastIndexOf(group)
		return `${match.slice(0, place)}${change(group)}${match.slice(place + group.length)}`
	})
	if (other === header) {
		throw new Error(`nothing to rewrite: ${String(pattern)}`)
	}
	return renamed(file, Buffer.concat([bytes.subarray(0, 9), uint32(Buffer.byteLength(other)), Buffer.from(other), bytes.subarray(end)]))
}
