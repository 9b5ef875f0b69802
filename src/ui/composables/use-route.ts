// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
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
}

function parse(hash: string): Route {
	const [path = '', id = ''] = hash.replace(/^#\/?/, '').split('/')
	const screen = SCREENS.find((name) => PATHS[name] === path) ?? 'home'
	return { screen, id: decodeURIComponent(id) }
}

/**
 * The address of a screen, or of one record of it.
 *
 * @param screen - the screen
 * @param id - a record's id
 */
export function hrefOf(screen: Screen, id = ''): string {
	const path = PATHS[screen]
	return id === '' ? `#/${path}` : `#/${path}/${encodeURIComponent(id)}`
}

const current = ref<Route>(parse(typeof location === 'undefined' ? '' : location.hash))

if (typeof window !== 'undefined') {
	window.addEventListener('hashchange', () => {
		current.value = parse(location.hash)
	})
}

/** The current route, and the way to another. */
export function useRoute() {
	return {
		route: readonly(current),
		screen: computed(() => current.value.screen),
		id: computed(() => current.value.id),
		go(screen: Screen, id = ''): void {
			location.hash = hrefOf(screen, id)
		},
	}
}
