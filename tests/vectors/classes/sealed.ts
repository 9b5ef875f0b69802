// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Json, JsonRecord } from '../../reference/json.ts'
import type { VectorClass } from '../model.ts'
import type { Suite } from '../suite.ts'
import type { VaultChoices } from '../writer.ts'

import { Buffer } from 'node:buffer'
import { canonical, canonicalBuffer } from '../../reference/json.ts'
import { credential, holding } from '../more-writers.ts'
import { as, commitmentOf, fixed, fixedId, grantFor, listsOf, NOTEBOOK, OTHER_VAULT, somebody, VAULT, writeVault } from '../writer.ts'

/** Files sealed under the right key by somebody who knows it, and wrong all the same. */
export function sealed(suite: Suite): void {
	const [anne, bruno] = [somebody('anne'), somebody('bruno', 'writer')]
	const lists = listsOf(anne, bruno)
	const one = (inClass: VectorClass, description: string, choices: VaultChoices, code = 'altered'): void => suite.vault(inClass, description, { reader: anne, heads: [writeVault(anne, { lists, ...choices })] }, code)
	const written = (text: (value: Json) => string) => ({ writeHeader: (value: Json) => Buffer.from(text(value)) })
	const payload = (text: (value: Json) => string | Buffer) => ({ writePayload: (value: Json) => Buffer.from(text(value)) })

	one('non-canonical', 'a space in the header', written((value) => canonical(value).replace(':', ': ')))
	one('non-canonical', 'members of the header in another order', written((value) => JSON.stringify(Object.fromEntries(Object.entries(value as JsonRecord).reverse()))))
	one('non-canonical', 'a member twice in the header', written((value) => canonical(value).replace('"epoch":1', '"epoch":1,"epoch":1')))
	one('non-canonical', 'a number written 1.0', written((value) => canonical(value).replace('"epoch":1', '"epoch":1.0')))
	one('non-canonical', 'a number written 1e0', written((value) => canonical(value).replace('"epoch":1', '"epoch":1e0')))
	one('non-canonical', 'a byte order mark before the header', written((value) => `\uFEFF${canonical(value)}`))
	one('non-canonical', 'a header that is a list', written((value) => `[${canonical(value)}]`))
	one('non-canonical', 'a space after the payload', payload((value) => `${canonical(value)} `))
	one('non-canonical', 'an escape that JCS does not write', payload((value) => canonical(value).replace('anne', '\\u0061nne')))
	one('non-canonical', 'a slash escaped', payload((value) => canonical({ ...(value as JsonRecord), at: '/' }).replace('/', '\\/')))
	one('non-canonical', 'a lone surrogate', payload((value) => canonical(value).replace('"label":"anne"', '"label":"\\ud800"')))
	one('non-canonical', 'bytes that are not UTF-8', payload((value) => Buffer.concat([canonicalBuffer(value).subarray(0, -2), Buffer.of(0xff), Buffer.from('}}')])))
	one('non-canonical', 'a member called __proto__', payload((value) => canonical(value).replace('"content":{', '"content":{"__proto__":{},')))
	one('non-canonical', '33 levels of nesting', { content: deep(31), ...payload((value) => JSON.stringify(sorted(value))) })
	one('non-canonical', 'minus zero', payload((value) => canonical({ ...(value as JsonRecord), content: { collections: { credentials: {} }, schema: 1, zero: 7 } }).replace('"zero":7', '"zero":-0')))
	one('non-canonical', 'no JSON at all', payload(() => 'coffre'))

	one('header altered', 'one more member', { header: (header) => ({ ...header, later: 1 }) })
	one('header altered', 'one member less', { header: (header) => without(header, 'invitations') })
	one('header altered', 'an identity\'s kind', { header: (header) => ({ ...header, kind: 'identity' }) })
	one('header altered', 'no grant', { header: (header) => ({ ...header, grants: [] }) })
	one('header altered', 'epoch 0', { header: (header) => ({ ...header, epoch: 0 }) })
	one('header altered', 'an epoch beyond 4 bytes', { header: (header) => ({ ...header, epoch: 4_294_967_296 }) })
	one('header altered', 'a parent that is not among the ancestors', { place: { number: 2, parents: [`00000001-${'0'.repeat(32)}`], ancestors: [] } })
	one('header altered', 'an ancestor whose number is not below', { place: { number: 2, parents: [`00000001-${'0'.repeat(32)}`], ancestors: [`00000002-${'0'.repeat(32)}`, `00000001-${'0'.repeat(32)}`] } })
	one('header altered', 'a number that does not follow from the parents', { place: { number: 3, parents: [`00000001-${'0'.repeat(32)}`], ancestors: [`00000001-${'0'.repeat(32)}`] } })
	one('header altered', 'ancestors in ascending order', { place: { number: 3, parents: [`00000002-${'0'.repeat(32)}`], ancestors: [`00000001-${'0'.repeat(32)}`, `00000002-${'0'.repeat(32)}`] } })
	one('header altered', '257 ancestors', { place: { number: 258, parents: [`00000257-${'0'.repeat(32)}`], ancestors: Array.from({ length: 257 }, (_, index) => `${String(257 - index).padStart(8, '0')}-${'0'.repeat(32)}`) } })

	one('payload altered', 'one more member in the payload', { payload: (value) => ({ ...value, later: 1 }) }, 'invalid')
	one('payload altered', 'a time without milliseconds', { at: '2026-11-22T10:00:00Z' }, 'invalid')
	one('payload altered', 'an author that is no id', { payload: (value) => ({ ...value, author: 'anne' }) }, 'invalid')
	one('payload altered', 'a role that does not exist', { lists: listsOf(anne, as(bruno, { role: 'owner' })) }, 'invalid')
	one('payload altered', 'a credential without its password', { content: holding({ [fixedId('record 1')]: without(credential(anne), 'password') }) }, 'invalid')
	one('payload altered', 'a credential whose id is no id', { content: holding({ abc: credential(anne) }) }, 'invalid')
	one('payload altered', 'a content that is a list', { payload: (value) => ({ ...value, content: [] }) }, 'invalid')
	one('out of bounds', 'a label of 301 characters', { content: holding({ [fixedId('record 1')]: credential(anne, { label: 'x'.repeat(301) }) }) }, 'invalid')
	one('out of bounds', '51 tags', { content: holding({ [fixedId('record 1')]: credential(anne, { tags: Array.from({ length: 51 }, String) }) }) }, 'invalid')
	const listed = (description: string, more: JsonRecord): void => one('payload altered', description, { lists: listsOf(as(anne, more)) }, 'invalid')
	listed('a sheet of number 0', { sheet: 0 })
	listed('a sheet above 99,999', { sheet: 100_000 })
	listed('a voucher without its proof', { voucher: { after: [`00000001-${fixedId('x')}`], by: anne.id, lists: fixed('lists', 32).toString('hex') } })
	listed('a check that asks for one word twice', { check: { ask: [3, 3], hash: fixed('hash', 32).toString('hex'), key: fixed('key', 32).toString('hex') } })
	listed('an inviter that is no id', { invitedBy: 'anne' })
	one('payload altered', 'an event without its author', { content: { ...holding({}), collections: { credentials: {}, events: { [fixedId('event')]: { at: '2026-11-22T10:00:00.000Z', kind: 'x' } } } } }, 'invalid')
	one('payload altered', 'a departure whose credentials hold no time', { content: { ...holding({}), collections: { credentials: {}, departures: { [fixedId('gone')]: { at: '2026-11-22T10:00:00.000Z', by: anne.id, credentials: { [fixedId('record 1')]: 'yesterday' }, label: 'x' } } } } }, 'invalid')
	one('payload altered', 'a refusal under no name of a revision', { content: { ...holding({}), collections: { credentials: {}, refusals: { [fixedId('x')]: { at: '2026-11-22T10:00:00.000Z', by: anne.id } } } } }, 'invalid')
	one('out of bounds', 'a member\'s label of 301 characters', { lists: listsOf(as(anne, { label: 'x'.repeat(301) })) }, 'invalid')

	invitations(suite)
	paddings(suite)
	grants(suite)
}

