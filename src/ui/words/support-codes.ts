// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../../domain/errors.ts'

/**
 * The code of each error as a person reads it out on the telephone: a French word and a digit. The same table stands
 * in `docs/ADMIN.md`, for the support. A code is never given to another error afterwards.
 */
export const SUPPORT_CODES: Readonly<Record<ErrorCode, string>> = {
	'bad-passphrase': 'PHRASE-1',
	'kdf-bounds': 'PHRASE-2',
	locked: 'PHRASE-3',
	'no-identity': 'PHRASE-4',
	'kdf-self-test': 'NAVIGATEUR-1',
	'no-wasm': 'NAVIGATEUR-2',
	'not-loaded': 'NAVIGATEUR-3',
	'no-memory': 'NAVIGATEUR-4',
	altered: 'FICHIER-1',
	'unsupported-version': 'FICHIER-2',
	'wrong-notebook': 'FICHIER-3',
	'bad-signature': 'FICHIER-4',
	'not-allowed': 'FICHIER-5',
	'rolled-back': 'FICHIER-6',
	forked: 'FICHIER-7',
	'wrong-words': 'MOTS-1',
	'invitation-unknown': 'MOTS-2',
	'invitation-expired': 'MOTS-3',
	invalid: 'SAISIE-1',
	'too-large': 'SAISIE-2',
	'not-a-member': 'DROIT-1',
	forbidden: 'DROIT-2',
	gone: 'DOSSIER-1',
	exists: 'DOSSIER-2',
	quota: 'PLACE-1',
	offline: 'RESEAU-1',
	busy: 'SERVEUR-1',
	maintenance: 'SERVEUR-2',
	'unexpected-answer': 'SERVEUR-3',
	'session-expired': 'SESSION-1',
	'other-user': 'SESSION-2',
}
