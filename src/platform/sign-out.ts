// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** As much of the Navigation API as is used; not every browser has it. */
interface NavigateEvent extends Event {
	readonly destination: { readonly url: string }
}

/** True if an address is that of Nextcloud's logout, on this origin. */
export function isSignOut(address: string): boolean {
	try {
		const { origin, pathname } = new URL(address, globalThis.location.href)
		return origin === globalThis.location.origin && /\/logout\/?$/.test(pathname)
	} catch {
		return false
	}
}

/**
 * Holds back what ends the session from within this page: the link of Nextcloud's own menu, and a script that leaves for
 * the same address. Signing out empties what the browser keeps, so that whoever holds it back must first look at what waits.
 *
 * @param hold - told of each attempt, with what signs out after all
 * @return ends it
 */
export function watchSignOut(hold: (leave: () => void) => void): () => void {
	let isLeaving = false
	const holdBack = (event: Event, address: string): void => {
		if (!isLeaving && event.cancelable && isSignOut(address)) {
			event.preventDefault()
			event.stopImmediatePropagation()
			hold(() => {
				isLeaving = true
				globalThis.location.assign(address)
			})
		}
	}
	const onClick = (event: MouseEvent): void => {
		const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null
		if (link !== null) {
			holdBack(event, link.href)
		}
	}
	const onNavigate = (event: Event): void => holdBack(event, (event as NavigateEvent).destination.url)
	const { navigation } = globalThis as { readonly navigation?: EventTarget }
	document.addEventListener('click', onClick, { capture: true })
	navigation?.addEventListener('navigate', onNavigate)
	return () => {
		document.removeEventListener('click', onClick, { capture: true })
		navigation?.removeEventListener('navigate', onNavigate)
	}
}
