// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ChainMember, HostingCase, HostingClasses, YesNo } from './chain.ts'

import { dayInZone, isRealDate } from '../days.ts'
import { isCountry } from '../inventory/usages.ts'
import { classifyHosting } from './chain.ts'

const PLACE_KINDS = ['town-hall-server', 'nas', 'workstation', 'saas', 'host', 'opsn', 'epci', 'state', 'person'] as const
const SUPPLIER_KINDS = ['publisher', 'host', 'it-services', 'integrator', 'opsn', 'cdg', 'epci', 'state', 'association', 'volunteer'] as const
const ROLES = ['publisher', 'operator', 'host', 'subprocessor', 'support', 'backup', 'cdn'] as const
const KNOWLEDGE = ['proven', 'declared', 'supposed', 'unknown'] as const
const LICENCES = ['libre', 'proprietary', 'public-service'] as const

/** Thrown inside this module: the place and the name of a fault. */
class InputFault extends Error {}

type Fields = Readonly<Record<string, unknown>>

function refuse(field: string, fault: string): never {
	throw new InputFault(`${field}: ${fault}`)
}

function isUnknown(value: unknown): value is null | undefined | 'unknown' {
	return value === undefined || value === null || value === 'unknown'
}

function objectOf(value: unknown, field: string): Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Fields : refuse(field, 'not-an-object')
}

function listOf(value: unknown, field: string): readonly unknown[] {
	return value === undefined || value === null ? [] : Array.isArray(value) ? value : refuse(field, 'not-a-list')
}

function wordOf<T extends string>(value: unknown, field: string, words: readonly T[]): T | null {
	return isUnknown(value) ? null : words.find((word) => word === value) ?? refuse(field, 'not-in-the-list')
}

/** A country that is, or was, no country is refused: its law is nobody's. */
function countryOf(value: unknown, field: string): string | null {
	return isUnknown(value) ? null : typeof value === 'string' && isCountry(value) ? value : refuse(field, 'no-such-country')
}

function yesNoOf(value: unknown, field: string): YesNo {
	return value === true ? 'yes' : value === false ? 'no' : wordOf(value, field, ['yes', 'no'])
}

function textOf(value: unknown, field: string): string {
	return isUnknown(value) ? '' : typeof value === 'string' ? value : refuse(field, 'not-a-text')
}

function dayOf({ today, now, tz }: Fields): string {
	if (!isUnknown(today)) {
		return typeof today === 'string' && isRealDate(today) ? today : refuse('today', 'no-such-day')
	}
	if (isUnknown(now)) {
		return refuse('today', 'missing')
	}
	const day = typeof now === 'string' && typeof tz === 'string' ? dayInZone(now, tz) : ''
	return day === '' ? refuse('now', 'not-an-instant-of-a-zone') : day
}

function memberOf(value: unknown, place: string): ChainMember {
	const fields = objectOf(value, place)
	return {
		role: wordOf(fields.role, `${place}.role`, ROLES) ?? refuse(`${place}.role`, 'missing'),
		name: textOf(fields.name, `${place}.name`),
		kind: wordOf(fields.kind, `${place}.kind`, SUPPLIER_KINDS),
		country: countryOf(fields.country, `${place}.country`),
		parentCountry: fields.parentCountry === 'none' ? 'none' : countryOf(fields.parentCountry, `${place}.parentCountry`),
		subsidiaries: listOf(fields.subsidiaries, `${place}.subsidiaries`).flatMap((one) => countryOf(one, `${place}.subsidiaries`) ?? []),
		accessFrom: countryOf(fields.accessFrom, `${place}.accessFrom`),
		readsData: yesNoOf(fields.readsData, `${place}.readsData`),
		listed: yesNoOf(fields.listed, `${place}.listed`),
	}
}

function readFields(input: unknown): HostingCase {
	const fields = objectOf(input, 'input')
	const place = isUnknown(fields.place) ? {} : objectOf(fields.place, 'place')
	return {
		kind: wordOf(place.kind, 'place.kind', PLACE_KINDS),
		countryStorage: countryOf(place.countryStorage, 'place.countryStorage'),
		countryProcessing: countryOf(place.countryProcessing, 'place.countryProcessing'),
		datacentre: textOf(place.datacentre, 'place.datacentre'),
		knowledge: place.knowledge === undefined || place.knowledge === null
			? null
			: KNOWLEDGE.find((word) => word === place.knowledge) ?? refuse('place.knowledge', 'not-in-the-list'),
		imposedByState: yesNoOf(fields.imposedByState, 'imposedByState') === 'yes',
		isGuest: wordOf(fields.role, 'role', ['own', 'guest']) === 'guest',
		licence: wordOf(fields.licence, 'licence', LICENCES),
		certifications: listOf(fields.certifications, 'certifications').map((one, index) => {
			const certification = objectOf(one, `certifications.${index}`)
			return {
				name: textOf(certification.name, `certifications.${index}.name`),
				coversThisOffer: yesNoOf(certification.coversThisOffer, `certifications.${index}.coversThisOffer`),
			}
		}),
		chain: listOf(fields.chain, 'chain').map((one, index) => memberOf(one, `chain.${index}`)),
		today: dayOf(fields),
	}
}

/**
 * Place, law and transfer of anything; the reason for what cannot be read. Fields: `docs/HOSTING.md`.
 *
 * @param input - an object
 */
export function classesOfInput(input: unknown): HostingClasses | { readonly invalid: string } {
	try {
		return classifyHosting(readFields(input))
	} catch (error) {
		if (error instanceof InputFault) {
			return { invalid: error.message }
		}
		throw error
	}
}
