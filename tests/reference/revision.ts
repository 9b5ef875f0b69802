// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Json, JsonRecord } from './json.ts'

import { isList } from './json.ts'
import { H16, must } from './primitives.ts'

/** A file as it stands in a journal's folder, its extension taken off. */
export interface File {
	readonly name: string
	readonly bytes: Uint8Array
}

/** Header fields of every revision that give its place in the history. */
export interface Place {
	readonly number: number
	readonly parents: readonly string[]
	readonly ancestors: readonly string[]
}

const MOST_ANCESTORS = 256

export const numberOf = (name: string): number => Number(name.slice(0, 8))

const isName = (value: Json): value is string => typeof value === 'string' && /^\d{8}-[0-9a-f]{32}$/.test(value) && numberOf(value) > 0

/** Section 2: a file whose hash differs is set aside, never interpreted. */
export function checkHash({ name, bytes }: File): void {
	must(isName(name) && name.slice(9) === H16(bytes).toString('hex'), 'altered')
}

/** Section 2: what a revision states of its place. */
export function readPlace(header: JsonRecord): Place {
	const { number, parents, ancestors } = header
	must(typeof number === 'number' && isList(parents) && isList(ancestors) && parents.every(isName) && ancestors.every(isName), 'altered')
	const sortedUp = parents.every((name, index) => index === 0 || (parents[index - 1] ?? '') < name)
	const sortedDown = ancestors.every((name, index) => index === 0 || (ancestors[index - 1] ?? '') > name)
	must(sortedUp && sortedDown && ancestors.length <= MOST_ANCESTORS, 'altered')
	must(parents.every((name) => ancestors.includes(name)) && (parents.length > 0 || ancestors.length === 0), 'altered')
	must(number === Math.max(0, ...parents.map(numberOf)) + 1 && number <= 99_999_999, 'altered')
	must(ancestors.every((name) => numberOf(name) < number), 'altered')
	return { number, parents, ancestors }
}

/** The ancestors that a revision with these parents states: all of them, and the highest others, 256 in all. */
export function ancestorsAfter(parents: readonly { readonly name: string, readonly ancestors: readonly string[] }[]): readonly string[] {
	const names = [...new Set(parents.map(({ name }) => name))]
	const others = [...new Set(parents.flatMap(({ ancestors }) => ancestors))].filter((name) => !names.includes(name)).sort().reverse()
	return [...names, ...others.slice(0, MOST_ANCESTORS - names.length)].sort().reverse()
}
