// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/**
 * Kind of content of a field, for the browser: `secret` and `words` (of an invitation, an envelope, a backup), `login`, `site` and
 * `code` are typed as they are; `name` and `note` begin with a capital on a phone; `prose` is text that everybody
 * who sees the notebook may read, the only one where the browser corrects spelling.
 */
export type FieldKind = 'secret' | 'words' | 'login' | 'site' | 'code' | 'search' | 'name' | 'note' | 'prose'

const CAPITALS: readonly FieldKind[] = ['name', 'note', 'prose']

/**
 * The attributes of every field in which something is typed.
 *
 * Nothing that is typed here is the person's own login: neither the browser nor a password manager may fill it, offer to keep
 * it, or write it to the disk with the session of its tabs (`autocomplete="off"`). Spell-checkers, correction
 * and writing aids may send the text to a service of theirs, so that they are off but for public prose.
 */
export function fieldAttributes(kind: FieldKind): Readonly<Record<string, string>> {
	const prose = kind === 'prose'
	return {
		autocomplete: 'off',
		autocapitalize: CAPITALS.includes(kind) ? 'sentences' : 'none',
		autocorrect: prose ? 'on' : 'off',
		spellcheck: String(prose),
		writingsuggestions: 'false',
		// 1Password, LastPass, Bitwarden, Dashlane, Proton Pass, Grammarly.
		'data-1p-ignore': '',
		'data-lpignore': 'true',
		'data-bwignore': '',
		'data-form-type': 'other',
		'data-protonpass-ignore': '',
		'data-gramm': 'false',
	}
}
