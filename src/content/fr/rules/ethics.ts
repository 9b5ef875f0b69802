// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleText } from '../rule-text.ts'

import { level } from '../rule-text.ts'

/** Ethics and sobriety. */
export const ETHICS_TEXTS: Readonly<Record<string, RuleText>> = {
	'ETH-1': {
		title: 'Regarder les logiciels libres au prochain renouvellement',
		why: 'La loi encourage les logiciels libres et les formats ouverts (loi 2016-1321, article 16). Libre n’est pas une qualité à lui '
			+ 'seul : l’entretien, l’aide et le coût total comptent autant. Rien ne presse avant une échéance.',
		levels: [
			level('Posez la question au prochain renouvellement de chaque outil choisi par la commune.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Essayez un outil libre semblable chez l’hébergeur de votre Nextcloud.', {
				when: 'Quand le contrat arrive à échéance.',
				effort: 'L',
				trainingHours: 4,
				lose: 'des habitudes, et quelques fonctions.',
			}),
			level('Prenez un service public équivalent.', {
				when: 'Quand il existe et couvre le besoin.',
				effort: 'L',
				trainingHours: 4,
				lose: 'le choix du rythme des évolutions.',
			}),
		],
	},
	'ETH-2': {
		title: 'Garder le matériel plus longtemps',
		why: 'Fabriquer un ordinateur pèse plus que s’en servir. Ces figures disent l’âge du parc, la part reconditionnée et ce qui a été '
			+ 'effacé avant de partir. Elles ne comptent dans aucun résultat.',
		levels: [
			level('Gardez les postes au-delà de cinq ans quand leur système est à jour, et effacez ce qui part.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'un peu de vitesse.',
			}),
			level('Achetez reconditionné.', {
				when: 'Quand un poste doit être remplacé.',
				effort: 'S',
				trainingHours: 0,
				lose: 'le choix du modèle.',
			}),
			level('Passez par un achat groupé responsable.', {
				when: 'Quand plusieurs postes sont à remplacer.',
				effort: 'M',
				trainingHours: 0,
				lose: 'le choix du fournisseur.',
			}),
		],
	},
	'ETH-3': {
		title: 'Éviter les outils gratuits qui vivent de la publicité',
		why: 'Un outil gratuit qui suit ses visiteurs se paie avec les données des habitants. Le règlement demande de ne garder que le '
			+ 'nécessaire (RGPD, article 5).',
		levels: [
			level('N’y mettez plus de noms ni de coordonnées d’habitants.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'un peu de confort.',
			}),
			level('Passez à un outil libre semblable.', {
				when: 'Quand l’outil sert souvent.',
				effort: 'M',
				trainingHours: 2,
				lose: 'des habitudes.',
			}),
			level('Prenez un service public.', {
				when: 'Quand il existe et couvre le besoin.',
				effort: 'M',
				trainingHours: 2,
				lose: 'quelques fonctions.',
			}),
		],
	},
}
