// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JsonRecord } from '../../reference/json.ts'
import type { Suite } from '../suite.ts'

import { credential, holding } from '../more-writers.ts'
import { fixedId, later, listsOf, somebody, writeVault } from '../writer.ts'

const own = (value: string, more: JsonRecord = {}): JsonRecord => ({ kind: 'hidden', label: 'Code PIN', order: 1, value, ...more })

/** Fields by which section 8 grew (8.1): kept by readers of before, never a reason to refuse, merged each by itself. */
export function growth(suite: Suite): void {
	const [anne, bruno] = [somebody('anne'), somebody('bruno', 'writer')]
	const lists = listsOf(anne, bruno)
	const id = fixedId('record 1')
	const custom = `custom.${fixedId('custom field')}`
	const full = credential(anne, {
		kind: 'server',
		moreSites: ['https://deux.exemple.fr'],
		otp: 'otpauth://totp/Trousseau?algorithm=SHA1&digits=6&period=30&secret=GEZDGNBVGY3TQOJQ',
		codePersonId: 'p1',
		codeTo: 'le secrétariat',
		holderIds: ['p1', 'p2'],
		contact: 'Le support',
		expiresOn: '2027-01-31',
		remindDays: 90,
		wifi: 'wpa',
		[custom]: own('4821'),
	})
	const base = writeVault(anne, { lists, content: holding({ [id]: full }), parents: [writeVault(anne)] })
	suite.opens('opens', 'a credential with every field that it may lack', base, { reader: bruno })
	const strange = holding({ [id]: credential(anne, { kind: 7, moreSites: 'x', otp: null, holderIds: { a: 1 }, expiresOn: 'demain', remindDays: -1, [custom]: ['x'], 'custom.x': '' }) })
	suite.opens('opens', 'the same fields in forms of another version are kept, and refuse nothing', writeVault(anne, { content: strange }), { reader: anne })
	const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`custom.${fixedId(`custom ${index}`)}`, own('x', { order: index })]))
	suite.opens('opens', 'more fields of one’s own than one may write, as a merge leaves them', writeVault(anne, { content: holding({ [id]: credential(anne, many) }) }), { reader: anne })

	const side = (number: number, record: JsonRecord) => ({ at: later(number), name: `0000000${number}-${fixedId(`side ${number}`)}`, by: number === 2 ? anne.id : bruno.id, content: holding({ [id]: record }) as unknown as JsonRecord })
	const content = (record: JsonRecord) => holding({ [id]: record }) as unknown as JsonRecord
	const before: JsonRecord = { contact: 'x', [custom]: own('1') }
	const lost = (field: string, value: JsonRecord) => ({ at: later(3), by: anne.id, field, reason: 'conflict', value })
	const merge = (description: string, left: JsonRecord, right: JsonRecord, result: JsonRecord): void => suite.merge(description, { base: content(before), left: side(2, left), right: side(3, right) }, content(result))
	merge('a field of one’s own on each side, each by itself', { ...before, [custom]: own('2') }, { ...before, contact: 'y', [`custom.${fixedId('another')}`]: own('3') }, { contact: 'y', [custom]: own('2'), [`custom.${fixedId('another')}`]: own('3') })
	merge('one field of one’s own, two values', { ...before, [custom]: own('2') }, { ...before, [custom]: own('3') }, { ...before, [custom]: own('3'), history: [lost(custom, own('2'))] })
	merge('a field of one’s own taken away by the later side, changed by the earlier', { ...before, [custom]: own('2') }, { contact: 'x' }, { contact: 'x', history: [lost(custom, own('2'))] })
}
