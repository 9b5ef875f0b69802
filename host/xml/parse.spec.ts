// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { childOf, clark, parseXml, XmlError } from './parse.ts'
import { element, escapeXml } from './write.ts'

describe('parseXml', () => {
	it('resolves prefixes, default namespaces and scopes', () => {
		const root = parseXml('<?xml version="1.0"?>\n<a xmlns="urn:one" xmlns:p="urn:two"><p:b/><b xmlns="urn:three">x</b><b/></a>\n')
		expect(root.children.map(clark)).toEqual(['{urn:two}b', '{urn:three}b', '{urn:one}b'])
		expect(childOf(root, 'urn:three', 'b')?.text).toBe('x')
	})

	it('decodes predefined entities, references and CDATA, and drops comments', () => {
		expect(parseXml('<a>1 &lt; 2 &amp; &#233;&#xE9;<!-- <b> --><![CDATA[<&>]]></a>').text).toBe('1 < 2 & éé<&>')
	})

	it.each([
		['nothing', ''],
		['text only', 'text'],
		['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
		['an unknown entity', '<a>&nbsp;</a>'],
		['a bare ampersand', '<a>a & b</a>'],
		['a processing instruction', '<a><?php echo 1 ?></a>'],
		['an unknown prefix', '<d:a/>'],
		['tags that do not match', '<a><b></a></b>'],
		['an unfinished element', '<a><b></b>'],
		['an unfinished tag', '<a b="c"'],
		['two roots', '<a/><b/>'],
		['text after the root', '<a/>x'],
		['an attribute twice', '<a b="1" b="2"/>'],
		['an attribute with a tag inside', '<a b="<"/>'],
		['a character that XML lacks', '<a>&#0;</a>'],
		['a lone surrogate', '<a>&#xD800;</a>'],
		['too many levels', `${'<a>'.repeat(65)}${'</a>'.repeat(65)}`],
		['too long a document', `<a>${' '.repeat(1_048_576)}</a>`],
	])('refuses %s', (_title, source) => {
		expect(() => parseXml(source)).toThrow(XmlError)
	})

	it('reads back whatever was written', () => {
		const text = fc.string({ unit: 'grapheme' }).map((value) => escapeXml(value).replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"'))
		fc.assert(fc.property(text, (value) => {
			const written = `<root xmlns:oc="http://owncloud.org/ns">${element('{http://owncloud.org/ns}id', escapeXml(value))}</root>`
			expect(parseXml(written).children[0]?.text).toBe(value)
		}))
	})

	it('either parses or throws its own error', () => {
		const piece = fc.constantFrom('<a', '<b/>', '</a>', '>', ' x="y"', '&amp;', '&', '<!--', '-->', '<![CDATA[', ']]>', 'text', '<?xml version="1.0"?>', '"', '<a>')
		fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
			try {
				parseXml(pieces.join(''))
			} catch (error) {
				expect(error).toBeInstanceOf(XmlError)
			}
		}), { numRuns: 2000 })
	})
})
