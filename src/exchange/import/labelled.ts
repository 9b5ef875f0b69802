// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Word } from './lexicon.ts'

import { folded, meaningOf } from './lexicon.ts'
import { MAX_LOOKED_AT } from './limits.ts'
import { isUrl, passwordLikeness } from './looks.ts'

/** A value with the label in front of it. */
export interface Labelled {
	readonly word: Word
	readonly label: string
	readonly value: string
}

/** A text in which labels were found. */
export interface LabelledText {
	/** Text in front of the first label. */
	readonly before: string
	readonly fields: readonly Labelled[]
	/** Nothing but a usual word shows where a value starts. */
	readonly isLoose: boolean
}

/** Words that a label may be made of; what stands before them is no part of it. */
const LABEL_WORDS = new Set(('identifiant identifiants id ids ident login logins log utilisateur utilisateurs user username users pseudo usager compte mot mots de passe pass mdp mdps mp pw m d p pwd '
	+ 'password code codes acces secret confidentiel pin puk cle cles wifi wi fi wpa wpa2 wep reseau nom d du la le l les votre mon notre connexion client adherent abonne agent mail mails e '
	+ 'email emails courriel adresse adresses electronique internet web site url lien liens http https page note notes remarque remarques observation observations commentaire commentaires obs '
	+ 'info infos divers tel telephone contact assistance hotline support numero num no n personnel perso ancien ancienne nouveau nouvelle actuel porte portail alarme coffre entree '
	+ 'fiscal allocataire employeur cotisant affilie declarant spi licence collectivite titulaire qui responsable referent date maj modifie expire question reponse secrete reference ref contrat logiciel application service organisme intitule libelle siret siren '
	+ 'messagerie securite admin administrateur utilise par pour et matricule phrase secours boite recuperation session windows sim combinaison ssid key oublie changement').split(' '))

/** Label words that are logins too. */
const LIKELY_VALUES = /^(?:admin|administrateur|users?|utilisateur|compte|internet|wifi|contact|session|e?mail|web|infos?|personnel|secretariat|client|agent)$/i

const MAX_LABEL_WORDS = 6
const SEPARATORS_AROUND = /^[\s/|,;·•→>–—-]+|(?:[-=]>|[\s/|,;·•→–—-])+$/g

const stripped = (text: string): string => text.replace(SEPARATORS_AROUND, '')

interface Found {
	readonly start: number
	readonly valueAt: number
	readonly label: string
	readonly word: Word
}

