// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../domain/errors.ts'

/** What became of a secret on the clipboard. */
export type ErasureOutcome = 'cannot-clear' | 'cleared'

/** Seconds after which a copied secret is erased. */
export const ERASE_AFTER_SECONDS = 30

/** The erasure that waits; a newer copy replaces what it would erase. */
let pending: { readonly cancel: () => void } | null = null

/** Copies a text that is no secret. Rejects with `forbidden` when the browser refuses. */
export async function copyText(text: string): Promise<void> {
	pending?.cancel()
	await write(text)
}

/**
 * Copies a secret and erases it from the clipboard after {@link ERASE_AFTER_SECONDS}. A browser erases only for
 * the window in front: in another one, the erasure waits until this one is looked at again.
 * Resolves to whether the browser lets us erase at all; rejects with `forbidden` when it refuses to copy.
 *
 * @param text - the secret
 * @param onOutcome - told once the erasure was done or refused; not told when something else was copied from here meanwhile
 */
export async function copySecret(text: string, onOutcome: (outcome: ErasureOutcome) => void = () => {}): Promise<boolean> {
	pending?.cancel()
	await write(text)
	if (asyncClipboard() === null) {
		onOutcome('cannot-clear')
		return false
	}
	pending = eraseLater(onOutcome)
	return true
}

function eraseLater(onOutcome: (outcome: ErasureOutcome) => void): { readonly cancel: () => void } {
	let isOver = false
	const end = (): void => {
		isOver = true
		clearTimeout(timer)
		globalThis.removeEventListener('focus', erase)
	}
	const erase = (): void => {
		if (isOver) {
			return
		}
		if (!document.hasFocus()) {
			globalThis.addEventListener('focus', erase, { once: true })
			return
		}
		end()
		Promise.resolve(asyncClipboard()?.writeText('')).then(() => onOutcome('cleared'), () => onOutcome('cannot-clear'))
	}
	const timer = setTimeout(erase, ERASE_AFTER_SECONDS * 1_000)
	return { cancel: end }
}

async function write(text: string): Promise<void> {
	const clipboard = asyncClipboard()
	if (clipboard !== null) {
		try {
			await clipboard.writeText(text)
			return
		} catch {
			// Some browsers refuse the modern way for want of a recent gesture, and allow the old one.
		}
	}
	if (!writeByCommand(text)) {
		throw new TrousseauError('forbidden')
	}
}

/** Puts the text on the clipboard without ever placing it in the page. */
function writeByCommand(text: string): boolean {
	let isWritten = false
	const put = (event: ClipboardEvent): void => {
		event.clipboardData?.setData('text/plain', text)
		event.preventDefault()
		isWritten = event.clipboardData !== null
	}
	document.addEventListener('copy', put, { once: true, capture: true })
	try {
		// Deprecated and still the only way over plain HTTP.
		return document.execCommand('copy') && isWritten
	} catch {
		return false
	} finally {
		document.removeEventListener('copy', put, { capture: true })
	}
}

/** Null over plain HTTP, where browsers do not offer it. */
function asyncClipboard(): Clipboard | null {
	return (navigator as Partial<Navigator>).clipboard ?? null
}
