// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Hosting, Supplier } from '../inventory/model.ts'
import type { AdequacyDecision } from './jurisdictions.ts'
import type { Exposure } from './law.ts'

import { countryOfText } from '../inventory/place-names.ts'
import { decisionOn, jurisdictionOf } from './jurisdictions.ts'
import { FARTHER, lawOf, placeIn, worst } from './law.ts'

/** An answer of three: null is "not known". */
export type YesNo = 'yes' | 'no' | null

/** Party between the commune and the disk (publisher, host, operator…). `null`: not known. */
export interface ChainMember {
	readonly role: 'publisher' | 'operator' | 'host' | 'subprocessor' | 'support' | 'backup' | 'cdn'
	readonly name: string
	readonly kind: Exclude<Supplier['kind'], undefined | 'unknown'> | null
	/** Of the company itself, ISO 3166-1 alpha-2. */
	readonly country: string | null
	/** Of the ultimate parent; `none` when nobody owns it. */
	readonly parentCountry: string | null
	/** Countries of subsidiaries: mentioned, never scored. */
	readonly subsidiaries: readonly string[]
	/** Country from which it reaches the data, for support or administration. */
	readonly accessFrom: string | null
	/** False when the data is out of its reach: encrypted without its key, or software that somebody else runs. */
	readonly readsData: YesNo
	/** On the list of the Data Privacy Framework, for an American company. */
	readonly listed: YesNo
}

/** A place and its chain. */
export interface HostingCase {
	readonly kind: Exclude<Hosting['kind'], undefined | 'unknown'> | null
	readonly countryStorage: string | null
	readonly countryProcessing: string | null
	readonly datacentre: string
	readonly knowledge: 'proven' | 'declared' | 'supposed' | 'unknown' | null
	readonly imposedByState: boolean
	/** True for a meeting or a folder that somebody else organises. */
	readonly isGuest: boolean
	readonly licence: 'libre' | 'proprietary' | 'public-service' | null
	/** Qualifications that were read, and if they cover this very offer. */
	readonly certifications: readonly { readonly name: string, readonly coversThisOffer: YesNo }[]
	readonly chain: readonly ChainMember[]
	/** ISO date. */
	readonly today: string
}

export type PlaceClass = 'local' | 'france' | 'france-outside-union' | 'eu' | 'adequate' | 'outside' | 'state' | 'unknown'
export type TransferClass = 'none' | 'adequate' | 'conditional' | 'unknown' | 'guarantees-needed' | 'not-applicable'

/** One flow of data to a country. */
export interface Transfer {
	readonly country: string
	readonly because: 'storage' | 'processing' | 'access'
	readonly class: TransferClass
	/** The decision it rests on: source, days, whom it covers. */
	readonly decision: Pick<AdequacyDecision, 'source' | 'from' | 'until' | 'scope' | 'checkedOn'> | null
}

/** Place, law and transfer: three answers, none of which follows from another. */
export interface HostingClasses {
	/** False when it is not the commune's to move: a portal of the State, a meeting of somebody else. */
	readonly applies: boolean
	readonly place: { readonly class: PlaceClass, readonly country: string | null }
	readonly law: {
		readonly class: Exposure
		readonly because: readonly { readonly role: ChainMember['role'], readonly name: string, readonly class: Exposure }[]
	}
	readonly transfer: { readonly class: TransferClass, readonly flows: readonly Transfer[] }
	readonly remarks: readonly HostingRemark[]
}

export type HostingRemark
	/** The name of the datacentre tells another country. */
	= | 'datacentre-elsewhere'
		/** Said to be imposed by the State and kept by somebody else. */
		| 'not-the-states'
		/** A qualification covers another offer, or nobody knows which. */
		| 'qualification-not-of-this-offer'
		/** A member of the Union has subsidiaries under another law. */
		| 'subsidiary-abroad'
		/** Lawful today by the decision on the United States, and exposed to their law all the same. */
		| 'lawful-and-exposed'

