// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import native from 'sodium-native'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { listsOf, NOTEBOOK, person, sealAs, VAULT } from '../../../tests/support/vault-people.ts'
import type { RevisionChoices, TestPerson } from '../../../tests/support/vault-people.ts'
import { canonicalBytes } from '../../domain/canonical.ts'
import type { RevisionFile } from '../../domain/document.ts'
import { ERROR_CODES, TrousseauError } from '../../domain/errors.ts'
import { formatRevisionName } from '../../domain/lineage/names.ts'
import { emptyContent } from '../content/content.ts'
import { concat, fromBase64, str, toBase64, u32, utf8 } from './bytes.ts'
import { clearBytes, parseVault, readVaultHeader } from './container.ts'
import type { VaultHeader } from './container.ts'
import { hash, keyedHash, nameHash } from './hash.ts'
import { sealRevision } from './seal.ts'
import { loadSodium } from './sodium.ts'
import { CHUNK } from './stream.ts'
import { openVaultFile } from './vault-file.ts'
import type { OpenedVault } from './vault-file.ts'

vi.setConfig({ testTimeout: 120_000 })

const PLACE = { notebook: NOTEBOOK, vault: VAULT }

let anna: TestPerson
let bruno: TestPerson

beforeAll(async () => {
	await loadSodium()
	anna = person(1)
	bruno = person(2, 'writer')
})

const open = (file: RevisionFile, keys = anna.keys): OpenedVault => openVaultFile(file, PLACE, keys)

/** Bytes under the name that they deserve, so that the name is not what refuses them. */
const renamed = (bytes: Uint8Array, number = 1): RevisionFile => ({ name: formatRevisionName(number, nameHash(bytes)), bytes })

function codeOf(action: () => unknown): string {
	try {
		action()
	} catch (error) {
		return error instanceof TrousseauError ? error.code : `not ours: ${String(error)}`
	}
	return 'accepted'
}

/** The file with another header, everything else as it was. */
function withHeader(file: RevisionFile, change: (header: VaultHeader) => unknown, encode = canonicalBytes): RevisionFile {
	const { header, sealed } = parseVault(file.bytes)
	const json = encode(change(header))
	return renamed(concat(file.bytes.subarray(0, 9), u32(json.length), json, sealed))
}

const honest = (choices: Partial<RevisionChoices> = {}): RevisionFile => sealAs(anna, { lists: listsOf(anna, bruno), ...choices })

