// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleText } from '../rule-text.ts'

import { level } from '../rule-text.ts'

/** Costs and contracts: deadlines, what no longer serves, figures. */
export const CONTRACT_TEXTS: Readonly<Record<string, RuleText>> = {
	'COU-2': {
		title: 'Décider avant l’échéance du contrat',
		why: 'Un contrat reconduit tacitement repart pour un an si personne n’écrit à temps. Le préavis compte à la réception de la lettre. '
			+ 'Sans nombre maximal de reconductions, la durée totale est à vérifier avec les règles de la commande publique.',
		levels: [
			level('Décidez maintenant de garder ou d’arrêter, et envoyez la lettre si vous arrêtez.', {
				when: '',
				effort: 'XS',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Renégociez avec les communes voisines qui ont le même contrat.', {
				when: 'Quand l’échéance est à plus de deux mois.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'le temps de se mettre d’accord.',
			}),
			level('Passez par un achat groupé ou une centrale d’achat.', {
				when: 'Quand plusieurs communes ont le même besoin.',
				effort: 'M',
				trainingHours: 1,
				lose: 'le choix du prestataire.',
			}),
		],
	},
	'COU-3': {
		title: 'Arrêter de payer ce qui ne sert plus',
		why: 'Un outil abandonné que l’on paie encore, ou des licences de trop, c’est de l’argent à récupérer sans rien perdre.',
		levels: [
			level('Arrêtez l’outil ou réduisez les licences au prochain préavis.', {
				when: '',
				effort: 'XS',
				trainingHours: 0,
				lose: 'l’accès à ce qui s’y trouve encore : exportez-le avant.',
			}),
			level('Regroupez les usages sur un seul outil.', {
				when: 'Quand deux outils payés servent à la même chose.',
				effort: 'M',
				trainingHours: 2,
				lose: 'des habitudes.',
			}),
			level('Aucun autre outil n’est utile ici : ce premier pas suffit.', {
				when: 'Quand l’outil est compris dans une cotisation : demandez s’il peut en être retiré.',
				effort: 'XS',
				trainingHours: 0,
				lose: 'rien.',
			}),
		],
	},
	'COU-4': {
		title: 'Savoir à qui va la dépense',
		why: 'Cette part n’est ni bonne ni mauvaise : elle dit au conseil de quels pays sont les groupes que la commune paie. Elle ne '
			+ 'compte dans aucun résultat.',
		levels: [
			level('Complétez les fournisseurs et leurs montants.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Demandez à chaque fournisseur le pays de son groupe.', {
				when: 'Quand beaucoup de fournisseurs sont inconnus.',
				effort: 'S',
				trainingHours: 0,
				lose: 'quelques lettres.',
			}),
			level('Aucun autre outil n’est utile ici : ce premier pas suffit.', {
				when: 'Quand la part inconnue est petite.',
				effort: 'XS',
				trainingHours: 0,
				lose: 'rien.',
			}),
		],
	},
	'COU-5': {
		title: 'Connaître la dépense par habitant',
		why: 'Cette figure aide à se comparer, et seulement quand les quatre cinquièmes des coûts sont connus. Elle ne compte dans aucun '
			+ 'résultat.',
		levels: [
			level('Complétez les coûts, même par une estimation.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Sortez la liste des mandats d’informatique de l’année.', {
				when: 'Quand moins de la moitié des coûts est connue.',
				effort: 'S',
				trainingHours: 0,
				lose: 'deux heures par an.',
			}),
			level('Aucun autre outil n’est utile ici : ce premier pas suffit.', {
				when: 'Quand les coûts sont connus.',
				effort: 'XS',
				trainingHours: 0,
				lose: 'rien.',
			}),
		],
	},
}
