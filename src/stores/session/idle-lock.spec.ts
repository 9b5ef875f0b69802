// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browserMemory } from '../../platform/browser-memory.ts'
import { useIdleLockStore } from './idle-lock.ts'

const host = vi.hoisted(() => ({ lockMinutesMax: 60 }))
vi.mock('../../platform/state.ts', async (original) => ({ ...await original<object>(), appConfig: () => ({ version: '', ...host }) }))
vi.mock('../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

beforeEach(() => {
	vi.useFakeTimers({ now: new Date('2026-11-22T10:00:00.000Z'), toFake: ['Date'] })
	setActivePinia(createPinia())
	host.lockMinutesMax = 60
	browserMemory().setPreference('lock-minutes', null)
})
afterEach(() => void vi.useRealTimers())

describe('the delay of the automatic lock', () => {
	it('is ten minutes unless chosen, and the choice stays on this computer', () => {
		const idle = useIdleLockStore()
		expect([idle.minutes, idle.secondsLeft]).toEqual([10, 600])
		idle.choose(2)
		expect(idle.secondsLeft).toBe(120)
		setActivePinia(createPinia())
		expect(useIdleLockStore().minutes).toBe(2)
	})

	it('goes from 2 to 60 minutes, and never above the bound of the host', () => {
		expect(useIdleLockStore().delays).toEqual([2, 5, 10, 15, 20, 30, 45, 60])
		useIdleLockStore().choose(60)
		setActivePinia(createPinia())
		host.lockMinutesMax = 7
		const idle = useIdleLockStore()
		expect([idle.delays, idle.minutes]).toEqual([[2, 5, 7], 7])
		idle.choose(45)
		expect(idle.minutes).toBe(7)
	})

	it.each(['', '0', '1', '-3', '2.5', 'dix', 'Infinity'])('does not take %j from what the browser kept', (kept) => {
		browserMemory().setPreference('lock-minutes', kept)
		expect(useIdleLockStore().minutes).toBe(10)
	})

	it('follows what another window chose', () => {
		const idle = useIdleLockStore()
		browserMemory().setPreference('lock-minutes', '5')
		idle.tick()
		expect(idle.secondsLeft).toBe(300)
	})
})

describe('why it is locked', () => {
	it('is told with the delay and the time, until it is open again', () => {
		const idle = useIdleLockStore()
		vi.setSystemTime('2026-11-22T10:10:00.000Z')
		idle.tell('idle')
		expect(idle.told).toEqual({ cause: 'idle', minutes: 10, at: new Date('2026-11-22T10:10:00.000Z') })
		idle.forget()
		expect(idle.told).toBeNull()
	})

	it('is the time, not the other window, when both stood idle as long', () => {
		const idle = useIdleLockStore()
		vi.setSystemTime('2026-11-22T10:09:50.000Z')
		idle.tell('window')
		expect(idle.told?.cause).toBe('idle')
		idle.touch()
		idle.tell('window')
		expect(idle.told?.cause).toBe('window')
	})
})
