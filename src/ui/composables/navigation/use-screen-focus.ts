// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Ref } from 'vue'

import { nextTick, onBeforeUnmount, onMounted, watch } from 'vue'
import { useRoute } from './use-route.ts'

/** Frames during which a screen is waited for: its script may come over a slow line. */
const FRAMES = 300
/** Frames that other mechanisms take to give the focus back, such as the navigation of a phone when it closes. */
const SETTLED = 3
const HEADING = 'h1, h2, h3'
const FIELD = 'input:not([type=search]), select, textarea'

const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()))
const content = (): HTMLElement | null => document.getElementById('app-content-vue')

/** The elements that are laid out; where nothing is (in tests), all of them. */
const isShown = (element: HTMLElement): boolean => element.getClientRects().length > 0 || content()?.getClientRects().length === 0

function firstIn(root: ParentNode | null | undefined, selector: string): HTMLElement | null {
	return [...root?.querySelectorAll<HTMLElement>(selector) ?? []].find(isShown) ?? null
}

/** Puts the focus on what is read rather than acted on, without scrolling. */
function focusOn(element: HTMLElement): void {
	if (element.matches(HEADING) || element.tabIndex < 0) {
		element.tabIndex = -1
	}
	element.focus({ preventScroll: true })
}

/** Where somebody who opened a screen or a record goes on: the sheet, the row they came back from, or the screen's title. */
function destination(id: string, leftId: string): HTMLElement | null {
	const leads = (link: HTMLElement): boolean => link
		.getAttribute('href')
		?.split('?')[0]
		?.endsWith(`/${encodeURIComponent(leftId)}`) === true
	const row
		= leftId === ''
			? null
			: ([...(content()?.querySelectorAll<HTMLElement>('.tr-split__list a[href]') ?? [])].find((link) => leads(link) && isShown(link))
				?? null)
	return id === '' ? row ?? firstIn(content(), 'h1') : firstIn(content(), `.tr-split__detail :is(${HEADING})`) ?? firstIn(content(), 'h1')
}

/**
 * True when the focus is to stay: a form put the caret into one of its fields, or a person went elsewhere in the content since
 * the screen changed. A heading has the focus only because it was put there.
 *
 * @param before - what had the focus when the screen changed
 */
function isToStay(before: Element | null): boolean {
	const { activeElement } = document
	return activeElement !== null && content()?.contains(activeElement) === true
		&& (activeElement.matches(FIELD) || (activeElement !== before && !activeElement.matches(HEADING)))
}

/**
 * Keeps the keyboard and screen readers where things happen: on the sheet that was opened, on the title of the screen,
 * near what disappeared while it had the focus, on the first invalid field of a form that was sent.
 *
 * @param unlocking - the page asks for the passphrase, and has the focus in its field
 */
export function useScreenFocus(unlocking: Ref<boolean>): void {
	const { screen, id } = useRoute()
	let turn = 0

	watch([screen, id, unlocking] as const, async ([nextScreen, nextId, isUnlocking], [lastScreen, lastId]) => {
		const mine = ++turn
		const before = document.activeElement
		if (isUnlocking) {
			return
		}
		await nextTick()
		for (let count = 0; count < FRAMES && mine === turn; count++) {
			await frame()
			const target = count < SETTLED ? null : destination(nextId, nextScreen === lastScreen ? lastId : '')
			if (target !== null) {
				if (mine === turn && !isToStay(before)) {
					focusOn(target)
				}
				return
			}
		}
	})

	/** The element that has the focus, then those it is in. */
	let lastFocused: readonly HTMLElement[] = []
	function remember({ target }: FocusEvent): void {
		lastFocused = []
		for (let element = target instanceof HTMLElement ? target : null; element !== null; element = element.parentElement) {
			lastFocused = [...lastFocused, element]
		}
	}

	/** True if the focused element is gone and nothing took the focus: the next Tab would begin at the top of the page. */
	async function rescue(): Promise<void> {
		const [gone, ...around] = lastFocused
		if (gone === undefined || gone.isConnected) {
			return
		}
		// Held no longer than needed: what was typed into a field that is gone goes with it.
		lastFocused = []
		if (!around.some((element) => element.id === 'content-vue')) {
			return
		}
		for (let count = 0; count < SETTLED; count++) {
			await frame()
		}
		if (document.activeElement !== document.body) {
			return
		}
		const left = around.filter((element) => element.isConnected)
		const target = left.map((element) => firstIn(element, HEADING)).find((found) => found !== null) ?? firstIn(content(), 'h1')
		if (target !== null) {
			focusOn(target)
		}
	}
	const observer = new MutationObserver(() => void rescue())

	async function onSubmit({ target }: Event): Promise<void> {
		await nextTick()
		await frame()
		const invalid = target instanceof HTMLFormElement ? firstIn(target, '[aria-invalid="true"]') : null
		if (invalid !== null && document.activeElement?.getAttribute('aria-invalid') !== 'true') {
			invalid.focus()
		}
	}

	onMounted(() => {
		document.addEventListener('focusin', remember)
		document.addEventListener('submit', onSubmit)
		observer.observe(document.body, { childList: true, subtree: true })
	})
	onBeforeUnmount(() => {
		turn++
		document.removeEventListener('focusin', remember)
		document.removeEventListener('submit', onSubmit)
		observer.disconnect()
	})
}