function invitations(suite: Suite): void {
	const [anne, guest] = [somebody('anne'), somebody('guest', 'writer', 'invitation', { expiresAt: '2026-11-29T10:00:00.000Z' })]
	const one = (description: string, kdf: JsonRecord): void => suite.vault('out of bounds', description, {
		reader: anne,
		heads: [writeVault(anne, { lists: listsOf(anne, guest), invitations: [{ kdf: { memory: 67_108_864, passes: 3, salt: fixedId('salt'), ...kdf }, slot: String(guest.entry.slot) }] })],
	}, 'kdf-bounds')
	one('an invitation with memory below the floor', { memory: 66_060_288 })
	one('an invitation with memory above the ceiling', { memory: 1_074_790_400 })
	one('an invitation with 1 pass', { passes: 1 })
	one('an invitation with a million passes', { passes: 1_000_000 })
}

function paddings(suite: Suite): void {
	const anne = somebody('anne')
	const one = (description: string, frame: (frame: Buffer) => Buffer): void => suite.vault('padding', description, { reader: anne, heads: [writeVault(anne, { parts: { frame } })] }, 'altered')
	const set = (at: number, value: number) => (frame: Buffer): Buffer => {
		frame.writeUInt8(value, at < 0 ? frame.length + at : at)
		return frame
	}
	one('the last byte of padding is not zero', set(-1, 1))
	one('a byte of padding in the middle is not zero', set(-1_000, 255))
	one('one byte of padding more', (frame) => Buffer.concat([frame, Buffer.alloc(1)]))
	one('the bucket above', (frame) => Buffer.concat([frame, Buffer.alloc(512)]))
	one('no padding', (frame) => frame.subarray(0, 68 + frame.readUInt32LE(64)))
	one('a JSON length beyond the frame', set(67, 1))
	one('a frame of 67 bytes', (frame) => frame.subarray(0, 67))
}

