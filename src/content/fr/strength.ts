// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { StrengthReason } from '../../domain/passwords/strength.ts'

/** Why a password is weak, and what to do. */
export const STRENGTH_REASON_TEXTS: Readonly<Record<StrengthReason, string>> = {
	'common-password': 'Il est dans la liste des mots de passe les plus répandus, que l’on essaie en premier.',
	'too-short': 'Il est court : douze caractères au moins.',
	'common-word': 'Il contient un mot que l’on essaie en premier.',
	'personal-word': 'Il contient un nom que l’on devine quand on connaît la commune.',
	number: 'Il contient un numéro que d’autres connaissent : téléphone, SIRET, code postal, compte…',
	year: 'Il contient une année ou une date.',
	sequence: 'Il contient une suite (abc, 123).',
	keyboard: 'Il suit les touches du clavier.',
	repeat: 'Il répète les mêmes caractères.',
	'one-kind': 'Il n’a qu’une sorte de caractères : mêlez lettres, chiffres et signes, ou prenez plusieurs mots.',
}
