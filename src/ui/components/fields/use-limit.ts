// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Ref } from 'vue'

import { computed, watch } from 'vue'
import { formatNumber, n } from '../../../platform/l10n.ts'

/**
 * Says when a text is longer than its format holds. Nothing is ever cut: the field is then invalid for the browser,
 * which refuses to submit its form and puts the caret in it.
 *
 * @param text - what is typed
 * @param limit - the most that the format holds, in UTF-16 units; undefined for none
 * @param control - the field
 */
export function useLimit(
	text: () => string,
	limit: () => number | undefined,
	control: Readonly<Ref<HTMLInputElement | HTMLTextAreaElement | null>>,
) {
	const tooLong = computed(() => {
		const most = limit()
		const { length } = text()
		return most === undefined || length <= most
			? ''
			: n(
					'trousseau',
					'Too long: %n character, and at most {most} fit here. Nothing is cut and nothing is saved: shorten it, or put a part elsewhere.',
					'Too long: %n characters, and at most {most} fit here. Nothing is cut and nothing is saved: shorten it, or put a part elsewhere.',
					length,
					{ most: formatNumber(most) },
				)
	})
	watch([tooLong, control], () => control.value?.setCustomValidity(tooLong.value), { flush: 'post', immediate: true })
	return tooLong
}
