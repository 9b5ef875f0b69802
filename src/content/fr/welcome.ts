// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** The first screen. */
export const WELCOME_TEXT = {
	title: 'Bienvenue',
	promise: 'Trousseau remplace le carnet de mots de passe de la mairie. Tout est chiffré dans votre navigateur : ni l’hébergeur de ce Nextcloud, ni l’administrateur, '
		+ 'ni nous ne pouvons lire vos mots de passe.',
	passphrase: 'C’est la seule chose à retenir. Si vous l’oubliez, personne ne pourra la retrouver : l’enveloppe de secours, à l’étape suivante, est là pour cela.',
	tools: 'Vous compléterez plus tard : un nom suffit.',
} as const
