// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { computed, nextTick, onScopeDispose, reactive, ref, watch } from 'vue'
import { TrousseauError } from '../../../domain/errors.ts'
import { newId } from '../../../domain/inventory/ids.ts'
import type { CollectionName } from '../../../domain/inventory/model.ts'
import type { ClearRow, FieldValue } from '../../../stores/forms/form-drafts.ts'
import { useFormDraftsStore } from '../../../stores/forms/form-drafts.ts'
import { useInventoryStore } from '../../../stores/inventory/inventory.ts'
import type { Undo } from '../../../stores/session/notices.ts'

/** A field that was typed in here and saved otherwise by somebody else meanwhile. */
export interface FieldConflict {
	readonly name: string
	/** The saved value. */
	readonly theirs: FieldValue
	/** The typed value. */
	readonly mine: FieldValue
}

/** The part of a form that the notes above it read. */
export interface DraftNotes {
	/** When what was taken up again was typed (ISO 8601); empty when there is nothing. */
	readonly resumed: string
	/** Between these a person must choose before anything is saved. */
	readonly conflicts: readonly FieldConflict[]
	choose: (name: string, side: 'mine' | 'theirs') => void
	/** Goes back to what is saved. Gives back what takes that back; null when nothing was touched. */
	giveUp: () => Undo | null | Promise<Undo | null>
}

/** The form of a record: its fields, and which of them its person touched. */
export interface FormDraft<T> extends DraftNotes {
	/** The values shown by the fields, which write here. */
	readonly values: T
	/** Of the next record that a form for a new one makes: saving again after a refusal adds nothing twice. */
	readonly recordId: string
	/** The fields touched, as typed. */
	touched: () => Partial<T>
	/**
	 * Saves the fields that were touched. What is typed meanwhile stays, unsaved; when saving fails, all of it stays.
	 *
	 * @param send - resolves once they are saved, rejects when they are not. `take` gives the fields touched, and is to be called
	 * where they are written: it throws when somebody else changed one of them by then
	 * @return false when somebody must choose first: nothing was saved
	 */
	save: (send: (take: () => Partial<T>, values: T) => Promise<unknown>) => Promise<boolean>
}

/** A form of a record. */
export interface FormDraftOptions<T> {
	/** The saved values, field by field. */
	readonly saved: () => T
	/** Fields of which every sign counts, blanks at both ends too. */
	readonly exact?: readonly (keyof T & string)[]
	/** Names of the fields that come and go with what is saved and typed: texts, of which an absent one is an empty one. */
	readonly comes?: (name: string) => boolean
	/** Which form of which record; the same each time the form comes back. */
	readonly place: string
	/** Of a form for a new record: where it goes. Once it is there, what was typed of it is saved. */
	readonly makes?: CollectionName
	/** The record that this form was to make is there: it was saved after all, and the form is over. */
	readonly onMade?: () => void
	/** Keeps what was typed elsewhere than in clear: with it, the form begins by {@link SealableDraft.begin}. */
	readonly keeper?: DraftKeeper
}

/** Where what is typed is kept. */
export interface DraftKeeper {
	/** Null when nothing is touched any more. */
	keep: (draft: Pick<ClearRow, 'base' | 'fields'> | null) => void
	drop: () => void
	giveUp: () => Undo | null | Promise<Undo | null>
	leave: () => void
}

/** A form whose draft comes later. */
export interface SealableDraft<T> extends FormDraft<T> {
	/** The touched fields and their bases, as they are kept. */
	kept: () => Pick<ClearRow, 'base' | 'fields'>
	/** Everything saved is there: shows it, with what was typed before over it, and what was typed since the form is shown over both. */
	begin: (kept: Pick<ClearRow, 'at' | 'base' | 'fields'> | null) => void
}

/** A field of numbers gives numbers; the order of what is ticked means nothing. */
function plain(value: unknown): FieldValue {
	return typeof value === 'number' ? String(value) : Array.isArray(value) ? value.map(String).sort() : (value as FieldValue)
}
const isLike = (left: unknown, right: unknown): boolean => typeof left === typeof right && Array.isArray(left) === Array.isArray(right)
function copyOf<T extends object>(values: T): T {
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? [...value] : value])) as T
}

