// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/**
 * What people take for a password in a mairie, most likely first: words in lower
 * case without accents. Their place in the list is about how soon they are tried.
 */
export const COMMON_WORDS: readonly string[] = (
	'motdepasse password mairie azerty qwerty admin secret bonjour soleil commune bienvenue secretaire secretariat accueil '
	+ 'administrateur maire village marseille france chocolat doudou loulou iloveyou jetaime administrator welcome letmein master '
	+ 'hiver printemps automne janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre '
	+ 'lundi mardi mercredi jeudi vendredi samedi dimanche noel vacances anniversaire '
	+ 'nicolas camille julien thomas alexandre antoine pierre paul jean marie sophie isabelle nathalie catherine martine francoise '
	+ 'valerie sandrine stephanie christine laurent philippe michel patrick alain bernard daniel sylvie monique jacques andre louis '
	+ 'etatcivil cimetiere urbanisme cadastre elections election ecole cantine garderie conseil municipal municipale mairiede '
	+ 'compta comptabilite budget paie facture helios chorus ants titres comedec dgfip impots tresor prefecture insee cosoluce magnus '
	+ 'nextcloud internet orange wanadoo gmail google microsoft office outlook windows ordinateur bureau portable imprimante wifi '
	+ 'chat chien cheval lapin oiseau papillon tigre maison jardin fleur rose lilas soleils etoile lune montagne riviere foret '
	+ 'football rugby basket tennis velo moto voiture camion tracteur '
	+ 'bonheur amour famille maman papa bebe enfant amie amis cherie princesse coucou salut merci '
	+ 'rouge bleu vert jaune noir blanc gris violet '
	+ 'pass test guest user root login compte session temporaire provisoire changer nouveau nouvelle change changeme modifier '
	+ 'saint sainte notre dame sous bourg hameau place rue route avenue '
	+ 'paris lyon lille nantes bordeaux toulouse rennes nice strasbourg bretagne normandie alsace '
	+ 'dragon monkey superman batman starwars pokemon naruto liverpool chelsea hello sunshine flower summer winter spring autumn'
).split(' ')

/** Rows of the French and English keyboards, and the digits' row. */
export const KEYBOARD_ROWS: readonly string[] = ['azertyuiop', 'qsdfghjklm', 'wxcvbn', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890', '&é"\'(-è_çà']
