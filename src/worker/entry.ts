// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RevisionFile } from '../domain/document.ts'
import { TrousseauError } from '../domain/errors.ts'
import { fromHex } from '../vault/file/bytes.ts'
import { randomId } from '../vault/file/hash.ts'
import { sodium } from '../vault/file/sodium.ts'
import { codeBytes, drawCode } from '../vault/keys/codes.ts'
import type { DeriveKey } from '../vault/keys/kdf.ts'
import { invitationSecret } from '../vault/members/invitation.ts'
import type { CodeKdf, InvitationSecret } from '../vault/members/invitation.ts'
import { findInvitation, invitationGroups } from '../vault/members/joining.ts'

/*
 * The derivations behind an invitation, which take about a second and happen
 * in memory of their own.
 */

/** Derives the 64 bytes of a code; the words are wiped. */
async function deriveCode(code: string, { memory, passes, salt }: CodeKdf, derive: DeriveKey, selfTest: boolean): Promise<Uint8Array> {
	const password = codeBytes(code)
	try {
		return (await derive({ password, salt: fromHex(salt), memory, passes, selfTest })).key
	} finally {
		sodium.memzero(password)
	}
}

/** A code drawn for a new invitation, and the keys derived from it. */
export interface DrawnInvitation {
	readonly code: readonly string[]
	readonly slot: string
	readonly kdf: CodeKdf
	readonly secret: InvitationSecret
}

/**
 * Draws the code of a new invitation and derives its keys, a known answer first.
 *
 * @throws TrousseauError `kdf-self-test`, `no-memory`
 */
export async function drawInvitation(vault: string, kdf: CodeKdf, derive: DeriveKey): Promise<DrawnInvitation> {
	const [code, slot] = [drawCode(), randomId()]
	const derived = await deriveCode(code.join(' '), kdf, derive, true)
	const secret = invitationSecret(derived, vault, slot)
	sodium.memzero(derived)
	return { code, slot, kdf, secret }
}

/**
 * Derives the invitation secret of a typed code in these heads. Bounds of every derivation are checked before the first.
 *
 * @throws TrousseauError `wrong-words`, `invitation-unknown`, `kdf-bounds`, `too-large`, `altered`, `unsupported-version`, `no-memory`
 */
export async function openCode(code: string, vault: string, heads: readonly RevisionFile[], derive: DeriveKey): Promise<InvitationSecret> {
	sodium.memzero(codeBytes(code))
	for (const { kdf, slots } of invitationGroups(heads)) {
		const derived = await deriveCode(code, kdf, derive, false)
		const secret = findInvitation(vault, heads, slots, derived)
		sodium.memzero(derived)
		if (secret !== null) {
			return secret
		}
	}
	throw new TrousseauError('invitation-unknown')
}
