// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode, TrousseauError } from '../../domain/errors.ts'

import { t } from '../../platform/l10n.ts'
import { SUPPORT_CODES } from './support-codes.ts'

/** The message of an error: what happened, what is safe, what to do. */
export interface ErrorMessage {
	readonly title: string
	readonly text: string
	/** Stands small below, for the host's support. Never a secret. */
	readonly support: string
}

type Texts = readonly [title: string, text: string]

/** The system that answered in Nextcloud's place, or refused the request, where the code alone does not tell it. */
function textsOfAnswer({ code, detail }: TrousseauError): Texts | null {
	const { status } = detail
	if (code === 'quota' && typeof detail.owner === 'string') {
		return [
			t('trousseau', 'The storage space of {owner} is full: Nextcloud lets nothing be read any more.', { owner: detail.owner }),
			t('trousseau', 'Free some space or tell your host; nothing is lost.'),
		]
	}
	if (code === 'busy' && (status === 400 || status === 408)) {
		return [
			t('trousseau', 'What was sent was cut on its way.'),
			t('trousseau', 'The line is slow or unsteady. Your change stays on this screen: try again; nothing is lost.'),
		]
	}
	if (code === 'busy' && (status === 502 || status === 504 || detail.between === 1)) {
		return [
			t('trousseau', 'Nextcloud is not answering at the moment.'),
			t(
				'trousseau',
				'What stands before it answered in its place. Your change stays on this screen: try again in a few minutes; nothing is lost.',
			),
		]
	}
	if (code === 'unexpected-answer' && status === 415) {
		return [
			t('trousseau', 'An antivirus refused what was sent.'),
			t('trousseau', 'It takes an encrypted file for a danger. Nothing was changed, nothing is lost: tell your host.'),
		]
	}
	if (code === 'unexpected-answer' && detail.between === 1) {
		return [
			t('trousseau', 'A filter between this computer and Nextcloud answered in its place.'),
			t(
				'trousseau',
				'An antivirus, a firewall or a network that wants you to log in. Nothing was changed, nothing is lost: try again; if it lasts, show this to whoever looks after your network.',
			),
		]
	}
	return null
}

