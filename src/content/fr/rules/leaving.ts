// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleText } from '../rule-text.ts'

import { level } from '../rule-text.ts'

/** Dependency: leaving, replacing, clauses. */
export const LEAVING_TEXTS: Readonly<Record<string, RuleText>> = {
	'DEP-1': {
		title: 'Connaître ses dépendances',
		why: 'Cette figure dit combien d’outils essentiels tiennent à un seul fournisseur. Ce n’est pas un défaut : c’est à savoir. Elle ne '
			+ 'compte dans aucun résultat.',
		levels: [
			level('Complétez le fournisseur de chaque outil essentiel.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Faites une fois par an un export de vos données chez ce fournisseur.', {
				when: 'Quand plusieurs outils essentiels tiennent au même.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'deux heures par an.',
			}),
			level('Repérez un autre fournisseur possible.', {
				when: 'Quand le contrat arrive à échéance.',
				effort: 'S',
				trainingHours: 0,
				lose: 'un peu de temps.',
			}),
		],
	},
	'DEP-2': {
		title: 'Pouvoir partir avec ses données',
		why: 'Le jour où l’outil s’arrête ou devient trop cher, il faut pouvoir reprendre ses données : un export essayé, un format ouvert, '
			+ 'une clause au contrat. Pour un service en ligne, le règlement européen sur les données ouvre aussi des droits de sortie.',
		levels: [
			level('Faites un export, ouvrez-le, et notez la date.', {
				when: '',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'deux heures.',
			}),
			level('Demandez une clause de restitution au renouvellement.', {
				when: 'Quand le contrat n’en dit rien.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'une discussion avec le prestataire.',
			}),
			level('Passez à un outil dont le format est ouvert.', {
				when: 'Quand aucun export n’est possible.',
				effort: 'L',
				trainingHours: 7,
				lose: 'des habitudes, et le temps de la reprise.',
			}),
		],
	},
	'DEP-3': {
		title: 'Repérer une solution de rechange',
		why: 'Savoir par quoi remplacer un outil essentiel ne veut pas dire en changer : cela évite d’être pris de court, et aide à '
			+ 'négocier.',
		levels: [
			level('Lisez les autres outils proposés par le catalogue.', {
				when: '',
				effort: 'XS',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Allez voir une commune voisine qui s’en sert.', {
				when: 'Quand l’échéance du contrat approche.',
				effort: 'S',
				trainingHours: 0,
				lose: 'une demi-journée.',
			}),
			level('Demandez une étude à votre syndicat informatique (OPSN).', {
				when: 'Quand plusieurs communes se posent la même question.',
				effort: 'S',
				trainingHours: 0,
				lose: 'attendre la réponse commune.',
			}),
		],
	},
	'DEP-5': {
		title: 'Préparer la fin d’un outil',
		why: 'Un outil fermé, qui n’est plus entretenu ou dont l’éditeur a été racheté ne disparaît pas d’un coup : il y a une date à '
			+ 'connaître.',
		levels: [
			level('Notez la date de fin, et qui vous l’a dite.', {
				when: '',
				effort: 'XS',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Préparez le remplacement : export, outil, formation.', {
				when: 'Quand la fin est à moins d’un an.',
				effort: 'M',
				trainingHours: 2,
				lose: 'un peu de temps maintenant, beaucoup moins plus tard.',
			}),
			level('Remplacez l’outil, en commençant par ce que propose votre syndicat (OPSN) ou un service public.', {
				when: 'Quand l’outil est fermé ou ne reçoit plus de corrections.',
				effort: 'L',
				trainingHours: 7,
				lose: 'des habitudes.',
			}),
		],
	},
	'DEP-6': {
		title: 'Compléter les clauses du contrat',
		why: 'Trois clauses protègent la commune : la sécurité, le lieu des données, leur restitution. Sans elles, on découvre les réponses '
			+ 'le jour de l’incident.',
		levels: [
			level('Envoyez au prestataire un avenant avec les trois clauses.', {
				when: '',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'une discussion avec le prestataire.',
			}),
			level('Ajoutez-les au prochain renouvellement.', {
				when: 'Quand le prestataire refuse l’avenant.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'du temps jusqu’à l’échéance.',
			}),
			level('Reprenez le modèle de contrat de votre syndicat informatique (OPSN).', {
				when: 'Quand plusieurs contrats sont concernés.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'rien.',
			}),
		],
	},
}
