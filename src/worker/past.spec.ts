// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest'
import { CAF, fails, folder, founder, idOf, IMPOTS, newFolder, Person, two } from '../../tests/support/vault-journeys.ts'
import type { RevisionFile } from '../domain/document.ts'
import { parseVault } from '../vault/file/container.ts'
import { loadSodium } from '../vault/file/sodium.ts'
import type { PastPlace, VaultView } from './api.ts'

beforeEach(async () => {
	await loadSodium()
	newFolder()
})

const named = (names: readonly string[]): readonly RevisionFile[] => names.flatMap((name) => folder.files.filter((file) => file.name === name))

/** A stored revision, with its parents and all that they descend from. */
function placeOf(revision: RevisionFile): PastPlace {
	const { parents, ancestors } = parseVault(revision.bytes).header
	return { vaultId: folder.vaultId, revision, before: { heads: named(parents), others: named(ancestors.filter((name) => !parents.includes(name))) }, links: [] }
}
const last = (back = 0): PastPlace => placeOf(folder.files.at(-1 - back) as RevisionFile)
const labels = (view: VaultView): readonly string[] => view.credentials.filter(({ trashedAt }) => trashedAt === '').map(({ label }) => label).sort()

/** Two people who changed one password at the same time, merged at one of them. */
async function conflicting(): Promise<readonly [Person, Person]> {
	const [anna, bruno] = await two()
	const mine = await anna.api.prepare({ vaultId: folder.vaultId, changes: [{ kind: 'put', id: IMPOTS, draft: { password: 'celui d’Anna' } }] })
	const theirs = await bruno.api.prepare({ vaultId: folder.vaultId, changes: [{ kind: 'put', id: IMPOTS, draft: { password: 'celui de Bruno' } }] })
	await anna.save(mine)
	await bruno.save(theirs)
	await anna.open()
	return [anna, bruno]
}

describe('a past revision', () => {
	it('tells who wrote it, when and what changed, without a secret', async () => {
		const [anna, bruno] = await two()
		await bruno.put(IMPOTS, { password: 'deux', site: 'https://impots.example', note: 'au coffre' })
		await anna.open()
		const view = await anna.api.past(last())
		expect(view).toMatchObject({ author: 'Bruno', byKeeper: false, compared: true, members: [] })
		expect(await anna.api.past(placeOf(folder.files[1] as RevisionFile))).toMatchObject({ author: 'Anna', byKeeper: true })
		expect(view.records).toEqual([{
			id: IMPOTS,
			label: 'Impôts',
			kind: 'changed',
			fields: [
				{ field: 'note', before: '', after: null },
				{ field: 'password', before: null, after: null },
				{ field: 'site', before: '', after: 'https://impots.example' },
			],
		}])
		expect(JSON.stringify(view)).not.toMatch(/deux|au coffre/)
	})

	it('tells who came in, by name, and who left', async () => {
		const [anna] = await two()
		expect(await anna.api.past(last())).toMatchObject({ author: 'Bruno', members: [{ change: 'removed', kind: 'invitation' }, { change: 'added', kind: 'person', label: 'Bruno' }], records: [] })
		const view = await anna.open()
		const { revision } = await anna.api.removeMember({ vaultId: folder.vaultId, memberId: idOf(view, 'Bruno') })
		await anna.save(revision)
		expect((await anna.api.past(last())).members).toEqual([{ change: 'removed', kind: 'person', label: 'Bruno' }])
	})

	it('of a merge is compared with what its parents merge to', async () => {
		const [anna, bruno] = await conflicting()
		await anna.put(CAF, { label: 'CAF', password: 'x' })
		expect((await anna.api.past(last())).records).toMatchObject([{ id: CAF, kind: 'added' }])
		await bruno.open()
		expect((await bruno.api.past(last(1))).records).toMatchObject([{ id: IMPOTS, kind: 'changed' }])
	})

	it('without anything kept before it shows what it held, and compares nothing', async () => {
		const anna = await founder()
		const place = { ...last(), before: { heads: [], others: [] } }
		expect(await anna.api.past(place)).toMatchObject({ compared: false, records: [] })
		expect(await anna.api.pastRecords(place)).toMatchObject([{ label: 'Impôts', same: true, trashed: false }])
		await fails(anna.api.planRestore({ ...place, side: 'before', ids: null }), 'invalid')
	})

	it('gives one secret at a time, before and after', async () => {
		const anna = await founder()
		await anna.put(IMPOTS, { password: 'deux' })
		const reveal = (side: 'before' | 'after') => anna.api.revealPast({ ...last(), side, id: IMPOTS, field: 'password' })
		expect([await reveal('before'), await reveal('after')]).toEqual(['un', 'deux'])
		await anna.api.lock()
		await fails(reveal('after'), 'locked')
	})

	it('is refused when the open vault does not descend from it, even signed by a member', async () => {
		const [anna, bruno] = await two()
		const aside = await bruno.api.prepare({ vaultId: folder.vaultId, changes: [{ kind: 'put', id: IMPOTS, draft: { label: 'À part' } }] })
		folder.store(aside)
		await fails(anna.api.past(last()), 'rolled-back')
		await fails(anna.api.prepareRestore({ ...last(), side: 'after', ids: null }), 'rolled-back')
	})

	it('is reached over more than 256 others by revisions that lead to it', async () => {
		const anna = await founder()
		const old = last()
		for (let index = 0; index < 260; index += 1) {
			await anna.put(CAF, { label: `CAF ${index}` })
		}
		await fails(anna.api.past(old), 'rolled-back')
		const link = folder.files[200] as RevisionFile
		expect(await anna.api.past({ ...old, links: [link] })).toMatchObject({ author: 'Anna', records: [{ label: 'Impôts', kind: 'added' }] })
		const stray = { ...link, bytes: link.bytes.slice() }
		stray.bytes[100] = (stray.bytes[100] as number) ^ 1
		await fails(anna.api.past({ ...old, links: [stray] }), 'altered')
	}, 60_000)

	it('from before one’s arrival cannot be opened, and says so', async () => {
		const [, bruno] = await two()
		await fails(bruno.api.past(placeOf(folder.files[1] as RevisionFile)), 'not-a-member')
	})
})

