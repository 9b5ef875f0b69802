// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { browserMemory } from '../../platform/browser-memory.ts'
import { logCaught } from '../../platform/log.ts'

/** A notebook whose putting back was cut: its folder has no marker, so that nothing takes it for a notebook. */
export interface UnfinishedRestore {
	readonly notebookId: string
	/** Path of the folder in the person's files. */
	readonly path: string
	readonly communeName: string
}

const KEY = 'restoring'

function isUnfinished(value: unknown): value is UnfinishedRestore {
	return (
		typeof value === 'object'
		&& value !== null
		&& ['notebookId', 'path', 'communeName'].every((name) => typeof (value as Readonly<Record<string, unknown>>)[name] === 'string')
	)
}

/** Unfinished restores remembered by this browser. */
export function unfinishedRestores(): readonly UnfinishedRestore[] {
	try {
		const kept: unknown = JSON.parse(browserMemory().preference(KEY) ?? '[]')
		return Array.isArray(kept) ? kept.filter(isUnfinished) : []
	} catch (error) {
		logCaught('restore.unfinished', error)
		return []
	}
}

function others(notebookId: string): readonly UnfinishedRestore[] {
	return unfinishedRestores().filter((restore) => restore.notebookId !== notebookId)
}

/** Remembers a folder as soon as it is there. */
export function rememberUnfinished(restore: UnfinishedRestore): void {
	return browserMemory().setPreference(KEY, JSON.stringify([...others(restore.notebookId), restore]))
}

/** It is whole, or was removed. */
export function forgetUnfinished(notebookId: string): void {
	const left = others(notebookId)
	browserMemory().setPreference(KEY, left.length === 0 ? null : JSON.stringify(left))
}
