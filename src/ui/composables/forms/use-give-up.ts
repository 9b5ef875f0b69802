// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../../../platform/l10n.ts'
import { useNoticesStore } from '../../../stores/session/notices.ts'
import type { DraftNotes } from './use-form-draft.ts'

/** Discards the draft of a form: one click, so a notice offers to take it back. */
export function useGiveUp(): (draft: DraftNotes) => Promise<void> {
	const notices = useNoticesStore()
	return async (draft) => {
		const undo = await draft.giveUp()
		if (undo !== null) {
			notices.show(t('trousseau', 'What you typed is not kept.'), { undo })
		}
	}
}
