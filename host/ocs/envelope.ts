// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Exchange, Reply } from '../http/exchange.ts'
import { json } from '../http/exchange.ts'
import { escapeXml } from '../xml/write.ts'

/** Result of an OCS call before it is wrapped. */
export interface OcsResult {
	/** Status of version 2, which is also the HTTP status. */
	readonly status: number
	readonly message?: string
	readonly data: unknown
}

export function ok(data: unknown): OcsResult {
	return { status: 200, data }
}

export function failure(status: number, message: string): OcsResult {
	return { status, message, data: [] }
}

/** Wraps a result as JSON or XML, in the manner of version 1 or 2. */
export function envelope(exchange: Exchange, version: 1 | 2, { status, message, data }: OcsResult): Reply {
	const good = status < 400
	const first = version === 1
	const code = status === 401 ? 997 : first && good ? 100 : status
	const meta = { status: good ? 'ok' : 'failure', statuscode: code, message: message ?? (good ? 'OK' : '') }
	const httpStatus = first && status !== 401 ? 200 : status
	if (wantsJson(exchange)) {
		return json(httpStatus, { ocs: { meta, data } })
	}
	const body = `<?xml version="1.0"?>\n<ocs>\n${node('meta', meta)}${node('data', data)}</ocs>\n`
	return { status: httpStatus, headers: { 'Content-Type': 'application/xml; charset=utf-8' }, body }
}

function wantsJson(exchange: Exchange): boolean {
	const format = exchange.query.get('format')
	return format === 'json' || (format === null && exchange.header('accept').includes('json'))
}

function node(name: string, value: unknown): string {
	if (value === null || value === undefined || value === '') {
		return `<${name}/>\n`
	}
	if (Array.isArray(value)) {
		return `<${name}>\n${value.map((each) => node('element', each)).join('')}</${name}>\n`
	}
	if (typeof value === 'object') {
		return `<${name}>\n${Object.entries(value).map(([key, each]) => node(key, each)).join('')}</${name}>\n`
	}
	return `<${name}>${escapeXml(typeof value === 'boolean' ? (value ? '1' : '') : String(value))}</${name}>\n`
}
