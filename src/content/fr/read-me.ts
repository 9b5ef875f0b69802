// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Text of `LISEZ-MOI.txt`, for whoever finds the folder in Nextcloud. */
export const README_TEXT = [
	'Ce dossier contient le carnet de la mairie tenu par l’application Trousseau : les mots de passe, chiffrés, et l’inventaire des outils.',
	'Ne le supprimez pas, ne le renommez pas et ne modifiez aucun fichier à la main : ouvrez-le avec l’application Trousseau, dans le menu de Nextcloud.',
	'Personne ne peut lire les mots de passe à partir de ces fichiers, ni l’hébergeur ni l’administrateur ; gardez l’enveloppe de secours de la mairie en lieu sûr.',
	'',
].join('\n')
