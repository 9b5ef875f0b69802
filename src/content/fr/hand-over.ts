// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Texts about a notebook that lies in a person's account. */
export const HAND_OVER_TEXT = {
	summary: 'Si ce compte disparaît, et comment transmettre le carnet',
	deleted: 'Quand un compte Nextcloud est supprimé, ses fichiers le sont avec lui. Le carnet disparaît alors au même moment pour toutes les personnes avec qui il était partagé, et personne ne peut le rouvrir sans '
		+ 'une sauvegarde de l’hébergeur. Un compte seulement désactivé ne supprime rien : les autres continuent de lire et de compléter.',
	best: 'La meilleure place est un dossier d’équipe : il n’appartient à personne et reste quand quelqu’un part. Demandez-en un à votre hébergeur, puis déplacez-y le dossier du carnet depuis Fichiers. Trousseau le '
		+ 'retrouvera tout seul.',
	ownSteps: [
		'Ouvrez les paramètres de Nextcloud (votre image, en haut à droite), puis « Partage ».',
		'Sous « Transférer la propriété », choisissez le dossier du carnet, puis la personne qui le gardera.',
		'Cette personne reçoit une notification de Nextcloud : elle accepte.',
		'Chacun rouvre Trousseau et vérifie que le carnet est là avant que l’ancien compte soit supprimé.',
	],
	otherSteps: [
		'Demandez à la personne qui tient ce compte de transmettre le carnet avant son départ : paramètres de Nextcloud, « Partage », « Transférer la propriété ».',
		'Si elle est déjà partie, demandez à votre hébergeur de le faire, avant de supprimer le compte.',
		'Rouvrez Trousseau et vérifiez que le carnet est là.',
	],
	host: 'Pour l’hébergeur, la commande est :',
	after: 'Après la transmission, les partages et les droits restent les mêmes, et chacun retrouve le carnet au même endroit. Chez la personne qui le reçoit, il se trouve dans un dossier « Transféré de… », qu’elle '
		+ 'peut renommer ou déplacer. Les mots de passe ne changent pas de main : qui pouvait les ouvrir le peut toujours, et la personne qui part se retire à part, dans « Personnes et accès ».',
} as const

/** The command that hands a folder over, for the host; names are quoted for a shell. */
export function transferCommand(owner: string, path: string): string {
	const quoted = (text: string): string => `'${text.replaceAll('\'', '\'\\\'\'')}'`
	return `occ files:transfer-ownership --path=${quoted(path)} ${quoted(owner)} <nouveau compte>`
}
