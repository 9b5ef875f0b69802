// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Kinds of value that the words above a column, or in front of a value, announce. */
export type Word
	= | 'title' | 'login' | 'mail' | 'password' | 'old-password' | 'code' | 'both' | 'url' | 'address' | 'note' | 'folder' | 'number' | 'extra'

/** A word of the lexicon, and how surely it announces that: 0 to 1. */
export interface Meaning {
	readonly word: Word
	readonly weight: number
}

/** Words of a label: more make a sentence. */
const MAX_WORDS = 7
const MAX_LENGTH = 60

const PASSWORD = /\b(mots? de passes?|mots? de pass|mots? passe|m de passe|motdepasse|mdpasse|mdps?|m d p|passwords?|passwd|pwd|psw|passphrase|phrase de passe)\b/
const LOGIN = new RegExp('\\b(identifiants?|ident|logins?|log in|utilisateurs?|users?|usernames?|userid|pseudos?|usagers?|identification|matricule|log'
	+ '|(code|numero|num|no|n) (d |de |du |l )?(utilisateur|client|identifiant|agent|adherent|abonne|compte|usager|contrat client|collectivite|acces client|fiscal|allocataire|employeur|cotisant|affilie|declarant|teledeclarant|spi|licence)'
	+ '|nom (d |de )?(utilisateur|connexion|compte|usager)|compte utilisateur|abonne)\\b')
const MAIL = /\b(e ?mails?|mails?|courriels?|mels?|adresses? (e ?)?mails?|adresse electronique|boites? (aux lettres|mails?)|bal|messagerie)\b/
const URL = /\b(urls?|liens?|links?|websites?|web ?site|sites? (web|internet)|adresses? (du site|web|internet|url|http)|www|https?|page web|pages? de connexion|login uri)\b/
const CODE = new RegExp('^(le |la |les |votre )?(codes?|codes? (secrets?|confidentiels?|pin|personnels?|perso|wifi|wi fi|portes?|portail|alarme|coffre|entree|cle|sim'
	+ '|d acces|acces|d entree|de connexion|de securite|de verrouillage|d ouverture|photocopieur|copieur|imprimante)|pin|code pin \\w+'
	+ '|cles?|cles? (wifi|wi fi|wpa2?|wep|d acces|de securite|secrete|reseau)|secret|pass|passe|sesame|mp|pw|combinaison|key)$')
const OLD = /\b(anciens?|ancienne|precedents?|precedente|old|avant)\b/

const RULES: readonly (readonly [RegExp, Word, number])[] = [
	[/^(no?|num|numero|rang|ordre|ligne)$/, 'number', 0.7],
	[/^(id|ids|login|identifiants?|identifiant (de connexion|connexion))$/, 'login', 1],
	[LOGIN, 'login', 0.9],
	[/^sessions?( (windows|pc|ordinateur))?$/, 'login', 0.7],
	[CODE, 'code', 0.7],
	[/^(e ?mails?|mails?|courriels?|mels?|adresses? (e ?)?mails?|adresse electronique)( (de |d )?(connexion|login|identifiant|compte|utilisateur))?$/, 'mail', 0.8],
	[URL, 'url', 0.9],
	[MAIL, 'mail', 0.5],
	[/^(adresses?|web|internet|page|acces)$/, 'address', 0.5],
	[/^(sites?|noms? (du |de |des |d )?(sites?|services?|logiciels?|comptes?|applications?|outils?|l application)|logiciels?|applications?|applis?|outils?)\b/, 'title', 1],
	[/^(plateformes?|plate formes?|portails?|libelles?|intitules?|designations?|titres?|title|name|organismes?|account|programmes?)\b/, 'title', 0.9],
	[/^(comptes?|services?|noms?|objets?|quoi|pour quoi|fournisseurs?|partenaires?|administrations?|prestataires?|usages?|materiels?|appareils?)\b/, 'title', 0.7],
	[/^(equipements?|lieux?|endroits?|porte|batiments?|reseaux?|ssid|boutiques?|institutions?|entites?|societes?|entreprises?|sujets?)\b/, 'title', 0.6],
	[/^(categories?|category|rubriques?|dossiers?|groupes?|group|themes?|domaines?|types?|familles?|folder|secteurs?|poles?|thematiques?|classement)$/, 'folder', 0.8],
	[/^(notes?|remarques?|rq|rmq|observations?|obs|commentaires?|comments?|infos?|informations?|infos? (utiles?|complementaires?|diverses?))$/, 'note', 1],
	[/^(divers|autres?|precisions?|details?|a savoir|memo|complements?|informations? (utiles?|complementaires?|diverses?)|description)$/, 'note', 0.9],
	[/^(qui|par qui|utilise par|agents?|personnes?|titulaires?|detenteurs?|responsables?|referents?|tel|telephones?|tel .*|telephone .*)$/, 'extra', 0.9],
	[/^(hot ?line|assistance|contacts?|support|interlocuteurs?|dates?|date .*|maj|mise a jour|modifie .*|change .*|expire .*|expiration|echeances?)$/, 'extra', 0.9],
	[/^(questions? .*|reponses? .*|question|reponse|references?|ref|contrats?|numero de contrat|no? de contrat|tarifs?|prix|couts?|abonnement)$/, 'extra', 0.9],
	[/^(codes? de (secours|recuperation)|double authentification|2fa|a2f|otp|puk|code puk|validite|frequence|fonctions?|postes?|prenoms?|statut)$/, 'extra', 0.9],
	[/^(renouvellement|renouveler .*|a changer .*|derniere? .*|secours|mail de (secours|recuperation)|email de (secours|recuperation))$/, 'extra', 0.9],
	[/^(codes? (postal|insee|tva|naf|ape)|siret|siren)$/, 'extra', 1],
]

