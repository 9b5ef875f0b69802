// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DestroyRefusal, KeptCopies, PersonFile } from '../../platform/dav/person-files.ts'

import { asTrousseauError } from '../../domain/errors.ts'
import { describePersonFile, destroyFile, destroyRefusal, keptCopiesOf, listPersonFiles } from '../../platform/dav/person-files.ts'
import { davClient } from '../../platform/nextcloud.ts'

export type { DestroyRefusal, PersonFile } from '../../platform/dav/person-files.ts'

/** Copies that would be destroyed with the original, or the reason for which it cannot be. */
export type Examined = { readonly file: PersonFile, readonly copies: KeptCopies, readonly refusal: null }
	| { readonly file: null, readonly copies: null, readonly refusal: DestroyRefusal, /** Whose it is. */ readonly ownerName: string }

/** Files and folders in a folder of this person; an empty path is their home folder. */
export const listFiles = (path: string, signal: AbortSignal): Promise<readonly PersonFile[]> => listPersonFiles(davClient(), path, { signal })

/** Bytes of a file of this person; no copy of it stays in the browser. */
export const readFile = (path: string, signal: AbortSignal): Promise<Uint8Array> => davClient().download(path, { signal })

/**
 * Looks at the original once more, before it is destroyed.
 *
 * @param original - as it was when it was read
 */
export async function examineOriginal(original: PersonFile): Promise<Examined> {
	const client = davClient()
	const refused = (refusal: DestroyRefusal, ownerName = ''): Examined => ({ file: null, copies: null, refusal, ownerName })
	try {
		const file = await describePersonFile(client, original.path)
		const refusal = destroyRefusal(file, original.etag)
		return refusal === null ? { file, copies: await keptCopiesOf(client, file), refusal } : refused(refusal, file.ownerName)
	} catch (caught) {
		const error = asTrousseauError(caught)
		if (error.code === 'gone') {
			return refused('gone')
		}
		throw error
	}
}

/** Destroys the original, its former versions and its copies in the trash. */
export const destroyOriginal = (file: PersonFile): Promise<void> => destroyFile(davClient(), file)
