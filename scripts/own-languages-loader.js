// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { readdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** One list of texts by language: `const t0 = [{ "l": "ar", "t": {…} }, …];` */
const LIST = /^const (t\d+) = \[(.*)\];$/gm
/** Where the texts of the next language begin, and which it is. */
const NEXT = /, (?=\{ "l": ")/
const LANGUAGE = /^\{ "l": "([^"]+)"/

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../l10n')
const languages = new Set(readdirSync(folder).filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length)))

/**
 * A webpack loader that keeps, of the texts of Nextcloud's components, the
 * languages that this app is translated into; English is the source and needs
 * none. The other fifty would show single words of their language in screens
 * that are not in it, and weigh on the first page.
 *
 * @param {string} source - _l10n.mjs of @nextcloud/vue
 * @return {string} the same module, shorter
 */
export default function ownLanguages(source) {
	let kept = 0
	const shorter = source.replace(LIST, (_line, name, list) => {
		const texts = list.split(NEXT).filter((text) => languages.has(LANGUAGE.exec(text)?.[1]))
		kept += texts.length
		return `const ${name} = [${texts.join(', ')}];`
	})
	if (kept === 0) {
		throw new Error('No text of Nextcloud’s components was recognised')
	}
	return shorter
}
