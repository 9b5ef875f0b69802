// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Columns of a tab, as the editors and the reviews of the project show it. */
const TAB_WIDTH = 4

/** Literals of one line, whose text nobody can break; in a template the double quotes are those of attributes. */
const LITERAL = /'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\\n])*`|"(?:\\.|[^"\\\n])*"/g
const LITERAL_OF_TEMPLATE = /'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\\n])*`/g
const PATTERN = /(?<=[(=,:]\s?)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/[a-z]*/g
const ADDRESS = /https?:\/\/\S+/g

/**
 * The columns of a line without the text of its literals, regular expressions and addresses.
 *
 * @param {string} line - the line
 * @param {RegExp} literal - finds its literals
 */
function widthOf(line, literal) {
	return [...line.replace(ADDRESS, '').replace(literal, '\'\'').replace(PATTERN, '')]
		.reduce((width, character) => width + (character === '\t' ? TAB_WIDTH : 1), 0)
}

/**
 * `max-len` exempts a line as soon as it holds one string, hence most of ours. This rule counts the code of a line, and leaves out
 * only what cannot be broken: the text of strings, templates and regular expressions, and addresses.
 */
export default {
	meta: {
		type: 'layout',
		docs: { description: 'limit the columns of the code of a line, without the text of its literals' },
		schema: [{ type: 'integer', minimum: 1 }],
		messages: { long: 'The code of this line takes {{width}} columns, {{most}} at most.' },
	},
	create(context) {
		const most = context.options[0] ?? 140
		return {
			Program() {
				const { lines } = context.sourceCode
				const inTemplate = context.filename.endsWith('.vue') ? lines.findIndex((line) => line.startsWith('<template')) : -1
				lines.forEach((line, index) => {
					const width = line.length > most - TAB_WIDTH * 8
						? widthOf(line, inTemplate >= 0 && index > inTemplate ? LITERAL_OF_TEMPLATE : LITERAL)
						: 0
					if (width > most) {
						context.report({ loc: { line: index + 1, column: 0 }, messageId: 'long', data: { width: String(width), most: String(most) } })
					}
				})
			},
		}
	},
}
