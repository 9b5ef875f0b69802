// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ErrorCode } from '../../domain/errors.ts'
import type { TabMessage } from '../../platform/tabs.ts'
import type { VaultChange } from '../../vault/model.ts'
import { useNoticesStore } from '../session/notices.ts'
import { watchState } from '../session/watch-state.ts'
import { useVaultStore } from '../vault/vault.ts'
import type { DraftRow } from './draft-repository.ts'
import type { InventoryEdit } from './save-queue.ts'

import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { TrousseauError } from '../../domain/errors.ts'
import { mayPass } from '../../journal/retry.ts'
import { n } from '../../platform/l10n.ts'
import { logCaught } from '../../platform/log.ts'
import { currentUser } from '../../platform/session.ts'
import { tabLockFree, withTabLock } from '../../platform/tabs.ts'
import { useInventoryStore } from '../inventory/inventory.ts'
import { useDraftRepository } from './draft-repository.ts'
import { OWN_FAULT, useDraftUploader } from './draft-uploader.ts'
import { useLossWatch } from './loss-watch.ts'
import { useSavingStore } from './saving.ts'
import { connectTabs } from './tabs.ts'
import { taskQueue } from './task-queue.ts'

/** Maximum milliseconds that a save waits for the server: the edit is already stored in the browser. */
const PATIENCE = 4_000

/** Milliseconds before a transient refusal is retried; doubles at each refusal. */
const FIRST_PAUSE = 10_000
const LONGEST_PAUSE = 5 * 60_000

/** Refusals that no longer apply on a new page. */
const SIGNED_OUT: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['session-expired', 'other-user'])

/**
 * Which drafts a round sends. `new`: those never sent. `waiting`: also those that met a refusal that passes by itself. `all`: also
 * those that were refused for good, because the person asked for it.
 */
type Reach = 'new' | 'waiting' | 'all'

/**
 * The edits of the open notebook that the server does not have yet. Each is written in this browser before it
 * leaves, and forgotten once the server confirmed: it survives a reload, a crash and a closed tab at any moment.
 */