const TEXTS: Readonly<Record<ErrorCode, () => Texts>> = {
	'bad-passphrase': () => [
		t('trousseau', 'This is not the right passphrase.'),
		t('trousseau', 'Check the capitals and the order of the words. Nothing was changed.'),
	],
	'kdf-bounds': () => [
		t('trousseau', 'The settings that protect your key are not acceptable.'),
		t(
			'trousseau',
			'They were weakened or made unbearable outside Trousseau. Nothing was opened. Tell your host, and ask for the previous version of this file.',
		),
	],
	'kdf-self-test': () => [
		t('trousseau', 'This browser makes calculation errors.'),
		t(
			'trousseau',
			'Nothing was created, so that nothing is lost. Update your browser, or try with another one or on another computer.',
		),
	],
	'no-wasm': () => [
		t('trousseau', 'This browser blocks a component that encryption needs.'),
		t('trousseau', 'Try with an up-to-date Firefox or Chrome, or ask your IT service. Your data is intact.'),
	],
	'not-loaded': () => [
		t('trousseau', 'A part of Trousseau could not be loaded.'),
		t(
			'trousseau',
			'Nothing that was saved is lost. If the connection is cut, come back here when it works again. If Trousseau has just been updated on the server, reload the page.',
		),
	],
	'no-memory': () => [
		t('trousseau', 'This computer does not have enough free memory to open the vault.'),
		t('trousseau', 'Close other tabs and try again. Your data is intact.'),
	],
	locked: () => [
		t('trousseau', 'Trousseau has locked itself.'),
		t('trousseau', 'Type your passphrase to go on. What was saved is intact.'),
	],
	'no-identity': () => [t('trousseau', 'You have no key yet.'), t('trousseau', 'Choose a passphrase to create it. Nothing was changed.')],
	altered: () => [
		t('trousseau', 'A file was damaged, or changed outside Trousseau.'),
		t('trousseau', 'It was not opened, and nothing was changed. Tell your host.'),
	],
	'unsupported-version': () => [
		t('trousseau', 'This notebook was saved by a newer version of Trousseau.'),
		t('trousseau', 'Ask your host for the update; your data is intact.'),
	],
	'wrong-notebook': () => [
		t('trousseau', 'A file of another notebook stands in this folder.'),
		t('trousseau', 'As a precaution, it was not opened, and nothing was changed. Tell your host.'),
	],
	'not-a-member': () => [
		t('trousseau', 'You have no access to these passwords.'),
		t('trousseau', 'Ask the person who keeps them to invite you. The tools and the hosting remain readable.'),
	],
	'bad-signature': () => [
		t('trousseau', 'The signature of a version does not hold.'),
		t('trousseau', 'It was written by someone who may not, or changed since. As a precaution, nothing is opened. Tell your host.'),
	],
	'not-allowed': () => [
		t('trousseau', 'A version was written by someone who had not the right to.'),
		t('trousseau', 'As a precaution, it is not opened. Tell the person who keeps this notebook.'),
	],
	'rolled-back': () => [
		t('trousseau', 'The server presented an older version than the one you had seen.'),
		t('trousseau', 'As a precaution, nothing is opened. Did a restoration take place? Ask your host.'),
	],
	forked: () => [
		t('trousseau', 'Two histories of these passwords contradict each other.'),
		t(
			'trousseau',
			'Each was continued by somebody whom the other removed, or gave a lesser role. As a precaution, nothing is opened: call the people of this notebook, then choose the one to follow.',
		),
	],
	'wrong-words': () => [
		t('trousseau', 'These are not the right words.'),
		t('trousseau', 'Check them one by one, in their order. Accents and capitals do not matter. Nothing was changed.'),
	],
	'invitation-unknown': () => [
		t('trousseau', 'No invitation answers to these words.'),
		t(
			'trousseau',
			'Check them one by one, in their order. If they are right, it was used already, cancelled, or is for another notebook: ask the person who invited you for new words. Nothing was changed.',
		),
	],
	'invitation-expired': () => [
		t('trousseau', 'This invitation has expired.'),
		t('trousseau', 'Ask the person who invited you for new words. Nothing was changed.'),
	],
	invalid: () => [
		t('trousseau', 'This content cannot be saved as it is.'),
		t('trousseau', 'A value is too long or of the wrong kind. Nothing was changed: correct it, then save again.'),
	],
	'too-large': () => [
		t('trousseau', 'This is too long to be saved.'),
		t('trousseau', 'Shorten the text. What was saved before is intact.'),
	],
	forbidden: () => [
		t('trousseau', 'This notebook is shared with you for reading only.'),
		t('trousseau', 'Ask the person who shared it for the right to change it. Nothing was changed.'),
	],
	gone: () => [
		t('trousseau', 'The notebook is no longer in its place.'),
		t('trousseau', 'It was moved, deleted, or is no longer shared with you. Nothing is created again without your knowledge.'),
	],
	exists: () => [t('trousseau', 'A folder of this name is already there.'), t('trousseau', 'Choose another name. Nothing was changed.')],
	quota: () => [
		t('trousseau', 'The storage space of the mairie is full.'),
		t('trousseau', 'Your change was not saved, and stays on this screen. Free some space or tell your host, then save again.'),
	],
	busy: () => [t('trousseau', 'The server is busy.'), t('trousseau', 'Your change stays on this screen. Try again in a moment.')],
	maintenance: () => [
		t('trousseau', 'Nextcloud is under maintenance.'),
		t('trousseau', 'Your change stays on this screen. Try again in a few minutes; nothing is lost.'),
	],
	offline: () => [
		t('trousseau', 'No connection.'),
		t('trousseau', 'Your change stays on this screen. Save again when the network is back.'),
	],
	'session-expired': () => [
		t('trousseau', 'Your Nextcloud session has expired.'),
		t('trousseau', 'Your change stays on this screen. Log in again in another tab, then save again.'),
	],
	'other-user': () => [
		t('trousseau', 'Another person has logged in in this browser.'),
		t('trousseau', 'Nothing was written in their name. Log in again under your name in another tab, then save again.'),
	],
	'unexpected-answer': () => [
		t('trousseau', 'The server gave an answer that Trousseau does not understand.'),
		t('trousseau', 'Nothing was changed on this screen. Try again; if it lasts, tell your host.'),
	],
}

/**
 * The sentences for an error.
 *
 * @param error - one of our errors
 */
export function errorMessage(error: TrousseauError): ErrorMessage {
	const [title, text] = textsOfAnswer(error) ?? TEXTS[error.code]()
	const rejected = error.rejected.map(({ code, revision }) => `${code} ${revision}`).join(', ')
	const detail = [...Object.entries(error.detail), ...(rejected === '' ? [] : [['refused', rejected]])]
		.map(([key, value]) => `${key}=${value}`)
		.join(' ')
	return { title, text, support: detail === '' ? SUPPORT_CODES[error.code] : `${SUPPORT_CODES[error.code]} (${detail})` }
}
