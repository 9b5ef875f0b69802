// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Text of the printed sheet of the emergency envelope. Read by somebody in a hurry, perhaps years from now. */
export const ENVELOPE_TEXT = {
	title: 'Enveloppe de secours',
	subtitle: 'Mots de passe de la commune',
	insee: 'Code INSEE',
	sheet: 'Feuille n°',
	date: 'Préparée le',
	words: 'Les douze mots, dans cet ordre',
	code: 'Les mêmes mots, en code à lire avec un téléphone',
	codeLabel: 'Code carré qui contient les mêmes mots',
	use: 'Comment s’en servir',
	sealedOn: 'Enveloppe fermée le',
	name: 'Nom et fonction',
	signature: 'Signature',
	warn: 'Si cette enveloppe est ouverte, prévenez',
} as const

/**
 * How to keep the sheet and how to use it, in five sentences.
 *
 * @param address - of the page where the words are typed
 * @param folder - of the notebook, as its owner sees it
 */
export function envelopeSteps(address: string, folder: string): readonly string[] {
	return [
		'Qui tient cette feuille peut ouvrir tous les mots de passe de la commune : gardez-la au coffre-fort de la mairie, dans une enveloppe fermée et signée sur le rabat.',
		'Ne l’ouvrez que si plus personne ne peut entrer : départ, absence longue, phrase de passe oubliée.',
		'Connectez-vous à Nextcloud avec un compte qui a le droit de modifier le dossier « ' + folder + ' » ; s’il ne l’a pas, demandez à l’hébergeur de le lui partager.',
		`Allez à l’adresse ${address} et tapez les douze mots dans l’ordre, ou le texte du code carré. Les accents et les majuscules ne comptent pas.`,
		'L’ouverture est inscrite dans le carnet, où chacun la voit : imprimez ensuite une nouvelle feuille et détruisez celle-ci.',
	]
}