const LOCAL: ReadonlySet<string | null> = new Set(['town-hall-server', 'nas', 'workstation'])
const PUBLIC_PLACES: ReadonlySet<string | null> = new Set(['opsn', 'epci', 'state'])
const PUBLIC: ReadonlySet<string | null> = new Set(['opsn', 'cdg', 'epci', 'state'])
const TRANSFERS: readonly TransferClass[] = ['not-applicable', 'none', 'adequate', 'conditional', 'unknown', 'guarantees-needed']

/**
 * Place class, law class and transfer of a hosting.
 *
 * @param hosting - checked: `readHosting`
 */
export function classifyHosting(hosting: HostingCase): HostingClasses {
	const isStates = isOfState(hosting)
	const applies = !isStates && !hosting.isGuest
	const place = placeOfCase(hosting, isStates)
	const law = lawOfCase(hosting)
	const flows = transfersOf(hosting)
	const transfer: HostingClasses['transfer'] = applies
		? { class: worstTransfer(hosting, place.class, law.class, flows), flows }
		: { class: 'not-applicable', flows: [] }
	return { applies, place, law, transfer, remarks: remarksOf(hosting, transfer.flows) }
}

function isOfState({ imposedByState, kind }: HostingCase): boolean {
	return kind === 'state' || (imposedByState && kind === null)
}

/** The country that is said, or that of the datacentre when it is farther. */
function countryOf({ countryStorage, datacentre, knowledge, today }: HostingCase): string | null {
	if (countryStorage === null || knowledge === 'unknown') {
		return null
	}
	const written = countryOfText(datacentre)
	const isFarther = written !== null && FARTHER.indexOf(placeIn(written, today)) > FARTHER.indexOf(placeIn(countryStorage, today))
	return isFarther ? written : countryStorage
}

function placeOfCase(hosting: HostingCase, isStates: boolean): HostingClasses['place'] {
	const country = countryOf(hosting)
	const isFrench = country === null || jurisdictionOf(country, hosting.today).kind.startsWith('france')
	if (isStates && isFrench) {
		return { class: 'state', country }
	}
	if (LOCAL.has(hosting.kind) && hosting.knowledge !== 'unknown' && isFrench) {
		return { class: 'local', country }
	}
	if (country === null) {
		return { class: 'unknown', country }
	}
	const isOutsideUnion = jurisdictionOf(country, hosting.today).kind === 'france-outside-union'
	return { class: isOutsideUnion ? 'france-outside-union' : placeIn(country, hosting.today) as PlaceClass, country }
}

/** Access to readable data: yes, no, or not known. The publisher of software that somebody else runs does not. */
function reaches({ kind, licence }: HostingCase, { role, readsData }: ChainMember): boolean | null {
	if (readsData !== null) {
		return readsData === 'yes'
	}
	const isRunElsewhere = LOCAL.has(kind) || licence === 'libre' || (kind === 'host' && licence !== null)
	return role !== 'publisher' || kind === 'saas' ? true : isRunElsewhere ? false : kind === null ? null : true
}

function lawOfMember({ country, parentCountry, kind }: ChainMember, today: string): Exposure {
	const own = country === null ? 'none' : lawOf(country, today)
	const parent = parentCountry === 'none' ? country : parentCountry
	const group = parent !== null ? lawOf(parent, today) : PUBLIC.has(kind) ? 'eu' : 'unknown'
	return worst(own, group)
}

function lawOfCase(hosting: HostingCase): HostingClasses['law'] {
	const because = hosting.chain.flatMap((member) => {
		const reach = reaches(hosting, member)
		const law = lawOfMember(member, hosting.today)
		return reach === false ? [] : [{ role: member.role, name: member.name, class: reach === true || law === 'eu' ? law : 'unknown' as const }]
	})
	const keeper = because.some(({ role }) => role === 'operator' || role === 'host' || (role === 'publisher' && hosting.kind === 'saas'))
	return { class: because.map((one) => one.class).reduce(worst, keeper ? 'none' : lawOfPlace(hosting)), because }
}

