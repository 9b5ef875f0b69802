// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * First the way to the opened list over a slow line (bench/lib/first-list.ts). Then unlocking in a real Chromium, through the app's own client and Worker, with
 * real key derivations: from the bytes of a vault to the list as the page has it,
 * the way to the Worker and back included; and the memory that an open vault
 * takes, in the page and in the Worker, once the Worker of the derivation has ended.
 */
import type { Page } from '@playwright/test'
import type { Memory, VaultPage } from './lib/vault-page.ts'

import { loadSodium } from '../src/vault/file/sodium.ts'
import { deriveHere } from '../src/vault/keys/kdf.ts'
import { withPage } from './lib/chromium.ts'
import { ACCOUNTS, firstList, launch, LINE, SLOWER } from './lib/first-list.ts'
import { median, milliseconds } from './lib/median.ts'
import { tell } from './lib/slow-line.ts'
import { NOTEBOOK, PASSPHRASE, vaultOf } from './lib/vault.ts'

const SIZES = [1_000, 5_000]
const ROUNDS = 9

declare const vaultPage: VaultPage

const mebibytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`
const shown = ({ page, workers, running }: Memory): string => `page ${mebibytes(page)}, Worker ${mebibytes(workers)} (${running} running)`

async function measure(tab: Page, count: number, vaultId: string): Promise<void> {
	const place = { notebookId: NOTEBOOK, vaultId }
	const before = await tab.evaluate(() => vaultPage.memory())
	const derivations: number[] = []
	const first: number[] = []
	const again: number[] = []
	let after = before
	for (let round = 0; round < ROUNDS; round++) {
		derivations.push(await tab.evaluate((passphrase) => vaultPage.unlock(passphrase), PASSPHRASE))
		const opened = await tab.evaluate((where) => vaultPage.open(where), place)
		if (opened.accounts !== count) {
			throw new Error('The list is not whole')
		}
		first.push(opened.milliseconds)
		if (round === 0) {
			after = await tab.evaluate(() => vaultPage.memory())
		}
		await tab.evaluate((passphrase) => vaultPage.unlock(passphrase), PASSPHRASE)
		again.push((await tab.evaluate((where) => vaultPage.open(where), place)).milliseconds)
		await tab.evaluate(() => vaultPage.lock())
	}
	const locked = await tab.evaluate(() => vaultPage.memory())
	console.log(`${String(count).padStart(5)} accounts: unlock to list ${milliseconds(median(first))} in a Worker just started, ${milliseconds(median(again))} in the same again (best ${milliseconds(Math.min(...again))})`)
	console.log(`      the derivation, 64 MiB × 3: ${milliseconds(median(derivations))}`)
	console.log(`      memory before: ${shown(before)}; open: ${shown(after)}; locked: ${shown(locked)}`)
}

const slow = await launch()
tell(`To the list, ${SLOWER} times slower, ${LINE.bits / 1_000_000} Mbit/s, ${LINE.latency} ms, ${ACCOUNTS} passwords`, await firstList(slow))
await slow.close()
await loadSodium()
const vaults = await Promise.all(SIZES.map(async (count) => ({ count, ...await vaultOf(count, async (request) => deriveHere(request)) })))
const files = new Map(vaults.flatMap(({ identity, head }) => [[identity.name, identity.bytes], [head.name, head.bytes]] as const))
await withPage('bench/lib/vault-page.ts', files, async (browser, url) => {
	console.log(`Chromium ${browser.version()}, ${ROUNDS} rounds, medians`)
	for (const { count, identity, vaultId, head } of vaults) {
		const tab = await browser.newPage()
		await tab.goto(url)
		await tab.evaluate((names) => vaultPage.load(names), { identity: identity.name, vault: head.name })
		await measure(tab, count, vaultId)
		await tab.close()
	}
})
