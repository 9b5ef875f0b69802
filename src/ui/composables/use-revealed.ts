// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ShallowRef } from 'vue'

import { onScopeDispose, shallowRef, watch } from 'vue'

/** Every place of the page that can hold a revealed secret. */
const places = new Set<ShallowRef<unknown>>()

/**
 * A place for one revealed secret. The page holds one at a time: what is
 * revealed here takes the place of whatever was revealed anywhere else, and is
 * let go with the component.
 */
export function useRevealed<T>(): ShallowRef<T | null> {
	const place = shallowRef<T | null>(null)
	places.add(place)
	watch(place, (secret) => {
		if (secret !== null) {
			places.forEach((other) => {
				other.value = other === place ? secret : null
			})
		}
	}, { flush: 'sync' })
	onScopeDispose(() => {
		place.value = null
		places.delete(place)
	})
	return place
}
