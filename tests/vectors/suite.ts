// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JsonRecord } from '../reference/json.ts'
import type { Content } from '../reference/merge.ts'
import type { File } from '../reference/revision.ts'
import type { Lists } from '../reference/vault-file.ts'
import type { Expected, IdentityVector, InventoryVector, MergeVector, VaultVector, Vector, VectorClass, VectorFile } from './model.ts'
import type { Somebody, Written } from './writer.ts'

import { Buffer } from 'node:buffer'
import { canonicalBuffer } from '../reference/json.ts'
import { H, H16 } from '../reference/primitives.ts'
import { gives, refused } from './model.ts'
import { NOTEBOOK, VAULT } from './writer.ts'

type Like = File | { readonly file: File }

const fileOf = (like: Like): File => ('file' in like ? like.file : like)

/** Input of a reader of a vault. */
export interface VaultScene {
	readonly reader: Somebody
	readonly heads: readonly Like[]
	readonly others?: readonly Like[]
	readonly remembered?: Written | VaultVector['remembered']
	readonly browser?: string
	readonly follow?: string
	readonly acceptOlder?: boolean
	readonly notebook?: string
	readonly vault?: string
}

/** The head that somebody remembers of what was written. */
export function memoryOf({ name, lists }: Pick<Written, 'name' | 'lists'>): NonNullable<VaultVector['remembered']> {
	const keepers = Object.fromEntries(Object.entries(lists.members).filter(([, { kind, role }]) => kind === 'person' && role === 'keeper').map(([id, { sign }]) => [id, String(sign)]))
	return { head: name, keepers, members: H(canonicalBuffer({ members: lists.members, removed: lists.removed })).toString('hex') }
}

/** Expected content of a vault. */
export function vaultResult(content: Content, { members, removed }: Lists, aside: readonly Like[] = []): Expected {
	const roles = Object.fromEntries(Object.entries(members).map(([id, { role }]) => [id, role ?? '']))
	return gives({ content, members: roles, removed: Object.keys(removed).sort(), aside: aside.map((like) => fileOf(like).name).sort() })
}

/** Vectors as they are gathered, and the bytes that they refer to. */
export class Suite {
	readonly vectors: Vector[] = []
	readonly files = new Map<string, Uint8Array>()
	readonly people = new Map<string, string>()

	vault(inClass: VectorClass, description: string, scene: VaultScene, expect: Expected | string): void {
		const { reader, remembered = null } = scene
		this.people.set(reader.name, reader.seed)
		this.#add({
			...this.#common(inClass, description, expect),
			kind: 'vault',
			notebook: scene.notebook ?? NOTEBOOK,
			vault: scene.vault ?? VAULT,
			reader: reader.name,
			heads: this.#keep(scene.heads, 'vault'),
			others: this.#keep(scene.others ?? [], 'vault'),
			remembered: remembered !== null && 'lists' in remembered ? memoryOf(remembered) : remembered,
			browser: scene.browser ?? null,
			follow: scene.follow ?? null,
			acceptOlder: scene.acceptOlder ?? false,
		})
	}

	/** One written revision that opens to what was written. */
	opens(inClass: VectorClass, description: string, written: Written, scene: Omit<VaultScene, 'heads'>): void {
		this.vault(inClass, description, { ...scene, heads: [written] }, vaultResult(written.content, written.lists))
	}

	identity(inClass: VectorClass, description: string, scene: { readonly passphrase: string, readonly heads: readonly Like[], readonly others?: readonly Like[] }, expect: Expected | string): void {
		const vector: IdentityVector = {
			...this.#common(inClass, description, expect),
			kind: 'identity',
			passphrase: scene.passphrase,
			heads: this.#keep(scene.heads, 'identity'),
			others: this.#keep(scene.others ?? [], 'identity'),
		}
		this.#add(vector)
	}

	inventory(inClass: VectorClass, description: string, scene: { readonly heads: readonly Like[], readonly others?: readonly Like[] }, expect: Expected | string): void {
		const vector: InventoryVector = {
			...this.#common(inClass, description, expect),
			kind: 'inventory',
			notebook: NOTEBOOK,
			heads: this.#keep(scene.heads, 'inventory'),
			others: this.#keep(scene.others ?? [], 'inventory'),
		}
		this.#add(vector)
	}

	invitation(inClass: VectorClass, description: string, scene: { readonly code: string, readonly person: Somebody, readonly at: string, readonly heads: readonly Like[], readonly others?: readonly Like[] }, expect: Expected | string): void {
		const { code, person, at } = scene
		this.people.set(person.name, person.seed)
		this.#add({
			...this.#common(inClass, description, expect),
			kind: 'invitation',
			notebook: NOTEBOOK,
			vault: VAULT,
			code,
			person: person.name,
			at,
			heads: this.#keep(scene.heads, 'vault'),
			others: this.#keep(scene.others ?? [], 'vault'),
		})
	}

	envelope(inClass: VectorClass, description: string, text: string, expect: Expected | string): void {
		this.#add({ ...this.#common(inClass, description, expect), kind: 'envelope', vault: VAULT, text })
	}

	backup(inClass: VectorClass, description: string, { file, words }: { readonly file: Uint8Array, readonly words: string }, expect: Expected | string): void {
		const [{ file: kept = '' } = {}] = this.#keep([{ name: '', bytes: file }], 'trousseau')
		this.#add({ ...this.#common(inClass, description, expect), kind: 'backup', file: kept, words })
	}

	marker(inClass: VectorClass, description: string, bytes: Uint8Array, expect: Expected | string): void {
		this.#add({ ...this.#common(inClass, description, expect), kind: 'marker', bytes: Buffer.from(bytes).toString('hex') })
	}

	merge(description: string, sides: { readonly base: JsonRecord | null, readonly left: MergeVector['left'], readonly right: MergeVector['right'] }, content: JsonRecord): void {
		this.#add({ ...this.#common('merge', description, gives({ content })), kind: 'merge', ...sides })
	}

	passphrase(inClass: VectorClass, description: string, passphrase: string, password: string): void {
		this.#add({ ...this.#common(inClass, description, gives({ utf8: Buffer.from(password).toString('hex') })), kind: 'passphrase', passphrase })
	}

	fingerprint(description: string, person: Somebody, words: readonly string[]): void {
		this.people.set(person.name, person.seed)
		this.#add({ ...this.#common('opens', description, gives({ words })), kind: 'fingerprint', person: person.name })
	}

	#common(inClass: VectorClass, description: string, expect: Expected | string) {
		const number = this.vectors.filter((vector) => vector.class === inClass).length + 1
		return {
			id: `${inClass.replaceAll(' ', '-')}-${String(number).padStart(2, '0')}`,
			class: inClass,
			description,
			expect: typeof expect === 'string' ? refused(expect) : expect,
		}
	}

	#keep(likes: readonly Like[], extension: string): readonly VectorFile[] {
		return likes.map((like) => {
			const { name, bytes } = fileOf(like)
			const file = `${H16(bytes).toString('hex').slice(0, 16)}.${extension}`
			this.files.set(file, bytes)
			return { name, file }
		})
	}

	#add(vector: Vector): void {
		this.vectors.push(vector)
	}
}
