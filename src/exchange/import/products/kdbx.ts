// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { KdbxGroup } from 'kdbxweb'
import type { Outcome } from '../model.ts'
import type { ProductRead } from './json-products.ts'

import { argon2d, argon2id } from 'hash-wasm'
import * as loaded from 'kdbxweb'
import { refused } from '../refusal.ts'
import { keepassEntry } from './keepass-xml.ts'
import { leftRow } from './product-row.ts'

/** Node sees the whole of a CommonJS package as its default export only; webpack and Vite see its names. */
const { Credentials, CryptoEngine, Kdbx, KdbxError, ProtectedValue } = 'Kdbx' in loaded ? loaded : (loaded as { default: typeof loaded }).default

/** KiB that the key derivation of a file may ask for: KeePassXC proposes 64 MiB; a page has about 2 GB in all. */
const MAX_MEMORY = 256 * 1024
const MAX_PASSES = 60

/** KiB times passes: about ten seconds on an old computer. */
const MAX_WORK = 256 * 1024 * 12

/** Rounds of the older derivation; KeePassXC proposes one million for one second. */
const MAX_ROUNDS = 40_000_000

/** The file itself says what its key costs: both are bounded before anything is computed. */
function setArgon2(): void {
	CryptoEngine.setArgon2Impl(async (password, salt, memory, iterations, length, parallelism, type) => {
		if (memory > MAX_MEMORY || iterations > MAX_PASSES || memory * iterations > MAX_WORK || parallelism > 64 || length > 64) {
			throw refused('kdbx-cost')
		}
		const derive = type === CryptoEngine.Argon2TypeArgon2d ? argon2d : argon2id
		const key = await derive({
			password: new Uint8Array(password),
			salt: new Uint8Array(salt),
			iterations,
			memorySize: memory,
			hashLength: length,
			parallelism,
			outputType: 'binary',
		})
		return new Uint8Array(key).buffer
	})
}

/** Rounds of AES-KDF as the outer header of version 3 says them: field 6, 8 bytes. */
function roundsOf(bytes: Uint8Array): number {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
	const isFour = bytes.length > 12 && view.getUint16(10, true) >= 4
	for (let at = 12; at + (isFour ? 5 : 3) < bytes.length;) {
		const id = view.getUint8(at)
		const size = isFour ? view.getUint32(at + 1, true) : view.getUint16(at + 1, true)
		const start = at + (isFour ? 5 : 3)
		if (id === 0 || start + size > bytes.length) {
			return 0
		}
		if (id === 6 && size === 8) {
			return view.getUint32(start, true) + view.getUint32(start + 4, true) * 2 ** 32
		}
		if (id === 11) {
			// The dictionary of version 4: "R" holds the rounds of AES-KDF as 8 bytes.
			for (let index = start; index + 17 < start + size; index += 1) {
				if (view.getUint32(index, true) === 1 && view.getUint8(index + 4) === 0x52 && view.getUint32(index + 5, true) === 8) {
					return view.getUint32(index + 9, true) + view.getUint32(index + 13, true) * 2 ** 32
				}
			}
		}
		at = start + size
	}
	return 0
}

function collect(group: KdbxGroup, path: string, bin: string | undefined, outcomes: Outcome[]): void {
	for (const entry of group.entries) {
		const fields = new Map([...entry.fields].map(([name, value]) => [name, value instanceof ProtectedValue ? value.getText() : value]))
		outcomes.push(keepassEntry(fields, path, outcomes.length, [...entry.binaries.keys()]))
	}
	for (const inner of group.groups) {
		if (bin !== undefined && inner.uuid.id === bin) {
			for (const entry of inner.allEntries()) {
				const title = entry.fields.get('Title')
				outcomes.push(leftRow('trash', { sheet: 0, block: 0, row: outcomes.length + 1 }, title instanceof ProtectedValue ? title.getText() : title ?? ''))
			}
		} else {
			collect(inner, [path, inner.name ?? ''].filter((name) => name !== '').join('/'), bin, outcomes)
		}
	}
}

/**
 * The entries of a KeePass file, version 3 or 4.
 *
 * @param bytes - the whole file
 * @param passphrase - its master password
 * @throws TrousseauError `invalid` with refusal `kdbx-passphrase`, `kdbx-wrong`, `kdbx-cost` or `damaged`
 */
export async function readKdbx(bytes: Uint8Array, passphrase: string | undefined): Promise<ProductRead> {
	if (roundsOf(bytes) > MAX_ROUNDS) {
		throw refused('kdbx-cost')
	}
	if (passphrase === undefined) {
		throw refused('kdbx-passphrase')
	}
	setArgon2()
	try {
		const kdbx = await Kdbx.load(new Uint8Array(bytes).buffer, new Credentials(ProtectedValue.fromString(passphrase)))
		const root = kdbx.getDefaultGroup()
		const outcomes: Outcome[] = []
		collect(root, '', kdbx.meta.recycleBinEnabled === true ? kdbx.meta.recycleBinUuid?.id : undefined, outcomes)
		return { format: 'kdbx', outcomes }
	} catch (error) {
		throw error instanceof KdbxError && error.code === 'InvalidKey' ? refused('kdbx-wrong') : error
	}
}
