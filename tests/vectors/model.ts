// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Json, JsonRecord } from '../reference/json.ts'

/** Classes of vectors, as the index names them. */
export const CLASSES = [
	'opens',
	'wrong key',
	'header altered',
	'payload altered',
	'truncated',
	'reordered',
	'wrong author',
	'rolled back',
	'out of bounds',
	'unknown version',
	'non-canonical',
	'grants swapped',
	'not allowed',
	'padding',
	'name',
	'merge',
	'part missing',
] as const

export type VectorClass = (typeof CLASSES)[number]

/** A revision's name, and the file that holds the bytes served under it. */
export interface VectorFile {
	readonly name: string
	/** Below `tests/vectors/files`. */
	readonly file: string
}

/** Either what the reader must find, or the code that it must answer. */
export type Expected = { readonly code: string } | { readonly result: JsonRecord }

interface Common {
	readonly id: string
	readonly class: VectorClass
	readonly description: string
	readonly expect: Expected
}

/** A vault: its heads, what stands below them, who reads it and what they remember. Result: `content`, `members` (role by id), `removed` (ids), `aside` (names). */
export interface VaultVector extends Common {
	readonly kind: 'vault'
	readonly notebook: string
	readonly vault: string
	/** One of the index's `people`. */
	readonly reader: string
	readonly heads: readonly VectorFile[]
	readonly others: readonly VectorFile[]
	/** Of a pin (section 5): `head`, `members` and, when there, `keepers`. */
	readonly remembered: { readonly head: string, readonly members: string, readonly keepers?: Readonly<Record<string, string>> } | null
	/** The head that the browser remembers. */
	readonly browser: string | null
	/** The branch that the person asked to follow. */
	readonly follow: string | null
	readonly acceptOlder: boolean
}

/** An identity. Result: `label`, `seed`, `pins`. */
export interface IdentityVector extends Common {
	readonly kind: 'identity'
	readonly passphrase: string
	readonly heads: readonly VectorFile[]
	readonly others: readonly VectorFile[]
}

/** An inventory. Result: `content`, whose empty collections are left out. */
export interface InventoryVector extends Common {
	readonly kind: 'inventory'
	readonly notebook: string
	readonly heads: readonly VectorFile[]
	readonly others: readonly VectorFile[]
}

/** A marker, in hexadecimal. Result: `notebook`, `name`, `insee`. */
export interface MarkerVector extends Common {
	readonly kind: 'marker'
	readonly bytes: string
}

/** Contents to merge (section 7). Result: `content`. */
export interface MergeVector extends Common {
	readonly kind: 'merge'
	readonly base: JsonRecord | null
	readonly left: { readonly name: string, readonly at: string, readonly by: string, readonly content: JsonRecord }
	readonly right: MergeVector['left']
}

/** The password of a passphrase. Result: `utf8`, hexadecimal. */
export interface PassphraseVector extends Common {
	readonly kind: 'passphrase'
	readonly passphrase: string
}

/** The fingerprint of a person. Result: `words`. */
export interface FingerprintVector extends Common {
	readonly kind: 'fingerprint'
	readonly person: string
}

/** Somebody who is invited (section 9). Result: `content`, `role`, `inviter` (label). */
export interface InvitationVector extends Common {
	readonly kind: 'invitation'
	readonly notebook: string
	readonly vault: string
	readonly code: string
	/** One of the index's `people`: who enters. */
	readonly person: string
	readonly at: string
	readonly heads: readonly VectorFile[]
	readonly others: readonly VectorFile[]
}

/** Typed text or QR code of an envelope (section 10). Result: `bits`, and `sign`, its public key for the vault, both hexadecimal. */
export interface EnvelopeVector extends Common {
	readonly kind: 'envelope'
	readonly vault: string
	readonly text: string
}

/** A backup and its words. Result: `at`, `by`, `notebook`, `name`, `insee`, and `files`: H16 of the bytes, by path. */
export interface BackupVector extends Common {
	readonly kind: 'backup'
	/** Below `tests/vectors/files`. */
	readonly file: string
	readonly words: string
}

export type Vector = BackupVector | InvitationVector | EnvelopeVector | VaultVector | IdentityVector | InventoryVector | MarkerVector | MergeVector | PassphraseVector | FingerprintVector

/** `index.json`. */
export interface VectorIndex {
	/** Seeds (section 5) by name. */
	readonly people: Readonly<Record<string, { readonly seed: string }>>
	readonly vectors: readonly Vector[]
}

/** A code, as an expectation. */
export const refused = (code: string): Expected => ({ code })

/** A result, as an expectation. */
export const gives = (result: Readonly<Record<string, Json>>): Expected => ({ result })
