// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode, TrousseauError } from '../../../domain/errors.ts'
import type { ErrorMessage } from '../../words/error-messages.ts'

import { t } from '../../../platform/l10n.ts'
import { errorMessage } from '../../words/error-messages.ts'

/** The task that failed: the same refusal has another consequence for each. */
export type BackupTask = 'read' | 'open' | 'write'

type Sentences = Partial<Readonly<Record<ErrorCode, (error: TrousseauError) => readonly [title: string, text: string]>>>

/** Reading the notebook, to copy or to verify it. */
const READ: Sentences = {
	offline: () => [
		t('trousseau', 'No connection.'),
		t('trousseau', 'The reading stopped, and nothing was changed. Begin again when the network is back.'),
	],
	'session-expired': () => [
		t('trousseau', 'Your Nextcloud session has expired.'),
		t('trousseau', 'The reading stopped, and nothing was changed. Log in again in another tab, then begin again.'),
	],
	'other-user': () => [
		t('trousseau', 'Another person has logged in in this browser.'),
		t('trousseau', 'The reading stopped, and nothing was changed. Log in again under your name in another tab, then begin again.'),
	],
	busy: () => [
		t('trousseau', 'The server is busy.'),
		t('trousseau', 'The reading stopped, and nothing was changed. Begin again in a moment.'),
	],
	maintenance: () => [
		t('trousseau', 'Nextcloud is under maintenance.'),
		t('trousseau', 'The reading stopped, and nothing was changed. Begin again in a few minutes.'),
	],
	locked: () => [
		t('trousseau', 'Trousseau has locked itself.'),
		t('trousseau', 'The reading stopped, and nothing was changed. Type your passphrase, then begin again.'),
	],
	'too-large': () => [
		t('trousseau', 'This notebook is too large for one backup file.'),
		t(
			'trousseau',
			'Nothing was changed. Ask your host to save the folder of the notebook as it is: its passwords stay encrypted in it.',
		),
	],
	'no-memory': () => [
		t('trousseau', 'This computer does not have enough free memory.'),
		t('trousseau', 'Close other tabs and try again. Your data is intact.'),
	],
}

function damagedBackup(): readonly [string, string] {
	return [
		t('trousseau', 'This backup is damaged or incomplete.'),
		t('trousseau', 'It was not opened, and nothing was changed. Copy it once more from where it is kept, or take another backup.'),
	]
}

/** Choosing a backup and opening it. */
const OPEN: Sentences = {
	...READ,
	invalid: () => [
		t('trousseau', 'This file is not a backup of Trousseau.'),
		t('trousseau', 'Choose the file whose name ends in “.trousseau”. Nothing was changed.'),
	],
	altered: damagedBackup,
	'wrong-notebook': damagedBackup,
	'unsupported-version': () => [
		t('trousseau', 'This backup was made by a newer version of Trousseau.'),
		t('trousseau', 'Ask your host for the update. The backup is intact, and nothing was changed.'),
	],
	'too-large': () => [
		t('trousseau', 'This file is too large to be a backup of Trousseau.'),
		t('trousseau', 'Choose the file whose name ends in “.trousseau”. Nothing was changed.'),
	],
	'kdf-bounds': () => [
		t('trousseau', 'The settings that protect this backup are not acceptable.'),
		t('trousseau', 'They were weakened or made unbearable since it was made. It was not opened: take another copy of it.'),
	],
	'wrong-words': () => [
		t('trousseau', 'These words do not open this backup.'),
		t(
			'trousseau',
			'Check them one by one, in their order, and the date on the paper: each backup has its own words. Nothing was changed.',
		),
	],
	exists: ({ detail }) => [
		t('trousseau', 'This notebook is already in your Nextcloud.'),
		t(
			'trousseau',
			'It is in the folder “{path}”. A backup never replaces a notebook that is there: nothing was changed. To put the backup in its place, first delete this folder in Nextcloud Files, once you are certain that it is of no more use.',
			{ path: String(detail.file ?? '') },
		),
	],
	gone: () => [
		t('trousseau', 'This file can no longer be read.'),
		t('trousseau', 'Was the USB stick unplugged, or the file moved? Choose it again. Nothing was changed.'),
	],
}

/** Writing a notebook back. */
const WRITE: Sentences = {
	exists: OPEN.exists ?? damagedBackup,
	quota: () => [
		t('trousseau', 'The storage space of the mairie is full.'),
		t(
			'trousseau',
			'The notebook is not whole, so it is shown nowhere yet. Free some space or tell your host, then go on; or give up, to remove what was written. The backup is intact.',
		),
	],
	offline: () => [
		t('trousseau', 'No connection.'),
		t('trousseau', 'What is written already stays, and will not be sent again. Go on when the network is back. The backup is intact.'),
	],
	'session-expired': () => [
		t('trousseau', 'Your Nextcloud session has expired.'),
		t('trousseau', 'What is written already stays. Log in again in another tab, then go on. The backup is intact.'),
	],
	'other-user': () => [
		t('trousseau', 'Another person has logged in in this browser.'),
		t('trousseau', 'Nothing was written in their name. Log in again under your name in another tab, then go on.'),
	],
	busy: () => [
		t('trousseau', 'The server is busy.'),
		t('trousseau', 'What is written already stays. Go on in a moment. The backup is intact.'),
	],
	maintenance: () => [
		t('trousseau', 'Nextcloud is under maintenance.'),
		t('trousseau', 'What is written already stays. Go on in a few minutes. The backup is intact.'),
	],
	altered: () => [
		t('trousseau', 'A file did not arrive as it was sent.'),
		t(
			'trousseau',
			'It was removed, and the notebook is not shown as long as it is not whole. Go on: it will be sent again. If it lasts, tell your host.',
		),
	],
	gone: () => [
		t('trousseau', 'The folder that was being filled is no longer there.'),
		t('trousseau', 'Go on: another one will be made. The backup is intact.'),
	],
	forbidden: () => [
		t('trousseau', 'Nextcloud refuses to write in your files.'),
		t('trousseau', 'Nothing is shown as a notebook. Tell your host, then go on. The backup is intact.'),
	],
}

const TEXTS: Readonly<Record<BackupTask, Sentences>> = { read: READ, open: OPEN, write: WRITE }

/** The sentences for an error of a backup; those of everywhere for the rest. */
export function backupErrorMessage(error: TrousseauError, task: BackupTask): ErrorMessage {
	const message = errorMessage(error)
	const [title, text] = TEXTS[task][error.code]?.(error) ?? [message.title, message.text]
	return { ...message, title, text }
}
