// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleText } from '../rule-text.ts'

import { level } from '../rule-text.ts'

/** Training and help. */
export const TRAINING_TEXTS: Readonly<Record<string, RuleText>> = {
	'FOR-1': {
		title: 'Ne pas dépendre d’une seule mémoire',
		why: 'Un outil essentiel que personne n’a appris, ou que rien n’explique, s’arrête avec la personne qui le connaît. Une demi-page '
			+ 'suffit pour repartir.',
		levels: [
			level('Écrivez une demi-page : à quoi il sert, les trois gestes de tous les jours, qui appeler.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'deux heures par outil.',
			}),
			level('Suivez une formation avec un pair, ou Pix Territoires.', {
				when: 'Quand personne n’a été formé.',
				effort: 'S',
				trainingHours: 4,
				lose: 'une demi-journée.',
			}),
			level('Prenez une formation payante de l’éditeur.', {
				when: 'Quand la note et le pair n’ont pas suffi.',
				effort: 'M',
				trainingHours: 7,
				lose: 'un coût et une journée.',
			}),
		],
	},
	'FOR-2': {
		title: 'Sensibiliser chaque personne une fois par an',
		why: 'La plupart des attaques commencent par un message auquel quelqu’un répond. Une heure par an, tous ensemble, change beaucoup.',
		levels: [
			level('Réunissez agents et élus une heure autour de quelques exemples.', {
				when: '',
				effort: 'S',
				trainingHours: 1,
				lose: 'une heure par an.',
			}),
			level('Demandez l’intervention de la gendarmerie.', {
				when: 'Quand vous préférez quelqu’un d’extérieur.',
				effort: 'S',
				trainingHours: 1,
				lose: 'une date à trouver.',
			}),
			level('Suivez un cours en ligne, avec attestation.', {
				when: 'Quand les emplois du temps ne se croisent pas.',
				effort: 'S',
				trainingHours: 4,
				lose: 'une demi-journée par personne.',
			}),
		],
	},
	'FOR-3': {
		title: 'Désigner un référent numérique',
		why: 'Sans personne désignée, chacun pense que l’autre s’en occupe. Il n’a pas à être expert : il sait qui appeler.',
		levels: [
			level('Désignez une personne, agent ou élu, et dites-le à tous.', {
				when: '',
				effort: 'XS',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Formez un binôme, un agent et un élu.', {
				when: 'Quand une seule personne porte tout.',
				effort: 'S',
				trainingHours: 0,
				lose: 'un point ensemble par trimestre.',
			}),
			level('Rapprochez-vous du référent de l’intercommunalité.', {
				when: 'Quand personne n’est disponible.',
				effort: 'S',
				trainingHours: 0.5,
				lose: 'un interlocuteur plus loin.',
			}),
		],
	},
	'FOR-4': {
		title: 'Faire signer une charte d’une page',
		why: 'Une page que chacun signe dit ce qui est permis et ce qui ne l’est pas. À moins de trois personnes, elle n’apprendrait rien à '
			+ 'personne.',
		levels: [
			level('Écrivez une page et faites-la signer à chaque agent et élu.', {
				when: '',
				effort: 'S',
				trainingHours: 0,
				lose: 'deux heures.',
			}),
			level('Reprenez le modèle de la CNIL ou du CDG.', {
				when: 'Quand vous ne savez pas par où commencer.',
				effort: 'S',
				trainingHours: 0,
				lose: 'rien.',
			}),
			level('Aucun autre outil n’est utile ici : ce premier pas suffit.', {
				when: 'Quand la charte est signée par tous.',
				effort: 'XS',
				trainingHours: 0,
				lose: 'rien.',
			}),
		],
	},
}
