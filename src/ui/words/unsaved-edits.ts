// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode, TrousseauError } from '../../domain/errors.ts'
import type { ErrorMessage } from './error-messages.ts'

import { t } from '../../platform/l10n.ts'
import { errorMessage } from './error-messages.ts'

/** Advice about an edit that is kept on this computer, by the reason why the server does not have it; the title is that of the error. */
const TODO: Partial<Readonly<Record<ErrorCode, () => string>>> = {
	offline: () => t('trousseau', 'You can go on: what you change is kept here and will leave when the network is back.'),
	busy: () => t('trousseau', 'Your changes are kept on this computer, and will be sent again by themselves.'),
	maintenance: () => t('trousseau', 'Your changes are kept on this computer, and will be sent again by themselves.'),
	quota: () => t('trousseau', 'Your changes are kept on this computer. Free some space or tell your host, then save again.'),
	'session-expired': () => t('trousseau', 'Your changes are kept on this computer. Log in again: you will then save them.'),
	'other-user': () => t(
		'trousseau',
		'Nothing was written in their name. Your changes are kept on this computer: log in again under your name, then save them.',
	),
	forbidden: () => t('trousseau', 'Your changes are kept on this computer. Ask the person who shared it for the right to change it, then save them.'),
	gone: () => t(
		'trousseau',
		'It was moved, deleted, or is no longer shared with you. Nothing is created again without your knowledge. Your changes are kept on this computer.',
	),
	invalid: () => t('trousseau', 'What others changed since no longer goes with it. Look at it, note what matters, then throw it away.'),
	'too-large': () => t(
		'trousseau',
		'Your changes are kept on this computer, but the server will not take them. Look at them, note what matters, then throw them away.',
	),
	'not-allowed': () => t(
		'trousseau',
		'You may no longer change these passwords. Your changes are kept on this computer: tell the person who keeps this notebook.',
	),
	altered: () => t(
		'trousseau',
		'The server did not keep what was sent. Your changes are kept on this computer: save again, and tell your host if it lasts.',
	),
	'unexpected-answer': () => t('trousseau', 'Your changes are kept on this computer. Save again; if it lasts, tell your host.'),
}

/**
 * The sentences for edits that are kept on this computer: what happened, what is safe, what to do.
 *
 * @param error - why the server does not have them
 */
export function keptMessage(error: TrousseauError): ErrorMessage {
	const message = errorMessage(error)
	const todo
		= TODO[error.code] ?? (() => t('trousseau', 'Your changes are kept on this computer. Save again; if it lasts, tell your host.'))
	return { ...message, text: todo() }
}
