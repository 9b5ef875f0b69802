// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleText } from '../rule-text.ts'

import { level } from '../rule-text.ts'

/** Security: computers, telephones and servers. */
export const EQUIPMENT_TEXTS: Readonly<Record<string, RuleText>> = {
	'SEC-4': {
		title: 'Tenir les ordinateurs à jour',
		why: 'Les failles des systèmes anciens sont connues de tous. Un système qui ne reçoit plus de mises à jour ne se protège plus. Les '
			+ 'mises à jour gratuites de Windows 10 ont pris fin le 14 octobre 2025 ; une organisation paie les suivantes.',
		levels: [
			level('Activez les mises à jour automatiques sur chaque poste.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'quelques redémarrages.',
			}),
			level('Passez à une version plus récente du système, ou à Linux quand le poste est trop ancien.', {
				when: 'Quand le système ne reçoit plus de mises à jour.',
				effort: 'M',
				trainingHours: 2,
				lose: 'des habitudes, et parfois un ancien logiciel ou une imprimante.',
			}),
			level('Remplacez le poste, de préférence par un reconditionné.', {
				when: 'Quand ni le système ni le poste ne peuvent suivre.',
				effort: 'L',
				trainingHours: 2,
				lose: 'le prix du poste et une journée d’installation.',
			}),
		],
	},
	'SEC-5': {
		title: 'Activer l’antivirus et le pare-feu',
		why: 'Ils sont dans le système, gratuits, et arrêtent ce que tout le monde connaît déjà. Éteints, ils laissent passer le plus banal '
			+ 'des virus.',
		levels: [
			level('Vérifiez sur chaque poste que l’antivirus et le pare-feu du système sont allumés.', {
				when: '',
				effort: 'XS',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Faites suivre les postes par votre syndicat informatique (OPSN).', {
				when: 'Quand personne ne regarde les alertes.',
				effort: 'S',
				trainingHours: 0,
				lose: 'la main sur les réglages.',
			}),
			level('Prenez une surveillance des postes partagée entre communes.', {
				when: 'Quand la commune a déjà subi une attaque.',
				effort: 'M',
				trainingHours: 1,
				lose: 'un coût chaque année.',
			}),
		],
	},
	'SEC-6': {
		title: 'Travailler sans les droits d’administrateur',
		why: 'Un virus a les droits de la personne qui l’ouvre. Avec un compte ordinaire, il abîme moins et s’installe plus difficilement.',
		levels: [
			level('Créez un deuxième compte, ordinaire, et servez-vous-en tous les jours.', {
				when: '',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'un mot de passe de plus au moment d’installer un logiciel.',
			}),
			level('Demandez au prestataire de le régler sur tous les postes.', {
				when: 'Quand vous avez plus de trois postes.',
				effort: 'S',
				trainingHours: 0,
				lose: 'la liberté d’installer seul.',
			}),
			level('Aucun autre outil n’est utile ici : ce premier pas suffit.', {
				when: 'Quand un logiciel métier demande encore ces droits : notez-le et demandez une correction.',
				effort: 'XS',
				trainingHours: 0,
				lose: 'rien.',
			}),
		],
	},
	'SEC-7': {
		title: 'Protéger ce qui sort de la mairie',
		why: 'Un portable ou un téléphone se perd. Ce qui compte est ce qu’il contient, et si ce contenu est lisible. Les appareils '
			+ 'personnels sont comptés, jamais inspectés.',
		levels: [
			level('Travaillez par le navigateur, sans copie sur l’appareil.', {
				when: '',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'le travail sans connexion.',
			}),
			level('Activez le chiffrement du disque et gardez la clé de secours au coffre.', {
				when: 'Quand des données doivent rester sur l’appareil.',
				effort: 'S',
				trainingHours: 1,
				lose: 'une clé de plus à garder.',
			}),
			level('Prêtez un appareil de la mairie aux personnes qui travaillent dehors.', {
				when: 'Quand des dossiers d’habitants sont sur des appareils personnels.',
				effort: 'M',
				trainingHours: 1,
				lose: 'le prix d’un appareil.',
			}),
		],
	},
	'SEC-8': {
		title: 'Verrouiller les écrans',
		why: 'Un écran laissé ouvert à l’accueil est une porte ouverte. Le verrouillage automatique s’en charge.',
		levels: [
			level('Réglez le verrouillage après cinq minutes, et retirez les papiers de sous le clavier.', {
				when: '',
				effort: 'XS',
				trainingHours: 0,
				lose: 'retaper son mot de passe plus souvent.',
			}),
			level('Aucun autre outil n’est utile ici : ce premier pas suffit.', {
				when: 'Quand l’écran fait face au public : tournez-le.',
				effort: 'XS',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Un code court ou une empreinte remplacent le mot de passe au déverrouillage.', {
				when: 'Quand le verrouillage est gênant et finit par être coupé.',
				effort: 'XS',
				trainingHours: 0,
				lose: 'rien.',
			}),
		],
	},
	'SEC-9': {
		title: 'Mettre le serveur sous clé',
		why: 'Un serveur ou un disque réseau accessible à tous se débranche, se vole ou s’inonde. Une porte fermée suffit souvent.',
		levels: [
			level('Fermez la pièce ou l’armoire, et notez qui a la clé.', {
				when: '',
				effort: 'XS',
				trainingHours: 0,
				lose: 'une clé de plus.',
			}),
			level('Déplacez le matériel dans une pièce fermée, aérée et au sec.', {
				when: 'Quand il est dans un lieu de passage.',
				effort: 'M',
				trainingHours: 0,
				lose: 'une demi-journée sans serveur.',
			}),
			level('Arrêtez le serveur et gardez les dossiers chez l’hébergeur de votre Nextcloud.', {
				when: 'Quand le matériel est ancien ou que personne ne s’en occupe.',
				effort: 'L',
				trainingHours: 2,
				lose: 'l’accès aux dossiers quand la connexion est coupée.',
			}),
		],
	},
}