/** The label that ends where the colon stands: as many label words as there are, and a meaning. */
function labelBefore(text: string, colon: number, from: number): Found | null {
	const before = text.slice(from, colon)
	const words = [...before.matchAll(/[\p{L}\p{N}°º]+(?:['’][\p{L}]+)?/gu)].slice(-MAX_LABEL_WORDS)
	const last = words.at(-1)
	if (last === undefined || /[^\s]/.test(before.slice(last.index + last[0].length).replace(/\(s\)/, ''))) {
		return null
	}
	let start: number | null = null
	for (let index = words.length - 1; index >= 0; index -= 1) {
		const word = words[index]
		const next = words[index + 1]
		if (word === undefined || !folded(word[0]).split(' ').every((part) => LABEL_WORDS.has(part))
			|| (next !== undefined && !/^(?:[\s'’./-]|\(s\))*$/.test(before.slice(word.index + word[0].length, next.index)))
			|| (next !== undefined && / [/-] /.test(before.slice(word.index + word[0].length, next.index)))) {
			break
		}
		start = word.index
	}
	for (const word of words) {
		// "login : admin mdp : x": right after a label, such a word is its value.
		const isValue = from > 0 && word !== last && /^[^\S\n]*$/.test(before.slice(0, word.index)) && LIKELY_VALUES.test(word[0])
		if (start !== null && word.index >= start && !isValue) {
			const label = before.slice(word.index).trim()
			const meaning = meaningOf(label.replace(/\(s\)/g, 's'))
			// "le service : …": an article in front of what has no meaning by itself is no label.
			if (meaning !== null) {
				return { start: from + word.index, valueAt: colon + 1, label, word: meaning.word }
			}
		}
	}
	return null
}

function findLabels(text: string): readonly Found[] {
	const found: Found[] = []
	let from = 0
	for (const match of text.matchAll(/[:=](?!\/\/|\\)|→|->/g)) {
		const isTime = /\d/.test(text[match.index - 1] ?? '') && /\d/.test(text[match.index + 1] ?? '')
		if (match.index < from || isTime) {
			continue
		}
		const label = labelBefore(text, match.index, from)
		if (label !== null) {
			const sign = match[0].length
			found.push({ ...label, valueAt: match.index + sign })
			from = match.index + sign
		}
	}
	return found
}

/** Labels without colon: "identifiant mairie85 mdp Soleil2024". Both must be there, or a likely password. */
function looseLabels(text: string): LabelledText | null {
	const match = /^(?<before>.*?)(?:^|[\s,;:(/|–—-])(?<loginLabel>identifiant|login|id|user|utilisateur|pseudo|log)\s+(?<login>[^\s,;/|]+)[\s,;/|–—-]*(?:et\s+)?(?:le\s+)?(?<label>mot de passe|mdp|pass|password|mp|code|pwd)\s+(?<password>\S+)(?<after>.*)$/is.exec(text)
	if (match?.groups !== undefined) {
		const { before = '', loginLabel = '', login = '', label = '', password = '', after = '' } = match.groups
		return {
			before: stripped(before).replace(/\s*[:(]$/, ''),
			isLoose: true,
			fields: [
				{ word: 'login', label: loginLabel, value: login },
				{ word: 'password', label, value: password.replace(/[)]$/, '') },
				...(stripped(after) === '' ? [] : [{ word: 'note' as const, label: '', value: stripped(after) }]),
			],
		}
	}
	const login = /^(?<label>identifiant|login|id|user|utilisateur|pseudo|e?-?mail)\s+(?<value>\S+)$/i.exec(text.trim())
	if (login?.groups?.value !== undefined && (/[\d@._-]/.test(login.groups.value) || /^[a-z]+$/.test(login.groups.value))) {
		return { before: '', isLoose: true, fields: [{ word: 'login', label: login.groups.label ?? '', value: login.groups.value }] }
	}
	const single = /^(?<before>.*?)(?:^|[\s,;:(/|–—-])(?:le\s+)?(?<label>mot de passe|mdp|password|pwd|code)\s+(?:est\s+)?(?<password>[^\s,]+)[.)]?$/is.exec(text)
	const { before = '', label = '', password = '' } = single?.groups ?? {}
	return passwordLikeness(password) < 0.5 || before.split(/\s+/).length > 8
		? null
		: { before: stripped(before).replace(/\s*[:(]$/, ''), isLoose: true, fields: [{ word: 'password', label, value: password }] }
}

/** A label that the lexicon does not have, inside a value, ends it: "Abc1 Contact : Mme Petit". */
const UNKNOWN_LABEL = /\s+(?=\p{Lu}?[\p{L}'’.]{2,25}(?: [\p{L}'’.]{1,20}){0,2}\s?: )/u

function valuesOf(text: string, found: readonly Found[]): readonly Labelled[] {
	return found.flatMap((label, index): Labelled[] => {
		const raw = text.slice(label.valueAt, found[index + 1]?.start ?? text.length)
		const isLast = index === found.length - 1
		const value = isLast ? raw.replace(/^\s+/, '').replace(/\s+$/, '') : stripped(raw).replace(/\s+(?:et|puis|\()$/i, '').replace(/[(\s]+$/, '')
		const cut = label.word === 'note' || label.word === 'extra' || value.startsWith('http') ? -1 : value.search(UNKNOWN_LABEL)
		return cut === -1
			? [{ word: label.word, label: label.label, value }]
			: [{ word: label.word, label: label.label, value: stripped(value.slice(0, cut)) }, { word: 'note', label: '', value: stripped(value.slice(cut)) }]
	})
}

/** Values of which the login or the password comes first, both under one label: "Identifiant / mdp : x / y". */
function unfolded(field: Labelled): readonly Labelled[] {
	if (field.word !== 'both') {
		return [field]
	}
	const parts = splitPair(field.value)
	return parts === null
		? [{ ...field, word: 'password' }]
		: [{ word: 'login', label: field.label, value: parts[0] }, { word: 'password', label: field.label, value: parts[1] }]
}

/**
 * Two values in one text, as "x / y", "x - y" or on two lines; null when there is no telling.
 *
 * @param text - of a cell under "Identifiant / mot de passe"
 */
export function splitPair(text: string): readonly [string, string] | null {
	if (text.length > MAX_LOOKED_AT) {
		return null
	}
	for (const separator of [/\s*\n\s*/, /\s+[/|–—-]\s+/, /\s*[;|]\s*/, /\s*\/\s*/, /\s*,\s+/, /\s+/, /\s*-\s*/]) {
		const parts = text.trim().split(separator)
		if (parts.length === 2 && parts[0] !== undefined && parts[1] !== undefined && parts.every((part) => part !== '')) {
			return [parts[0], parts[1]]
		}
	}
	return null
}

/**
 * The labelled values of a text ("id : x / mdp : y"), or null when it has none that tells of a login, a password,
 * an address or a note.
 *
 * @param text - of a cell or a line
 */
export function parseLabelled(text: string): LabelledText | null {
	if (text.length > MAX_LOOKED_AT) {
		return null
	}
	const found = findLabels(text)
	const first = found[0]
	const hasSecret = found.some(({ word }) => word === 'password' || word === 'code' || word === 'both' || word === 'login')
	if (first === undefined || !hasSecret) {
		const loose = looseLabels(text)
		if (loose !== null || first === undefined) {
			return loose
		}
	}
	return { before: stripped(text.slice(0, first.start)).replace(/\s*[:(]$/, ''), fields: valuesOf(text, found).flatMap(unfolded), isLoose: false }
}

/**
 * Puts closing brackets aside that belong to the text around: "Ameli (id : x / mdp : y)".
 *
 * @param text - a labelled text
 * @param value - its last value
 */
export function withoutBracket(text: string, value: string): string {
	return text.includes('(') && value.endsWith(')') && !value.includes('(') ? value.slice(0, -1).trimEnd() : value
}

/**
 * True if a text holds both a login and a password with their labels, or an address and a password.
 *
 * @param parsed - what {@link parseLabelled} found
 */
export function holdsAccount(parsed: LabelledText): boolean {
	const words = parsed.fields.map((field) => field.word)
	return words.some((word) => word === 'password' || word === 'code') && (words.some((word) => word === 'login' || word === 'mail') || parsed.before !== '')
}

/**
 * The first web address in a text, or null.
 *
 * @param text - any
 */
export function urlIn(text: string): string | null {
	return text.split(/[\s,;()]+/).find((word) => isUrl(word)) ?? null
}
