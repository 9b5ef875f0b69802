// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../domain/errors.ts'

import { TrousseauError } from '../domain/errors.ts'

/** One line of the log. */
interface Entry {
	readonly level: 'info' | 'warn'
	readonly text: string
}

type Write = (entry: Entry) => void

/** States of the line, of the session or of the keys: nothing is broken, and everyday life is full of them. */
const EVERYDAY: ReadonlySet<string> = new Set<ErrorCode | 'ChunkLoadError' | 'AbortError'>([
	'busy',
	'locked',
	'maintenance',
	'not-loaded',
	'offline',
	'other-user',
	'session-expired',
	'AbortError',
	'ChunkLoadError',
])

/** Names of errors that are not ours: a closed list, for a name can be given any text. */
const NAMES: ReadonlySet<string> = new Set([
	'AbortError',
	'AggregateError',
	'ChunkLoadError',
	'DataCloneError',
	'DataError',
	'EncodingError',
	'InvalidAccessError',
	'InvalidStateError',
	'NetworkError',
	'NotAllowedError',
	'NotFoundError',
	'NotSupportedError',
	'OperationError',
	'QuotaExceededError',
	'RangeError',
	'ReferenceError',
	'SecurityError',
	'SyntaxError',
	'TimeoutError',
	'TransactionInactiveError',
	'TypeError',
	'URIError',
	'UnknownError',
	'ValiError',
	'VersionError',
])

/** Entries logged by this page already: a save that fails again and again must not fill the console. */
const said = new Set<string>()
const waiting: Entry[] = []
let write: Write | null = null
let loading: Promise<void> | null = null

/**
 * Logs an error that was caught and has no other consequence, through Nextcloud's logger and down to the level that the
 * instance sets (`loglevel_frontend`), each line once a page. Codes of closed lists and HTTP statuses only: messages,
 * stacks, file names and whatever else an error carries can hold content, and are never read.
 *
 * @param place - a literal text that names the operation, such as `drafts.keep`; the type refuses computed ones
 * @param error - anything caught
 */
export function logCaught<Place extends string>(place: string extends Place ? never : Place, error: unknown): void {
	const code = codeOf(error)
	const text = `${place}: ${code}${statusOf(error)}${causeOf(error)}`
	if (!said.has(text)) {
		said.add(text)
		waiting.push({ level: EVERYDAY.has(code) ? 'info' : 'warn', text })
		flush()
	}
}

/** For `promise.catch`: logs, and gives a value in the place of what failed. */
export function logAnd<Place extends string, T>(place: string extends Place ? never : Place, value: T): (error: unknown) => T {
	return (error) => {
		logCaught<Place>(place, error)
		return value
	}
}

/** The logger is a chunk: it is not asked for over a line that is cut, nor in a process without a page. */
function flush(): void {
	if (write !== null) {
		waiting.splice(0).forEach(write)
	} else if (waiting.some(({ level }) => level === 'warn') && typeof document !== 'undefined') {
		loading ??= load().then(flush, () => undefined).finally(() => { loading = null })
	}
}

async function load(): Promise<void> {
	const { getLoggerBuilder } = await import('@nextcloud/logger')
	const logger = getLoggerBuilder().setApp('trousseau').detectLogLevel().build()
	write = ({ level, text }) => logger[level](text)
}

function codeOf(error: unknown): string {
	if (error instanceof TrousseauError) {
		return error.code
	}
	const name = error instanceof Error || error instanceof DOMException ? error.name : ''
	return NAMES.has(name) ? name : 'Error'
}

function statusOf(error: unknown): string {
	const status = error instanceof TrousseauError ? error.detail.status : undefined
	return typeof status === 'number' ? ` (HTTP ${status})` : ''
}

function causeOf(error: unknown): string {
	return error instanceof TrousseauError && error.cause !== undefined ? `, from ${codeOf(error.cause)}${statusOf(error.cause)}` : ''
}
