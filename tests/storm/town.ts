// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { MemberDocument, Town } from './member-document.ts'
import type { Random } from './random.ts'
import type { Turns } from './scheduler.ts'
import type { Wire } from './wire.ts'

import { asTrousseauError } from '../../src/domain/errors.ts'
import { insist } from './client.ts'

/** One person at one computer, who may or may not be let into the vault. */
export interface Resident {
	readonly wire: Wire
	readonly document: MemberDocument
}

/** State of a round that the final checks need. */
interface Quiet {
	readonly scheduler: Turns
	readonly random: Random
	readonly town: Town
}

/** Times that a keeper looks again until nothing waits for a decision any more. */
const PATIENCE = 6

/**
 * Once everything is quiet: whoever the vault lists opens it, whoever was removed does not, reading little tells
 * what reading everything tells, and what waits for a keeper is all there once the founder has accepted it.
 */
export async function judgeTown({ scheduler, random, town }: Quiet, residents: readonly Resident[]): Promise<readonly string[]> {
	const faults: string[] = []
	const each = (act: (resident: Resident) => Promise<void>): Promise<void> => scheduler.run(residents.map(act))
	await each(async ({ wire, document }) => {
		const { remembered } = document
		const little = await told(wire, document, () => document.refresh(true))
		document.remembered = remembered
		const whole = await told(wire, document, () => document.refreshWhole())
		if (little !== whole) {
			faults.push(`steps: ${wire.owner} is told ${little.slice(-300)} by little, ${whole.slice(-300)} by everything`)
		}
	})
	const [founder] = residents as readonly [Resident]
	await scheduler.run([settle(founder, random, faults)])
	const persons = founder.document.persons()
	const settled = founder.document.shown()
	const [followed = ''] = founder.document.heads()
	await each(async ({ wire, document }) => {
		const isListed = persons.has(document.label)
		let answer = await told(wire, document, () => document.refresh(true))
		if (answer.startsWith('forked')) {
			// The founder says on the telephone which one to follow.
			answer = await told(wire, document, () => document.refresh(true, followed))
		}
		const [code] = answer.split(' ')
		if (isListed ? document.shown() !== settled : code !== 'not-a-member') {
			faults.push(`members: ${wire.owner}, ${isListed ? 'listed' : 'not listed'}, is told ${answer.slice(0, 200)}`)
		}
	})
	const members = [...persons.values()].flat()
	const listed = new Set(members.map(({ id }) => id))
	// A person who was let in twice keeps one id only: the other is recognised by its fingerprint.
	const keys = new Set(members.map(({ fingerprint }) => fingerprint.join(' ')))
	faults.push(
		...[...town.removed].filter((id) => listed.has(id)).map((id) => `members: ${id} was removed and is back`),
		...[...town.entered].filter(([id, words]) => !listed.has(id) && !keys.has(words) && !town.removing.has(id)).map(([id]) => `lost: member ${id}`),
	)
	await each(({ wire, document }) => judgeIdentity(wire, document, faults))
	return faults
}

/** Result of a new opening of the vault, as text. */
async function told(wire: Wire, document: MemberDocument, open: () => Promise<void>): Promise<string> {
	document.reload()
	try {
		await open().catch(async (caught: unknown) => {
			if (asTrousseauError(caught).code !== 'session-expired') {
				throw caught
			}
			await wire.signIn()
			await open()
		})
		return `${document.shown()} ${document.heads().join()} ${document.notices.join()}`
	} catch (caught) {
		return `${asTrousseauError(caught).code} ${JSON.stringify(asTrousseauError(caught).detail)}`
	}
}

/** The founder accepts what waits, merges what stands side by side, and saves: the word of a keeper lets in whoever could not follow. */
async function settle({ wire, document }: Resident, random: Random, faults: string[]): Promise<void> {
	for (let left = PATIENCE; left > 0; left -= 1) {
		await insist(wire, random, document, () => document.refresh(true))
		const waits = document.notices.includes('branch-quarantined')
		await insist(wire, random, document, () => (waits ? document.acceptBranches() : document.edit()))
		if (!waits && document.heads().length === 1) {
			return
		}
	}
	faults.push(`settle: ${document.heads().length} heads, ${document.notices.join()}`)
}

/**
 * Faults of an identity: it must open under the last confirmed passphrase, or under one whose change got no answer, and hold
 * the confirmed pins.
 */
async function judgeIdentity(wire: Wire, document: MemberDocument, faults: string[]): Promise<void> {
	const { person } = document
	try {
		const pinned = await document.pinned()
		if (pinned < person.remembered && !person.hasLeftAside) {
			faults.push(`lost: pin ${person.remembered} of ${wire.owner}, who remembers ${pinned}`)
		}
	} catch (caught) {
		faults.push(`refused: the identity of ${wire.owner}: ${asTrousseauError(caught).code}`)
	}
}
