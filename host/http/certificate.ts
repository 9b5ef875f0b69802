// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { execFile } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A self-signed certificate for the loopback address, and its key. */
export interface Certificate {
	/** PEM. */
	readonly cert: Buffer
	/** PEM. */
	readonly key: Buffer
	/** SHA-256 of the public key, base64: what Chromium's `--ignore-certificate-errors-spki-list` takes. */
	readonly fingerprint: string
}

const DAYS = 365
const DAY = 24 * 60 * 60 * 1000

/**
 * The certificate of a host, made once and kept in its data folder. Node cannot make one: the `openssl` command does.
 *
 * @param folder - of the host's data
 * @throws {Error} when there is no `openssl`
 */
export async function loadCertificate(folder: string): Promise<Certificate> {
	const [certFile, keyFile] = [join(folder, 'tls', 'cert.pem'), join(folder, 'tls', 'key.pem')]
	const kept = await readPair(certFile, keyFile)
	if (kept !== null) {
		return kept
	}
	await mkdir(join(folder, 'tls'), { recursive: true, mode: 0o700 })
	try {
		await promisify(execFile)('openssl', [
			...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-sha256', '-days', String(DAYS)],
			...['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost', '-keyout', keyFile, '-out', certFile],
		])
	} catch (error) {
		throw new Error('La commande openssl, qui fait le certificat de --https, n’a pas répondu. Debian : apt-get install openssl.', {
			cause: error,
		})
	}
	const made = await readPair(certFile, keyFile)
	if (made === null) {
		throw new Error('Le certificat que openssl a fait ne se lit pas.')
	}
	return made
}

/** Null when there is none, or one that soon ends. */
async function readPair(certFile: string, keyFile: string): Promise<Certificate | null> {
	try {
		const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)])
		const { publicKey, validTo } = new X509Certificate(cert)
		const fingerprint = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('base64')
		return Date.parse(validTo) > Date.now() + 7 * DAY ? { cert, key, fingerprint } : null
	} catch {
		return null
	}
}