function grants(suite: Suite): void {
	const [anne, bruno, chloe] = [somebody('anne'), somebody('bruno', 'writer'), somebody('chloe', 'reader')]
	const lists = listsOf(anne, bruno)
	const first = writeVault(anne)
	const slot = (person: typeof anne): string => String(person.entry.slot)
	const one = (description: string, change: (grants: readonly JsonRecord[]) => readonly JsonRecord[], code = 'altered', more: VaultChoices = {}): void => suite.vault('grants swapped', description, {
		reader: anne,
		others: [first],
		remembered: first,
		heads: [writeVault(anne, { parents: [first], lists, ...more, header: (header) => ({ ...header, grants: [...change(header.grants as readonly JsonRecord[])].sort((a, b) => (String(a.slot) < String(b.slot) ? -1 : 1)) }) })],
	}, code)
	const swapBoxes = ([a, b]: readonly JsonRecord[]): readonly JsonRecord[] => [{ ...a, box: b?.box ?? '' }, { ...b, box: a?.box ?? '' }]
	const mine = (grant: JsonRecord) => (list: readonly JsonRecord[]): readonly JsonRecord[] => [...list.filter((other) => other.slot !== slot(anne)), grant]
	const key = fixed('first vault key', 32)
	one('the boxes of two slots exchanged', swapBoxes)
	one('the grant of another vault', mine(grantFor(key, OTHER_VAULT, 1, slot(anne), anne.keys.boxPublic)))
	one('the grant of another epoch', mine(grantFor(key, VAULT, 2, slot(anne), anne.keys.boxPublic)))
	one('the grant of another slot', mine({ ...grantFor(key, VAULT, 1, slot(bruno), anne.keys.boxPublic), slot: slot(anne) }))
	one('a grant of another key than the one committed to', mine(grantFor(fixed('other key', 32), VAULT, 1, slot(anne), anne.keys.boxPublic)))
	one('a commitment to another key', (list) => list, 'altered', { parts: {}, payload: (value) => value, key: fixed('other key', 32), invitations: [], notebook: NOTEBOOK, at: '2026-11-22T10:01:00.000Z', writeHeader: (value) => canonicalBuffer({ ...(value as JsonRecord), commitment: commitmentOf(key, NOTEBOOK, VAULT, 1) }) })
	one('two grants of one slot', (list) => [...list, grantFor(key, VAULT, 1, slot(anne), anne.keys.boxPublic)])
	one('my grant taken away', (list) => list.filter((grant) => grant.slot !== slot(anne)), 'not-a-member')
	one('my grant sealed to somebody else', mine(grantFor(key, VAULT, 1, slot(anne), chloe.keys.boxPublic)), 'not-a-member')
	one('my key under the slot of another member', (list) => mine(grantFor(key, VAULT, 1, slot(anne), chloe.keys.boxPublic))(list).map((grant) => (grant.slot === slot(bruno) ? grantFor(key, VAULT, 1, slot(bruno), anne.keys.boxPublic) : grant)))
	one('a slot that no member of the list has', (list) => [...list, grantFor(key, VAULT, 1, fixedId('nobody'), chloe.keys.boxPublic)], 'not-allowed')
	one('a member of the list without a grant', (list) => list.filter((grant) => grant.slot !== slot(bruno)), 'not-allowed')
	suite.vault('grants swapped', 'a grant for somebody whom the list does not hold', { reader: chloe, heads: [writeVault(anne, { lists, header: (header) => ({ ...header, grants: [...header.grants as readonly JsonRecord[], grantFor(key, VAULT, 1, slot(chloe), chloe.keys.boxPublic)].sort((a, b) => (String(a.slot) < String(b.slot) ? -1 : 1)) }) })] }, 'altered')
	suite.vault('header altered', 'grants in another order', { reader: anne, heads: [writeVault(anne, { lists, header: (header) => ({ ...header, grants: [...header.grants as readonly JsonRecord[]].reverse() }) })] }, 'altered')
}

const without = (record: JsonRecord, name: string): JsonRecord => Object.fromEntries(Object.entries(record).filter(([other]) => other !== name))

/** A content so many levels deep. */
function deep(levels: number) {
	let value: Json = 1
	for (let level = 0; level < levels; level++) {
		value = [value]
	}
	return { collections: { credentials: {} }, deep: value, schema: 1 } as const
}

/** The value with its members in order, however deep it is. */
function sorted(value: Json): Json {
	if (Array.isArray(value)) {
		return (value as readonly Json[]).map(sorted)
	}
	return typeof value === 'object' && value !== null
		? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => [name, sorted(item)]))
		: value
}
