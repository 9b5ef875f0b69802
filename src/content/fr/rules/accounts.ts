// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleText } from '../rule-text.ts'

import { level } from '../rule-text.ts'

/** Identifiers and passwords: who holds each account. */
export const ACCOUNT_TEXTS: Readonly<Record<string, RuleText>> = {
	'IDM-2': {
		title: 'Donner un compte à chaque personne',
		why: 'Avec un compte partagé, personne ne sait qui a fait quoi, et il faut changer le mot de passe à chaque départ. Un compte par '
			+ 'personne se ferme sans gêner les autres.',
		levels: [
			level('Notez qui connaît chaque compte partagé.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Créez un compte nominatif par personne dans les outils qui le permettent.', {
				when: 'Quand plus de deux personnes se servent du même compte.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'la simplicité d’un seul mot de passe.',
			}),
			level('Utilisez ProConnect, ou la connexion unique de votre hébergeur, là où elle est proposée.', {
				when: 'Quand plusieurs outils de la commune l’acceptent.',
				effort: 'M',
				trainingHours: 1,
				lose: 'un compte de plus à protéger, celui qui ouvre les autres.',
			}),
		],
	},
	'IDM-4': {
		title: 'Remplacer les mots de passe faibles',
		why: 'Un mot de passe court ou trop connu se devine en quelques minutes avec un programme. Celui qui protège seul un outil '
			+ 'essentiel doit être le plus solide.',
		levels: [
			level('Changez d’abord les mots de passe faibles des comptes essentiels.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'des mots de passe que l’on connaît par cœur.',
			}),
			level('Laissez le coffre proposer les nouveaux mots de passe.', {
				when: 'Quand les comptes essentiels sont réglés.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'le choix du mot de passe.',
			}),
			level('Réservez un quart d’heure par mois aux mots de passe que le coffre signale.', {
				when: 'Quand plusieurs personnes créent des comptes.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'un quart d’heure par mois.',
			}),
		],
	},
	'IDM-7': {
		title: 'Prévoir une deuxième personne pour chaque outil essentiel',
		why: 'Si une seule personne peut ouvrir un outil essentiel, la mairie s’arrête le jour où elle est absente. Une deuxième personne, '
			+ 'ou un accès de secours, suffit.',
		levels: [
			level('Choisissez une deuxième personne pour chaque outil essentiel et donnez-lui l’accès.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'être seul à savoir.',
			}),
			level('Imprimez l’enveloppe de secours et gardez-la au coffre de la mairie.', {
				when: 'Quand personne d’autre ne peut être désigné.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'une enveloppe à refaire quand les accès changent.',
			}),
			level('Convenez d’une aide mutuelle avec la mairie d’une commune voisine.', {
				when: 'Quand la commune n’a qu’un seul agent.',
				effort: 'M',
				trainingHours: 1,
				lose: 'un peu de temps, rendu le jour où la voisine en a besoin.',
			}),
		],
	},
	'IDM-8': {
		title: 'Récupérer les comptes par l’adresse de la commune',
		why: 'L’adresse de récupération permet de reprendre un compte. Si elle est personnelle ou celle d’un prestataire, le compte est en '
			+ 'fait le leur.',
		levels: [
			level('Mettez l’adresse de la mairie comme adresse de récupération.', {
				when: '',
				effort: 'XS',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Créez une adresse générique sur le nom de domaine de la commune pour cet usage.', {
				when: 'Quand l’adresse de la mairie est lue par trop de monde.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'une boîte de plus à relever.',
			}),
			level('Aucun autre outil n’est utile ici : ce premier pas suffit.', {
				when: 'Quand l’outil ne permet pas de changer cette adresse.',
				effort: 'XS',
				trainingHours: 0,
				lose: 'rien.',
			}),
		],
	},
	'IDM-9': {
		title: 'Revoir les comptes une fois par an',
		why: 'Des comptes oubliés restent ouverts des années, et un certificat périmé bloque la signature ou les actes le jour où l’on en a '
			+ 'besoin.',
		levels: [
			level('Prenez une demi-heure par an pour relire la liste des comptes et des dates de fin des certificats.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'une demi-heure par an.',
			}),
			level('Inscrivez cette revue et la fin de chaque certificat dans l’agenda.', {
				when: 'Quand la revue a été oubliée une année.',
				effort: 'XS',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Demandez au CDG ou au syndicat informatique (OPSN) de la faire avec vous.', {
				when: 'Quand la commune a beaucoup de comptes ou de certificats.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'un rendez-vous par an.',
			}),
		],
	},
}
