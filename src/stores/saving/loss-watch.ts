// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { WaitingTrace } from '../../platform/waiting-trace.ts'
import { typedForms } from '../forms/form-draft-count.ts'
import { SEALED_DRAFTS } from '../forms/form-draft-count.ts'
import { CLEAR_DRAFTS } from '../forms/form-draft-count.ts'
import { watchState } from '../session/watch-state.ts'

import { browserMemory } from '../../platform/browser-memory.ts'
import { browserDrafts } from '../../platform/drafts.ts'
import { logAnd, logCaught } from '../../platform/log.ts'
import { leaveTrace, waitingTrace } from '../../platform/waiting-trace.ts'
import { useSavingStore } from './saving.ts'

/** Milliseconds in which another tab that has just saved notes that nothing waits any more. */
const SETTLING = 1_500

/**
 * Notices that what waited in this browser is gone without having reached the server: a sign-out, a cleaning of the
 * browser or a private window that was closed leave the cookies, or nothing at all.
 */
export function useLossWatch() {
	const saving = useSavingStore()
	let looking: Promise<void> | null = null

	async function waiting(): Promise<Pick<WaitingTrace, 'edits' | 'forms'>> {
		const counts = await browserDrafts().counts()
		return { edits: [...counts.values()].reduce((sum, many) => sum + many, 0), forms: typedForms() }
	}

	async function missing(): Promise<WaitingTrace | null> {
		const trace = waitingTrace()
		if (trace === null) {
			return null
		}
		const here = await waiting()
		const [edits, forms] = [Math.max(0, trace.edits - here.edits), Math.max(0, trace.forms - here.forms)]
		return edits + forms === 0 ? null : { ...trace, edits, forms }
	}

	async function lookOnce(): Promise<void> {
		if (await missing() !== null) {
			await new Promise((resolve) => {
				setTimeout(resolve, SETTLING)
			})
			saving.lost = await missing()
		}
		watchState(() => saving.lost, () => void note())
		browserMemory().watch((name) => {
			if (name === CLEAR_DRAFTS || name.startsWith(SEALED_DRAFTS)) {
				void note()
			}
		})
	}

	/** Looks for what is gone, the first time it is called. Never rejects. */
	function look(): Promise<void> {
		looking ??= lookOnce().catch(logAnd('losses.look', undefined))
		return looking
	}

	/** Records the number of waiting drafts, unless a loss is still to be reported. Never rejects. */
	async function note(): Promise<void> {
		await look()
		try {
			if (saving.lost === null) {
				leaveTrace(await waiting())
			}
		} catch (error) {
			logCaught('losses.note', error)
			// Cookies are forbidden.
		}
	}

	return { look, note }
}
