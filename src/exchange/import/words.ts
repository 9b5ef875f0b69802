// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Doubt, LeftReason } from './model.ts'
import type { Refusal } from './refusal.ts'

/** Why a row should be checked. */
export const DOUBT_WORDS: Readonly<Record<Doubt, string>> = {
	struck: 'Texte barré dans le fichier : ce compte sert-il encore ?',
	'partly-struck': 'Une partie du texte est barrée dans le fichier : elle est dans la note.',
	deleted: 'Texte supprimé dans le suivi des modifications : ce compte sert-il encore ?',
	'partly-deleted': 'Une partie du texte est supprimée dans le suivi des modifications : elle est dans la note.',
	hidden: 'Ligne ou texte masqué dans le fichier.',
	formula: 'Valeur calculée par une formule.',
	'long-number': 'Nombre de plus de 15 chiffres : le tableur a pu en changer les derniers.',
	'short-number': 'Nombre : le tableur a pu retirer des zéros au début.',
	nul: 'Des signes illisibles ont été retirés.',
	quote: 'Guillemet qui ne se referme pas : la ligne a pu être mal découpée.',
	'several-passwords': 'Plusieurs valeurs pour le mot de passe : laquelle est la bonne ?',
	'several-accounts': 'La ligne contient plusieurs comptes : ils sont séparés.',
	phone: 'Le mot de passe ressemble à un numéro de téléphone.',
	date: 'Le mot de passe ressemble à une date.',
	trimmed: 'Des espaces autour du mot de passe ont été retirés.',
	spaces: 'Le mot de passe contient une espace.',
	typography: 'Le mot de passe contient un signe que le traitement de texte a pu changer (apostrophe, tiret, guillemet, espace insécable).',
	'not-a-password': 'Cela ne ressemble pas à un mot de passe.',
	ditto: '« Idem » : la valeur de la ligne du dessus a été reprise.',
	'no-password': 'Pas de mot de passe.',
	'no-title': 'Pas de nom.',
	continued: 'Ligne sans nom : rattachée au compte du dessus.',
	swapped: 'L’identifiant et le mot de passe semblent inversés.',
	guessed: 'Rien dans le fichier ne dit ce qu’est chaque valeur : vérifiez.',
	'too-much': 'La ligne a plus de cases que l’en-tête.',
	'odd-login': 'L’identifiant contient plusieurs valeurs.',
	'odd-title': 'Le nom ressemble à autre chose.',
}

/** Why a row is left out. */
export const LEFT_WORDS: Readonly<Record<LeftReason, string>> = {
	title: 'Titre du document ou du tableau.',
	header: 'Ligne d’en-tête.',
	section: 'Titre sous lequel il n’y a aucun compte.',
	text: 'Phrase sans identifiant ni mot de passe reconnu.',
	'no-account': 'Ni identifiant ni mot de passe.',
	phone: 'Numéro de téléphone, sans mot de passe.',
	total: 'Ligne de total, de date ou de bas de page.',
	deleted: 'Supprimé dans l’ancien logiciel.',
	kind: 'Fiche d’une autre sorte qu’un mot de passe (carte, identité…).',
	trash: 'Fiche dans la corbeille de l’ancien logiciel.',
	comment: 'Commentaire.',
	attachment: 'Pièce jointe : à reprendre à la main.',
}

/** Why a file is refused. Each says what to do. */
export const REFUSAL_WORDS: Readonly<Record<Refusal, string>> = {
	empty: 'Ce fichier est vide.',
	'too-large': 'Ce fichier est trop gros pour être un carnet de mots de passe. Gardez-en seulement les pages utiles, puis recommencez.',
	'too-many-rows': 'Ce fichier a trop de lignes ou de colonnes. Coupez-le en plusieurs fichiers, puis recommencez.',
	damaged: 'Ce fichier est abîmé ou incomplet. Ouvrez-le dans le programme qui l’a créé, enregistrez-le de nouveau, puis recommencez.',
	protected: 'Ce fichier est protégé par un mot de passe. Ouvrez-le dans votre traitement de texte, enregistrez-le sans mot de passe, puis recommencez.',
	'old-office': 'Ce fichier est dans un ancien format d’Office (.doc ou .xls), ou protégé par un mot de passe. Ouvrez-le, choisissez « Enregistrer sous » au format .docx, .xlsx, .odt ou .ods, puis recommencez.',
	rtf: 'Ce fichier est au format RTF. Ouvrez-le, choisissez « Enregistrer sous » au format .docx ou .odt, puis recommencez.',
	html: 'Ce fichier est une page web, même si son nom dit autre chose. Ouvrez-le dans votre tableur, enregistrez-le au format .xlsx ou .ods, puis recommencez.',
	image: 'Ce fichier est une image : Trousseau ne lit pas les photos. Tapez son contenu, ou collez-le sous forme de texte.',
	pdf: 'Ce fichier est un PDF. Reprenez le fichier d’origine (Word, Writer, Excel, Calc), ou copiez son texte et collez-le ici.',
	archive: 'Ce fichier est une archive qui ne contient aucun carnet connu. Décompressez-la, puis déposez le fichier utile.',
	apple: 'Ce fichier vient de Pages ou de Numbers. Exportez-le au format Word, Excel ou CSV, puis recommencez.',
	binary: 'Ce fichier n’est pas un carnet que Trousseau sait lire. Enregistrez-le au format .docx, .odt, .xlsx, .ods ou .csv, puis recommencez.',
	xml: 'Ce fichier XML ne vient pas d’un logiciel que Trousseau connaît.',
	doctype: 'Ce fichier XML contient des définitions que Trousseau refuse par prudence. Exportez-le de nouveau depuis le logiciel d’origine.',
	json: 'Ce fichier JSON ne vient pas d’un logiciel que Trousseau connaît.',
	'encrypted-export': 'Cet export est chiffré. Exportez de nouveau depuis le logiciel d’origine, sans chiffrement, puis recommencez.',
	kdb: 'Ce fichier vient de KeePass 1. Ouvrez-le dans KeePassXC, enregistrez-le au format .kdbx, puis recommencez.',
	'kdbx-passphrase': 'Ce fichier KeePass demande son mot de passe principal.',
	'kdbx-wrong': 'Ce n’est pas le mot de passe de ce fichier KeePass, ou il lui faut aussi un fichier-clé.',
	'kdbx-cost': 'Ce fichier KeePass demande plus de mémoire ou de temps que ce navigateur ne peut donner. Ouvrez-le dans KeePassXC, baissez ses réglages de sécurité, ou exportez-le en CSV.',
	'no-account': 'Trousseau n’a trouvé aucun compte dans ce fichier.',
	'too-slow': 'La lecture de ce fichier demande trop de temps à cet ordinateur : elle a été arrêtée, et rien n’a été importé. Gardez seulement les pages utiles du fichier, ou coupez-le en deux, puis recommencez.',
	'no-memory': 'Cet ordinateur n’a pas assez de mémoire libre pour lire ce fichier, et rien n’a été importé. Fermez d’autres onglets et d’autres programmes, puis recommencez.',
	unknown: 'Trousseau n’a pas pu lire ce fichier. Enregistrez-le au format .docx, .odt, .xlsx, .ods ou .csv, puis recommencez.',
}
