// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleText } from '../rule-text.ts'

/** Hosting and sovereignty. */
export const HOSTING_TEXTS: Readonly<Record<string, RuleText>> = {
	'HEB-1': {
		title: 'Savoir où sont les données',
		why: 'Ce n’est pas un reproche : presque personne ne le sait pour les outils en ligne. Tant qu’on ne le sait pas, on ne peut ni répondre aux habitants, ni choisir.',
		levels: [
			{
				text: 'Envoyez au prestataire la lettre toute prête : elle pose la question du lieu, de l’hébergeur et du groupe.',
				when: '',
				effort: 'XS',
				trainingHours: 0,
				training: 'Formation : aucune.',
				lose: 'Ce que vous perdez : rien.',
			},
			{
				text: 'Relisez le contrat ou les conditions d’utilisation, et notez ce qu’ils disent du lieu et des sous-traitants.',
				when: 'Quand le prestataire ne répond pas sous un mois.',
				effort: 'S',
				trainingHours: 0.5,
				training: 'Formation : une demi-heure avec le délégué à la protection des données.',
				lose: 'Ce que vous perdez : deux heures par contrat.',
			},
			{
				text: 'Demandez à votre syndicat informatique (OPSN) de poser la question une fois pour toutes les communes.',
				when: 'Quand plusieurs communes voisines utilisent le même outil.',
				effort: 'XS',
				trainingHours: 0,
				training: 'Formation : aucune.',
				lose: 'Ce que vous perdez : attendre la réponse commune.',
			},
		],
	},
	'HEB-2': {
		title: 'Garder les données en Europe',
		why: 'Dans l’Union européenne et l’Espace économique européen, les données des habitants sont protégées par les mêmes règles et les mêmes juges. Ailleurs, il faut d’autres '
			+ 'garanties, plus difficiles à vérifier. Ce n’est pas interdit : c’est un choix à faire en connaissance de cause.',
		levels: [
			{
				text: 'Cherchez dans les réglages, ou demandez au prestataire, l’hébergement en France ou dans l’Union européenne.',
				when: '',
				effort: 'S',
				trainingHours: 0,
				training: 'Formation : aucune.',
				lose: 'Ce que vous perdez : parfois une fonction réservée à d’autres régions.',
			},
			{
				text: 'Passez à un outil libre semblable, installé chez l’hébergeur de votre Nextcloud.',
				when: 'Quand le prestataire ne propose pas d’hébergement en Europe.',
				effort: 'L',
				trainingHours: 3,
				training: 'Formation : trois heures pour les personnes qui s’en servent.',
				lose: 'Ce que vous perdez : des habitudes, et quelques fonctions avancées.',
			},
			{
				text: 'Choisissez un service public équivalent, quand il existe.',
				when: 'Quand l’outil garde des données d’habitants et qu’un service public couvre le besoin.',
				effort: 'L',
				trainingHours: 3,
				training: 'Formation : trois heures, souvent proposées par le service lui-même.',
				lose: 'Ce que vous perdez : le choix du rythme des évolutions.',
			},
		],
	},
	'HEB-3': {
		title: 'Réduire la dépendance à une loi étrangère',
		why: 'Des données peuvent être en France et dépendre pourtant d’une loi étrangère, quand la société qui les garde appartient à un groupe qui y est soumis. '
			+ 'Le lieu et la loi sont deux questions différentes. Rien d’illégal ici : un risque à connaître et à mesurer.',
		levels: [
			{
				text: 'Mettez-y moins de données : ni noms d’habitants, ni dossiers sociaux, ni pièces d’identité.',
				when: '',
				effort: 'M',
				trainingHours: 1,
				training: 'Formation : une heure pour se mettre d’accord sur ce qui n’y va plus.',
				lose: 'Ce que vous perdez : la facilité de tout mettre au même endroit.',
			},
			{
				text: 'Passez au Nextcloud de votre hébergeur pour les fichiers, les agendas et le travail à plusieurs.',
				when: 'Quand l’outil garde des données sensibles, ou à l’échéance du contrat.',
				effort: 'L',
				trainingHours: 4,
				training: 'Formation : une demi-journée par personne, de préférence avec une commune qui l’a déjà fait.',
				lose: 'Ce que vous perdez : des habitudes, et la présentation exacte de certains documents.',
			},
			{
				text: 'Rejoignez les services de la Suite territoriale.',
				when: 'Quand la commune y a droit et que plusieurs outils sont concernés.',
				effort: 'XL',
				trainingHours: 6,
				training: 'Formation : une journée répartie sur plusieurs semaines.',
				lose: 'Ce que vous perdez : des fonctions que le service n’a pas encore, certains étant en version d’essai.',
			},
		],
	},
}
