// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EffectScope } from 'vue'
import { effectScope, nextTick, reactive } from 'vue'
import { putRecord } from '../../../domain/inventory/changes.ts'
import { newId } from '../../../domain/inventory/ids.ts'
import { MemoryStore } from '../../../journal/memory-store.ts'
import { NOTEBOOK } from '../../../journal/testing.ts'
import { browserMemory } from '../../../platform/browser-memory.ts'
import { useFormDraftsStore } from '../../../stores/forms/form-drafts.ts'
import { useInventoryStore } from '../../../stores/inventory/inventory.ts'
import { useFormDraft } from './use-form-draft.ts'

vi.mock('../../../platform/session.ts', () => ({ currentUser: () => ({ id: 'anne', name: 'Anne', isAdmin: false }) }))

const OTHER_NOTEBOOK = 'f'.repeat(32)
const saved = reactive({ name: 'Hélios', note: '', personIds: ['a', 'b'] as string[], isClosed: false })
const kept = (): string => browserMemory().preference('inputs') ?? ''

let scopes: EffectScope[] = []

/** The form of one record, as a component begins it, and the end of that component. */
function open(place = 'tools/t/more') {
	const scope = effectScope()
	scopes.push(scope)
	const input = scope.run(() => useFormDraft({ place, saved: () => ({ ...saved, personIds: [...saved.personIds] }) }))
	if (input === undefined) {
		throw new Error('no scope')
	}
	return { input, leave: () => scope.stop() }
}

async function openNotebook(notebookId: string): Promise<void> {
	await useInventoryStore().open({ store: new MemoryStore(), notebookId, mayWrite: true })
}

