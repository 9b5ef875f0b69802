// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { SFCTemplateBlock } from 'vue/compiler-sfc'

import ts from 'typescript'
import { parse } from 'vue/compiler-sfc'

type TemplateChildNode = NonNullable<SFCTemplateBlock['ast']>['children'][number]
type ElementNode = Extract<TemplateChildNode, { tag: string }>
type DirectiveNode = Extract<ElementNode['props'][number], { rawName?: string }>
type ExpressionNode = NonNullable<DirectiveNode['exp']>

/** One source string of the interface and where it is asked for. */
export interface SourceString {
	/** The key of the catalogue: the English text, or `_one_::_many_` for a plural. */
	readonly key: string
	readonly place: string
}

export interface Extraction {
	readonly strings: readonly SourceString[]
	/** Calls whose texts cannot be known without running the program. */
	readonly problems: readonly string[]
}

const APP = 'trousseau'
const TEXTS: Readonly<Record<string, number>> = { t: 1, n: 2 }

/** The key under which Nextcloud keeps the forms of a plural. */
export function pluralKey(one: string, many: string): string {
	return `_${one}_::_${many}_`
}

/** Finds the calls `t('trousseau', …)` and `n('trousseau', …, …)` of one file. */
export function extract(path: string, text: string): Extraction {
	if (path.endsWith('.php')) {
		return extractPhp(path, text)
	}
	const pieces = path.endsWith('.vue') ? piecesOfComponent(path, text) : [{ code: text, line: 1 }]
	const results = pieces.map((piece) => extractCode(path, piece))
	return { strings: results.flatMap((result) => result.strings), problems: results.flatMap((result) => result.problems) }
}

interface Piece {
	readonly code: string
	readonly line: number
}

function extractCode(path: string, piece: Piece): Extraction {
	const file = ts.createSourceFile('piece.ts', piece.code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
	const strings: SourceString[] = []
	const problems: string[] = []
	const visit = (node: ts.Node): void => {
		if (ts.isCallExpression(node)) {
			const place = `${path}:${piece.line + file.getLineAndCharacterOfPosition(node.getStart(file)).line}`
			const found = readCall(node)
			if (found === 'unreadable') {
				problems.push(`${place}: the text of ${node.expression.getText(file)}() is no literal`)
			} else if (found !== undefined) {
				strings.push({ key: found, place })
			}
		}
		ts.forEachChild(node, visit)
	}
	visit(file)
	return { strings, problems }
}

/** The key of a translation call; undefined for any other call. */
function readCall(call: ts.CallExpression): string | 'unreadable' | undefined {
	const name = ts.isIdentifier(call.expression) ? call.expression.text : ''
	const count = TEXTS[name]
	const app = call.arguments[0]
	if (count === undefined || app === undefined || literal(app) !== APP) {
		return undefined
	}
	const [one, many] = call.arguments.slice(1, 1 + count).map(literal)
	if (one === undefined || (count === 2 && many === undefined)) {
		return 'unreadable'
	}
	return many === undefined ? one : pluralKey(one, many)
}

/** The value of a string literal, of a template without holes or of a sum of them. */
function literal(node: ts.Expression): string | undefined {
	if (ts.isStringLiteralLike(node)) {
		return node.text
	}
	if (ts.isParenthesizedExpression(node)) {
		return literal(node.expression)
	}
	if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
		const [left, right] = [literal(node.left), literal(node.right)]
		return left === undefined || right === undefined ? undefined : left + right
	}
	return undefined
}

function piecesOfComponent(path: string, text: string): readonly Piece[] {
	const { descriptor, errors } = parse(text, { filename: path, sourceMap: false })
	if (errors.length > 0) {
		throw new Error(`${path}: ${errors.map((error) => error.message).join('; ')}`)
	}
	const pieces: Piece[] = [descriptor.script, descriptor.scriptSetup]
		.flatMap((block) => block === null ? [] : [{ code: block.content, line: block.loc.start.line }])
	const visit = (node: TemplateChildNode): void => {
		// The compiler's node kinds are a const enum: 1 is an element, 5 an interpolation.
		if (node.type === 5) {
			pieces.push(expression(node.content, node.loc.start.line))
		} else if (node.type === 1) {
			pieces.push(...piecesOfDirectives(node))
			node.children.forEach(visit)
		}
	}
	descriptor.template?.ast?.children.forEach(visit)
	return pieces
}

function piecesOfDirectives(element: ElementNode): readonly Piece[] {
	return element.props.flatMap((prop) => prop.type === 7 ? piecesOfDirective(prop) : [])
}

function piecesOfDirective(directive: DirectiveNode): readonly Piece[] {
	const loop = directive.forParseResult
	const parts = loop === undefined ? [directive.exp, directive.arg] : [loop.source]
	return parts.flatMap((part) => part === undefined ? [] : [expression(part, directive.loc.start.line)])
}

/** An object literal must not be read as a block; several statements (`a(); b()`) must not be put in parentheses. */
function expression(node: ExpressionNode, line: number): Piece {
	// "content" has the entities of HTML decoded; the compound kinds appear only after the transforms, which do not run here.
	const source = node.type === 4 ? node.content : node.loc.source
	return { code: source.trimStart().startsWith('{') ? `(${source})` : source, line }
}

/** `$l->t('…')` and `$l->n('…', '…')` in PHP, for literals without escapes other than `\'` and `\\`. */
function extractPhp(path: string, text: string): Extraction {
	const strings: SourceString[] = []
	const problems: string[] = []
	const quoted = '\'((?:[^\'\\\\]|\\\\.)*)\''
	const call = new RegExp(`->(t|n)\\(\\s*(?:${quoted}(?:\\s*,\\s*${quoted})?)?`, 'g')
	for (const match of text.matchAll(call)) {
		const place = `${path}:${text.slice(0, match.index).split('\n').length}`
		const [one, many] = [match[2], match[3]].map((value) => value?.replace(/\\(['\\])/g, '$1'))
		if (one === undefined || (match[1] === 'n' && many === undefined)) {
			problems.push(`${place}: the text of ->${match[1]}() is no literal`)
		} else {
			strings.push({ key: match[1] === 'n' && many !== undefined ? pluralKey(one, many) : one, place })
		}
	}
	return { strings, problems }
}
