// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../domain/errors.ts'
import { logCaught } from './log.ts'

/**
 * Result of an erasure: `cleared`; `left` when the clipboard held something else, which was not touched; `cannot-clear` when
 * the browser refused to write to it.
 */
export type ErasureOutcome = 'cannot-clear' | 'cleared' | 'left'

/**
 * Guarantee given for a copied secret. `ours`: erased if it is still there. `whatever-is-there`: the clipboard is emptied even if
 * another program copied something since, because this browser cannot read it. `never`: not erased.
 */
export type ErasurePromise = 'never' | 'ours' | 'whatever-is-there'

/** Seconds after which a copied secret is erased, at the earliest: the page must be in front. */
export const ERASE_AFTER_SECONDS = 30

/** Refusals for want of a gesture, each followed by another attempt at the next one, before giving up. */
const MOST_ATTEMPTS = 5
/** Events that give Firefox and Safari the user activation they require before a write to the clipboard. */
const GESTURES = ['pointerup', 'keydown'] as const

/** The pending erasure; a newer copy replaces it. */
let pending: { readonly cancel: () => void } | null = null

/** Copies a text that is no secret. Rejects with `forbidden` when the browser refuses; an erasure that waits then goes on waiting. */
export async function copyText(text: string): Promise<void> {
	await write(text)
	pending?.cancel()
}

/**
 * Copies a secret and erases it from the clipboard after {@link ERASE_AFTER_SECONDS}, once the page is in front and,
 * where the browser wants one, at the next gesture. What was copied since in the page is left alone, and so is what was
 * copied elsewhere where the browser lets the clipboard be read without a question. Rejects with `forbidden` when the
 * browser refuses to copy; an erasure that waits then goes on waiting.
 *
 * @param text - the secret
 * @param onOutcome - told once an erasure that was promised is done or given up; not told when something else was
 * copied from here meanwhile
 */
export async function copySecret(text: string, onOutcome: (outcome: ErasureOutcome) => void = () => {}): Promise<ErasurePromise> {
	await write(text)
	return eraseSecret(text, onOutcome)
}

/**
 * The same for a secret that is on the clipboard already, by the person's hand.
 *
 * @param own - the event that put it there
 */
export async function eraseSecret(
	text: string,
	onOutcome: (outcome: ErasureOutcome) => void = () => {},
	own: Event | null = null,
): Promise<ErasurePromise> {
	pending?.cancel()
	if (asyncClipboard() === null) {
		return 'never'
	}
	pending = eraseLater(digest(text), onOutcome, own)
	return (await mayRead()) ? 'ours' : 'whatever-is-there'
}

/** The secret itself is not kept: its digest is enough to know it again. */
function eraseLater(
	secret: Promise<string>,
	onOutcome: (outcome: ErasureOutcome) => void,
	own: Event | null,
): { readonly cancel: () => void } {
	let isOver = false
	let isDue = false
	let isAtWork = false
	let attempts = 0

	const end = (): void => {
		isOver = true
		clearTimeout(timer)
		globalThis.removeEventListener('focus', attempt)
		GESTURES.forEach((gesture) => globalThis.removeEventListener(gesture, attempt))
		globalThis.removeEventListener('copy', replaced)
		globalThis.removeEventListener('cut', replaced)
	}
	const finish = (outcome: ErasureOutcome): void => {
		if (!isOver) {
			end()
			onOutcome(outcome)
		}
	}
	/** Something was copied by hand in this page: the secret is gone. */
	function replaced(event: Event): void {
		if (event !== own && (event.defaultPrevented || hasSelection())) {
			end()
		}
	}
	async function attempt(): Promise<void> {
		if (isOver || isAtWork || !isDue || !document.hasFocus()) {
			return
		}
		isAtWork = true
		try {
			if (await isSomethingElse(await secret)) {
				finish('left')
			} else if (!isOver) {
				await asyncClipboard()?.writeText('')
				finish('cleared')
			}
		} catch (error) {
			attempts += 1
			if (attempts === MOST_ATTEMPTS) {
				logCaught('clipboard.clear', error)
				finish('cannot-clear')
			}
		} finally {
			isAtWork = false
		}
	}
	const timer = setTimeout(() => {
		isDue = true
		globalThis.addEventListener('focus', attempt)
		GESTURES.forEach((gesture) => globalThis.addEventListener(gesture, attempt))
		void attempt()
	}, ERASE_AFTER_SECONDS * 1_000)
	globalThis.addEventListener('copy', replaced)
	globalThis.addEventListener('cut', replaced)
	return { cancel: end }
}

function hasSelection(): boolean {
	const active = document.activeElement
	return active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement
		? active.selectionStart !== active.selectionEnd
		: getSelection()?.isCollapsed === false
}

/** True if the clipboard could be read and holds another text. */
async function isSomethingElse(secret: string): Promise<boolean> {
	if (!await mayRead()) {
		return false
	}
	try {
		return await digest(await asyncClipboard()?.readText() ?? '') !== secret
	} catch {
		return false
	}
}

/** True if the clipboard can be read without a prompt. Firefox and Safari have no such permission, and would ask. */
async function mayRead(): Promise<boolean> {
	try {
		return (await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })).state === 'granted'
	} catch {
		return false
	}
}

/** The clipboard of Windows has its own line ends. */
async function digest(text: string): Promise<string> {
	const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text.replace(/\r\n?/g, '\n')))
	return new Uint8Array(bytes).join()
}

async function write(text: string): Promise<void> {
	const clipboard = asyncClipboard()
	if (clipboard !== null) {
		try {
			await clipboard.writeText(text)
			return
		} catch (error) {
			logCaught('clipboard.write', error)
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
		event.stopImmediatePropagation()
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
