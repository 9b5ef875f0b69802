// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/*
 * Elements of a page of Nextcloud before the app starts, as far as the components ask for them:
 * the place where NcContent puts its skip links, the initial state, the locale.
 */
document.head.dataset.user = 'secretaire'
document.head.dataset.userDisplayname = 'Secrétaire de mairie'
document.head.dataset.requesttoken = 'token'
document.documentElement.lang = 'en'
document.documentElement.dataset.locale = 'en'

const actions = document.createElement('div')
actions.id = 'skip-actions'
document.body.append(actions)

addState('core', 'capabilities', {})
addState('core', 'config', { version: '32.0.0' })
addState('trousseau', 'config', { version: '0.0.0' })

/** An initial state as Nextcloud prints it: a hidden field that holds JSON in base64. */
function addState(app: string, key: string, value: unknown): void {
	const input = document.createElement('input')
	input.type = 'hidden'
	input.id = `initial-state-${app}-${key}`
	input.value = btoa(JSON.stringify(value))
	document.body.append(input)
}

// jsdom has the element, not its methods.
HTMLDialogElement.prototype.showModal = function showModal(): void {
	this.open = true
}
HTMLDialogElement.prototype.close = function close(): void {
	this.open = false
}
