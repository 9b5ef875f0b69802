// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

const EMAIL = /^[^\s@;,:<>()]+@[^\s@;,:<>()]+\.[a-z]{2,}$/i
const URL_START = /^(https?:\/\/|www\.)[^\s]+$/i
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:fr|com|net|org|eu|info|io|app|re|gp|mq|yt|pf|nc|paris|bzh|corsica|alsace|tv|me|co|biz|be|ch|de|uk|cloud|online|site)(?::\d+)?(?:[/?#]\S*)?$/i
const PHONE = /^(?:(?:\+|00)33[ .-]?(?:\(0\))?[ .-]?|0)[1-9](?:[ .\-/]?\d{2}){4}$/
const SHORT_PHONE = /^(?:3\d[ .]?\d\d|0 ?8\d\d[ .]?\d{3}[ .]?\d{3}|1\d)$/
const DATE = /^(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d|\d{1,2} ?(?:janv|fevr|févr|mars|avr|mai|juin|juil|août|aout|sept|oct|nov|dec|déc)[a-zéû]*\.?(?: ?\d{2,4})?)$/i
const NOT_PASSWORD = new RegExp('^(?:idem|id\\.|dito|pareil|(?:le |la )?m[êe]me.*|comme .*|voir .*|cf\\.? .*|cf|demander .*|[àa] demander.*|[àa] cr[ée]er|[àa] voir|[àa] venir|aucun|n[ée]ant|sans'
	+ '|inconnu|oubli[ée]|perdu|pas de .*|personnel|perso|secret|chang[ée].*|sms|code (?:par|re[çc]u).*|par (?:sms|mail|t[ée]l[ée]phone)|(?:avec |via )?france ?connect.*|pro ?connect.*'
	+ '|(?:carte|cl[ée]|certificat)(?: [a-zéèàêô]+)+|certificat|carte|empreinte.*|enregistr[ée].*|automatique.*|m[ée]moris[ée].*|\\?+|x+|\\*+|\\.+|-+|_+|/+|•+|…+|n/?a|rien|vide)$', 'i')
const DITTO = /^(?:idem|id\.?|dito|ditto|"|”|''|«|\/\/|-"-|″|〃|pareil|(?:le |la )?m[êe]me(?: mdp| mot de passe| code)?|idem (?:ci-)?dessus|comme (?:ci-)?dessus)$/i
const ABSENT = /^(?:-+|_+|\/+|–+|—+|\.+|…+|x+|n\/?a|n[ée]ant|aucun|sans(?: objet)?|so|\?+|•+|\*+|rien|vide|pas de mot de passe|pas de mdp|\(vide\))$/i

/** Signs that a word processor puts by itself in place of those typed. */
export const TYPOGRAPHIC = /[\u2018\u2019\u201C\u201D\u2013\u2014\u2026\u00AB\u00BB\u00A0\u202F\u2009\u200B\u00AD\uFEFF]/

/** An e-mail address and nothing else. */
export function isEmail(text: string): boolean {
	return text.length < 255 && EMAIL.test(text)
}

/** A web address and nothing else. */
export function isUrl(text: string): boolean {
	return text.length < 2048 && (/^https?:\/\/\S+$/i.test(text) || (!text.includes('@') && (URL_START.test(text) || HOST.test(text))))
}

/** A French telephone number and nothing else. */
export function isPhone(text: string): boolean {
	return text.length < 40 && (PHONE.test(text) || (text.includes(' ') && SHORT_PHONE.test(text)))
}

/** Text that holds a French telephone number. */
export function holdsPhone(text: string): boolean {
	return /(?:^|[^\d])0[1-9](?:[ .-]?\d{2}){4}(?!\d)/.test(text)
}

/** A date and nothing else. */
export function isDate(text: string): boolean {
	return text.length < 30 && DATE.test(text)
}

/** Words written where a password should stand. */
export function isNoPassword(text: string): boolean {
	return text.length < 80 && NOT_PASSWORD.test(text)
}

/** "The same as above". */
export function isDitto(text: string): boolean {
	return text.length < 40 && DITTO.test(text)
}

/** Signs written where nothing stands. */
export function isAbsent(text: string): boolean {
	return text.length < 30 && ABSENT.test(text)
}

/**
 * How much a text looks like a password, by itself: 0 for an address or a sentence, 1 for mixed signs.
 *
 * @param text - trimmed
 */
export function passwordLikeness(text: string): number {
	if (text === '' || isEmail(text) || isUrl(text) || isPhone(text) || isDate(text) || isNoPassword(text) || text.length > 64) {
		return 0
	}
	const words = text.split(/\s+/).length
	if (words > 2) {
		return 0.05
	}
	const classes = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d\s]/u].filter((part) => part.test(text)).length
	const spaced = words > 1 ? 0.4 : 1
	if (/^\d+$/.test(text)) {
		return (text.length >= 4 && text.length <= 8 ? 0.55 : 0.35) * spaced
	}
	const inside = /[a-z][A-Z]|\d\p{L}|\p{L}\d/u.test(text) ? 0.1 : 0
	return Math.min(1, ([0, 0.2, 0.5, 0.85, 0.95][classes] ?? 0) + inside) * spaced * (text.length < 4 ? 0.5 : 1)
}

/**
 * How much a text looks like a login: an address, initials and names without spaces.
 *
 * @param text - trimmed
 */
export function loginLikeness(text: string): number {
	if (text === '' || isUrl(text) || isPhone(text) || isDate(text) || text.length > 80) {
		return 0
	}
	if (isEmail(text)) {
		return 1
	}
	const words = text.split(/\s+/).length
	if (words > 2) {
		return 0.05
	}
	if (/^[a-z]+[._-][a-z]+\d*$/i.test(text)) {
		return 0.8
	}
	if (/^\d{6,14}$/.test(text) || /^[a-z]{1,3}\d{5,}$/i.test(text)) {
		return 0.7
	}
	return (/^[a-z0-9._-]+$/i.test(text) ? 0.5 : /^[\w.@-]+$/.test(text) ? 0.4 : 0.2) * (words > 1 ? 0.4 : 1)
}

/**
 * How much a text looks like the name of an account: words, capitals, accents.
 *
 * @param text - trimmed
 */
export function titleLikeness(text: string): number {
	if (text === '' || isEmail(text) || isPhone(text) || isDate(text)) {
		return 0
	}
	if (isUrl(text)) {
		return 0.35
	}
	const words = text.split(/\s+/).length
	if (words > 10 || text.length > 90) {
		return 0.1
	}
	const digits = text.replace(/\D/g, '').length / text.length
	const symbols = /[!#$%*=?@^~{}[\]\\<>]/.test(text) ? 0.4 : 0
	return Math.max(0, (words > 1 ? 0.9 : 0.65) + (/^\p{Lu}/u.test(text) ? 0.1 : 0) - digits - symbols)
}

/**
 * The host of a web address, without "www.", or "" when it has none.
 *
 * @param url - as written, with or without scheme
 */
export function hostOf(url: string): string {
	const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@\s]*@)?([^/?#:\s]+)/i.exec(url)?.[1] ?? ''
	return host.replace(/^www\./i, '')
}
