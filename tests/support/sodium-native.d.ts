// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** The calls of sodium-native that tests and benchmarks use as an independent oracle. It ships no types. */
declare module 'sodium-native' {
	interface SodiumNative {
		readonly crypto_pwhash_ALG_ARGON2ID13: number
		readonly crypto_secretstream_xchacha20poly1305_STATEBYTES: number
		crypto_pwhash(output: Buffer, password: Buffer, salt: Buffer, passes: number, memory: number, algorithm: number): void
		crypto_pwhash_async(output: Buffer, password: Buffer, salt: Buffer, passes: number, memory: number, algorithm: number): Promise<void>
		crypto_generichash(output: Buffer, input: Buffer, key?: Buffer): void
		crypto_box_seed_keypair(publicKey: Buffer, secretKey: Buffer, seed: Buffer): void
		crypto_sign_seed_keypair(publicKey: Buffer, secretKey: Buffer, seed: Buffer): void
		crypto_box_seal(sealed: Buffer, message: Buffer, publicKey: Buffer): void
		crypto_box_seal_open(message: Buffer, sealed: Buffer, publicKey: Buffer, secretKey: Buffer): boolean
		crypto_sign_verify_detached(signature: Buffer, message: Buffer, publicKey: Buffer): boolean
		crypto_secretstream_xchacha20poly1305_init_pull(state: Buffer, header: Buffer, key: Buffer): void
		crypto_secretstream_xchacha20poly1305_pull(state: Buffer, message: Buffer, tag: Buffer, chunk: Buffer, associated: Buffer | null): number
	}
	const sodium: SodiumNative
	export default sodium
}
