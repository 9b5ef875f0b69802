// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Argon2id at the default cost (256 MiB × 3): our built Worker in a real
 * Chromium against native libsodium, alternating in the same run so that both
 * meet the same machine. Read the ratio rather than the milliseconds. No target:
 * the WebAssembly that libsodium is published as has no vector instructions, the
 * native one has them, and neither is ours to write. What a person waits for is
 * held by the calibration, which takes the cost that a computer affords in a second.
 */
import type { KdfPage } from './lib/kdf-page.ts'

import native from 'sodium-native'
import { withPage } from './lib/chromium.ts'
import { median, milliseconds } from './lib/median.ts'

const MEMORY = 256 * 1024 * 1024
const PASSES = 3
const ROUNDS = 7

declare const kdfPage: KdfPage

function nativeDerivation(): { readonly key: string, readonly milliseconds: number } {
	const output = Buffer.alloc(64)
	const start = performance.now()
	native.crypto_pwhash(output, Buffer.from('bench'), Buffer.alloc(16), PASSES, MEMORY, native.crypto_pwhash_ALG_ARGON2ID13)
	return { key: output.toString('hex'), milliseconds: performance.now() - start }
}

await withPage('bench/lib/kdf-page.ts', new Map(), async (browser, url) => {
	const tab = await browser.newPage()
	await tab.goto(url)
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
	console.log(`  ratio ${ratio.toFixed(2)}; same keys in every round`)
	console.log(`  calibrated here: ${calibrated.memory / 1024 / 1024} MiB × ${calibrated.passes}`)
})