const MARKS = /[\u0300-\u036F]/g

/**
 * Lower case, without accents, every other sign a space.
 *
 * @param text - any text
 */
export function folded(text: string): string {
	return text.normalize('NFD').replace(MARKS, '').toLowerCase().replaceAll('œ', 'oe').replace(/n°|nº/g, 'no ').replace(/[^a-z0-9@]+/g, ' ').trim()
}

const cache = new Map<string, Meaning | null>()
/** Cells of the longest lists that people keep; each is looked up several times. */
const MAX_CACHE = 40_000

/**
 * Kind of value that a label announces; null for an unknown label.
 *
 * @param text - a header, or what stands before a colon
 */
export function meaningOf(text: string): Meaning | null {
	if (text.length > MAX_LENGTH) {
		return null
	}
	const known = cache.get(text)
	if (known !== undefined) {
		return known
	}
	if (cache.size > MAX_CACHE) {
		cache.clear()
	}
	const found = lookUp(folded(text))
	cache.set(text, found)
	return found
}

function lookUp(label: string): Meaning | null {
	if (label === '' || label.split(' ').length > MAX_WORDS || label.includes('@')) {
		return null
	}
	if (/^(codes? (postal|insee|tva|naf|ape|puk)|siret|siren|codes? de (secours|recuperation)|(e ?)?mail de (secours|recuperation))$/.test(label)) {
		return { word: 'extra', weight: 1 }
	}
	if (PASSWORD.test(label) || /^(pass|passe|mp|pw)$/.test(label)) {
		if (/\b(oublie|perdu|change|changement|expire|date|modifie|a jour|validite|renouvellement)\b/.test(label)) {
			return { word: 'extra', weight: 0.8 }
		}
		const withLogin = LOGIN.test(label) || MAIL.test(label) || /\bid\b/.test(label)
		const isUserPassword = /^(mots? de passe|mdp) (de |du |d |de l )?(utilisateur|messagerie|mail|email|user|compte|agent)/.test(label)
		return OLD.test(label)
			? { word: 'old-password', weight: 1 }
			: withLogin && !isUserPassword
				? { word: 'both', weight: 0.9 }
				: { word: 'password', weight: /^(nouveau |nouveaux |dernier )?(mots? de passe|mdp|password)/.test(label) ? 1 : 0.95 }
	}
	for (const [pattern, word, weight] of RULES) {
		if (pattern.test(label)) {
			return { word, weight }
		}
	}
	return null
}

/** Words of a document's own title, never of a section. */
const OWN_TITLE = /\b(mots? de passe|mdp|identifiants|codes|carnet|liste|repertoire|recapitulatif|tableau|mairie d|commune d|mise? a jour|maj|confidentiel|au \d+|20\d\d|acces)\b/

/**
 * Tells the title of a notebook ("Mots de passe de la mairie, mars 2024") from the name of a section.
 *
 * @param text - what stands above
 */
export function isOwnTitle(text: string): boolean {
	return OWN_TITLE.test(folded(text))
}

/** Words that name a section rather than an account. */
const SECTION = new RegExp('^(les |la |le |l )?(finances?|comptabilite|compta|budget|paie|etat civil|elections?|urbanisme|cadastre|ecoles?|scolaire|periscolaire|enfance'
	+ '|messageries?|e ?mails?|mails?|sites? (web|internet)|banques?|banque et .*|assurances?|telephonie|telecom|internet|informatique|reseaux?( sociaux)?|divers|autres?'
	+ '|social|ccas|action sociale|marches publics|ressources humaines|rh|personnel|techniques?|services? .*|mairie|bibliotheque|mediatheque|batiments?|securite|cimetiere'
	+ '|prefecture.*|etat|departement|region|intercommunalite|fournisseurs?|energie|eau.*|fluides|transports?|communication|materiel|logiciels?( metiers?)?|wi ?fi|portes?'
	+ '|alarmes?|acces|ordinateurs?|postes?|administratif|administration|secretariat|elus?|agents?|salles?|codes .*|impots|fiscalite|culture|sports?|tourisme|juridique)$')

/**
 * Tells whether a text is a usual name of a section.
 *
 * @param text - the row's only text
 */
export function isSectionWord(text: string): boolean {
	return SECTION.test(folded(text))
}
