// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The strength of a password at each keystroke, with its dictionaries, as its Worker computes it; and of all passwords of a large vault,
 * as its health screen asks for. In Node.
 */
import { dictionaryStrength } from '../src/domain/passwords/dictionary-strength.ts'
import { estimateStrength } from '../src/domain/passwords/strength.ts'
import { median, milliseconds } from './lib/median.ts'

/** Milliseconds of one keystroke: the median of a password that is being typed, and what one in twenty may exceed. */
const TARGET = 15
const TARGET_LATE = 40
/** Milliseconds of the longest text. */
const TARGET_HOSTILE = 500

const TYPED = ['Été2026!', 'm@1rie2026', 'kX7#pQ2!vZm4', 'grenier bougie falaise mouton', 'Vauzelles-86', 'r7Kp-w2Xq-m9Tz-b4Ld', 'Sylvie&Christophe']
const HOSTILE = ['@4$3'.repeat(250), 'lI1|!'.repeat(200), '01021903'.repeat(125), '(4@8)3€6#!1|0$5+7%2'.repeat(53)]
const NOTEBOOK = ['Vauzelles-sur-Creuse', '86123', ...Array.from({ length: 300 }, (_, index) => `Outil numéro ${index}`)]
const BESIDE = ['ANTS', 'mairie@vauzelles.example.fr', 'https://ants.gouv.fr/']

function timed(action: () => unknown): number {
	const start = performance.now()
	action()
	return performance.now() - start
}

function report(name: string, value: number, target: number): boolean {
	process.stdout.write(`${name.padEnd(56)} ${milliseconds(value).padStart(12)}   target ${target} ms   ${value <= target ? 'met' : 'MISSED'}\n`)
	return value <= target
}

/** Each beginning of each password, as it is typed. */
const keystrokes = TYPED.flatMap((password) => [...password].map((_, index) => password.slice(0, index + 1)))
function round(): readonly number[] {
	return keystrokes.map((text) => timed(() => dictionaryStrength(text, NOTEBOOK, BESIDE)))
}

round()
const durations = [1, 2, 3].flatMap(round).sort((one, other) => one - other)
const words = Array.from({ length: 500 }, (_, index) => `${TYPED[index % TYPED.length]}${index * 7919}`)
const whole = timed(() => words.forEach((password) => dictionaryStrength(password, NOTEBOOK, BESIDE)))

const met = [
	report('one keystroke, median', median(durations), TARGET),
	report('one keystroke, 95 of 100', durations[Math.floor(durations.length * 0.95)] ?? Infinity, TARGET_LATE),
	report('shape and known words alone, in the page', median(keystrokes.map((text) => timed(() => estimateStrength(text, NOTEBOOK, BESIDE)))), 1),
	...HOSTILE.map((password) => report(`${password.length} signs: ${password.slice(0, 12)}…`, timed(() => dictionaryStrength(password, NOTEBOOK, BESIDE)), TARGET_HOSTILE)),
]
process.stdout.write(`${'5,000 passwords of a vault, in their Worker'.padEnd(56)} ${milliseconds(whole * 10).padStart(12)}\n`)
process.exitCode = met.every(Boolean) ? 0 : 1
