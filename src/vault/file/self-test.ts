// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { TrousseauError } from '../../domain/errors.ts'
import { identityKeys } from '../keys/identity.ts'
import { fromHex, toHex, utf8 } from './bytes.ts'
import { sodium } from './sodium.ts'
import { openStream, sealStream } from './stream.ts'

/** Key, seed and associated data of the known answers. */
const SEED = fromHex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f')
const MESSAGE = utf8('trousseau known answer v1')

/** The right answers, as native libsodium gives them; of the public keys, the first 8 bytes. */
const KNOWN = {
	boxPublic: '7c84ffff41e5b109',
	signPublic: 'dcd89f842d4884d3',
	signature: 'e9ba3c2a206df8eef5792788d36e0c42c3e62005f8afdaa314fe2654633300098b747f7ba2a11cfd52e0b730dd9e34399d6341b3a6c7d4dc95eba76e54772e08',
	sealed: '0478c3bde6b4e52d19c4e97f8ce28aee61dfd8d1ad0e45c6333eff4f53600576dd1470f17029872fb90018ee31b122d4297981b8d733381d202550cfaddaa756768295aa493a8bdd79',
	stream: '17cff62dd9760e20727d826ecb45f4fbfc74b0521d2cad2dac9b425763969c2392ad86791880e0750d400f98a4887b69f8a7750b8480139178a28d01f9f96c74ff4a',
} as const

function holds(): boolean {
	const keys = identityKeys(SEED)
	const ours = sodium.crypto_box_seal(MESSAGE, keys.boxPublic)
	return [
		toHex(keys.boxPublic).startsWith(KNOWN.boxPublic),
		toHex(keys.signPublic).startsWith(KNOWN.signPublic),
		toHex(sodium.crypto_sign_detached(MESSAGE, keys.signSecret)) === KNOWN.signature,
		sodium.crypto_sign_verify_detached(fromHex(KNOWN.signature), MESSAGE, keys.signPublic),
		sodium.memcmp(sodium.crypto_box_seal_open(fromHex(KNOWN.sealed), keys.boxPublic, keys.boxSecret), MESSAGE),
		sodium.memcmp(sodium.crypto_box_seal_open(ours, keys.boxPublic, keys.boxSecret), MESSAGE),
		sodium.memcmp(openStream(SEED, SEED, fromHex(KNOWN.stream)), MESSAGE),
		sodium.memcmp(openStream(SEED, SEED, sealStream(SEED, SEED, MESSAGE)), MESSAGE),
	].every(Boolean)
}

/**
 * Proves, before a key is made, that this browser seals, opens and signs as
 * every other does. Needs sodium loaded.
 *
 * @throws TrousseauError `kdf-self-test`
 */
export function cipherSelfTest(): void {
	try {
		if (holds()) {
			return
		}
	} catch (error) {
		throw new TrousseauError('kdf-self-test', { test: 'cipher' }, error)
	}
	throw new TrousseauError('kdf-self-test', { test: 'cipher' })
}
