// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleText } from '../rule-text.ts'

/** Identifiers and passwords. */
export const IDENTIFIER_TEXTS: Readonly<Record<string, RuleText>> = {
	'IDM-1': {
		title: 'Mettre les mots de passe dans le coffre',
		why: 'Un carnet se perd, un fichier Word ou un document en ligne se lit par qui ouvre l’ordinateur, un mot de passe gardé en mémoire part avec la personne. '
			+ 'Dans le coffre, ils sont chiffrés, se retrouvent en trois gestes et restent à la mairie.',
		levels: [
			{
				text: 'Saisissez d’abord les dix comptes sans lesquels la mairie s’arrête.',
				when: '',
				effort: 'S',
				trainingHours: 0,
				training: 'Formation : aucune, l’écran vous guide.',
				lose: 'Ce que vous perdez : rien, le carnet reste où il est pour l’instant.',
			},
			{
				text: 'Saisissez tous les comptes, puis rangez le carnet sous enveloppe cachetée au coffre de la mairie.',
				when: 'Quand les dix premiers sont saisis et que vous les retrouvez sans y penser.',
				effort: 'M',
				trainingHours: 0.5,
				training: 'Formation : une demi-heure avec un collègue.',
				lose: 'Ce que vous perdez : le réflexe d’ouvrir le carnet.',
			},
			{
				text: 'Partagez le coffre avec une deuxième personne de la mairie et préparez l’enveloppe de secours.',
				when: 'Quand une seule personne peut ouvrir les comptes de la mairie.',
				effort: 'M',
				trainingHours: 1,
				training: 'Formation : une heure à deux.',
				lose: 'Ce que vous perdez : être seul à savoir.',
			},
		],
	},
	'IDM-3': {
		title: 'Ne plus utiliser deux fois le même mot de passe',
		why: 'Quand un site se fait voler ses mots de passe, ils sont essayés partout ailleurs. Un mot de passe réutilisé ouvre donc plusieurs portes d’un coup.',
		levels: [
			{
				text: 'Changez les mots de passe réutilisés des comptes essentiels.',
				when: '',
				effort: 'S',
				trainingHours: 0,
				training: 'Formation : aucune.',
				lose: 'Ce que vous perdez : la facilité de n’en retenir qu’un ; le coffre retient les autres.',
			},
			{
				text: 'Laissez le coffre proposer un mot de passe différent à chaque nouveau compte, et changez les anciens au fil de l’eau.',
				when: 'Quand les comptes essentiels sont réglés.',
				effort: 'M',
				trainingHours: 0.5,
				training: 'Formation : une demi-heure pour prendre l’habitude du générateur.',
				lose: 'Ce que vous perdez : des mots de passe que l’on connaît par cœur.',
			},
			{
				text: 'Réservez un quart d’heure par mois pour revoir les mots de passe réutilisés signalés par le coffre.',
				when: 'Quand plusieurs personnes créent des comptes.',
				effort: 'S',
				trainingHours: 0.5,
				training: 'Formation : une demi-heure pour chaque personne concernée.',
				lose: 'Ce que vous perdez : un quart d’heure par mois.',
			},
		],
	},
	'IDM-5': {
		title: 'Activer la double vérification sur les comptes sensibles',
		why: 'La messagerie, la banque, le nom de domaine, l’hébergeur et les comptes d’administrateur ouvrent tous les autres. '
			+ 'Avec un code en plus du mot de passe, un mot de passe volé ne suffit plus.',
		levels: [
			{
				text: 'Activez le code par application sur la messagerie et sur le compte du nom de domaine.',
				when: '',
				effort: 'S',
				trainingHours: 0.5,
				training: 'Formation : une demi-heure, téléphone en main.',
				lose: 'Ce que vous perdez : quelques secondes à chaque nouvelle connexion.',
			},
			{
				text: 'Activez-le sur tous les comptes sensibles, et notez pour chacun qui reçoit le code.',
				when: 'Quand la messagerie est protégée et que le geste est pris.',
				effort: 'M',
				trainingHours: 1,
				training: 'Formation : une heure pour toute l’équipe.',
				lose: 'Ce que vous perdez : se connecter sans son téléphone.',
			},
			{
				text: 'Équipez les personnes qui administrent d’une clé de sécurité ou de la carte agent.',
				when: 'Quand une personne administre plusieurs comptes sensibles, ou quand le téléphone ne passe pas à la mairie.',
				effort: 'M',
				trainingHours: 1,
				training: 'Formation : une heure par personne.',
				lose: 'Ce que vous perdez : le prix d’une clé par personne, et une clé de rechange à garder au coffre.',
			},
		],
	},
	'IDM-6': {
		title: 'Fermer les comptes des personnes parties',
		why: 'Une personne partie qui connaît encore un mot de passe peut entrer, même sans le vouloir. C’est aussi la protéger : on ne pourra rien lui reprocher.',
		levels: [
			{
				text: 'Changez aujourd’hui les mots de passe partagés qu’elle connaissait, et fermez ses comptes nominatifs.',
				when: '',
				effort: 'XS',
				trainingHours: 0,
				training: 'Formation : aucune.',
				lose: 'Ce que vous perdez : rien. Prévenez seulement ceux qui se servent des mêmes comptes.',
			},
			{
				text: 'À chaque départ, suivez la liste que l’inventaire prépare : comptes, clés, matériel, messagerie.',
				when: 'Quand plus d’une personne quitte la mairie dans l’année.',
				effort: 'S',
				trainingHours: 0.5,
				training: 'Formation : une demi-heure pour lire la liste ensemble.',
				lose: 'Ce que vous perdez : deux heures à chaque départ.',
			},
			{
				text: 'Écrivez une procédure d’arrivée et de départ, agents et élus, signée à la fin de chaque mandat.',
				when: 'À l’approche d’un renouvellement du conseil.',
				effort: 'M',
				trainingHours: 1,
				training: 'Formation : une heure avec la ou le maire.',
				lose: 'Ce que vous perdez : un peu de souplesse dans les passations.',
			},
		],
	},
}
