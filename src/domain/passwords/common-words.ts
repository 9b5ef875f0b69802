// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/**
 * Common passwords of a mairie, most likely first: words in lower
 * case without accents. Their place in the list is about how soon they are tried.
 */
export const COMMON_WORDS: readonly string[] = (
	'motdepasse password mairie azerty qwerty admin secret bonjour soleil commune bienvenue secretaire secretariat accueil '
	+ 'administrateur maire village marseille france chocolat doudou loulou iloveyou jetaime administrator welcome letmein master '
	+ 'hiver printemps automne janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre '
	+ 'lundi mardi mercredi jeudi vendredi samedi dimanche noel vacances anniversaire '
	+ 'nicolas camille julien thomas alexandre antoine pierre paul jean marie sophie isabelle nathalie catherine martine francoise '
	+ 'valerie sandrine stephanie christine laurent philippe michel patrick alain bernard daniel sylvie monique jacques andre louis '
	+ 'etatcivil cimetiere urbanisme cadastre elections election ecole cantine garderie conseil municipal municipale '
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

/** Words between the others: they add nothing that is worth guessing. */
export const SMALL_WORDS: ReadonlySet<string> = new Set('a au aux ce ces cet de des du d en et il je l la le les ma mes mon ne nos notre on ou par pas pour qu que sa se ses si son sur sous st ste ta te tes ton tu un une vos votre y'.split(' '))

/** Family names and given names that most people think of: the first of the country, in lower case without accents. */
export const COMMON_NAMES: readonly string[] = (
	'martin bernard thomas petit robert richard durand dubois moreau laurent simon michel lefebvre leroy roux david bertrand morel fournier girard '
	+ 'bonnet dupont lambert fontaine rousseau vincent muller lefevre faure andre mercier blanc guerin boyer garnier chevalier francois legrand gauthier garcia '
	+ 'perrin robin clement morin nicolas henry roussel mathieu gautier masson marchand duval denis dumont marie lemaire noel meyer dufour meunier brun '
	+ 'blanchard giraud joly riviere lucas brunet gaillard barbier arnaud martinez gerard roche renard schmitt roy leroux colin vidal caron picard roger fabre aubert '
	+ 'lemoine renaud dumas lacroix olivier philippe bourgeois pierre benoit rey leclerc payet rolland leclercq guillaume lecomte lopez jean dupuy guillot hubert berger '
	+ 'carpentier sanchez dupuis moulin louis deschamps huet vasseur perez boucher fleury royer klein jacquet adam paris poirier marty aubry guyot carre charles renault '
	+ 'emma jade louise alice chloe lina lea manon julie lucie sarah laura pauline claire anne aurelie celine virginie veronique brigitte francoise jacqueline '
	+ 'gabriel raphael leo hugo arthur jules maxime quentin kevin jeremy romain florian sebastien christophe stephane eric olivier pascal thierry bruno didier gilles serge'
).split(' ')

/** Rows and columns of the French and English keyboards, the ways people walk on them, and the digits. */
export const KEYBOARD_ROWS: readonly string[] = [
	'azertyuiop',
	'qsdfghjklm',
	'wxcvbn',
	'qwertyuiop',
	'asdfghjkl',
	'zxcvbnm',
	'1234567890',
	'aqwzsxedcrfvtgbyhnuj',
	'1aqw2zsx3edc4rfv5tgb6yhn7uj',
	'1qaz2wsx3edc4rfv5tgb6yhn7ujm',
	'qazwsxedcrfvtgbyhnujm',
	'a1z2e3r4t5y6u7i8o9p0',
	'1a2z3e4r5t6y7u8i9o0p',
	'1q2w3e4r5t6y7u8i9o0p',
	'aqzsedrftgyhuj',
	'147258369',
	'789456123',
	'159357',
]

/** Signs of the digits' row of a French keyboard without its shift key, in its order. */
export const UNSHIFTED_DIGITS = '&é"\'(-è_çà'
