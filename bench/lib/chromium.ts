// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A page of a benchmark in a real Chromium, built with the rules of the app's
 * own build and served under a policy as strict as Nextcloud's.
 *
 * CHROMIUM_PATH: the browser, /usr/bin/chromium unless set.
 */
import type { Browser } from '@playwright/test'
import type { AddressInfo } from 'node:net'

import { chromium } from '@playwright/test'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import webpack from 'webpack'

const ROOT = new URL('../..', import.meta.url).pathname

/** The page forbids everything that Nextcloud's forbids; scripts themselves carry no policy there either. */
const PAGE_HEADERS = {
	'content-type': 'text/html; charset=utf-8',
	'content-security-policy': 'default-src \'none\'; script-src \'self\'; worker-src \'self\'; connect-src \'self\'',
}

/** Headers of cross-origin isolation, without which a page may not measure its own memory. */
const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }

async function build(entry: string, folder: string): Promise<void> {
	const configuration = '../../webpack.config.js'
	const { default: config } = await import(configuration) as { default: (env: unknown, argv: { mode: string }) => webpack.Configuration }
	const app = config({}, { mode: 'production' })
	const compiler = webpack({
		mode: 'production',
		target: app.target as string,
		context: ROOT,
		entry: join(ROOT, entry),
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

async function serve(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<{ readonly url: string, close(): void }> {
	const server = createServer((request, response) => {
		const name = basename(new URL(request.url ?? '/', 'http://localhost').pathname)
		if (name === '') {
			response
				.writeHead(200, { ...PAGE_HEADERS, ...ISOLATED })
				.end('<!doctype html><title>bench</title><script src="page.js"></script>')
			return
		}
		try {
			const file = files.get(name) ?? readFileSync(join(folder, name))
			response
				.writeHead(200, { 'content-type': files.has(name) ? 'application/octet-stream' : 'text/javascript', ...ISOLATED })
				.end(file)
		} catch {
			response.writeHead(404).end()
		}
	})
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve)
	})
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() }
}

/**
 * Runs something in a browser that has a page to show.
 *
 * @param entry - the script of the page, from the root of the project
 * @param files - other files that the page may fetch, by name
 * @param use - given the browser and the address of the page
 */
export async function withPage<T>(
	entry: string,
	files: ReadonlyMap<string, Uint8Array>,
	use: (browser: Browser, url: string) => Promise<T>,
): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), 'trousseau-bench-'))
	await build(entry, folder)
	const server = await serve(folder, files)
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
		args: ['--no-sandbox', '--enable-blink-features=ForceEagerMeasureMemory'],
	})
	try {
		return await use(browser, server.url)
	} finally {
		await browser.close()
		server.close()
		rmSync(folder, { recursive: true })
	}
}
