// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleText } from '../rule-text.ts'

import { level } from '../rule-text.ts'

/** Uses and working together. */
export const USAGE_TEXTS: Readonly<Record<string, RuleText>> = {
	'USA-1': {
		title: 'Choisir un outil par usage',
		why: 'Trois outils pour une même chose, c’est trois endroits où chercher, trois mots de passe et trois abonnements.',
		levels: [
			level('Choisissez ensemble celui qui reste, et dites-le à tous.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'une préférence ou deux.',
			}),
			level('Gardez un seul outil libre pour cet usage.', {
				when: 'Quand aucun des outils ne convient à tous.',
				effort: 'M',
				trainingHours: 2,
				lose: 'des habitudes.',
			}),
			level('Prenez un service public prévu pour cet usage.', {
				when: 'Quand il existe et couvre le besoin.',
				effort: 'M',
				trainingHours: 2,
				lose: 'le choix du rythme des évolutions.',
			}),
		],
	},
	'USA-2': {
		title: 'Partager un lien plutôt qu’une pièce jointe',
		why: 'Avec une pièce jointe, chacun garde sa version et personne ne sait laquelle est la bonne. Un lien mène toujours au même '
			+ 'document.',
		levels: [
			level('Partagez un lien de votre Nextcloud au lieu de joindre le fichier.', {
				when: '',
				effort: 'XS',
				trainingHours: 0.5,
				lose: 'l’habitude de la pièce jointe.',
			}),
			level('Ouvrez un dossier partagé pour les élus.', {
				when: 'Quand les mêmes personnes reçoivent souvent les mêmes documents.',
				effort: 'S',
				trainingHours: 1,
				lose: 'un dossier à ranger.',
			}),
			level('Demandez un espace de partage à votre syndicat informatique (OPSN).', {
				when: 'Quand la commune n’a pas de Nextcloud.',
				effort: 'S',
				trainingHours: 1,
				lose: 'un compte de plus.',
			}),
		],
	},
	'USA-3': {
		title: 'Avoir un agenda partagé',
		why: 'Sans agenda commun, les réunions et les salles se croisent. Encore faut-il qu’il ne dépende pas d’une loi étrangère quand un '
			+ 'autre est disponible.',
		levels: [
			level('Mettez-vous d’accord sur ce qu’on y écrit, et comment.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Utilisez l’agenda de votre Nextcloud, ou Framagenda.', {
				when: 'Quand l’agenda actuel est absent ou exposé à une loi étrangère.',
				effort: 'S',
				trainingHours: 1,
				lose: 'des habitudes.',
			}),
			level('Prenez un service public de réservation, comme Espace sur Demande.', {
				when: 'Quand il s’agit surtout des salles.',
				effort: 'S',
				trainingHours: 1,
				lose: 'un outil de plus.',
			}),
		],
	},
	'USA-4': {
		title: 'Organiser vos réunions sur un outil maîtrisé',
		why: 'Quand c’est vous qui invitez, c’est vous qui choisissez où passent la voix et les documents. Être invité ailleurs ne compte '
			+ 'pas.',
		levels: [
			level('Réglez l’outil : salle d’attente, pas d’enregistrement, pas de fichiers sensibles.', {
				when: '',
				effort: 'XS',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Invitez sur BigBlueButton ou Nextcloud Talk.', {
				when: 'Quand l’outil actuel est exposé à une loi étrangère.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'quelques fonctions.',
			}),
			level('Utilisez Visio, de la Suite territoriale.', {
				when: 'Quand la commune y a droit.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'quelques fonctions.',
			}),
		],
	},
	'USA-5': {
		title: 'Soulager un outil essentiel mal vécu',
		why: 'Un outil essentiel dont on n’est pas satisfait, ou imposé sans formation, coûte du temps chaque jour. Souvent une '
			+ 'demi-journée avec un pair suffit.',
		levels: [
			level('Passez une demi-journée avec une commune qui s’en sert bien.', {
				when: '',
				effort: 'S',
				trainingHours: 4,
				lose: 'une demi-journée.',
			}),
			level('Demandez la formation de l’éditeur ou du CDG.', {
				when: 'Quand les difficultés restent les mêmes.',
				effort: 'M',
				trainingHours: 7,
				lose: 'une journée.',
			}),
			level('Étudiez un autre outil, sur une échéance du contrat.', {
				when: 'Quand la formation n’a rien changé.',
				effort: 'L',
				trainingHours: 7,
				lose: 'des habitudes, et le temps du changement.',
			}),
		],
	},
	'USA-6': {
		title: 'Donner une adresse de la mairie à chacun',
		why: 'Une adresse personnelle mélange le courrier de la commune et la vie privée, et part avec la personne.',
		levels: [
			level('Partagez une boîte générique de la mairie.', {
				when: '',
				effort: 'XS',
				trainingHours: 0,
				lose: 'savoir qui a répondu.',
			}),
			level('Créez une adresse par agent et par élu.', {
				when: 'Quand plusieurs personnes écrivent au nom de la commune.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'une boîte de plus à lire.',
			}),
			level('Prenez la messagerie de la Suite territoriale : une adresse par agent et élu.', {
				when: 'Quand la commune n’a pas de domaine à elle.',
				effort: 'M',
				trainingHours: 1,
				lose: 'des habitudes.',
			}),
		],
	},
	'USA-7': {
		title: 'Sécuriser l’accès des élus',
		why: 'Un élu sans matériel de la mairie travaille avec le sien. Rien à y contrôler : ce sont les comptes qu’il ouvre qui demandent '
			+ 'une double vérification.',
		levels: [
			level('Donnez à chaque élu une fiche d’accès, avec la double vérification.', {
				when: '',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'quelques secondes à chaque connexion.',
			}),
			level('Gardez une tablette partagée à la mairie.', {
				when: 'Quand un élu ne veut pas de la double vérification sur son téléphone.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'le prix d’une tablette.',
			}),
			level('Prêtez un appareil à chaque élu qui traite des dossiers.', {
				when: 'Quand des dossiers d’habitants sont consultés souvent.',
				effort: 'M',
				trainingHours: 1,
				lose: 'le prix des appareils.',
			}),
		],
	},
}
