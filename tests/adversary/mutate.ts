// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { File } from '../reference/revision.ts'
import type { Written } from '../vectors/writer.ts'

import { Buffer } from 'node:buffer'
import { TrousseauError } from '../../src/domain/errors.ts'
import { identityKeys } from '../../src/vault/keys/identity.ts'
import { openVault, pinOf } from '../../src/vault/opening.ts'
import { uint32 } from '../reference/primitives.ts'
import { credential, holding } from '../vectors/more-writers.ts'
import { AT, fixedId, listsOf, NOTEBOOK, renamed, somebody, VAULT, writeVault } from '../vectors/writer.ts'

/** Numbers that a seed always gives. */
export class Dice {
	#state: number

	constructor(seed: number) {
		this.#state = (seed | 0) || 1
	}

	/** From 0 to `sides` − 1. */
	roll(sides: number): number {
		// xorshift32
		let x = this.#state
		x ^= x << 13
		x ^= x >>> 17
		x ^= x << 5
		this.#state = x | 0
		return (x >>> 0) % sides
	}

	bytes(length: number): Buffer {
		return Buffer.from(Array.from({ length }, () => this.roll(256)))
	}

	pick<T>(list: readonly T[]): T {
		return list[this.roll(list.length)] as T
	}
}

const [keeper, writer] = [somebody('anne'), somebody('bruno', 'writer')]
const LISTS = listsOf(keeper, writer)
const parent = writeVault(keeper, { parents: [writeVault(keeper)], lists: LISTS })

/** A revision to mutate, and what the keeper knows before reading it. */
export interface Target {
	readonly honest: Written
	/** The same with another text in the payload, another frame or another header, under the right key and the signature of the honest one. */
	readonly forge: (dice: Dice) => File
}

/** A vault of so many credentials. */
export function targetOf(credentials: number): Target {
	const content = holding(Object.fromEntries(Array.from({ length: credentials }, (_, index) => [fixedId(`credential ${index}`), credential(writer, {
		label: `Compte ${index}`,
		login: `mairie-${index}@exemple.fr`,
		note: 'Demander à la préfecture. '.repeat(index % 8),
		password: fixedId(`password ${index}`),
	})])))
	let signature = Buffer.alloc(64)
	const honest = writeVault(writer, { parents: [parent], content, parts: { frame: (frame) => {
		signature = Buffer.from(frame.subarray(0, 64))
		return frame
	} } })
	const text = Buffer.from(JSON.stringify(honest.payload))
	return { honest, forge: (dice) => forged(honest, signature, text, dice) }
}

/** A revision that a reader, who knows the key but may not write, forges with the help of the server. */
function forged(honest: Written, signature: Buffer, text: Buffer, dice: Dice): File {
	const kind = dice.roll(4)
	const { file } = writeVault(writer, {
		parents: [parent],
		content: honest.content,
		...kind === 0 ? { writePayload: (value) => textChanged(Buffer.from(JSON.stringify(value)), text, dice) } : {},
		...kind === 1 ? { header: (header) => ({ ...header, epoch: dice.pick([1, 2, 7]), notebook: dice.pick([NOTEBOOK, fixedId('other')]) }) } : {},
		parts: { frame: (frame) => {
			if (kind !== 2) {
				signature.copy(frame)
			} else {
				const at = dice.roll(64)
				// Another byte whatever the mask: this is the one forgery that differs from an honest revision by its signature alone.
				frame.writeUInt8(frame.readUInt8(at) ^ (1 + dice.roll(255)), at)
			}
			if (kind === 3) {
				frame.writeUInt8(1 + dice.roll(255), frame.length - 1 - dice.roll(100))
			}
			return frame
		} },
	})
	return file
}

function textChanged(written: Buffer, honest: Buffer, dice: Dice): Buffer {
	const bytes = Buffer.from(written.length > 0 ? written : honest)
	bytes.writeUInt8(dice.pick([0x30, 0x61, 0x22, 0x7d, 0x20, 0xc3, 0x00]), dice.roll(bytes.length))
	return bytes
}

const clearEnd = (bytes: Uint8Array): number => 13 + Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).readUInt32LE(9)

type Mutation = (bytes: Buffer, dice: Dice) => Uint8Array

