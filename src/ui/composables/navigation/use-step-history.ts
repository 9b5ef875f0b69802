// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { onBeforeUnmount, onMounted, watch } from 'vue'

/** How far each wizard on screen has gone, as it stands in an entry of the browser's history. */
type Steps = Readonly<Record<string, number>>

/** A wizard on screen. */
interface Wizard {
	readonly at: () => number
	/** Called by the browser's Back or Forward; false when the wizard stays where it is. */
	readonly goTo: (step: number) => boolean
	/** The step that the entry shown stands for. */
	shown: number
}

const KEY = 'trousseauSteps'
const wizards = new Map<string, Wizard>()
/** Moves through the history that this module made itself. */
let own = 0

function stepsOf(state: unknown): Steps {
	const steps: unknown = typeof state === 'object' && state !== null && KEY in state ? state[KEY] : null
	return typeof steps === 'object' && steps !== null ? steps as Steps : {}
}

function onPop(event: PopStateEvent): void {
	if (own > 0) {
		own--
		return
	}
	const steps = stepsOf(event.state)
	if (Object.entries(steps).some(([name, step]) => step > 0 && !wizards.has(name))) {
		// An entry of a wizard that is over shows nothing of its own.
		history.back()
		return
	}
	for (const [name, wizard] of [...wizards].reverse()) {
		const target = steps[name]
		// The address changed: this entry is not one of this wizard.
		if (target === undefined) {
			continue
		}
		if (target === wizard.at()) {
			wizard.shown = target
			continue
		}
		if (wizard.goTo(target)) {
			wizard.shown = target
		} else {
			own++
			history.go(wizard.at() - target)
		}
		return
	}
}

if (typeof window !== 'undefined') {
	window.addEventListener('popstate', onPop)
}

/**
 * Gives each step of a wizard an entry in the browser's history, so that its Back leads to the step before.
 *
 * @param name - of the wizard
 * @param at - the number of the step on screen, from 0; the entry that was there before stands for 0
 * @param goTo - shows a step; false when that cannot be, and the step on screen stays
 */
export function useStepHistory(name: string, at: () => number, goTo: (step: number) => boolean) {
	const wizard: Wizard = { at, goTo, shown: 0 }

	const stateAt = (step: number): object => ({ ...history.state as object | null, [KEY]: { ...stepsOf(history.state), [name]: step } })

	function follow(step: number): void {
		while (wizard.shown < step) {
			wizard.shown++
			history.pushState(stateAt(wizard.shown), '')
		}
		if (wizard.shown > step) {
			own++
			history.go(step - wizard.shown)
			wizard.shown = step
		}
	}

	onMounted(() => {
		wizards.set(name, wizard)
		// A page that was reloaded stands on the entry of the step that it showed.
		wizard.shown = stepsOf(history.state)[name] ?? 0
		history.replaceState(stateAt(wizard.shown), '')
		follow(at())
	})
	onBeforeUnmount(() => {
		wizards.delete(name)
		// The entries are taken back, unless another screen was opened meanwhile.
		if (wizard.shown > 0 && stepsOf(history.state)[name] === wizard.shown) {
			own++
			history.go(-wizard.shown)
		}
	})
	watch(at, follow, { flush: 'post' })
}