describe('restoring', () => {
	it('one password brings back its value, keeps the one replaced, and touches no other', async () => {
		const anna = await founder()
		const changedAt = (await anna.open()).credentials[0]?.passwordChangedAt
		await anna.put(CAF, { label: 'CAF', password: 'x' })
		const before = await anna.put(IMPOTS, { label: 'DGFiP', password: 'deux' })
		const place = last()
		expect(await anna.api.planRestore({ ...place, side: 'before', ids: [IMPOTS] })).toMatchObject([{ id: IMPOTS, label: 'Impôts', fields: [{ field: 'label', before: 'DGFiP', after: 'Impôts' }, { field: 'password', before: null, after: null }] }])
		const view = await anna.save(await anna.api.prepareRestore({ ...place, side: 'before', ids: [IMPOTS] }))
		expect(await anna.api.reveal({ vaultId: folder.vaultId, id: IMPOTS, field: 'password' })).toBe('un')
		const lines = await anna.api.history({ vaultId: folder.vaultId, id: IMPOTS })
		const values = await Promise.all(lines.map(({ index }) => anna.api.reveal({ vaultId: folder.vaultId, id: IMPOTS, field: 'password', index })))
		expect(values).toEqual(expect.arrayContaining(['un', 'deux', 'DGFiP']))
		expect(view.credentials.find(({ id }) => id === CAF)).toEqual(before.credentials.find(({ id }) => id === CAF))
		// A member who left while it was in use still knows it.
		expect(view.credentials.find(({ id }) => id === IMPOTS)?.passwordChangedAt).toBe(changedAt)
		await fails(anna.api.prepareRestore({ ...place, side: 'before', ids: [IMPOTS] }), 'invalid')
	})

	it('the whole puts back what is gone, puts in the trash what came since, and undoes itself', async () => {
		const [anna, bruno] = await two()
		const then = last()
		await bruno.put(IMPOTS, { password: 'deux' })
		await anna.open()
		await anna.put(CAF, { label: 'CAF', password: 'x' })
		const change = (...changes: Parameters<typeof anna.api.prepare>[0]['changes']) => anna.api.prepare({ vaultId: folder.vaultId, changes })
		await anna.save(await change({ kind: 'trash', id: IMPOTS }, { kind: 'purge', id: IMPOTS }))
		const members = (await anna.open()).members
		const view = await anna.save(await anna.api.prepareRestore({ ...then, side: 'after', ids: null }))
		expect(labels(view)).toEqual(['Impôts'])
		expect(view.credentials.find(({ id }) => id === CAF)?.trashedAt).not.toBe('')
		expect(await anna.api.reveal({ vaultId: folder.vaultId, id: IMPOTS, field: 'password' })).toBe('un')
		expect(view.members).toEqual(members)
		expect(await anna.api.planRestore({ ...then, side: 'after', ids: null })).toEqual([])
		expect(labels(await bruno.open())).toEqual(['Impôts'])

		const undone = await anna.save(await anna.api.prepareRestore({ ...last(), side: 'before', ids: null }))
		expect(labels(undone)).toEqual(['CAF'])
		expect(undone.credentials.find(({ id }) => id === IMPOTS)?.trashedAt).not.toBe('')
	})

	it('is not for a reader, nor does it bring anybody back', async () => {
		const [anna] = await two()
		const place = last()
		const carla = await Person.create('Carla')
		await carla.accept((await anna.invite('reader')).code)
		await anna.open()
		await anna.put(IMPOTS, { label: 'Autre' })
		await carla.open()
		await fails(carla.api.prepareRestore({ ...last(), side: 'before', ids: null }), 'not-allowed')
		const view = await anna.open()
		const { revision } = await anna.api.removeMember({ vaultId: folder.vaultId, memberId: idOf(view, 'Bruno') })
		await anna.save(revision)
		const restored = await anna.save(await anna.api.prepareRestore({ ...place, side: 'after', ids: null }))
		expect(restored.members.map(({ label }) => label).sort()).toEqual(['Anna', 'Carla'])
		expect(restored.departures).toHaveLength(1)
	})
})