function range(bytes: Buffer, dice: Dice): readonly [number, number] {
	const from = dice.roll(bytes.length)
	return [from, Math.min(bytes.length, from + 1 + dice.roll(4_096))]
}

/** A place that is as often in the header, the stream's header or at a border as in the long rest. */
function place(bytes: Buffer, dice: Dice): number {
	const end = clearEnd(bytes)
	return dice.pick([dice.roll(bytes.length), dice.roll(13), 13 + dice.roll(end - 13), end + dice.roll(24), end + 24 + 65_553 * dice.roll(4) + dice.roll(32), bytes.length - 1 - dice.roll(20)]) % bytes.length
}

const CHUNK = 65_536 + 17

const MUTATIONS: readonly Mutation[] = [
	(bytes, dice) => {
		const at = place(bytes, dice)
		bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << dice.roll(8)), at)
		return bytes
	},
	(bytes, dice) => {
		dice.bytes(1 + dice.roll(16)).copy(bytes, place(bytes, dice))
		return bytes
	},
	(bytes, dice) => bytes.fill(dice.pick([0, 255]), ...range(bytes, dice)),
	(bytes, dice) => bytes.subarray(0, place(bytes, dice)),
	(bytes, dice) => Buffer.concat([bytes, dice.bytes(1 + dice.roll(100))]),
	(bytes, dice) => {
		const [from, to] = range(bytes, dice)
		return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
	},
	(bytes, dice) => {
		const [from, to] = range(bytes, dice)
		return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)])
	},
	(bytes, dice) => {
		const [from, to] = range(bytes, dice)
		const at = place(bytes, dice)
		bytes.copyWithin(at, from, to)
		return bytes
	},
	(bytes, dice) => {
		const from = clearEnd(bytes) + 24
		const count = Math.ceil((bytes.length - from) / CHUNK)
		const chunks = Array.from({ length: count }, (_, index) => bytes.subarray(from + index * CHUNK, from + (index + 1) * CHUNK))
		chunks.splice(dice.roll(count), dice.roll(2), dice.pick(chunks))
		return Buffer.concat([bytes.subarray(0, from), ...chunks])
	},
	(bytes, dice) => {
		const end = clearEnd(bytes)
		const header = bytes.toString('latin1', 13, end)
		const at = dice.roll(header.length)
		const other = Buffer.from(header.slice(0, at) + dice.pick(['', '0', '"', ',', '{}', '1e9', '\\u0000', 'null']) + header.slice(at + dice.roll(3)), 'latin1')
		return Buffer.concat([bytes.subarray(0, 9), uint32(other.length), other, bytes.subarray(end)])
	},
	(bytes, dice) => Buffer.concat([bytes.subarray(0, 9), uint32(dice.pick([0, 1, 0xffffffff, 4_194_304, bytes.length, clearEnd(bytes) - 13 + dice.roll(9) - 4])), bytes.subarray(13)]),
]

/** Of twenty mutations, one is by somebody who knows the key. */
const FORGERIES_IN = 20

/** A mutated revision under the name that its bytes deserve; never the honest one. */
export function mutated({ honest, forge }: Target, dice: Dice): File {
	for (;;) {
		const file = dice.roll(FORGERIES_IN) === 0 ? forge(dice) : renamed(honest.file, dice.pick(MUTATIONS)(Buffer.from(honest.file.bytes), dice))
		if (file.name !== honest.name) {
			return file
		}
	}
}

/**
 * How the keeper's reading of a file ended: `accepted`, a code, or `unexpected: …`. Sodium must be loaded.
 *
 * @param remembers - whether the keeper has seen the parent of {@link targetOf}
 */
export function reading(remembers = true): (file: File) => string {
	const keys = identityKeys(Buffer.from(keeper.seed, 'hex'))
	const known = { notebook: NOTEBOOK, vault: VAULT, current: null, acceptOlder: false } as const
	const pin = !remembers ? null : pinOf(openVault({ ...known, heads: [parent.file], others: [], pin: null }, keys), AT)
	return (file) => {
		try {
			openVault({ ...known, heads: [file], others: [parent.file], pin }, keys)
			return 'accepted'
		} catch (error) {
			return error instanceof TrousseauError ? error.code : `unexpected: ${String(error)}`
		}
	}
}
