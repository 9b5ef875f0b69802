// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JsonRecord } from '../../reference/json.ts'
import type { Expected } from '../model.ts'
import type { Suite } from '../suite.ts'

import { Buffer } from 'node:buffer'
import { gives } from '../model.ts'
import { CHEAPEST, lockOf, writeIdentity } from '../more-writers.ts'
import type { named } from '../writer.ts'
import { fixed, fixedId, later, NOTEBOOK, OTHER_VAULT, renamed, somebody, VAULT } from '../writer.ts'

const PASSPHRASE = 'une phrase assez longue 42'
const OTHER = 'une autre phrase encore 43'

const pin = (number: number, more: JsonRecord = {}): JsonRecord => ({ at: later(number), head: `${String(number).padStart(8, '0')}-${fixedId(`head ${number}`)}`, members: fixed('members', 32).toString('hex'), notebook: NOTEBOOK, ...more })

/** Identities, right and wrong. Few derivations: every reading of the suite pays for them. */
export function identities(suite: Suite): void {
	const [anne, bruno] = [somebody('anne'), somebody('bruno')]
	const [lock, other] = [lockOf(PASSPHRASE, fixed('salt')), lockOf(OTHER, fixed('other salt'))]
	const result = (pins: JsonRecord): Expected => gives({ label: 'anne', pins, seed: anne.seed })
	const first = writeIdentity(anne, lock)
	const one = (inClass: Parameters<Suite['identity']>[0], description: string, head: { readonly file: ReturnType<typeof named> } | ReturnType<typeof named>, expect: Expected | string, passphrase = PASSPHRASE): void => suite.identity(inClass, description, { passphrase, heads: [head] }, expect)

	one('opens', 'a first identity', first, result({}))
	one('opens', 'the same, typed with other spacing', first, result({}), ` ${PASSPHRASE.replaceAll(' ', '  ')}\t`)
	const second = writeIdentity(anne, lock, { parents: [first], pins: { [VAULT]: pin(3, { later: 'kept' }) } })
	one('opens', 'an identity that remembers a head', second, result({ [VAULT]: pin(3, { later: 'kept' }) }))
	one('opens', 'a passphrase typed with the apostrophe of a phone', writeIdentity(anne, lockOf('L\'été à la mairie', fixed('salt of a phone'))), result({}), 'L’été à la mairie')
	one('opens', 'the same under the rule of before, which kept that apostrophe', writeIdentity(anne, lockOf('L’été à la mairie', fixed('salt of before'))), result({}), 'L’été à la mairie')
	one('wrong key', 'under the rule of before, typed with another apostrophe', writeIdentity(anne, lockOf('L’été à la mairie', fixed('salt of before'))), 'bad-passphrase', 'L\'été à la mairie')
	one('opens', 'a passphrase of words, typed without accents', writeIdentity(anne, lockOf('abaisser elegant zebre academie', fixed('salt of words'))), result({}), 'Abaisser élégant zèbre académie')

	one('wrong key', 'another passphrase', first, 'bad-passphrase', 'une phrase assez longue 43')
	one('wrong key', 'another check value', writeIdentity(anne, lock, { header: (header) => ({ ...header, check: fixed('check', 32).toString('hex') }) }), 'bad-passphrase')
	one('wrong key', 'the identity of somebody else, under another passphrase', writeIdentity(bruno, other), 'bad-passphrase')
	one('wrong author', 'signed with a key that its seed does not give', writeIdentity(anne, lock, { signer: bruno }), 'bad-signature')

	const kdf = (more: JsonRecord) => writeIdentity(anne, lock, { header: (header) => ({ ...header, kdf: { ...lock.kdf, ...more } }) })
	one('out of bounds', 'memory one kibibyte below the floor', kdf({ memory: CHEAPEST.memory - 1024 }), 'kdf-bounds')
	one('out of bounds', 'memory one kibibyte above the ceiling', kdf({ memory: 1_073_741_824 + 1024 }), 'kdf-bounds')
	one('out of bounds', 'memory that is no multiple of 1,024', kdf({ memory: CHEAPEST.memory + 1 }), 'kdf-bounds')
	one('out of bounds', 'two passes', kdf({ passes: 2 }), 'kdf-bounds')
	one('out of bounds', 'seventeen passes', kdf({ passes: 17 }), 'kdf-bounds')
	one('out of bounds', 'no pass at all', kdf({ passes: 0 }), 'kdf-bounds')
	one('out of bounds', 'four tebibytes of memory', kdf({ memory: 2 ** 42 }), 'kdf-bounds')
	one('header altered', 'half a pass', kdf({ passes: 3.5 }), 'altered')
	one('header altered', 'another derivation function', kdf({ alg: 'argon2i13' }), 'altered')
	one('header altered', 'a salt of 15 bytes', kdf({ salt: '00'.repeat(15) }), 'altered')
	one('header altered', 'one more member in the header', writeIdentity(anne, lock, { header: (header) => ({ ...header, later: 1 }) }), 'altered')
	one('header altered', 'a vault\'s kind in an identity\'s header', writeIdentity(anne, lock, { header: (header) => ({ ...header, kind: 'vault' }) }), 'altered')

	one('unknown version', 'format version 2', renamed(first.file, withByte(first.file.bytes, 8, 2)), 'unsupported-version')
	one('unknown version', 'format version 0', renamed(first.file, withByte(first.file.bytes, 8, 0)), 'altered')
	one('unknown version', 'a content of schema 2', writeIdentity(anne, lock, { payload: (payload) => ({ ...payload, content: { collections: {}, schema: 2 } }) }), 'unsupported-version')
	one('payload altered', 'the last byte of an identity', renamed(first.file, withByte(first.file.bytes, first.file.bytes.length - 1)), 'altered')
	one('payload altered', 'one more member in the payload', writeIdentity(anne, lock, { payload: (payload) => ({ ...payload, later: 1 }) }), 'invalid')
	one('payload altered', 'a pin without its members', writeIdentity(anne, lock, { pins: { [VAULT]: { at: later(1), head: `00000001-${fixedId('x')}`, notebook: NOTEBOOK } } }), 'invalid')
	one('truncated', 'an identity without its last byte', renamed(first.file, first.file.bytes.subarray(0, -1)), 'altered')
	one('name', 'an identity under the hash of another', { name: second.name, bytes: first.file.bytes }, 'altered')
	one('padding', 'a byte of padding that is not zero in an identity', writeIdentity(anne, lock, { parts: { frame: (frame) => Buffer.concat([frame.subarray(0, -1), Buffer.of(1)]) } }), 'altered')

	const [left, right] = [writeIdentity(anne, lock, { parents: [first], pins: { [VAULT]: pin(3) } }), writeIdentity(anne, lock, { parents: [first], at: later(9), pins: { [VAULT]: pin(2), [OTHER_VAULT]: pin(7) } })]
	suite.identity('merge', 'two heads of an identity: the highest head of each vault, whole', { passphrase: PASSPHRASE, heads: [left, right], others: [first] }, result({ [VAULT]: pin(3), [OTHER_VAULT]: pin(7) }))
	const imposter = writeIdentity(bruno, lock, { at: later(0) })
	suite.identity('merge', 'a head of another seed below the highest is left aside', { passphrase: PASSPHRASE, heads: [imposter, second] }, result({ [VAULT]: pin(3, { later: 'kept' }) }))
	suite.identity('merge', 'a higher head under another passphrase is left aside', { passphrase: PASSPHRASE, heads: [writeIdentity(bruno, other, { parents: [second] }), second] }, result({ [VAULT]: pin(3, { later: 'kept' }) }))
}

function withByte(bytes: Uint8Array, at: number, value = (bytes[at] ?? 0) ^ 1): Uint8Array {
	const changed = Buffer.from(bytes)
	changed[at] = value
	return changed
}