describe('two values typed at once', () => {
	it('are told with who and when, and settled by choosing one', async () => {
		for (const choice of [null, 'other'] as const) {
			newFolder()
			const [anna] = await conflicting()
			const ask = () => anna.api.conflicts({ vaultId: folder.vaultId, id: IMPOTS })
			const [conflict] = await ask()
			expect(conflict).toMatchObject({ field: 'password', shown: { by: 'Bruno' }, lost: [{ by: 'Anna' }] })
			const index = choice === null ? null : conflict?.lost[0]?.index ?? null
			const changes = [{ kind: 'settle', id: IMPOTS, field: 'password', index }] as const
			const view = await anna.save(await anna.api.prepare({ vaultId: folder.vaultId, changes }))
			expect(view.credentials[0]?.conflicts).toBe(0)
			expect(await ask()).toEqual([])
			expect(await anna.api.reveal({ vaultId: folder.vaultId, id: IMPOTS, field: 'password' })).toBe(choice === null ? 'celui de Bruno' : 'celui d’Anna')
			// The change of content is reported as a choice, or as an edit.
			expect((await anna.api.past(last())).records).toMatchObject([{ id: IMPOTS, kind: choice === null ? 'settled' : 'changed' }])
			// Undone: both values conflict again, and the one shown before is shown.
			const asks = await anna.save(await anna.api.prepare({ vaultId: folder.vaultId, changes: [{ kind: 'reopen', id: IMPOTS, field: 'password', index }] }))
			expect(asks.credentials[0]?.conflicts).toBe(1)
			expect(await ask()).toMatchObject([{ field: 'password', lost: [{ by: 'Anna' }] }])
			expect(await anna.api.reveal({ vaultId: folder.vaultId, id: IMPOTS, field: 'password' })).toBe('celui de Bruno')
		}
	})

	it('are told as the screen shows them while the choice, or its undo, waits to be saved', async () => {
		newFolder()
		const [anna] = await conflicting()
		const ask = () => anna.api.conflicts({ vaultId: folder.vaultId, id: IMPOTS })
		const draft = (kind: 'reopen' | 'settle', draftId: string) => anna.api.makeDraft({ vaultId: folder.vaultId, draftId, changes: [{ kind, id: IMPOTS, field: 'password', index: null }] })
		await draft('settle', '1'.repeat(32))
		expect(await ask()).toEqual([])
		expect((await draft('reopen', '2'.repeat(32))).view.credentials[0]?.conflicts).toBe(1)
		expect(await ask()).toMatchObject([{ field: 'password', lost: [{ by: 'Anna' }] }])
	})

	it('count until somebody edits the field', async () => {
		const [anna, bruno] = await conflicting()
		expect((await anna.open()).credentials[0]?.conflicts).toBe(1)
		await anna.put(IMPOTS, { password: 'un autre' })
		expect((await bruno.open()).credentials[0]?.conflicts).toBe(0)
	})
})
