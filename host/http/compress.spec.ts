// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { compressed } from './compress.ts'
import { Exchange } from './exchange.ts'

const asking = (encoding: string) => new Exchange({ method: 'GET', url: '/', headers: { 'accept-encoding': encoding }, body: async () => Buffer.alloc(0) })
const LONG = 'trousseau '.repeat(100)
const reply = (type: string, more: Record<string, string> = {}) => ({ status: 200, headers: { 'Content-Type': type, ...more }, body: LONG })

describe('what the host compresses', () => {
	it.each(['application/javascript; charset=utf-8', 'application/json; charset=utf-8', 'image/svg+xml', 'text/css; charset=utf-8', 'text/html; charset=UTF-8'])('%s, for a browser that accepts it', (type) => {
		const { body, headers } = compressed(asking('gzip, deflate, br'), reply(type))
		expect(headers).toEqual({ Vary: 'Accept-Encoding', 'Content-Encoding': 'gzip' })
		expect(body.length).toBeLessThan(LONG.length / 10)
		expect(gunzipSync(body).toString()).toBe(LONG)
	})

	it.each([
		['for who does not accept it', 'identity', reply('text/css')],
		['a few bytes', 'gzip', { ...reply('text/css'), body: 'a{}' }],
		['pictures and files of no known type', 'gzip', reply('application/octet-stream')],
		['what carries an ETag, which would have to change with it', 'gzip', reply('text/plain;charset=UTF-8', { ETag: '"1"' })],
		['a part of a file', 'gzip', reply('text/plain', { 'Content-Range': 'bytes 0-999/2000' })],
	])('not %s', (_what, encoding, answer) => {
		const { body, headers } = compressed(asking(encoding), answer)
		expect(Buffer.from(body).toString()).toBe(answer.body)
		expect(headers).not.toHaveProperty('Content-Encoding')
	})

	it('the same bytes once', () => {
		const bytes = Buffer.from(LONG)
		const once = compressed(asking('gzip'), { ...reply('text/css'), body: bytes })
		expect(compressed(asking('gzip'), { ...reply('text/css'), body: bytes }).body).toBe(once.body)
	})
})
