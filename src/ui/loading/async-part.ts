// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { AsyncComponentLoader, Component } from 'vue'

import { defineAsyncComponent } from 'vue'
import MissingPart from '../components/MissingPart.vue'

/**
 * A screen or a panel in a chunk of its own. When its script does not come, the reason stands in its place, and it is
 * asked for again the next time it is opened.
 *
 * @param loader - imports it
 */
export function asyncPart<T extends Component>(loader: AsyncComponentLoader<T>): T {
	return defineAsyncComponent<T>({ loader, errorComponent: MissingPart })
}
