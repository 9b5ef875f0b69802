// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Argon2id at the default cost (256 MiB × 3): our built Worker in a real
 * Chromium against native libsodium, alternating in the same run so that both
 * meet the same machine. Read the ratio rather than the milliseconds.
 *
 * CHROMIUM_PATH: the browser, /usr/bin/chromium unless set.
 */
import type { AddressInfo } from 'node:net'
import type { KdfPage } from './lib/kdf-page.ts'

import { chromium } from '@playwright/test'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import native from 'sodium-native'
import webpack from 'webpack'
import { median, milliseconds } from './lib/median.ts'

const MEMORY = 256 * 1024 * 1024
const PASSES = 3
const ROUNDS = 7
const TARGET = 1.9
const ROOT = new URL('..', import.meta.url).pathname

/** The page forbids everything that Nextcloud's forbids; scripts themselves carry no policy there either. */
const PAGE_POLICY = 'default-src \'none\'; script-src \'self\'; worker-src \'self\'; connect-src \'self\''

declare const kdfPage: KdfPage

/** Builds the page with the rules of the app's own build. */
async function build(folder: string): Promise<void> {
	const configuration = '../webpack.config.js'
	const { default: config } = await import(configuration) as { default: (env: unknown, argv: { mode: string }) => webpack.Configuration }
	const app = config({}, { mode: 'production' })
	const compiler = webpack({
		mode: 'production',
		target: app.target as string,
		context: ROOT,
		entry: join(ROOT, 'bench/lib/kdf-page.ts'),
		output: { path: folder, publicPath: 'auto', filename: 'page.js', chunkFilename: '[name].js' },
		module: app.module as webpack.ModuleOptions,
		resolve: app.resolve as webpack.ResolveOptions,
		performance: { hints: false },
	} as webpack.Configuration)
	await new Promise<void>((resolve, reject) => {
		compiler.run((error, stats) => {
			if (error !== null || stats?.hasErrors() === true) {
				reject(error ?? new Error(stats?.toString({ all: false, errors: true })))
			} else {
				compiler.close(() => resolve())
			}
		})
	})
}

/** Serves the folder on a loopback port. */
async function serve(folder: string): Promise<{ readonly url: string, close(): void }> {
	const server = createServer((request, response) => {
		const name = basename(new URL(request.url ?? '/', 'http://localhost').pathname)
		if (name === '') {
			response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_POLICY })
			response.end('<!doctype html><title>bench</title><script src="page.js"></script>')
			return
		}
		try {
			const script = readFileSync(join(folder, name))
			response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
		} catch {
			response.writeHead(404).end()
		}
	})
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve)
	})
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() }
}

function nativeDerivation(): { readonly key: string, readonly milliseconds: number } {
	const output = Buffer.alloc(64)
	const start = performance.now()
	native.crypto_pwhash(output, Buffer.from('bench'), Buffer.alloc(16), PASSES, MEMORY, native.crypto_pwhash_ALG_ARGON2ID13)
	return { key: output.toString('hex'), milliseconds: performance.now() - start }
}

const folder = mkdtempSync(join(tmpdir(), 'trousseau-bench-'))
await build(folder)
const server = await serve(folder)
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
try {
	const tab = await browser.newPage()
	await tab.goto(server.url)
	const derive = () => tab.evaluate(([memory, passes]) => kdfPage.derive(memory, passes), [MEMORY, PASSES] as const)
	const calibrated = await tab.evaluate(() => kdfPage.calibrate())
	await derive()
	nativeDerivation()
	const ours: number[] = []
	const whole: number[] = []
	const theirs: number[] = []
	for (let round = 0; round < ROUNDS; round++) {
		const inBrowser = await derive()
		const inNode = nativeDerivation()
		if (inBrowser.key !== inNode.key) {
			throw new Error('The two derivations disagree')
		}
		ours.push(inBrowser.milliseconds)
		whole.push(inBrowser.whole)
		theirs.push(inNode.milliseconds)
	}
	const ratio = median(ours) / median(theirs)
	console.log(`Argon2id 256 MiB × 3, ${ROUNDS} alternating rounds, medians`)
	console.log(`  in the Worker (Chromium ${browser.version()})   ${milliseconds(median(ours))}, with its start ${milliseconds(median(whole))}`)
	console.log(`  sodium-native (Node ${process.versions.node})   ${milliseconds(median(theirs))}`)
	console.log(`  ratio ${ratio.toFixed(2)}, target ${TARGET} — ${ratio <= TARGET ? 'held' : 'missed here'}; same keys in every round`)
	console.log(`  calibrated here: ${calibrated.memory / 1024 / 1024} MiB × ${calibrated.passes}`)
} finally {
	await browser.close()
	server.close()
	rmSync(folder, { recursive: true })
}