/**
 * The one mechanism of forms. Of each field it knows the base: what was saved when the form showed it. A field that differs
 * from its base is touched. One that is not touched follows what others save; one that is touched and was saved
 * otherwise meanwhile is a conflict, to be decided before anything is saved. What is saved is the fields touched, and
 * nothing else. What is typed is kept in this browser with its bases, and taken up when the form comes back.
 *
 * @param options - which form, and what is saved
 */
export function useFormDraft<T extends { [K in keyof T]: FieldValue }>(options: FormDraftOptions<T>): SealableDraft<T> {
	const { place, saved, makes, exact = [], comes = () => false, onMade } = options
	const drafts = useFormDraftsStore()
	const inventory = useInventoryStore()
	const notebookId = drafts.notebook()
	let recordId = newId()
	const base = ref(copyOf(saved())) as { value: T }
	const values = reactive(copyOf(saved())) as T
	const resumed = ref('')
	/** Until what was typed before is there, nothing is kept; while it is saved, nothing follows. */
	let state: 'before' | 'open' | 'sending' = options.keeper === undefined ? 'open' : 'before'

	type Name = keyof T & string
	/** Every field, those included that came since, here or in what is given. */
	function names(...others: readonly object[]): readonly Name[] {
		const own = Object.keys(base.value)
		const come = [values, ...others].flatMap((one) => Object.keys(one).filter((name) => !own.includes(name) && comes(name)))
		return [...own, ...new Set(come)] as Name[]
	}
	const valueOf = (from: T, name: Name): T[Name] => from[name] ?? '' as T[Name]
	function comparable(name: Name, value: unknown): string {
		const given = plain(value)
		return JSON.stringify(typeof given === 'string' && !exact.includes(name) ? given.trim() : given)
	}
	const isSame = (name: Name, left: unknown, right: unknown): boolean => comparable(name, left) === comparable(name, right)
	const isTouched = (name: Name): boolean => !isSame(name, valueOf(values, name), valueOf(base.value, name))
	const touchedNames = (): readonly Name[] => names().filter(isTouched)
	function pick(from: T, which: readonly Name[]): Partial<T> {
		return copyOf(Object.fromEntries(which.map((name) => [name, valueOf(from, name)])) as Partial<T>)
	}

	const touched = (): Partial<T> => pick(values, touchedNames())

	const conflicts = computed<readonly FieldConflict[]>(() => {
		const now = saved()
		return touchedNames()
			.filter((name) => [valueOf(base.value, name), values[name]].every((other) => !isSame(name, valueOf(now, name), other)))
			.map((name) => ({ name, theirs: valueOf(now, name), mine: values[name] }))
	})

	function show(name: Name, value: T[Name]): void {
		const [one, other] = [copyOf({ value }), copyOf({ value })]
		base.value[name] = one.value
		values[name] = other.value
	}

	/** Updates the fields that were not touched, or hold the saved value, to what is saved now. */
	function follow(): void {
		const now = saved()
		for (const name of names(now)) {
			if (isTouched(name)) {
				if (isSame(name, valueOf(now, name), values[name])) {
					base.value[name] = valueOf(now, name)
				}
			} else {
				show(name, valueOf(now, name))
			}
		}
		if (touchedNames().length === 0) {
			resumed.value = ''
		}
	}

	const keeper: DraftKeeper = options.keeper ?? {
		keep: (draft) => draft === null
			? drafts.drop(notebookId, place)
			: drafts.keep({ notebookId, place, recordId: makes === undefined ? '' : recordId, ...draft }),
		drop: () => drafts.drop(notebookId, place),
		giveUp: () => {
			const before = { ...kept(), at: new Date().toISOString() }
			return touchedNames().length === 0 ? null : async () => takeBack(before)
		},
		leave: drafts.flush,
	}
	let isOver = false

	/** Brings back what was given up: in the form while it is shown, and where it is kept. */
	function takeBack(before: Pick<ClearRow, 'at' | 'base' | 'fields'>): 'changed' | 'undone' {
		if (isOver) {
			if (drafts.find(notebookId, place) !== null) {
				return 'changed'
			}
			drafts.keep({ notebookId, place, recordId: makes === undefined ? '' : recordId, ...before })
			drafts.flush()
			return 'undone'
		}
		if (touchedNames().length > 0) {
			return 'changed'
		}
		put(before)
		keep()
		return 'undone'
	}

	function put(draft: Pick<ClearRow, 'at' | 'base' | 'fields'>): void {
		for (const name of names(draft.fields)) {
			const [value, was] = [draft.fields[name], draft.base[name]]
			if (value !== undefined && isLike(value, valueOf(values, name))) {
				values[name] = value as T[Name]
				if (was !== undefined && isLike(was, values[name])) {
					base.value[name] = was as T[Name]
				}
			}
		}
		follow()
		resumed.value = touchedNames().length === 0 ? '' : draft.at
	}

	function keep(): void {
		if (state === 'before') {
			return
		}
		const which = touchedNames()
		if (which.length === 0) {
			resumed.value = ''
		}
		keeper.keep(which.length === 0 ? null : kept())
	}

	function kept(): Pick<ClearRow, 'base' | 'fields'> {
		const plainOf = (from: T) => Object.fromEntries(touchedNames().map((name) => [name, plain(valueOf(from, name))]))
		return { fields: plainOf(values), base: plainOf(base.value) }
	}

	function reset(): void {
		const now = saved()
		names(now).forEach((name) => show(name, valueOf(now, name)))
		resumed.value = ''
	}

	function giveUp(): Undo | null | Promise<Undo | null> {
		const before = touchedNames().length > 0
		const finish = (undo: Undo | null): Undo | null => {
			reset()
			keeper.drop()
			return before ? undo : null
		}
		const undo = keeper.giveUp()
		return undo instanceof Promise ? undo.then(finish) : finish(undo)
	}

	function choose(name: string, side: 'mine' | 'theirs'): void {
		const now = valueOf(saved(), name as Name)
		if (side === 'theirs') {
			show(name as Name, now)
		} else {
			base.value[name as Name] = now
		}
		keep()
	}

	/** The touched fields, read at the moment of the write: conflicts with saves of other people count until then. */
	function take(): Partial<T> {
		if (conflicts.value.length > 0) {
			throw new TrousseauError('invalid')
		}
		return touched()
	}

	async function save(send: (take: () => Partial<T>, values: T) => Promise<unknown>): Promise<boolean> {
		if (conflicts.value.length > 0) {
			return false
		}
		const [sent, which] = [copyOf(values), touchedNames()]
		let isTaken = false
		state = 'sending'
		// As soon as it is shown as saved, a page that is loaded again has nothing to take up.
		const isShown = (now: T): boolean => which.every((name) => isSame(name, valueOf(now, name), valueOf(sent, name)))
		const unwatch = watch(saved, (now) => isTaken && isShown(now) && keeper.drop(), { flush: 'sync' })
		try {
			await send(() => {
				const taken = isTaken ? pick(sent, which) : take()
				isTaken = true
				return taken
			}, sent)
			// A component is told of what is saved in the next turn.
			await nextTick()
		} catch (caught) {
			state = 'open'
			follow()
			keep()
			if (!isTaken && conflicts.value.length > 0) {
				return false
			}
			throw caught
		} finally {
			unwatch()
		}
		state = 'open'
		const now = saved()
		for (const name of names(now)) {
			if (isSame(name, valueOf(values, name), valueOf(sent, name))) {
				show(name, valueOf(now, name))
			} else {
				base.value[name] = valueOf(now, name)
			}
		}
		recordId = newId()
		resumed.value = ''
		keep()
		return true
	}

	if (options.keeper === undefined) {
		const found = drafts.find(notebookId, place)
		const isMade = found !== null && makes !== undefined && inventory.record(makes, found.recordId) !== null
		if (found !== null) {
			if (!isMade) {
				recordId = found.recordId === '' ? recordId : found.recordId
				put(found)
			}
			keep()
		}
	}

	if (makes !== undefined) {
		// Kept here and sent by another page, it may show only now.
		watch(() => inventory.record(makes, recordId) !== null, (isMade) => {
			if (isMade && state === 'open') {
				recordId = newId()
				reset()
				keeper.drop()
				onMade?.()
			}
		})
	}
	watch(saved, () => state === 'open' && follow())
	watch(values, keep)
	onScopeDispose(() => {
		isOver = true
		keeper.leave()
	})

	return {
		values,
		touched,
		choose,
		giveUp,
		save,
		kept,
		begin(draft) {
			const typed = touched()
			reset()
			state = 'open'
			if (draft !== null) {
				put(draft)
			}
			Object.assign(values, typed)
		},
		get recordId() {
			return recordId
		},
		get resumed() {
			return resumed.value
		},
		get conflicts() {
			return conflicts.value
		},
	}
}