describe('what is typed in a form of the inventory', () => {
	beforeEach(async () => {
		browserMemory().setPreference('inputs', null)
		Object.assign(saved, { name: 'Hélios', note: '', personIds: ['a', 'b'], isClosed: false })
		setActivePinia(createPinia())
		await openNotebook(NOTEBOOK)
	})
	afterEach(() => {
		scopes.forEach((scope) => scope.stop())
		scopes = []
	})

	it('is there when the form comes back, also in a page loaded again; what was not touched is what is saved then', async () => {
		const { input, leave } = open()
		expect(input.resumed).toBe('')
		input.values.note = 'Rappeler'
		input.values.isClosed = true
		await nextTick()
		leave()
		saved.name = 'Hélios 2'
		setActivePinia(createPinia())
		await openNotebook(NOTEBOOK)
		const { input: again } = open()
		expect(again.values).toEqual({ name: 'Hélios 2', note: 'Rappeler', personIds: ['a', 'b'], isClosed: true })
		expect(again.resumed).not.toBe('')
	})

	it('is of one form, of one record, of one notebook', async () => {
		const { input } = open()
		input.values.note = 'Rappeler'
		await nextTick()
		expect(open('tools/u/more').input.values.note).toBe('')
		await openNotebook(OTHER_NOTEBOOK)
		expect(open().input.values.note).toBe('')
		await openNotebook(NOTEBOOK)
		expect(open().input.values.note).toBe('Rappeler')
	})

	it('is forgotten once given up, or once it is what is saved already', async () => {
		const { input, leave } = open()
		input.values.note = 'Rappeler'
		await nextTick()
		leave()
		expect(kept()).toContain('Rappeler')
		const { input: again } = open()
		await again.giveUp()
		expect([again.values.note, again.resumed, kept()]).toEqual(['', '', ''])
		again.values.personIds = ['a']
		await nextTick()
		useFormDraftsStore().flush()
		expect(kept()).not.toBe('')
		again.values.personIds = ['b', 'a']
		await nextTick()
		expect(kept()).toBe('')
	})

	it('follows what others save, where nothing was typed', async () => {
		const { input } = open()
		input.values.note = 'à moi'
		await nextTick()
		Object.assign(saved, { name: 'Nom d’un autre', note: 'd’un autre' })
		await nextTick()
		expect(input.values).toMatchObject({ name: 'Nom d’un autre', note: 'à moi' })
	})

	it('is forgotten once saved, but for what was typed meanwhile; a refusal loses nothing', async () => {
		const { input } = open()
		input.values.note = 'une note '
		await nextTick()
		await expect(input.save(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
		useFormDraftsStore().flush()
		expect([input.values.note, kept().includes('une note ')]).toEqual(['une note ', true])
		await input.save(async (take) => {
			input.values.name = 'tapé pendant l’envoi'
			saved.note = take().note?.trim() ?? ''
			await nextTick()
		})
		useFormDraftsStore().flush()
		expect(input.values).toMatchObject({ name: 'tapé pendant l’envoi', note: 'une note' })
		expect(kept()).not.toContain('une note')
		expect(open().input.values.name).toBe('tapé pendant l’envoi')
	})

	it('hands over the fields touched and no others; where nothing is touched, nothing', async () => {
		const { input } = open()
		const taken: unknown[] = []
		await input.save(async (take) => void taken.push(take()))
		input.values.note = 'à moi'
		saved.name = 'Nom d’un autre'
		await nextTick()
		await input.save(async (take) => void taken.push(take()))
		expect(taken).toEqual([{}, { note: 'à moi' }])
	})

	it('that somebody else saved otherwise meanwhile is a conflict: nothing is saved before one is chosen', async () => {
		const { input } = open()
		Object.assign(input.values, { note: 'à moi', name: 'Hélios à moi' })
		await nextTick()
		Object.assign(saved, { note: 'd’un autre', name: ' Hélios à moi' })
		await nextTick()
		expect(input.conflicts).toEqual([{ name: 'note', theirs: 'd’un autre', mine: 'à moi' }])
		const send = vi.fn(async (take: () => object) => take())
		expect(await input.save(send)).toBe(false)
		expect(send).not.toHaveBeenCalled()
		input.choose('note', 'mine')
		expect([await input.save(async (take) => expect(take()).toEqual({ note: 'à moi' })), input.conflicts]).toEqual([true, []])
		saved.note = 'à moi'
		await nextTick()
		input.values.note = 'encore'
		saved.note = 'autre chose'
		await nextTick()
		input.choose('note', 'theirs')
		expect([input.values.note, input.touched()]).toEqual(['autre chose', {}])
	})

	it('that somebody else saves otherwise while the save waits for its turn is a conflict too, and stays', async () => {
		const { input } = open()
		input.values.note = 'à moi'
		const isSaved = await input.save(async (take) => {
			saved.note = 'd’un autre'
			await nextTick()
			take()
		})
		expect([isSaved, input.values.note, input.conflicts]).toEqual([
			false,
			'à moi',
			[{ name: 'note', theirs: 'd’un autre', mine: 'à moi' }],
		])
	})

	it('is a conflict also when it is taken up after somebody else saved otherwise', async () => {
		const { input, leave } = open()
		input.values.note = 'à moi'
		await nextTick()
		leave()
		saved.note = 'd’un autre'
		setActivePinia(createPinia())
		await openNotebook(NOTEBOOK)
		expect(open().input.conflicts).toEqual([{ name: 'note', theirs: 'd’un autre', mine: 'à moi' }])
	})

	it('given up by one click can be taken back, in the form or once it is left', async () => {
		const { input, leave } = open()
		input.values.note = 'à moi'
		await nextTick()
		const undo = await input.giveUp()
		expect([input.values.note, await undo?.(), input.values.note]).toEqual(['', 'undone', 'à moi'])
		const again = await input.giveUp()
		leave()
		expect(open().input.values.note).toBe('')
		expect(await again?.()).toBe('undone')
		expect(open().input.values.note).toBe('à moi')
		expect(await open('tools/u/more').input.giveUp()).toBeNull()
	})

	it('is forgotten as soon as it is shown as saved, before the server answers; refused after all, it is there again', async () => {
		const { input } = open()
		input.values.note = 'à moi'
		await nextTick()
		useFormDraftsStore().flush()
		await expect(input.save(async (take) => {
			saved.note = take().note ?? ''
			expect(kept()).toBe('')
			await nextTick()
			saved.note = ''
			await nextTick()
			throw new Error('refused')
		})).rejects.toThrow('refused')
		useFormDraftsStore().flush()
		expect([input.values.note, kept().includes('à moi')]).toEqual(['à moi', true])
	})

	it('of a new record is over once the record shows after all, also later than the form', async () => {
		const recordId = newId()
		useFormDraftsStore().keep({ notebookId: NOTEBOOK, place: 'persons/new', recordId, fields: { name: 'Adjoint' }, base: { name: '' } })
		const scope = effectScope()
		scopes.push(scope)
		const onMade = vi.fn()
		const input = scope.run(() => useFormDraft({ place: 'persons/new', makes: 'persons', saved: () => ({ name: '' }), onMade }))
		expect([input?.values.name, input?.recordId]).toEqual(['Adjoint', recordId])
		await useInventoryStore().change((current, change) => putRecord(current, 'persons', recordId, { displayName: 'Adjoint' }, change))
		await nextTick()
		expect([input?.values.name, kept()]).toEqual(['', ''])
		expect(onMade).toHaveBeenCalledOnce()
	})

	it('of a new record that was saved after all is forgotten, not offered again', async () => {
		const drafts = useFormDraftsStore()
		const add = () => {
			const scope = effectScope()
			scopes.push(scope)
			return scope.run(() => useFormDraft({ place: 'persons/new', makes: 'persons', saved: () => ({ name: '' }) }))
		}
		const recordId = newId()
		drafts.keep({ notebookId: NOTEBOOK, place: 'persons/new', recordId, fields: { name: 'Adjoint' }, base: { name: '' } })
		expect(drafts.lastUnder('persons/', 'persons')).toBe('new')
		// As when the page is closed after the save left and before it is confirmed.
		await useInventoryStore().change((current, change) => putRecord(current, 'persons', recordId, { displayName: 'Adjoint' }, change))
		expect(add()?.values.name).toBe('')
		expect(kept()).toBe('')
		drafts.keep({ notebookId: NOTEBOOK, place: 'persons/new', recordId, fields: { name: 'Adjoint' }, base: { name: '' } })
		expect(drafts.lastUnder('persons/', 'persons')).toBe('')
		expect(kept()).toBe('')
	})

	it('of a record that is no longer there opens no form', async () => {
		const drafts = useFormDraftsStore()
		const id = newId()
		drafts.keep({ notebookId: NOTEBOOK, place: `persons/${id}`, recordId: '', fields: { displayName: 'Adjointe' }, base: {} })
		expect(drafts.lastUnder('persons/', 'persons')).toBe('')
		await useInventoryStore().change((current, change) => putRecord(current, 'persons', id, { displayName: 'Adjoint' }, change))
		expect(drafts.lastUnder('persons/', 'persons')).toBe(id)
	})

	it('survives what cannot be read, and what another version kept', () => {
		for (const garbage of ['', '{', '[{"place":1}]']) {
			browserMemory().setPreference('inputs', garbage)
			expect(open().input.values.note).toBe('')
		}
		useFormDraftsStore().keep({
			notebookId: NOTEBOOK,
			place: 'tools/t/more',
			recordId: '',
			fields: { note: ['a'], gone: 'x', name: 'Nom' },
			base: {},
		})
		expect(open().input.values).toEqual({ name: 'Nom', note: '', personIds: ['a', 'b'], isClosed: false })
	})

	it('loses nothing to a text that is far too long, nor to what cannot be read beside it', () => {
		const drafts = useFormDraftsStore()
		drafts.keep({ notebookId: NOTEBOOK, place: 'tools/one/more', recordId: '', fields: { note: 'Rappeler' }, base: {} })
		drafts.keep({ notebookId: NOTEBOOK, place: 'tools/two/more', recordId: '', fields: { note: 'x'.repeat(200_000) }, base: {} })
		drafts.flush()
		browserMemory().setPreference('inputs', JSON.stringify([{ place: 1 }, ...JSON.parse(kept()) as readonly unknown[]]))
		expect(open('tools/one/more').input.values.note).toBe('Rappeler')
		expect(open('tools/two/more').input.values.note).toHaveLength(200_000)
	})

	it('is kept of twenty forms; the oldest gives way', () => {
		for (let index = 0; index < 22; index++) {
			useFormDraftsStore().keep({
				notebookId: NOTEBOOK,
				place: `tools/${index}/more`,
				recordId: '',
				fields: { note: `note ${index}` },
				base: {},
			})
		}
		useFormDraftsStore().flush()
		expect(open('tools/1/more').input.values.note).toBe('')
		expect(open('tools/2/more').input.values.note).toBe('note 2')
	})
})
