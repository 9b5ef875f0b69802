import { loadSodium } from '../../src/vault/sodium.ts'
import { Dice, mutated, reading, targetOf } from './mutate.ts'
await loadSodium()
const t = targetOf(1000); const read = reading(); const dice = new Dice(20261122)
let forged: any = null; let n = 0, acc = 0
const wrapped = { ...t, forge: (d: Dice) => { const k = JSON.stringify((d as any)); const f = t.forge(d); forged = f; n++; return f } }
const rolls: number[] = []
const roll = Dice.prototype.roll; let log = false
Dice.prototype.roll = function (s: number) { const r = roll.call(this, s); if (log) rolls.push(s, r); return r }
for (let i = 1; i <= 100000; i++) {
  forged = null; rolls.length = 0; log = true
  const file = mutated(wrapped, dice); log = false
  if (forged === file) { const end = read(file); if (end === 'accepted') { acc++; console.log(i, rolls.slice(0, 14).join(' ')) } }
}
console.log({ n, acc })
