// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleText } from '../rule-text.ts'

/** Costs and contracts. */
export const COST_TEXTS: Readonly<Record<string, RuleText>> = {
	'COU-1': {
		title: 'Connaître le coût de chaque outil',
		why: 'On ne peut décider de garder, de renégocier ou d’arrêter un outil qu’en sachant ce qu’il coûte. Une estimation vaut mieux qu’un blanc.',
		levels: [
			{
				text: 'Notez le total de la dernière facture de chaque outil, en commençant par les plus gros.',
				when: '',
				effort: 'S',
				trainingHours: 0,
				training: 'Formation : aucune.',
				lose: 'Ce que vous perdez : rien.',
			},
			{
				text: 'Sortez de votre logiciel de comptabilité la liste des mandats des comptes d’informatique et de télécommunications de l’année.',
				when: 'Quand les factures sont dispersées.',
				effort: 'S',
				trainingHours: 0.5,
				training: 'Formation : une demi-heure avec la personne qui tient la comptabilité.',
				lose: 'Ce que vous perdez : deux heures une fois par an.',
			},
			{
				text: 'Aucun service dédié n’est utile ici : l’inventaire suffit. Demandez au besoin le détail au syndicat qui facture pour vous.',
				when: 'Quand le coût est compris dans une cotisation.',
				effort: 'XS',
				trainingHours: 0,
				training: 'Formation : aucune.',
				lose: 'Ce que vous perdez : rien.',
			},
		],
	},
}
