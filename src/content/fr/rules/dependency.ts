// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleText } from '../rule-text.ts'

/** Dependency and continuity. */
export const DEPENDENCY_TEXTS: Readonly<Record<string, RuleText>> = {
	'DEP-4': {
		title: 'Récupérer les clés tenues par d’autres',
		why: 'Si le nom de domaine, une sauvegarde ou un compte d’administrateur n’est tenu que par un prestataire ou un bénévole, la mairie peut tout perdre le jour où il s’arrête, '
			+ 'déménage ou se fâche.',
		levels: [
			{
				text: 'Demandez l’accès d’administrateur et le transfert du nom de domaine au nom de la commune, puis rangez-les dans le coffre.',
				when: '',
				effort: 'S',
				trainingHours: 0,
				training: 'Formation : aucune.',
				lose: 'Ce que vous perdez : rien. Le prestataire garde les accès dont il a besoin.',
			},
			{
				text: 'Ajoutez au contrat une clause : la commune détient les accès, et les récupère sous huit jours.',
				when: 'Quand le prestataire hésite, ou au renouvellement du contrat.',
				effort: 'M',
				trainingHours: 0.5,
				training: 'Formation : une demi-heure pour relire la clause avec le syndicat ou le CDG.',
				lose: 'Ce que vous perdez : une discussion avec le prestataire.',
			},
			{
				text: 'Changez de prestataire, en passant par votre syndicat informatique (OPSN).',
				when: 'Quand l’accès est refusé ou reste sans réponse.',
				effort: 'L',
				trainingHours: 2,
				training: 'Formation : deux heures pour prendre en main le nouvel interlocuteur.',
				lose: 'Ce que vous perdez : une relation établie, et le temps de la bascule.',
			},
		],
	},
}
