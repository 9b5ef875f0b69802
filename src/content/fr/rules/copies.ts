// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleText } from '../rule-text.ts'

import { level } from '../rule-text.ts'

/** Security: copies, whom to call, who comes in. */
export const COPY_TEXTS: Readonly<Record<string, RuleText>> = {
	'SEC-2': {
		title: 'Garder une copie débranchée, ailleurs',
		why: 'Un virus qui chiffre les fichiers chiffre aussi les copies qu’il peut atteindre ; un incendie prend tout ce qui est dans la '
			+ 'même pièce. Il faut une copie débranchée, et une copie ailleurs.',
		levels: [
			level('Achetez un deuxième disque, débranchez-le après la copie et gardez-le dans un autre bâtiment.', {
				when: '',
				effort: 'XS',
				trainingHours: 0,
				lose: 'le prix d’un disque, et un aller-retour par semaine.',
			}),
			level('Confiez cette copie à une commune voisine ou à votre syndicat informatique (OPSN).', {
				when: 'Quand la commune n’a pas d’autre bâtiment sûr.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'une copie à chiffrer avant qu’elle ne sorte.',
			}),
			level('Prenez un contrat de sauvegarde avec des copies que l’on ne peut pas modifier.', {
				when: 'Quand personne ne peut s’occuper du disque chaque semaine.',
				effort: 'M',
				trainingHours: 1,
				lose: 'un coût chaque année, et un prestataire de plus.',
			}),
		],
	},
	'SEC-3': {
		title: 'Essayer de restaurer un fichier',
		why: 'Une sauvegarde que l’on n’a jamais relue n’est peut-être qu’un dossier vide. On le découvre toujours au mauvais moment.',
		levels: [
			level('Restaurez un fichier ensemble, une fois, et notez la date.', {
				when: '',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'deux heures.',
			}),
			level('Inscrivez l’essai dans l’agenda une fois par an.', {
				when: 'Quand le premier essai a réussi.',
				effort: 'XS',
				trainingHours: 0,
				lose: 'deux heures par an.',
			}),
			level('Demandez au prestataire un compte rendu d’essai chaque année.', {
				when: 'Quand la sauvegarde est tenue par un prestataire.',
				effort: 'XS',
				trainingHours: 0,
				lose: 'la preuve par vos propres yeux.',
			}),
		],
	},
	'SEC-10': {
		title: 'Imprimer la fiche d’urgence',
		why: 'Le jour où tout s’arrête, on ne cherche pas un numéro dans un ordinateur bloqué. Une feuille avec huit contacts, à jour, fait '
			+ 'gagner les premières heures.',
		levels: [
			level('Complétez les huit contacts, imprimez la fiche et affichez-la.', {
				when: '',
				effort: 'XS',
				trainingHours: 0,
				lose: 'une feuille à refaire chaque année.',
			}),
			level('Faites un exercice d’une heure : qui appelle qui, que fait-on sans ordinateur.', {
				when: 'Quand la fiche est prête.',
				effort: 'S',
				trainingHours: 1,
				lose: 'une heure par an.',
			}),
			level('Préparez l’exercice avec votre syndicat informatique (OPSN) ou la gendarmerie.', {
				when: 'Quand plusieurs communes veulent le faire ensemble.',
				effort: 'S',
				trainingHours: 1,
				lose: 'une demi-journée à plusieurs.',
			}),
		],
	},
	'SEC-11': {
		title: 'Maîtriser la prise en main à distance',
		why: 'Un prestataire qui peut entrer à toute heure, sans que personne ne le voie, est une porte ouverte de plus. Un accès à la '
			+ 'demande, noté, suffit presque toujours.',
		levels: [
			level('Demandez à chaque prestataire comment il entre, et notez-le.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Faites régler l’accès pour qu’une personne de la mairie l’accepte à chaque fois.', {
				when: 'Quand le prestataire peut entrer sans prévenir.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'être dépanné quand personne n’est là.',
			}),
			level('Ajoutez une clause au contrat : accès sur demande, et liste des interventions.', {
				when: 'Au renouvellement du contrat.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'une discussion avec le prestataire.',
			}),
		],
	},
}
