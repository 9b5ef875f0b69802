// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import type { Answer, Browser } from './browser.ts'
import type { Stage } from './target.ts'

/** Values that one line reads from an answer for later lines. */
export type Memory = Map<string, string>

type Text = string | ((memory: Memory, stage: Stage) => string)

/** One request and what must come back. */
export interface Line {
	readonly title: string
	/** The owner unless told. */
	readonly by?: 'owner' | 'member' | 'nobody'
	readonly method: string
	/** Begins with `/`: in the fresh folder. Begins with `//`: from the root of the server, without one slash. */
	readonly path: Text
	readonly headers?: Readonly<Record<string, Text>>
	readonly body?: Text | Uint8Array
	readonly token?: string | null
	readonly withoutCookies?: RegExp
	/** One status, or several where servers may differ. */
	readonly status: number | readonly number[]
	/** Where the server of the reference differs from older ones. */
	readonly statusBefore34?: number
	/** End of `s:exception`. */
	readonly exception?: string
	/** Contained in `s:message`, or anywhere in the body when it is not XML. */
	readonly says?: string
	/** Header by lower-case name: a pattern, or null when it must be absent. */
	readonly gives?: Readonly<Record<string, RegExp | null>>
	/** The very body. */
	readonly body200?: string
	/** More to check, or to remember. */
	readonly then?: (answer: Answer, memory: Memory, stage: Stage) => void
}

/** Makes one test of each line; they run in order and share a memory. */
export function runTable(stage: () => Stage, lines: readonly Line[]): void {
	const memory: Memory = new Map()
	for (const line of lines) {
		it(`${line.method} ${line.title}`, async () => {
			const answer = await play(stage(), line, memory)
			check(answer, line, stage().target.major)
			line.then?.(answer, memory, stage())
		})
	}
}

async function play(stage: Stage, line: Line, memory: Memory): Promise<Answer> {
	const said = (text: Text): string => typeof text === 'string' ? text : text(memory, stage)
	const path = said(line.path)
	const body = line.body instanceof Uint8Array ? line.body : line.body === undefined ? undefined : said(line.body)
	const address = path.startsWith('//') ? path.slice(1) : line.by === 'member' ? stage.memberAt(path) : stage.at(path)
	const headers = Object.fromEntries(Object.entries(line.headers ?? {}).map(([name, value]) => [name, said(value)]))
	return browserOf(stage, line).send({
		method: line.method,
		path: address,
		headers,
		...(body === undefined ? {} : { body }),
		...(line.token === undefined ? {} : { token: line.token }),
		...(line.withoutCookies === undefined ? {} : { withoutCookies: line.withoutCookies }),
	})
}

function browserOf(stage: Stage, line: Line): Pick<Browser, 'send'> {
	if (line.by === 'member') {
		return stage.member
	}
	return line.by === 'nobody' ? stage.nobody : stage.owner
}

function check(answer: Answer, line: Line, major: number): void {
	const expected = major < 34 ? line.statusBefore34 ?? line.status : line.status
	const statuses = typeof expected === 'number' ? [expected] : expected
	expect(statuses, `${answer.status}: ${answer.text.slice(0, 400)}`).toContain(answer.status)
	if (line.exception !== undefined) {
		expect(/<s:exception>(.*?)<\/s:exception>/s.exec(answer.text)?.[1] ?? answer.text.slice(0, 200)).toMatch(new RegExp(`${line.exception}$`))
	}
	if (line.says !== undefined) {
		expect(answer.text.replaceAll('&quot;', '"')).toContain(line.says)
	}
	if (line.body200 !== undefined) {
		expect(answer.text).toBe(line.body200)
	}
	for (const [name, pattern] of Object.entries(line.gives ?? {})) {
		if (pattern === null) {
			expect(answer.headers[name], name).toBeUndefined()
		} else {
			expect(answer.headers[name] ?? '', name).toMatch(pattern)
		}
	}
}

/** Responses of a multistatus by decoded address, with their properties as text. */
export function responses(xml: string): Map<string, Map<string, string>> {
	const found = new Map<string, Map<string, string>>()
	for (const [, response = ''] of xml.matchAll(/<d:response>(.*?)<\/d:response>/gs)) {
		const href = decodeURIComponent(/<d:href>(.*?)<\/d:href>/s.exec(response)?.[1] ?? '')
		const ok = [...response.matchAll(/<d:propstat>(.*?)<\/d:propstat>/gs)].find(([, part = '']) => part.includes(' 200 '))?.[1] ?? ''
		const prop = /<d:prop>(.*)<\/d:prop>/s.exec(ok)?.[1] ?? ''
		const values = new Map<string, string>()
		for (const [, name = '', value = ''] of prop.matchAll(/<([\w]+:[\w-]+)(?: [^>]*)?(?:\/>|>(.*?)<\/\1>)/gs)) {
			values.set(name, value)
		}
		found.set(href, values)
	}
	return found
}

/** Body of a PROPFIND for properties named with the usual prefixes. */
export function propfindBody(...names: readonly string[]): string {
	const props = names.map((name) => `<${name}/>`).join('')
	return `<?xml version="1.0"?><d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns" xmlns:x="http://example.org/x"><d:prop>${props}</d:prop></d:propfind>`
}
