// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/**
 * The letter that asks a supplier where the commune's data is and whose law reaches it.
 *
 * @param commune - name of the commune
 * @param tools - names of the tools that the supplier provides
 */
export function hostingLetter(commune: string, tools: readonly string[]): string {
	const list = tools.map((tool) => `– ${tool}`).join('\n')
	const subject = tools.length > 1 ? 'les outils suivants' : 'l’outil suivant'
	return `Objet : lieu d’hébergement des données de la commune de ${commune}

Madame, Monsieur,

La commune de ${commune} tient à jour l’inventaire de ses outils numériques. Pour ${subject}, nous vous remercions de nous indiquer par retour :

${list}

1. le pays et, si possible, la ville ou le centre de données où nos données sont enregistrées, sauvegardes comprises ;
2. le nom de l’hébergeur et celui des autres sous-traitants qui y ont accès ;
3. le pays de la société ou du groupe qui vous détient en dernier ressort, ainsi que l’hébergeur ;
4. la façon dont nous pouvons récupérer nos données, et dans quel format, à la fin du contrat.

Une attestation ou un lien vers votre documentation nous suffit.

Nous vous prions d’agréer, Madame, Monsieur, nos salutations distinguées.

Pour la commune de ${commune},
la mairie`
}
