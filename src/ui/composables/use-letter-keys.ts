// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { useLetterKeysStore } from '../../stores/session/letter-keys.ts'
import { useVaultStore } from '../../stores/vault/vault.ts'
import { safeSite } from '../links/safe-site.ts'
import { useRoute } from './navigation/use-route.ts'
import { useCopy } from './use-copy.ts'

/** Keys of one letter, each with what it does. */
export const LETTER_KEYS = { n: 'new', p: 'password', i: 'login', c: 'code', o: 'open', m: 'edit', v: 'lock' } as const
/** Actions of the keys of one letter. */
export type LetterAction = (typeof LETTER_KEYS)[keyof typeof LETTER_KEYS]

/** The password that a key acts on: that of the row with the focus, else the one whose sheet is shown. */
function focusedId(event: KeyboardEvent): string {
	return event.target instanceof Element ? event.target.closest<HTMLElement>('[data-credential]')?.dataset.credential ?? '' : ''
}

/** Listens to the keys of one letter; never while somebody types, chooses in a list or answers a dialogue. Returns what ends it. */
export function listenToLetters(): () => void {
	const vault = useVaultStore()
	const { screen, id, go } = useRoute()
	const letters = useLetterKeysStore()
	const { copyCode, copyLogin, copyPassword } = useCopy()

	function act(action: LetterAction, focused: string): void {
		if (action === 'lock') {
			void vault.lock()
			return
		}
		if (action === 'new') {
			go('passwords', 'nouveau', '')
			return
		}
		const wanted = focused === '' && screen.value === 'passwords' ? id.value : focused
		const credential = vault.live.find((one) => one.id === wanted)
		if (credential === undefined) {
			return
		}
		const site = safeSite(credential.site)
		if (action === 'password' && credential.hasPassword) {
			void copyPassword(credential)
		} else if (action === 'login' && credential.login !== '') {
			void copyLogin(credential)
		} else if (action === 'code' && credential.hasOtp) {
			void copyCode(credential)
		} else if (action === 'open' && site !== null) {
			window.open(site, '_blank', 'noopener,noreferrer')
		} else if (action === 'edit' && vault.view?.role !== 'reader') {
			letters.editAsked = credential.id
			go('passwords', credential.id)
		}
	}

	function onKey(event: KeyboardEvent): void {
		const { key, target, repeat } = event
		const isTyping = target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog, [role="dialog"], form') !== null
		const hasModifier = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey
		const isOurs = letters.isOn && vault.status === 'open' && Object.hasOwn(LETTER_KEYS, key)
		if (isTyping || hasModifier || repeat || event.defaultPrevented || !isOurs) {
			return
		}
		event.preventDefault()
		act(LETTER_KEYS[key as keyof typeof LETTER_KEYS], focusedId(event))
	}

	window.addEventListener('keydown', onKey)
	return () => window.removeEventListener('keydown', onKey)
}
