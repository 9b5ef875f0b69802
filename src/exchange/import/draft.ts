// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Cell, Doubt, LeftReason, Mark, Outcome, Place } from './model.ts'

import { MAX_LOOKED_AT } from './limits.ts'
import { holdsPhone, hostOf, isAbsent, isDate, isDitto, isEmail, isNoPassword, isPhone, isUrl, passwordLikeness, TYPOGRAPHIC } from './looks.ts'

/** An entry while its row is read. Texts are raw; {@link finished} trims and judges them. */
export interface Draft {
	title: string
	login: string
	password: string
	url: string
	readonly notes: string[]
	folder: string
	readonly marks: Set<Mark>
	readonly doubts: Set<Doubt>
	readonly place: Place
	/** The whole of its source, for the list of what is not imported. */
	source: string
	/** Spaces around a value mean something in a cell, nothing at the end of a line. */
	readonly inCell: boolean
}

/**
 * An empty draft.
 *
 * @param place - where its row stands
 * @param folder - the section it stands in
 * @param source - the row as text
 * @param inCell - false for a line of text
 */
export function newDraft(place: Place, folder: string, source: string, inCell: boolean): Draft {
	return { title: '', login: '', password: '', url: '', notes: [], folder, marks: new Set(), doubts: new Set(), place, source, inCell }
}

/**
 * Takes note of what a cell carries beside its text.
 *
 * @param draft - the entry
 * @param cell - one of its cells
 * @param isSecret - whether the password comes from it
 */
export function takeMarks(draft: Draft, cell: Cell, isSecret: boolean): void {
	for (const mark of cell.marks ?? []) {
		// A number or a date elsewhere than in the password is what it shows.
		if (isSecret || !['short-number', 'date', 'formula'].includes(mark)) {
			draft.marks.add(mark)
		}
	}
	if (cell.gone !== undefined) {
		draft.notes.push(`${cell.marks?.includes('partly-deleted') === true ? 'Supprimé' : 'Barré'} : ${cell.gone.trim()}`)
	}
	if (cell.comment !== undefined) {
		draft.notes.push(`Commentaire : ${cell.comment}`)
	}
}

/** Spaces of every kind, the ones a word processor puts too. */
function trimmed(text: string): string {
	let start = 0
	let end = text.length
	// A pattern for the end would try every run of spaces inside.
	while (start < end && isSpace(text[start])) {
		start += 1
	}
	while (end > start && isSpace(text[end - 1])) {
		end -= 1
	}
	return text.slice(start, end)
}

const isSpace = (sign: string | undefined): boolean => sign === '\u200B' || (sign ?? 'x').trim() === ''

const oneLine = (text: string): string => trimmed(text).split(/\s+/).join(' ')

/** Two values in one cell: what to propose as the present one, and the other for the note. */
function twoValues(text: string): { readonly now: string, readonly other: string } | null {
	const old = /^(?<now>\S+)\s*[([]\s*(?:ancien(?:ne)?|avant|ex|old)\b\s*(?:mdp|mot de passe|code)?\s*[:=]?\s*(?<other>[^)\]]+)[)\]]\s*$/i.exec(text)
		?? /^(?:ancien(?:ne)?|avant|ex|old)(?:\s+(?:mdp|mot de passe|code))?\s*[:=]?\s*(?<other>\S+)[\s,;/|→>-]+(?:nouveau|nouvel(?:le)?|new|maintenant|puis|actuel)?(?:\s+(?:mdp|mot de passe|code))?\s*[:=]?\s*(?<now>\S+)\s*$/i.exec(text)
		?? /^(?:nouveau|nouvel(?:le)?|new|actuel)(?:\s+(?:mdp|mot de passe|code))?\s*[:=]?\s*(?<now>\S+)[\s,;/|(-]+(?:ancien(?:ne)?|avant|ex|old)(?:\s+(?:mdp|mot de passe|code))?\s*[:=]?\s*(?<other>[^\s)]+)\)?\s*$/i.exec(text)
		?? /^(?<other>\S+)\s*(?:->|→|=>|-->|puis|remplac[ée] par|devient)\s*(?<now>\S+)\s*$/i.exec(text)
	if (old?.groups?.now !== undefined && old.groups.other !== undefined) {
		return { now: old.groups.now, other: old.groups.other }
	}
	const two = /^(\S+)\s*\n\s*(\S[^\n]*)$/.exec(text) ?? /^(\S+)\s+(?:ou(?: bien)?|\/|\||;|,|et|-|–|—)\s+(\S+)$/i.exec(text)
	return two?.[1] !== undefined && two[2] !== undefined ? { now: two[1], other: two[2] } : null
}

