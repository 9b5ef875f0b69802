// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { BackupFile } from './backup-archive.ts'

import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { AT, BY, identityFile, inventoryFiles, markerFile, vaultFile } from '../../tests/support/backup-samples.ts'
import { canonicalBytes } from '../domain/canonical.ts'
import { TrousseauError } from '../domain/errors.ts'
import { bucket } from '../vault/file/bucket.ts'
import { concat, u32 } from '../vault/file/bytes.ts'
import { loadSodium } from '../vault/file/sodium.ts'
import { backupFileName, decodeArchive, encodeArchive } from './backup-archive.ts'
import { pathOfPlace, placeOfPath } from './backup-paths.ts'

vi.setConfig({ testTimeout: 60_000 })

let files: readonly BackupFile[]

beforeAll(async () => {
	await loadSodium()
	files = [...inventoryFiles(3), vaultFile(), markerFile(), await identityFile('une phrase assez longue')]
})

const plain = (list: readonly BackupFile[]) => list.map(({ place, bytes }) => [pathOfPlace(place), Buffer.from(bytes).toString('hex')] as const).sort()

/** An archive of any list, honest or not. */
function archiveOf(list: readonly { readonly path: string, readonly size?: number, readonly bytes: Uint8Array }[], more: object = {}): Uint8Array {
	const json = canonicalBytes({ at: AT, by: BY, files: list.map(({ path, size, bytes }) => ({ path, size: size ?? bytes.length })), format: 1, ...more })
	const exact = concat(u32(json.length), json, ...list.map(({ bytes }) => bytes))
	return concat(exact, new Uint8Array(bucket(exact.length) - exact.length))
}

const entries = (list = files) => list.map(({ place, bytes }) => ({ path: pathOfPlace(place), bytes })).sort((left, right) => (left.path < right.path ? -1 : 1))
async function codeOf(archive: Uint8Array): Promise<string> {
	try {
		await decodeArchive(archive)
		return 'accepted'
	} catch (error) {
		expect(error).toBeInstanceOf(TrousseauError)
		return (error as TrousseauError).code
	}
}

