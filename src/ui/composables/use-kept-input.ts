// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { nextTick, onScopeDispose, reactive, ref, watch } from 'vue'
import { newId } from '../../domain/inventory/ids.ts'
import type { InventoryCollections } from '../../domain/inventory/model.ts'
import { useInventoryStore } from '../../stores/inventory.ts'
import { useKeptInputsStore } from '../../stores/kept-inputs.ts'

/** What one field of a form holds. */
type Value = string | boolean | readonly string[]

/** What was typed in a form and not saved, as its note needs it. */
export interface Resumed {
	/** When what was taken up again was typed (ISO 8601); empty when there is nothing. */
	readonly resumed: string
	/** Goes back to what is saved. */
	giveUp: () => void
}

/** A form of the inventory whose typing is kept until it is saved or given up. */
export interface KeptForm<T> extends Resumed {
	/** What the fields show; they write here. */
	readonly values: T
	/** Of the next record that a form for a new one makes: saving again after a refusal adds nothing twice. */
	readonly recordId: string
	/**
	 * Saves what is typed now. What is typed meanwhile stays, unsaved; when saving fails, all of it stays.
	 *
	 * @param send - resolves once the values are saved, rejects when they are not
	 */
	save: (send: (values: T) => Promise<void>) => Promise<void>
}

/** A form of a record. */
export interface KeptFormOptions<T> {
	/** Which form of which record; the same each time the form comes back. */
	readonly place: string
	/** What is saved now, field by field. */
	readonly saved: () => T
	/** Of a form for a new record: where it goes. Once it is there, what was typed of it is saved. */
	readonly makes?: keyof InventoryCollections
}

/** A field of numbers gives numbers; the order of what is ticked means nothing. */
const plain = (value: unknown): Value => typeof value === 'number' ? String(value) : Array.isArray(value) ? value.map(String).sort() : value as Value
const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(plain(left)) === JSON.stringify(plain(right))
const isLike = (left: unknown, right: unknown): boolean => typeof left === typeof right && Array.isArray(left) === Array.isArray(right)
const copyOf = <T extends object>(values: T): T => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? [...value] : value])) as T

/**
 * The fields of a form of the inventory. What is typed is kept in this browser and taken up when the form comes back;
 * what is not touched stays as it is saved, also when others change it.
 *
 * @param options - which form, and what is saved
 */
export function useKeptInput<T extends { [K in keyof T]: Value }>({ place, saved, makes }: KeptFormOptions<T>): KeptForm<T> {
	const keptInputs = useKeptInputsStore()
	const notebookId = keptInputs.notebook()
	let recordId = newId()
	const base = ref(copyOf(saved())) as { value: T }
	const values = reactive(copyOf(saved())) as T
	const resumed = ref('')

	const names = (): readonly (keyof T & string)[] => Object.keys(base.value) as (keyof T & string)[]
	const touched = () => names().filter((name) => !isSame(values[name], base.value[name]))

	/** Follows what is saved, where nothing was typed since `sent`. */
	function follow(sent: T): void {
		const next = copyOf(saved())
		for (const name of names()) {
			if (isSame(values[name], sent[name])) {
				values[name] = next[name]
			}
		}
		base.value = copyOf(next)
	}

	function keep(): void {
		const fields = Object.fromEntries(touched().map((name) => [name, plain(values[name])]))
		if (Object.keys(fields).length === 0) {
			resumed.value = ''
			keptInputs.drop(notebookId, place)
		} else {
			keptInputs.keep(notebookId, place, { recordId: makes === undefined ? '' : recordId, fields: fields as Record<string, string | boolean | string[]> })
		}
	}

	function giveUp(): void {
		Object.assign(values, copyOf(saved()))
		base.value = copyOf(saved())
		keep()
	}

	async function save(send: (sent: T) => Promise<void>): Promise<void> {
		const sent = copyOf(values)
		await send(sent)
		// A component is told of what is saved in the next turn.
		await nextTick()
		follow(sent)
		recordId = newId()
		resumed.value = ''
		keep()
	}

	const kept = keptInputs.find(notebookId, place)
	if (kept !== null && (makes === undefined || useInventoryStore().record(makes, kept.recordId) === null)) {
		for (const name of names()) {
			const value = kept.fields[name]
			if (value !== undefined && isLike(value, values[name])) {
				values[name] = value as T[typeof name]
			}
		}
		resumed.value = touched().length === 0 ? '' : kept.at
	}
	if (kept !== null) {
		keep()
	}

	watch(saved, () => follow(base.value))
	watch(values, keep)
	onScopeDispose(keptInputs.flush)

	return {
		values,
		giveUp,
		save,
		get recordId() {
			return recordId
		},
		get resumed() {
			return resumed.value
		},
	}
}
