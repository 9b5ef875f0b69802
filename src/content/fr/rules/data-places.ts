// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleText } from '../rule-text.ts'

import { level } from '../rule-text.ts'

/** Hosting: sensitive data, transfers, names on the Internet. */
export const DATA_PLACE_TEXTS: Readonly<Record<string, RuleText>> = {
	'HEB-4': {
		title: 'Mettre à l’abri les données sensibles',
		why: 'L’état civil, les dossiers sociaux ou de santé, les pièces d’identité, les enfants, les agents : une fuite y fait du tort à '
			+ 'des personnes. Le règlement demande une sécurité adaptée (article 32) ; le choix de l’hébergeur est le vôtre. L’hébergement '
			+ 'de santé certifié ne concerne que les données recueillies lors de soins ou d’un suivi social.',
		levels: [
			level('Retirez ces données de l’outil, et effacez les copies.', {
				when: '',
				effort: 'L',
				trainingHours: 1,
				lose: 'la facilité de tout mettre au même endroit.',
			}),
			level('Passez à un outil métier dont le contrat garantit l’Union européenne.', {
				when: 'Quand ces données doivent rester accessibles en ligne.',
				effort: 'L',
				trainingHours: 3,
				lose: 'des habitudes, et le temps du changement.',
			}),
			level('Confiez-les à votre syndicat informatique (OPSN) ou à un service public.', {
				when: 'Quand aucun éditeur ne répond à la question du lieu et de la loi.',
				effort: 'L',
				trainingHours: 3,
				lose: 'le choix du rythme des évolutions.',
			}),
		],
	},
	'HEB-5': {
		title: 'Appuyer chaque transfert hors d’Europe',
		why: 'Envoyer des données d’habitants hors de l’Union demande un appui : une décision de la Commission, ou des clauses signées. Un '
			+ 'dépannage à distance depuis un autre pays est un transfert aussi.',
		levels: [
			level('Notez sur quoi le transfert s’appuie : demandez-le au prestataire.', {
				when: '',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'une lettre à envoyer.',
			}),
			level('Changez le réglage ou l’offre pour rester dans l’Union.', {
				when: 'Quand le prestataire le propose.',
				effort: 'M',
				trainingHours: 0.5,
				lose: 'parfois une fonction réservée à d’autres régions.',
			}),
			level('Changez d’outil pour un service gardé en Europe.', {
				when: 'Quand le prestataire ne donne aucun appui.',
				effort: 'L',
				trainingHours: 3,
				lose: 'des habitudes, et le temps du changement.',
			}),
		],
	},
	'HEB-6': {
		title: 'Tenir le nom de domaine au nom de la commune',
		why: 'Le nom de domaine porte le site et les adresses. S’il n’est pas au nom de la commune, ou s’il expire, tout s’arrête et '
			+ 'n’importe qui peut le reprendre.',
		levels: [
			level('Demandez le transfert du nom à la commune, ou activez le renouvellement automatique.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Renouvelez-le pour trois à cinq ans.', {
				when: 'Quand la facture annuelle risque d’être oubliée.',
				effort: 'XS',
				trainingHours: 0,
				lose: 'l’avance de quelques années.',
			}),
			level('Prenez le nom par votre syndicat informatique (OPSN) ou la Suite territoriale.', {
				when: 'Quand personne ne veut suivre ces échéances.',
				effort: 'S',
				trainingHours: 0,
				lose: 'un interlocuteur de plus.',
			}),
		],
	},
	'HEB-7': {
		title: 'Mettre le site en conformité',
		why: 'Ces critères sont ceux que l’État publie pour chaque commune : adresse déclarée, nom de domaine, connexion chiffrée, '
			+ 'certificat. Les habitants doivent savoir qu’ils sont sur le vrai site.',
		levels: [
			level('Corrigez les critères un par un avec la personne qui tient le site.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Confiez le site à votre syndicat informatique (OPSN).', {
				when: 'Quand le prestataire ne sait pas corriger.',
				effort: 'M',
				trainingHours: 1,
				lose: 'la mise en page actuelle.',
			}),
			level('Prenez la page de collectivite.fr ou un service de la Suite territoriale.', {
				when: 'Quand la commune n’a pas besoin d’un site complet.',
				effort: 'S',
				trainingHours: 1,
				lose: 'la liberté de la mise en page.',
			}),
		],
	},
	'HEB-8': {
		title: 'Mettre la messagerie en conformité',
		why: 'Une adresse sur un domaine de la commune, avec les protections qui empêchent de l’imiter, évite bien des fraudes. L’État '
			+ 'publie ces critères pour chaque commune. Le critère 2.8 lit le pays d’après l’adresse du serveur : un serveur outre-mer peut '
			+ 'y échouer à tort.',
		levels: [
			level('Gardez l’ancienne boîte trois mois, avec une réponse automatique qui donne la nouvelle adresse.', {
				when: '',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'trois mois de transition.',
			}),
			level('Prenez la messagerie de votre syndicat informatique (OPSN).', {
				when: 'Quand l’adresse est chez un fournisseur grand public.',
				effort: 'M',
				trainingHours: 1,
				lose: 'des habitudes.',
			}),
			level('Rejoignez la messagerie de la Suite territoriale.', {
				when: 'Quand la commune y a droit et que plusieurs personnes ont besoin d’une adresse.',
				effort: 'M',
				trainingHours: 2,
				lose: 'des fonctions que le service n’a pas encore.',
			}),
		],
	},
}
