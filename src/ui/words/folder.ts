// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { FoundNotebook, UnreadableNotebook } from '../../stores/backup/copies.ts'

import { t } from '../../platform/l10n.ts'

/** In whose account a notebook lies. */
export function placeWords({ place, ownerName }: Pick<FoundNotebook, 'ownerName' | 'place'>): string {
	switch (place) {
		case 'own': return t('trousseau', 'In your account, {name}.', { name: ownerName })
		case 'shared': return t('trousseau', 'In the account of {name}, who shares it with you.', { name: ownerName })
		case 'team': return t('trousseau', 'In a team folder, which belongs to nobody in particular.')
		case 'external': return t('trousseau', 'On a storage that was connected to Nextcloud.')
	}
}

/** The rights in the folder, in words. */
export function rightWords({ mayWrite, mayPrune }: Pick<FoundNotebook, 'mayPrune' | 'mayWrite'>): string {
	if (!mayWrite) {
		return t('trousseau', 'You can read it. To complete it, ask whoever shares it for the right to.')
	}
	return mayPrune
		? t('trousseau', 'You can read it, complete it, and tidy up its old versions.')
		: t('trousseau', 'You can read it and complete it; you can overwrite and delete nothing.')
}

/** Why a folder cannot be opened, what is safe, what to do. */
export function unreadableWords({ code, path, communeName, ownerName }: UnreadableNotebook): {
	readonly title: string
	readonly text: string
} {
	const name = communeName === '' ? path : communeName
	const folder = path === '' ? t('trousseau', 'your files') : path
	switch (code) {
		case 'alone':
			return {
				title: t('trousseau', 'Of the notebook “{name}”, only one file reaches you', { name }),
				text: t(
					'trousseau',
					'{owner} shared the file trousseau.json with you, without the folder that holds the notebook, or the rest of the folder is missing. Trousseau created and changed nothing. Ask {owner} to share the whole folder.',
					{ owner: ownerName },
				),
			}
		case 'incomplete':
			return {
				title: t('trousseau', 'The notebook “{name}” is not complete', { name }),
				text: t(
					'trousseau',
					'Its inventory is missing in {folder}: it was deleted or moved outside Trousseau. Nothing was created in its place. Look among the deleted files of Nextcloud and restore the folder “inventory”, or ask your host for it.',
					{ folder },
				),
			}
		case 'encrypted':
			return {
				title: t('trousseau', 'The notebook “{name}” lies in an encrypted folder of Nextcloud', { name }),
				text: t(
					'trousseau',
					'The end-to-end encryption of Nextcloud lets no browser write there. Your data is intact. Move the folder of the notebook out of the encrypted folder, with the Nextcloud program that encrypted it: Trousseau encrypts the passwords itself.',
				),
			}
		case 'unsupported-version':
			return {
				title: t('trousseau', 'The notebook in {folder} was saved by a newer version of Trousseau', { folder }),
				text: t('trousseau', 'Ask your host for the update; your data is intact.'),
			}
		default:
			return {
				title: t('trousseau', 'The notebook in {folder} cannot be recognised', { folder }),
				text: t(
					'trousseau',
					'Its file trousseau.json was damaged, or changed outside Trousseau. Trousseau did not touch the rest. Restore an earlier version of this file in Nextcloud Files, or ask your host.',
				),
			}
	}
}
