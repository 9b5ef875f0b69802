// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErasurePromise } from '../../platform/clipboard.ts'
import type { CredentialSummary } from '../../vault/model.ts'

import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { TrousseauError } from '../../domain/errors.ts'
import { useNoticesStore } from '../../stores/session/notices.ts'
import { useClipboardStore } from '../../stores/vault/clipboard.ts'
import { useVaultStore } from '../../stores/vault/vault.ts'
import { useCopy } from './use-copy.ts'

vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

const ANTS = { id: 'a1', label: 'ANTS', login: 'mairie' } as CredentialSummary

/** The last notice shown. */
let said = ''

beforeEach(() => {
	setActivePinia(createPinia())
	said = ''
	vi.spyOn(useNoticesStore(), 'show').mockImplementation((text: string) => {
		said = text
	})
	vi.spyOn(useVaultStore(), 'reveal').mockResolvedValue('s3cret')
})

describe('what is said of a copy', () => {
	it.each<readonly [ErasurePromise, string]>([
		['ours', '“ANTS”: password copied. It will be erased when you come back here, in 30 seconds at the earliest.'],
		[
			'whatever-is-there',
			'“ANTS”: password copied. It will be erased when you come back here, in 30 seconds at the earliest. What you may copy elsewhere until then will be erased too: this browser does not let us tell them apart.',
		],
		['never', '“ANTS”: password copied. Over this connection the browser lets nobody erase it: copy something else afterwards.'],
	])('names the entry and promises what the browser lets us do: %s', async (promise, sentence) => {
		vi.spyOn(useClipboardStore(), 'copySecret').mockResolvedValue(promise)
		await useCopy().copyPassword(ANTS)
		expect(said).toBe(sentence)
	})

	it('names the entry of a login', async () => {
		vi.spyOn(useClipboardStore(), 'copyPlain').mockResolvedValue()
		await useCopy().copyLogin(ANTS)
		expect(said).toBe('“ANTS”: login copied.')
	})

	it('is that the browser refused, not that the notebook is for reading only', async () => {
		vi.spyOn(useClipboardStore(), 'copySecret').mockRejectedValue(new TrousseauError('forbidden'))
		await useCopy().copyPassword(ANTS)
		expect(said).toBe('The browser refused to copy. Select the text and copy it yourself.')
	})

	it('is said again when the browser did not let it be erased', async () => {
		vi.spyOn(useClipboardStore(), 'copySecret').mockImplementation(async (_, onOutcome) => {
			onOutcome?.('cannot-clear')
			return 'ours'
		})
		await useCopy().copyPassword(ANTS)
		expect(useNoticesStore().show).toHaveBeenCalledWith('The browser did not let us erase what you copied: copy something else in its place.')
	})
})
