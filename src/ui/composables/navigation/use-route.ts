// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ListFilter } from '../../../stores/diagnostic/todo-lists.ts'

import { computed, readonly, ref } from 'vue'

/** The screens, by the first part of the address after `#/`. */
export const SCREENS = ['home', 'passwords', 'tools', 'hosting', 'diagnostic', 'people', 'keeping', 'join'] as const
export type Screen = (typeof SCREENS)[number]

/** Address of each screen: French, since it can be read and shared. */
const PATHS: Readonly<Record<Screen, string>> = {
	home: '',
	passwords: 'mots-de-passe',
	tools: 'outils',
	hosting: 'hebergement',
	diagnostic: 'diagnostic',
	people: 'personnes',
	keeping: 'historique',
	join: 'rejoindre',
}

/** Where we are. `id` is the record shown, or an empty string. */
export interface Route {
	readonly screen: Screen
	readonly id: string
	/** Which list of the screen is shown; empty for all of it. */
	readonly filter: ListFilter | ''
	/** The address leads nowhere: it was mistyped, or cut. */
	readonly isUnknown: boolean
}

/** The lists, by the word that says them in an address. */
const FILTERS: Readonly<Record<ListFilter, string>> = {
	departed: 'depart',
	expiring: 'echeances',
	common: 'courants',
	reused: 'reutilises',
	weak: 'faibles',
	'no-mfa': 'second-facteur',
	old: 'anciens',
	disputed: 'deux-valeurs',
	elsewhere: 'a-ranger',
	'hosting-unknown': 'hebergement',
	'cost-unknown': 'cout',
}

function filterOf(query: string): ListFilter | '' {
	const word = new URLSearchParams(query).get('filtre')
	return (Object.keys(FILTERS) as ListFilter[]).find((name) => FILTERS[name] === word) ?? ''
}

function parse(hash: string): Route {
	const [place = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
	const [path = '', id = ''] = place.split('/')
	const screen = SCREENS.find((name) => PATHS[name] === decoded(path))
	const record = decoded(id)
	return screen === undefined || record === null
		? { screen: screen ?? 'home', id: '', filter: '', isUnknown: true }
		: { screen, id: record, filter: filterOf(query), isUnknown: false }
}

/** Null for a percent sign that begins nothing. */
function decoded(part: string): string | null {
	try {
		return decodeURIComponent(part)
	} catch {
		return null
	}
}

/** Other fragments are places within the page, such as those that Nextcloud's skip links lead to. */
const isPlace = (hash: string): boolean => hash === '' || hash.startsWith('#/')

const current = ref<Route>(parse(typeof location === 'undefined' || !isPlace(location.hash) ? '' : location.hash))

if (typeof window !== 'undefined') {
	window.addEventListener('hashchange', () => {
		if (isPlace(location.hash)) {
			current.value = parse(location.hash)
		}
	})
}

/**
 * The address of a screen, or of one record of it. Going from record to record of a screen stays in its list.
 *
 * @param screen - the screen
 * @param id - a record's id
 * @param filter - the list to show; empty for all of it
 */
export function hrefOf(
	screen: Screen,
	id = '',
	filter: ListFilter | '' = current.value.screen === screen ? current.value.filter : '',
): string {
	const path = PATHS[screen]
	const place = id === '' ? `#/${path}` : `#/${path}/${encodeURIComponent(id)}`
	return filter === '' ? place : `${place}?filtre=${FILTERS[filter]}`
}

/** The current route, and the way to another. */
export function useRoute() {
	return {
		route: readonly(current),
		screen: computed(() => current.value.screen),
		id: computed(() => current.value.id),
		filter: computed(() => current.value.filter),
		go(screen: Screen, id = '', filter?: ListFilter | ''): void {
			location.hash = hrefOf(screen, id, filter)
		},
	}
}