/** Whose law reaches the place when nobody is named as its keeper. */
function lawOfPlace(hosting: HostingCase): Exposure {
	if (LOCAL.has(hosting.kind)) {
		const country = countryOf(hosting)
		return country === null || jurisdictionOf(country, hosting.today).kind.startsWith('france') ? 'none' : lawOf(country, hosting.today)
	}
	return PUBLIC_PLACES.has(hosting.kind) || isOfState(hosting) ? 'eu' : 'unknown'
}

/** Storage, administration, and each access from somewhere: remote access is a transfer too (EDPB 05/2021). */
function transfersOf(hosting: HostingCase): Transfer[] {
	const [keeper] = hosting.chain.filter(({ role }) => role === 'host' || role === 'operator' || role === 'publisher')
	const storage = countryOf(hosting)
	return [
		...(storage === null ? [] : [flow(storage, 'storage', keeper, hosting.today)]),
		...(hosting.countryProcessing === null ? [] : [flow(hosting.countryProcessing, 'processing', keeper, hosting.today)]),
		...hosting.chain
			.filter((member) => member.accessFrom !== null && member.readsData !== 'no')
			.map((member) => flow(member.accessFrom ?? '', 'access', member, hosting.today)),
	]
}

function flow(country: string, because: Transfer['because'], member: ChainMember | undefined, today: string): Transfer {
	const decision = decisionOn(country, today)
	return {
		country,
		because,
		class: transferTo(country, member, today),
		decision: decision === null
			? null
			: { source: decision.source, from: decision.from, until: decision.until, scope: decision.scope, checkedOn: decision.checkedOn },
	}
}

/** The country's answer, then that of the company when the decision covers some only. */
function transferTo(country: string, member: ChainMember | undefined, today: string): TransferClass {
	switch (jurisdictionOf(country, today).kind) {
		case 'france':
		case 'union':
		case 'eea':
			return 'none'
		// No text that was read says whether this is a transfer.
		case 'france-outside-union':
			return 'unknown'
		case 'third':
			return 'guarantees-needed'
		case 'listed-only':
			return member === undefined || member.listed === null ? 'conditional' : member.listed === 'yes' ? 'adequate' : 'guarantees-needed'
		case 'adequate':
			return (decisionOn(country, today)?.scope ?? '') === ''
				? 'adequate'
				: member === undefined || member.kind === null ? 'conditional' : PUBLIC.has(member.kind) ? 'guarantees-needed' : 'adequate'
	}
}

function worstTransfer(hosting: HostingCase, place: PlaceClass, law: Exposure, flows: readonly Transfer[]): TransferClass {
	// From where the place is administered is not known: of people under European law only, there is nothing to fear.
	const isOpen = hosting.countryProcessing === null && law !== 'none' && law !== 'eu'
		&& !hosting.chain.some(({ accessFrom }) => accessFrom !== null)
	const base: TransferClass = place === 'unknown' || isOpen ? 'unknown' : 'none'
	return flows.map((one) => one.class).reduce((left, right) => (TRANSFERS.indexOf(left) >= TRANSFERS.indexOf(right) ? left : right), base)
}

function remarksOf(hosting: HostingCase, flows: readonly Transfer[]): HostingRemark[] {
	const { countryStorage, imposedByState, kind, certifications, chain, today } = hosting
	const isAbroad = (country: string): boolean => lawOf(country, today) !== 'eu'
	return [
		...(countryOf(hosting) !== countryStorage && hosting.knowledge !== 'unknown' ? ['datacentre-elsewhere' as const] : []),
		...(imposedByState && kind !== null && kind !== 'state' ? ['not-the-states' as const] : []),
		...(certifications.some(({ coversThisOffer }) => coversThisOffer !== 'yes') ? ['qualification-not-of-this-offer' as const] : []),
		...(chain.some(({ subsidiaries }) => subsidiaries.some(isAbroad)) ? ['subsidiary-abroad' as const] : []),
		...(flows.some((one) => one.country === 'US' && one.class === 'adequate') ? ['lawful-and-exposed' as const] : []),
	]
}
