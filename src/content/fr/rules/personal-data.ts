// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleText } from '../rule-text.ts'

import { level } from '../rule-text.ts'

/** Personal data. */
export const PERSONAL_DATA_TEXTS: Readonly<Record<string, RuleText>> = {
	'RGP-1': {
		title: 'Désigner un délégué à la protection des données',
		why: 'Toute collectivité doit en désigner un, quelle que soit sa taille (RGPD, article 37), publier ses coordonnées et les '
			+ 'communiquer à la CNIL. Une désignation à venir ne compte pas encore.',
		levels: [
			level('Désignez un délégué mutualisé : CDG, syndicat ou intercommunalité, puis notez la date et le numéro.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'une adhésion, souvent payée à l’année.',
			}),
			level('Préparez la délibération et la désignation sur le site de la CNIL.', {
				when: 'Quand le délégué est choisi.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'deux heures.',
			}),
			level('Aucun autre outil n’est utile ici : ce premier pas suffit.', {
				when: 'Quand un délégué est déjà désigné : vérifiez qu’il est encore en fonction.',
				effort: 'XS',
				trainingHours: 0,
				lose: 'rien.',
			}),
		],
	},
	'RGP-2': {
		title: 'Tenir le registre des traitements',
		why: 'Le registre dit quelles données la commune traite, pourquoi et chez qui (RGPD, article 30). La commune le tient, même '
			+ 'petite : ses traitements ne sont pas occasionnels. Une modification de cet article est proposée, elle n’est pas adoptée.',
		levels: [
			level('Acceptez la fiche préparée pour chaque outil, une par une.', {
				when: '',
				effort: 'M',
				trainingHours: 0.5,
				lose: 'une heure par fiche au début.',
			}),
			level('Complétez les fiches : durées, destinataires, sécurité.', {
				when: 'Quand toutes les fiches existent.',
				effort: 'M',
				trainingHours: 1,
				lose: 'quelques heures.',
			}),
			level('Faites-le relire par le délégué à la protection des données.', {
				when: 'Quand le registre est complet.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'un rendez-vous par an.',
			}),
		],
	},
	'RGP-3': {
		title: 'Avoir un accord avec chaque prestataire',
		why: 'Qui garde des données d’habitants pour la commune doit s’y engager par écrit (RGPD, article 28). Souvent, c’est déjà dans les '
			+ 'conditions d’utilisation.',
		levels: [
			level('Cherchez l’accord dans les conditions d’utilisation et notez le lien.', {
				when: '',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'rien.',
			}),
			level('Faites signer un accord au prestataire.', {
				when: 'Quand ses conditions n’en parlent pas.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'une discussion avec le prestataire.',
			}),
			level('Changez de prestataire à l’échéance.', {
				when: 'Quand il refuse de s’engager.',
				effort: 'L',
				trainingHours: 3,
				lose: 'des habitudes, et le temps du changement.',
			}),
		],
	},
}
