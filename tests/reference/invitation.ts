// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Derive } from './identity.ts'
import type { JsonRecord } from './json.ts'
import type { Content } from './merge.ts'
import type { Keys } from './primitives.ts'
import type { File } from './revision.ts'
import type { Lists, VaultId, VaultRevision } from './vault-file.ts'

import { Buffer } from 'node:buffer'
import { canonicalBuffer, isList, isRecord, member } from './json.ts'
import { isExpired } from './judgement.ts'
import { keysOfSeed, KH, must, ReadError, refuse, str } from './primitives.ts'
import { hashOfLists } from './trust.ts'
import { memberWith, openVaultFile, readVaultHeader } from './vault-file.ts'
import { readVault } from './vault.ts'
import { passwordOfCode } from './words.ts'

/** Input of the reader of invitations: the code, and the files of the vault. */
export interface InvitationReading extends VaultId {
	readonly code: string
	readonly heads: readonly File[]
	readonly others: readonly File[]
	/** Now, ISO 8601. */
	readonly at: string
	readonly words: readonly string[]
	readonly derive: Derive
}

/** Content of an invitation. */
export interface InvitationResult {
	readonly content: Content
	readonly role: string
	readonly inviter: JsonRecord
}

interface Secret {
	readonly keys: Keys
	readonly proofKey: Buffer
}

function openOrNull(file: File, id: VaultId, keys: Keys): VaultRevision | null {
	try {
		return openVaultFile(file, id, keys)
	} catch (error) {
		if (error instanceof ReadError && error.code === 'not-a-member') {
			return null
		}
		throw error
	}
}

/** Every pair of keys that the code may give, in the order of the invitations. */
function* secretsOf({ code, heads, vault, words, derive }: InvitationReading): Generator<Secret> {
	const password = passwordOfCode(code, words)
	for (const { kdf, slot } of heads.flatMap(({ bytes }) => readVaultHeader(bytes).invitations)) {
		const derived = derive(password, Buffer.from(String(kdf.salt), 'hex'), Number(kdf.memory), Number(kdf.passes))
		yield { keys: keysOfSeed(KH(derived.subarray(0, 32), str('trousseau invitation seed v1'), str(vault), str(slot))), proofKey: derived.subarray(32, 64) }
	}
}

/** The highest head that the code opens. */
function find(reading: InvitationReading): Secret & { readonly head: VaultRevision } {
	const files = [...reading.heads].sort((a, b) => (a.name < b.name ? 1 : -1))
	for (const secret of secretsOf(reading)) {
		const head = files.map((file) => openOrNull(file, reading, secret.keys)).find((revision) => revision !== null)
		if (head !== undefined) {
			return { ...secret, head }
		}
	}
	return refuse('invitation-unknown')
}

/** Opens a vault with the code of an invitation (section 9), or throws a `ReadError`. */
export function readInvited(reading: InvitationReading): InvitationResult {
	const { keys, proofKey, head } = find(reading)
	const id = memberWith(head.lists, keys) ?? refuse('altered')
	const self = head.lists.members[id] ?? {}
	const { voucher } = self
	must(self.kind === 'invitation' && isRecord(voucher), 'altered')
	const { after, by, lists, proof } = voucher
	const inviter = member(head.lists.members, String(by))
	must(isRecord(inviter) && isList(after), 'invitation-unknown')
	const said = { after, box: inviter.box ?? '', by: by ?? '', expiresAt: self.expiresAt ?? '', lists: lists ?? '', notebook: reading.notebook, role: self.role ?? '', sign: inviter.sign ?? '', slot: self.slot ?? '', vault: reading.vault }
	must(KH(proofKey, str('trousseau invitation voucher v1'), canonicalBuffer(said)).toString('hex') === proof, 'altered')
	must(!isExpired(self, reading.at), 'invitation-expired')
	const withoutSelf = (shown: Lists): Lists => ({ ...shown, members: Object.fromEntries(Object.entries(shown.members).filter(([other]) => other !== id)) })
	const opened = readVault({
		...reading,
		keys,
		remembered: null,
		vouched: { after: after.map(String), knows: (shown) => hashOfLists(withoutSelf(shown)) === lists },
	})
	return { content: opened.content, role: String(self.role), inviter }
}