describe('a vault file', () => {
	it('opens for each member, with its author\'s signature', () => {
		const file = honest()
		for (const { keys } of [anna, bruno]) {
			const opened = open(file, keys)
			expect(opened.author).toBe(anna.id)
			expect(opened.signedBy(anna.member.sign)).toBe(true)
			expect(opened.signedBy(bruno.member.sign)).toBe(false)
		}
		expect(readVaultHeader(file.bytes)).toMatchObject({ number: 1, parents: [], ancestors: [], notebook: NOTEBOOK, vault: VAULT })
	})

	it('is read by native libsodium with the format\'s words alone', () => {
		const { header, clear, sealed } = parseVault(honest().bytes)
		const h = (...parts: readonly Uint8Array[]): Buffer => {
			const output = Buffer.alloc(32)
			native.crypto_generichash(output, Buffer.concat(parts))
			return output
		}
		const kh = (key: Buffer, ...parts: readonly Uint8Array[]): Buffer => {
			const output = Buffer.alloc(32)
			native.crypto_generichash(output, Buffer.concat(parts), key)
			return output
		}
		const zero = (text: string): Buffer => Buffer.from(`${text}\0`)
		const seed = Buffer.alloc(32, 2)
		const [boxPublic, boxSecret] = [Buffer.alloc(32), Buffer.alloc(32)]
		native.crypto_box_seed_keypair(boxPublic, boxSecret, kh(seed, zero('trousseau box v1')))
		const grant = header.grants.find(({ slot }) => slot === bruno.member.slot)
		const opened = Buffer.alloc(64)
		expect(native.crypto_box_seal_open(opened, Buffer.from(grant?.box as string, 'base64'), boxPublic, boxSecret)).toBe(true)
		const epoch = Buffer.from([1, 0, 0, 0])
		expect(opened.subarray(32)).toEqual(h(zero('trousseau grant v1'), zero(VAULT), zero(grant?.slot as string), epoch))
		const key = opened.subarray(0, 32)
		expect(header.commitment).toBe(kh(key, zero('trousseau key commitment v1'), zero(NOTEBOOK), zero(VAULT), epoch).toString('hex'))
		const payloadKey = kh(key, zero('trousseau vault payload v1'), h(clear))
		const state = Buffer.alloc(native.crypto_secretstream_xchacha20poly1305_STATEBYTES)
		native.crypto_secretstream_xchacha20poly1305_init_pull(state, Buffer.from(sealed.subarray(0, 24)), payloadKey)
		const [plaintext, tag] = [Buffer.alloc(sealed.length - 24 - 17), Buffer.alloc(1)]
		native.crypto_secretstream_xchacha20poly1305_pull(state, plaintext, tag, Buffer.from(sealed.subarray(24)), h(clear))
		expect(tag[0]).toBe(3)
		const json = plaintext.subarray(68, 68 + plaintext.readUInt32LE(64))
		const payload = JSON.parse(json.toString()) as { readonly author: string, readonly members: Record<string, { readonly sign: string }> }
		const message = Buffer.concat([zero('trousseau vault revision v1'), h(clear), h(json)])
		expect(native.crypto_sign_verify_detached(plaintext.subarray(0, 64), message, Buffer.from(payload.members[payload.author]?.sign as string, 'base64'))).toBe(true)
	})

	it('refuses every single flipped bit, with or without the name that the flipped bytes deserve', () => {
		const file = sealAs(anna, { lists: listsOf(anna) })
		const seen = new Set<string>()
		for (let bit = 0; bit < file.bytes.length * 8; bit++) {
			const bytes = file.bytes.slice()
			bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7))
			seen.add(codeOf(() => open(renamed(bytes))))
			if (bit % 97 === 0) {
				expect(codeOf(() => open({ name: file.name, bytes }))).toMatch(/^(?:altered|unsupported-version|wrong-notebook)$/)
			}
		}
		expect([...seen].filter((code) => !(ERROR_CODES as readonly string[]).includes(code))).toEqual([])
		expect([...seen].sort()).toEqual(['altered', 'not-a-member', 'unsupported-version', 'wrong-notebook'])
	})

	it('refuses every truncation that matters', () => {
		const note = 'n'.repeat(50_000)
		const credential = { accountId: '', createdAt: '2026-11-22T09:00:00.000Z', favourite: false, label: '', login: '', note, password: '', passwordChangedAt: '', site: '', tags: [], trashedAt: '', updatedAt: '2026-11-22T09:00:00.000Z', updatedBy: anna.id }
		const credentials = Object.fromEntries(['1', '2', '3', '4'].map((digit) => [digit.repeat(32), credential]))
		const file = honest({ content: { schema: 1, collections: { credentials } } })
		const start = parseVault(file.bytes).clear.length + 24
		const chunks = Math.ceil((file.bytes.length - start) / (CHUNK + 17))
		expect(chunks).toBeGreaterThan(3)
		const edges = Array.from({ length: chunks }, (_, index) => start + index * (CHUNK + 17)).flatMap((edge) => [edge - 1, edge, edge + 1, edge + 17])
		for (const length of [0, 1, 8, 9, 12, 13, 14, start - 25, start - 24, ...edges, file.bytes.length - 1]) {
			expect(codeOf(() => open(renamed(file.bytes.slice(0, length)))), String(length)).toBe('altered')
		}
		expect(codeOf(() => open(renamed(concat(file.bytes, Uint8Array.of(0)))))).toBe('altered')
		expect(open(file).content.collections.credentials).toEqual(credentials)
	})

	it('refuses other versions, other magics and lengths that lie', () => {
		const file = honest()
		const at = (offset: number, ...values: readonly number[]): RevisionFile => {
			const bytes = file.bytes.slice()
			bytes.set(values, offset)
			return renamed(bytes)
		}
		expect(codeOf(() => open(at(8, 2)))).toBe('unsupported-version')
		expect(codeOf(() => open(at(8, 255)))).toBe('unsupported-version')
		expect(codeOf(() => open(at(8, 0)))).toBe('altered')
		expect(codeOf(() => open(at(0, ...utf8('TRSIDENT'))))).toBe('altered')
		expect(codeOf(() => open(at(9, 255, 255, 255, 255)))).toBe('altered')
		expect(codeOf(() => open(at(9, 1, 0, 0, 0)))).toBe('altered')
	})

	it('refuses a header that is not canonical, not whole or has more than it should', () => {
		const file = honest()
		const spaced = (header: unknown): Uint8Array => utf8(JSON.stringify(header, null, 1))
		const reversed = (header: unknown): Uint8Array => utf8(JSON.stringify(Object.fromEntries(Object.entries(header as object).reverse())))
		expect(codeOf(() => open(withHeader(file, (header) => header, spaced)))).toBe('altered')
		expect(codeOf(() => open(withHeader(file, (header) => header, reversed)))).toBe('altered')
		const wrong: ((header: VaultHeader) => unknown)[] = [
			(header) => ({ ...header, extra: 1 }),
			({ commitment: _gone, ...header }) => header,
			(header) => ({ ...header, format: 2 }),
			(header) => ({ ...header, kind: 'identity' }),
			(header) => ({ ...header, epoch: 0 }),
			(header) => ({ ...header, epoch: 2 }),
			(header) => ({ ...header, number: 2 }),
			(header) => ({ ...header, number: 1.5 }),
			(header) => ({ ...header, parents: [`00000001-${'0'.repeat(32)}`] }),
			(header) => ({ ...header, ancestors: [`00000001-${'0'.repeat(32)}`] }),
			(header) => ({ ...header, grants: [...header.grants].reverse() }),
			(header) => ({ ...header, grants: [header.grants[0], header.grants[0]] }),
			(header) => ({ ...header, grants: [] }),
			(header) => ({ ...header, grants: header.grants.slice(1) }),
			(header) => ({ ...header, commitment: '0'.repeat(64) }),
		]
		for (const change of wrong) {
			expect(codeOf(() => open(withHeader(file, change), bruno.keys))).toBe('altered')
		}
		const invitation = { kdf: { memory: 1024, passes: 3, salt: '0'.repeat(32) }, slot: '0'.repeat(32) }
		expect(codeOf(() => open(withHeader(file, (header) => ({ ...header, invitations: [invitation] }))))).toBe('kdf-bounds')
	})

	it('refuses grants of another vault, of another slot or of another epoch', () => {
		const file = honest()
		const other = honest({ vault: '1'.repeat(32) })
		const later = honest({ epoch: 2 })
		const swap = (from: RevisionFile): RevisionFile => withHeader(file, (header) => ({ ...header, grants: parseVault(from.bytes).header.grants }))
		expect(codeOf(() => open(swap(other)))).toBe('altered')
		expect(codeOf(() => open(swap(later)))).toBe('altered')
		const crossed = withHeader(file, (header) => {
			const [one, two] = header.grants as [VaultHeader['grants'][0], VaultHeader['grants'][0]]
			return { ...header, grants: [{ ...one, box: two.box }, { ...two, box: one.box }] }
		})
		expect(codeOf(() => open(crossed))).toBe('altered')
		const foreign = honest({ key: new Uint8Array(32).fill(8) })
		expect(codeOf(() => open(withHeader(file, (header) => ({ ...header, grants: parseVault(foreign.bytes).header.grants }))))).toBe('altered')
		expect(codeOf(() => open(honest(), person(9).keys))).toBe('not-a-member')
	})

	it('refuses grants of another place even when a member sealed the whole file around them', () => {
		const key = new Uint8Array(32).fill(7)
		/** A file whose payload is sealed and signed for any header. */
		const forge = (change: (header: VaultHeader) => VaultHeader): RevisionFile => {
			const clear = clearBytes(change(parseVault(honest().bytes).header))
			const payload = { at: '2026-11-22T10:00:00.000Z', author: anna.id, content: emptyContent(), ...listsOf(anna, bruno) }
			const payloadKey = keyedHash(key, str('trousseau vault payload v1'), hash(clear))
			return sealRevision({ number: 1, clear, json: canonicalBytes(payload), key: payloadKey, domain: 'trousseau vault revision v1', signKey: anna.keys.signSecret })
		}
		const grantsOf = (choices: Partial<RevisionChoices>) => parseVault(honest(choices).bytes).header.grants
		expect(open(forge((header) => header)).author).toBe(anna.id)
		expect(codeOf(() => open(forge((header) => ({ ...header, grants: grantsOf({ vault: '1'.repeat(32) }) }))))).toBe('altered')
		expect(codeOf(() => open(forge((header) => ({ ...header, grants: grantsOf({ epoch: 2 }) }))))).toBe('altered')
		expect(codeOf(() => open(forge((header) => ({ ...header, commitment: '0'.repeat(64) }))))).toBe('altered')
		const exchanged = {
			members: { [anna.id]: { ...anna.member, slot: bruno.member.slot }, [bruno.id]: { ...bruno.member, slot: anna.member.slot } },
			removed: {},
		} as RevisionChoices['lists']
		expect(codeOf(() => open(forge((header) => ({ ...header, grants: grantsOf({ lists: exchanged }) }))))).toBe('altered')
	})

	it('is refused in another place, or under another name', () => {
		const file = honest()
		expect(codeOf(() => openVaultFile(file, { ...PLACE, vault: '1'.repeat(32) }, anna.keys))).toBe('wrong-notebook')
		expect(codeOf(() => openVaultFile(file, { ...PLACE, notebook: '1'.repeat(32) }, anna.keys))).toBe('wrong-notebook')
		expect(codeOf(() => open({ ...file, name: file.name.replace('00000001', '00000002') }))).toBe('altered')
		expect(codeOf(() => open({ ...file, name: `00000001-${'0'.repeat(32)}` }))).toBe('altered')
	})

	it('refuses content outside its schema, and content of a newer one', () => {
		const payload = (content: unknown): RevisionFile => honest({ content: content as NonNullable<RevisionChoices['content']> })
		expect(codeOf(() => open(payload({ schema: 2, collections: {} })))).toBe('unsupported-version')
		expect(codeOf(() => open(payload({ schema: 1, collections: {} })))).toBe('invalid')
		expect(codeOf(() => open(payload({ schema: 1, collections: { credentials: { [anna.id]: {} } } })))).toBe('invalid')
		expect(codeOf(() => open(payload({ schema: 1, collections: { credentials: { x: {} } } })))).toBe('invalid')
		const unknown = { schema: 1, later: [1], collections: { credentials: {}, others: { any: { x: { y: 1 } } } } }
		expect(open(payload(unknown)).content).toEqual(unknown)
	})

	it('seals the same vault differently each time, and pads it', () => {
		const [one, two] = [honest(), honest()]
		expect(one.name).not.toBe(two.name)
		expect(one.bytes.length).toBe(two.bytes.length)
		const { sealed } = parseVault(one.bytes)
		expect(sealed.length).toBe(24 + 17 + 4096)
		expect(fromBase64(toBase64(sealed.slice(0, 7)), 7)).toEqual(sealed.slice(0, 7))
	})
})