export const useDraftsStore = defineStore('drafts', () => {
	const inventory = useInventoryStore()
	const vault = useVaultStore()
	const saving = useSavingStore()
	const notices = useNoticesStore()
	const repository = useDraftRepository()
	const uploader = useDraftUploader(repository)
	const tabs = connectTabs(hear)
	const lossWatch = useLossWatch()
	/** Serialises rounds within this page, also where the browser has no locks. */
	const turn = taskQueue()
	const sending = ref(0)
	/** Last refusal that this page received: a session that ended before the page was loaded is no longer ended. */
	let lastRefusal: ErrorCode | '' = ''
	let pauses = 0
	let timer: ReturnType<typeof setTimeout> | undefined

	/** Drafts listed on screen: not those being sent for the first time. */
	const offered = computed<readonly DraftRow[]>(() => repository.rows.value.filter((row) => (
		row.refusal !== '' || row.unreadable !== '' || sending.value === 0 || saving.isHeld
	)))

	async function changeInventory(edit: InventoryEdit): Promise<void> {
		await leave(await repository.addInventory(edit))
	}

	async function changeVault(changes: readonly VaultChange[]): Promise<void> {
		await leave(await repository.addVault(changes))
	}

	/** Sends a draft just made, and waits for the server a moment. An edit that cannot be saved goes back to its form. */
	async function leave(id: string | null): Promise<void> {
		if (id === null) {
			return
		}
		const { waiting, stop } = untilWaiting()
		// Announced once the lock is requested, so that other tabs queue behind.
		await Promise.race([send('all', () => tell({ kind: 'kept', notebookId: notebookId() })), waiting])
		stop()
		const refusal = repository.rows.value.find((row) => row.id === id)?.refusal ?? ''
		if (refusal !== '' && OWN_FAULT.has(refusal)) {
			await discard([id])
			throw new TrousseauError(refusal)
		}
	}

	/** Resolves when the server makes us wait, or when it has been long enough. */
	function untilWaiting(): { readonly waiting: Promise<void>, readonly stop: () => void } {
		let stop = (): void => undefined
		const waiting = new Promise<void>((resolve) => {
			const patience = setTimeout(resolve, PATIENCE)
			const unwatch = watchState(() => saving.retryAt > 0, (isWaiting) => isWaiting && resolve())
			stop = () => {
				clearTimeout(patience)
				unwatch()
			}
		})
		return { waiting, stop }
	}

	/** Lock that serialises sending between tabs, by person and notebook. */
	const lockName = (): string => `drafts:${currentUser().id}:${notebookId()}`

	/** Sends the drafts within `reach`, one tab at a time. Never rejects. `asked` is called once the lock between tabs is requested. */
	async function send(reach: Reach, asked: () => void = () => undefined): Promise<void> {
		clearTimeout(timer)
		saving.retryAt = 0
		sending.value++
		// Counted before waiting: an edit that is kept back is not saved.
		saving.kept = repository.rows.value.length
		const isAwaited = saving.kept > 0
		saving.running += isAwaited ? 1 : 0
		try {
			await turn(async () => {
				// Read first: drafts that leave now must not be reported as lost later.
				await lossWatch.look()
				const done = withTabLock(lockName(), async () => {
					saving.isHeld = false
					await repository.read()
					await round(repository.rows.value.filter((row) => row.records !== null && isWithin(reach, row.refusal)))
				}, sayHeld)
				asked()
				await done
			})
		} catch (error) {
			logCaught('drafts.send', error)
			// Neither the browser's memory nor its locks answered: what is on this page stays on it.
		} finally {
			saving.running -= isAwaited ? 1 : 0
			saving.isHeld = false
			sending.value--
			report()
		}
	}

	/** Another tab keeps us waiting: shows what this browser keeps meanwhile. */
	function sayHeld(): void {
		void repository.read().then(() => {
			saving.kept = repository.rows.value.length
		}, () => undefined)
		saving.isHeld = true
	}

	async function round(drafts: readonly DraftRow[]): Promise<void> {
		if (drafts.length === 0) {
			return
		}
		saving.running++
		saving.kept = repository.rows.value.length
		try {
			const { saved, error } = await uploader.send(drafts)
			pauses = error === null ? 0 : pauses + 1
			saving.refusal = error
			lastRefusal = error?.code ?? ''
			if (saved.length > 0) {
				tell({ kind: 'saved', notebookId: notebookId() })
				announce(drafts.filter((row) => saved.includes(row.id) && !repository.isUnsent(row) && row.refusal !== ''))
			}
			if (error !== null) {
				tell({ kind: 'refused', notebookId: notebookId() })
			}
		} finally {
			saving.running--
		}
	}

	function isWithin(reach: Reach, refusal: ErrorCode | ''): boolean {
		switch (reach) {
			case 'all': return true
			case 'new': return refusal === ''
			case 'waiting': return refusal === '' || mayPass(new TrousseauError(refusal))
		}
	}

	/** Says that what had waited is saved. */
	function announce(late: readonly DraftRow[]): void {
		if (late.length > 0) {
			notices.show(n('trousseau', 'The change kept here is now saved.', 'The %n changes kept here are now saved.', late.length))
		}
	}

	/** Tells the interface what is kept and why, and plans the next attempt of what may pass. */
	function report(): void {
		const rows = repository.rows.value
		const codes = rows.flatMap(({ refusal }) => refusal === '' || (SIGNED_OUT.has(refusal) && refusal !== lastRefusal) ? [] : [refusal])
		saving.kept = rows.length
		saving.lasting = repository.isLasting()
		void lossWatch.note()
		if (codes.length === 0) {
			clearTimeout(timer)
			saving.retryAt = 0
			saving.refusal = null
			return
		}
		const stuck = codes.find((code) => !mayPass(new TrousseauError(code)))
		const shown = stuck ?? codes.at(-1)
		if (shown !== undefined && saving.refusal?.code !== shown) {
			saving.refusal = new TrousseauError(shown)
		}
		if (rows.some((row) => row.records !== null && row.refusal !== '' && isWithin('waiting', row.refusal))) {
			plan()
		}
	}

	function plan(): void {
		clearTimeout(timer)
		const step = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.max(0, pauses - 1))
		const pause = Math.round(step * (0.5 + Math.random() / 2))
		saving.retryAt = Date.now() + pause
		timer = setTimeout(() => void send('waiting'), pause)
	}

	/** Loads the stored drafts and sends those without a permanent refusal: at opening, at unlocking, when back online. */
	async function wake(): Promise<void> {
		pauses = 0
		await send('waiting')
	}

	/** Tries to save everything now. */
	async function retry(): Promise<void> {
		pauses = 0
		await send('all')
	}

	/** Discards drafts permanently. */
	async function discard(ids: readonly string[]): Promise<void> {
		await repository.remove(ids)
		report()
	}

	async function hear(message: TabMessage): Promise<void> {
		const isHere = 'notebookId' in message && message.notebookId === notebookId()
		if (message.kind === 'kept' && isHere) {
			// Once that tab is done, or gone, what is left is ours to send.
			await tabLockFree(lockName())
			await send('new')
		} else if (message.kind === 'refused' && isHere) {
			await repository.read()
			report()
		} else if (message.kind === 'saved' && isHere) {
			await Promise.allSettled([inventory.refresh(), vault.refresh()])
			await repository.read()
			report()
		}
	}

	function tell(message: TabMessage): void {
		tabs.tell(message)
	}

	function notebookId(): string {
		return inventory.unsaved.basis()?.notebookId ?? ''
	}

	watchState(() => vault.status, () => void wake())
	globalThis.addEventListener('online', () => void wake())
	globalThis.addEventListener('beforeunload', (event) => {
		if ((saving.kept > 0 && !saving.lasting) || saving.backupInHand) {
			event.preventDefault()
		}
	})

	return { offered, changeInventory, changeVault, wake, retry, discard }
})