function judgePassword(draft: Draft): string {
	const raw = draft.password
	const text = trimmed(raw)
	if (text === '' || isAbsent(text)) {
		if (text !== '' && draft.login !== '') {
			draft.notes.push(`Mot de passe : ${text}`)
		}
		return ''
	}
	if (text !== raw && draft.inCell && !draft.marks.has('partly-struck') && !draft.marks.has('partly-deleted')) {
		draft.doubts.add('trimmed')
	}
	if (text.length > MAX_LOOKED_AT) {
		draft.doubts.add('not-a-password')
		return text
	}
	const two = twoValues(text)
	if (two !== null) {
		draft.doubts.add('several-passwords')
		draft.notes.push(`Autre valeur : ${trimmed(two.other)}`)
		return two.now
	}
	if (/\n/.test(text)) {
		draft.doubts.add('several-passwords')
		return text
	}
	if (isDitto(text)) {
		draft.doubts.add('not-a-password')
	} else if (isPhone(text)) {
		draft.doubts.add('phone')
	} else if (isDate(text)) {
		draft.doubts.add('date')
	} else if (isNoPassword(text) || isEmail(text) || (isUrl(text) && /^(https?:|www\.)/i.test(text))) {
		draft.doubts.add('not-a-password')
	} else if (/ou |\(|\bpuis\b|\bancien/i.test(text) && /\s/.test(text)) {
		draft.doubts.add('several-passwords')
	} else if (TYPOGRAPHIC.test(text)) {
		draft.doubts.add('typography')
	} else if (/\s/.test(text)) {
		draft.doubts.add('spaces')
	}
	return text
}

function judgeLogin(draft: Draft, password: string): string {
	const text = trimmed(draft.login)
	if (isAbsent(text)) {
		return ''
	}
	if (/\n/.test(text) || / (?:ou|\/|puis|et) /.test(text) || (text.split(/\s+/).length > 4 && !isPhone(text)) || isDitto(text)) {
		draft.doubts.add('odd-login')
	}
	const isLikeLogin = isEmail(password) || /^[a-z]+[._-][a-z]+$/.test(password)
	if (isLikeLogin && text !== '' && !isEmail(text) && (isEmail(password) || passwordLikeness(text) > 0.9)) {
		draft.doubts.add('swapped')
	}
	return text.split('\n').map(trimmed).filter((line) => line !== '').join(' / ')
}

/** An address as a link, or null for text that is none. */
function judgeUrl(draft: Draft): string {
	const text = trimmed(draft.url)
	if (text === '' || isAbsent(text)) {
		return ''
	}
	if (isUrl(text) || /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(text)) {
		return text
	}
	const inside = text.split(/\s+/).find((word) => isUrl(word))
	draft.notes.push(oneLine(inside === undefined ? text : text.replace(inside, '')))
	return inside ?? ''
}

function takeMarkDoubts(draft: Draft, password: string): void {
	for (const mark of draft.marks) {
		if (mark === 'short-number') {
			if (/^\d{1,3}$/.test(password)) {
				draft.doubts.add('short-number')
			}
		} else {
			draft.doubts.add(mark)
		}
	}
}

/** "La messagerie : mairie@vauzelles.example.fr" in front of a password: a name, and a login. */
function takeMailFromTitle(draft: Draft): void {
	const words = draft.title.trim().split(/\s+/)
	const mail = words.at(-1) ?? ''
	const name = words.slice(0, -1).join(' ').replace(/\s*[:,=–—-]$/, '')
	if (!draft.inCell && draft.login.trim() === '' && name !== '' && isEmail(mail)) {
		draft.title = name
		draft.login = mail
	}
}

/**
 * The entry of a draft with what is doubtful about it, or what is left out and why.
 *
 * @param draft - as read
 */
export function finished(draft: Draft): Outcome {
	takeMailFromTitle(draft)
	const password = judgePassword(draft)
	const login = judgeLogin(draft, password)
	const url = judgeUrl(draft)
	const named = oneLine(draft.title)
	if (login === '' && password === '' && url === '') {
		return leftOut(holdsPhone(draft.source) ? 'phone' : 'no-account', draft.source, draft.place)
	}
	if (password === '' && login === '' && named === '' && draft.notes.length === 0) {
		draft.doubts.add('no-title')
	}
	takeMarkDoubts(draft, password)
	if (password === '') {
		draft.doubts.add('no-password')
	}
	const title = named === '' || isAbsent(named) ? hostOf(url) || login : named
	if (named === '' && url === '' && (login === '' || !isEmail(login))) {
		draft.doubts.add('no-title')
	}
	if (!draft.inCell && /=\s|->|→/.test(named)) {
		draft.doubts.add('odd-title')
	}
	const note = draft.notes.map(trimmed).filter((line) => line !== '' && !isAbsent(line)).join('\n')
	return {
		kind: 'entry',
		entry: { title, login, password, url, note, folder: oneLine(draft.folder) },
		doubts: [...draft.doubts],
		place: draft.place,
	}
}

/**
 * A text that is not imported.
 *
 * @param reason - why
 * @param text - of the row
 * @param place - where it stands
 */
export function leftOut(reason: LeftReason, text: string, place: Place): Outcome {
	return { kind: 'left', reason, text: trimmed(text), place }
}
