// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Free room between a dialog and the button that opened it, in pixels. */
const ROOM = 12

/**
 * Moves a dialog to the other half of the window when it covers the element that opened it.
 *
 * @param dialog - open, in the middle of the window
 * @param opener - where the pointer still is
 */
export function awayFrom(dialog: HTMLElement, opener: Element): void {
	const from = opener.getBoundingClientRect()
	const box = dialog.getBoundingClientRect()
	if (
		opener === document.body
		|| from.right < box.left
		|| from.left > box.right
		|| from.bottom + ROOM < box.top
		|| from.top - ROOM > box.bottom
	) {
		return
	}
	const isLow = (from.top + from.bottom) / 2 > window.innerHeight / 2
	dialog.classList.add(isLow ? 'tr-confirm--high' : 'tr-confirm--low')
}

/**
 * Puts the focus on the nearest element that is still in the page, when nothing has it any more.
 *
 * @param trail - an element that had the focus, then its parents
 */
export function focusNear(trail: readonly Element[]): void {
	if (document.activeElement !== null && document.activeElement !== document.body) {
		return
	}
	const there = trail.find((element): element is HTMLElement => element instanceof HTMLElement && element.isConnected)
	if (there === undefined || there === document.body) {
		return
	}
	if (there.tabIndex < 0) {
		there.tabIndex = -1
	}
	there.focus({ preventScroll: true })
}