describe('the archive', () => {
	it('comes back, whatever the order in which its files were given', async () => {
		const one = encodeArchive(AT, BY, files)
		expect(Buffer.compare(one, encodeArchive(AT, BY, [...files].reverse()))).toBe(0)
		expect(one).toHaveLength(bucket(one.length))
		const back = await decodeArchive(one)
		expect(plain(back.files)).toEqual(plain(files))
		expect(back).toMatchObject({ at: AT, by: BY, marker: { communeName: 'Vauzelles', insee: '' } })
		expect(Buffer.compare(archiveOf(entries()), one)).toBe(0)
	})

	it('keeps any bytes of a text in the name of its author, and cuts what is too long', async () => {
		await fc.assert(fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 100 }), async (name) => {
			expect((await decodeArchive(encodeArchive(AT, { id: 'x', name }, [markerFile()]))).by.name).toBe(name)
		}))
		expect((await decodeArchive(encodeArchive(AT, { id: 'x', name: 'a'.repeat(1_000) }, [markerFile()]))).by.name).toHaveLength(300)
	})

	it('refuses every truncation', async () => {
		const archive = encodeArchive(AT, BY, [markerFile(), ...inventoryFiles(1)])
		for (let length = 0; length < archive.length; length++) {
			expect(await codeOf(archive.subarray(0, length))).toBe('altered')
		}
	})

	it('refuses a byte after the padding, and a padding that is not zero', async () => {
		const archive = archiveOf(entries())
		expect(await codeOf(concat(archive, new Uint8Array(1)))).toBe('altered')
		const dirty = archive.slice()
		dirty[dirty.length - 1] = 1
		expect(await codeOf(dirty)).toBe('altered')
	})

	it('refuses every path that is not exactly one of a notebook', async () => {
		const bytes = new Uint8Array(10)
		const name = '00000001-0123456789abcdef0123456789abcdef'
		for (const path of [
			'',
			'/',
			'.',
			'..',
			'../trousseau.json',
			'/trousseau.json',
			'./trousseau.json',
			'Trousseau.json',
			'trousseau.json/',
			'trousseau.json\0',
			`../inventory/${name}.inventory`,
			`inventory/../${name}.inventory`,
			`inventory//${name}.inventory`,
			`inventory/${name}.vault`,
			`inventory/${name}.inventory/`,
			`/inventory/${name}.inventory`,
			`inventory\\${name}.inventory`,
			`inventory/${name.toUpperCase()}.inventory`,
			'inventory/00000000-0123456789abcdef0123456789abcdef.inventory',
			`INVENTORY/${name}.inventory`,
			`vaults/${name}.vault`,
			`vaults/../${name}.vault`,
			`vaults/${'a'.repeat(31)}/${name}.vault`,
			`vaults/${'A'.repeat(32)}/${name}.vault`,
			`vaults/${'a'.repeat(32)}/../${name}.vault`,
			`vaults/${'a'.repeat(32)}/${name}.vault\n`,
			`vaults/${'a'.repeat(32)}/${name}.identity`,
			`identity/${name}`,
			`identity/a/${name}.identity`,
			`.identity/${name}.identity`,
			'LISEZ-MOI.txt',
			'__proto__',
			'constructor',
		]) {
			expect(placeOfPath(path), path).toBeNull()
			expect(await codeOf(archiveOf([{ path, bytes }, ...entries([markerFile()])].sort((left, right) => (left.path < right.path ? -1 : 1)))), path).toBe('altered')
		}
	})

	it('gives back the one path of every place, and no other path', () => {
		fc.assert(fc.property(fc.oneof(fc.string(), fc.constantFrom(...entries().map(({ path }) => path)).chain((path) => fc.nat({ max: path.length }).map((cut) => path.slice(cut)))), (path) => {
			const place = placeOfPath(path)
			expect(place === null || pathOfPlace(place) === path).toBe(true)
		}))
	})

	it('refuses a list out of order, a file twice, no marker, a false size, unknown members, a newer format', async () => {
		const list = entries()
		expect(await codeOf(archiveOf(list))).toBe('accepted')
		expect(await codeOf(archiveOf([...list].reverse()))).toBe('altered')
		expect(await codeOf(archiveOf([list[0], list[0], ...list.slice(1)].flatMap((entry) => entry ?? [])))).toBe('altered')
		expect(await codeOf(archiveOf(list.filter(({ path }) => path !== 'trousseau.json')))).toBe('altered')
		for (const size of [-1, 0, 0.5, 1e15, 2 ** 53, 17 * 1024 * 1024]) {
			expect(await codeOf(archiveOf(list.map((entry, index) => (index === 1 ? { ...entry, size } : entry)))), String(size)).toBe('altered')
		}
		expect(await codeOf(archiveOf(list, { more: 1 }))).toBe('altered')
		expect(await codeOf(archiveOf(list, { at: '2026-13-22T10:30:00.000Z' }))).toBe('altered')
		expect(await codeOf(archiveOf(list, { at: '2026-11-22' }))).toBe('altered')
		expect(await codeOf(archiveOf(list, { by: { id: 'x' } }))).toBe('altered')
		expect(await codeOf(archiveOf(list, { format: 2 }))).toBe('unsupported-version')
		expect(await codeOf(archiveOf(list, { format: '1' }))).toBe('altered')
		const json = new TextEncoder().encode(`{ "at":"${AT}","by":{"id":"","name":""},"files":[],"format":1}`)
		expect(await codeOf(concat(u32(json.length), json, new Uint8Array(4096 - 4 - json.length)))).toBe('altered')
	})

	it('refuses a file that does not match its name, or belongs to another notebook', async () => {
		const swapped = entries().map((entry) => ({ ...entry, bytes: entry.path.startsWith('inventory/00000002') ? entry.bytes.map((byte, index) => (index === 0 ? byte ^ 1 : byte)) : entry.bytes }))
		expect(await codeOf(archiveOf(swapped))).toBe('altered')
		const [foreign] = inventoryFiles(1, 'f'.repeat(32))
		expect(await codeOf(archiveOf(entries([markerFile(), foreign as BackupFile])))).toBe('wrong-notebook')
		const vault = vaultFile()
		const elsewhere = pathOfPlace(vault.place).replace(/[0-9a-f]{32}/, 'e'.repeat(32))
		expect(await codeOf(archiveOf([...entries([markerFile()]), { path: elsewhere, bytes: vault.bytes }]))).toBe('wrong-notebook')
	})

	it('throws nothing but our errors on random changes, and accepts only what is whole', async () => {
		const archive = encodeArchive(AT, BY, [markerFile(), ...inventoryFiles(2)])
		let refused = 0
		await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat({ max: archive.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 }), async (changes) => {
			const mutated = archive.slice()
			changes.forEach(([place, byte]) => (mutated[place] = byte))
			const code = await codeOf(mutated)
			if (code === 'accepted') {
				// A name or a date may have changed to another valid one: what was read is then what would be written.
				const { at, by, files: read } = await decodeArchive(mutated)
				expect(Buffer.compare(encodeArchive(at, by, read), mutated)).toBe(0)
			} else {
				refused++
			}
		}), { numRuns: 2_000 })
		expect(refused).toBeGreaterThan(1_000)
	})
})

describe('the name of a backup', () => {
	it('is plain letters, with the commune and the day', () => {
		expect(backupFileName('Sainte-Radegonde', AT)).toBe('trousseau-sainte-radegonde-2026-11-22.trousseau')
		expect(backupFileName('L’Haÿ-les-Roses', AT)).toBe('trousseau-l-hay-les-roses-2026-11-22.trousseau')
		expect(backupFileName('Vœuil/../..\\', AT)).toBe('trousseau-voeuil-2026-11-22.trousseau')
		expect(backupFileName('—', AT)).toBe('trousseau-commune-2026-11-22.trousseau')
	})
})
