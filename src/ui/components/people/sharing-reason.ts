// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComputedRef } from 'vue'

import { computed } from 'vue'
import { t } from '../../../platform/l10n.ts'
import { useSharingStore } from '../../../stores/members/sharing.ts'
import { useSessionStore } from '../../../stores/session/session.ts'

/** Why this person cannot decide who sees the folder of the notebook, in a sentence; null when they can. */
export function useSharingReason(): ComputedRef<string | null> {
	const session = useSessionStore()
	const sharing = useSharingStore()
	return computed(() => {
		const { notebook } = session
		switch (notebook?.place) {
			case 'shared':
				return t('trousseau', 'This notebook is shared with you by {name}, who decides who sees it.', { name: notebook.ownerName })
			case 'team':
				return t(
					'trousseau',
					'This notebook lies in a team folder: whoever manages that folder in this Nextcloud decides who sees it. Ask your host.',
				)
			case 'external':
				return t(
					'trousseau',
					'This notebook lies on a storage that was connected to Nextcloud: whoever manages it decides who sees it. Ask your host.',
				)
			default:
				return notebook?.permissions.includes('R') === false || sharing.switchedOff
					? t(
							'trousseau',
							'The administrator of this Nextcloud does not let you share folders. The notebook works, for you alone. Ask your host for the right to share, or for a team folder.',
						)
					: null
		}
	})
}
