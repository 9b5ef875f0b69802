// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleText } from '../rule-text.ts'

/** Security and backups. */
export const SECURITY_TEXTS: Readonly<Record<string, RuleText>> = {
	'SEC-1': {
		title: 'Sauvegarder les données gardées à la mairie',
		why: 'Un disque qui lâche, un dégât des eaux ou un virus qui chiffre tout : sans copie ailleurs, les dossiers enregistrés sur le serveur, le NAS ou '
			+ 'l’ordinateur de la mairie sont perdus.',
		levels: [
			{
				text: 'Copiez les dossiers importants sur le Nextcloud de la commune et sur un disque que vous débranchez ensuite.',
				when: '',
				effort: 'S',
				trainingHours: 0.5,
				training: 'Formation : une demi-heure pour faire la première copie ensemble.',
				lose: 'Ce que vous perdez : le prix d’un disque, et un rendez-vous par semaine pour y penser.',
			},
			{
				text: 'Demandez à votre syndicat informatique (OPSN) une sauvegarde automatique avec un logiciel libre.',
				when: 'Quand la copie à la main a été oubliée plus d’une fois.',
				effort: 'M',
				trainingHours: 1,
				training: 'Formation : une heure pour savoir lire le rapport de sauvegarde.',
				lose: 'Ce que vous perdez : la main sur l’heure des copies.',
			},
			{
				text: 'Prenez une sauvegarde externalisée, avec un engagement écrit de restauration.',
				when: 'Quand la mairie ne peut pas s’arrêter une journée, ou quand personne ne peut suivre les copies.',
				effort: 'M',
				trainingHours: 1,
				training: 'Formation : une heure avec le prestataire, restauration d’essai comprise.',
				lose: 'Ce que vous perdez : un coût chaque année, et une copie de plus chez un prestataire dont il faut connaître le lieu d’hébergement.',
			},
		],
	},
}
